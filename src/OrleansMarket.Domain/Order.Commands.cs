namespace OrleansMarket.Domain;

/// <summary>What can be asked of an order; O1 to O32 are the rows of DOMAIN.md §2.2.</summary>
public static partial class Order
{
    /// <summary>What can be asked of an order.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>O1: brings the order into being, with its checkout.</summary>
        public sealed record Place(OrderTerms Terms) : Command;

        /// <summary>The seller takes something off an order that is not paid; its pay window begins anew.</summary>
        /// <param name="Adjustment">Makes it unique.</param>
        /// <param name="Off">What he takes off, divided over the lines.</param>
        public sealed record AdjustPrice(string Adjustment, Money Off) : Command;

        /// <summary>O2: a payment begins.</summary>
        public sealed record SubmitPayment(string Payment) : Command;

        /// <summary>O3: the payment came to nothing.</summary>
        public sealed record FailPayment(string Payment, string Code) : Command;

        /// <summary>
        /// O4, O4L: the payment provider has the money. Before asking, the goods were committed if they could be.
        /// </summary>
        public sealed record Capture(string Payment, Money Amount, bool GoodsAreCommitted) : Command;

        /// <summary>O8: the payment is verified.</summary>
        public sealed record PassRisk : Command;

        /// <summary>O8h: the payment needs a closer look; the buyer has to appeal.</summary>
        public sealed record HoldRisk : Command;

        /// <summary>O8h: the closer look found nothing; the review goes on.</summary>
        public sealed record ReleaseRisk : Command;

        /// <summary>O9: the payment is not what it seems.</summary>
        public sealed record RejectRisk : Command;

        /// <summary>O7: the buyer cancels, alone.</summary>
        public sealed record Cancel : Command;

        /// <summary>O10: the buyer asks the seller to cancel.</summary>
        /// <param name="Number">1 for the first request, and so on.</param>
        /// <param name="Reason">Why.</param>
        /// <param name="Units">What of it; null for the whole order.</param>
        public sealed record RequestCancellation(int Number, CancelReason Reason, IReadOnlyList<Units>? Units)
            : Command;

        /// <summary>O11: the buyer takes the request back.</summary>
        public sealed record WithdrawCancellation : Command;

        /// <summary>O12: the seller agrees.</summary>
        public sealed record AcceptCancellation : Command;

        /// <summary>O14: the seller does not agree.</summary>
        public sealed record RejectCancellation(RejectReason Because) : Command;

        /// <summary>O17, O17p: the seller cancels what is not shipped.</summary>
        public sealed record CancelBySeller(SellerCancelReason Because) : Command;

        /// <summary>O15, O16: the seller ships; null units for all that is left.</summary>
        public sealed record Ship(string Carrier, string Tracking, IReadOnlyList<Units>? Units = null) : Command;

        /// <summary>O19: more time to ship, asked for by the seller and granted by the buyer.</summary>
        /// <param name="Extension">Makes it unique.</param>
        /// <param name="By">Who asks: the buyer's word is enough.</param>
        /// <param name="Days">How many days more.</param>
        public sealed record ExtendShipping(string Extension, Side By, int Days) : Command;

        /// <summary>O20: more protection, asked for by the buyer and granted by the seller.</summary>
        /// <param name="Extension">Makes it unique.</param>
        /// <param name="By">Who asks: the seller's word is enough.</param>
        /// <param name="Days">How many days more.</param>
        public sealed record ExtendProtection(string Extension, Side By, int Days) : Command;

        /// <summary>O21: the carrier has delivered the parcel.</summary>
        public sealed record RecordDelivery(string Tracking) : Command;

        /// <summary>
        /// O22: the buyer has the goods. <paramref name="WithoutScan"/> is the second confirmation before the scan.
        /// </summary>
        public sealed record ConfirmReceipt(bool WithoutScan) : Command;

        /// <summary>O25 and DOMAIN.md §2.5: whatever is asked of the order's dispute.</summary>
        public sealed record OnDispute(Dispute.Command Asked) : Command;

        /// <summary>O28: nobody can act on the order until it is thawed; its timers stand still.</summary>
        public sealed record Freeze(FreezeReason Reason) : Command;

        /// <summary>O29: the order goes on where it stood.</summary>
        public sealed record Thaw : Command;

        /// <summary>O32: the buyer's bank wants the money back, or has decided about it.</summary>
        public sealed record ReportChargeBack(ChargeBackStage Stage) : Command;

        /// <summary>O31: one side rates the other.</summary>
        public sealed record LeaveFeedback(Side By, Ratings Ratings, string? Text) : Command;

        /// <summary>The escrow has released, refunded or lost all that is left, as it was asked to.</summary>
        public sealed record EscrowDone : Command;

        /// <summary>The escrow has refunded a part.</summary>
        public sealed record RefundDone(int Number) : Command;

        /// <summary>The goods of the closed order are free again.</summary>
        public sealed record GoodsFreed : Command;

        /// <summary>Some units are back in stock.</summary>
        public sealed record TakenBack(string TakeBack) : Command;

        /// <summary>Coupons and coins know that the order came to nothing.</summary>
        public sealed record CouponsReturned : Command;

        /// <summary>What is held for the order is held until the new end of its pay window.</summary>
        public sealed record HoldsRenewed : Command;

        /// <summary>The seller's standing knows of the strike.</summary>
        public sealed record StrikeNoted : Command;

        /// <summary>The buyer has the coins that the order has earned him.</summary>
        public sealed record CoinsGranted : Command;

        /// <summary>A deadline has come.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>Why a buyer wants to cancel (DOMAIN.md §2.4).</summary>
    public enum CancelReason
    {
        /// <summary>He did not mean to order it.</summary>
        OrderedByMistake,

        /// <summary>It would go to the wrong place.</summary>
        WrongAddress,

        /// <summary>Somebody else sells it for less.</summary>
        FoundCheaper,

        /// <summary>It takes too long.</summary>
        TooSlow,

        /// <summary>The seller has asked him to.</summary>
        SellerAsked,

        /// <summary>He ordered it twice.</summary>
        Duplicate,

        /// <summary>Something else.</summary>
        Other,
    }

    /// <summary>Why a seller does not agree to cancel.</summary>
    public enum RejectReason
    {
        /// <summary>The carrier has it.</summary>
        AlreadyHandedOver,

        /// <summary>It was made for this buyer.</summary>
        CustomMade,

        /// <summary>Something else.</summary>
        Other,
    }

    /// <summary>Why a seller cancels.</summary>
    public enum SellerCancelReason
    {
        /// <summary>He does not have it.</summary>
        OutOfStock,

        /// <summary>The price was a mistake.</summary>
        PriceWrong,

        /// <summary>No carrier goes there.</summary>
        CannotShip,

        /// <summary>Something else.</summary>
        Other,
    }

    /// <summary>Why an order is frozen.</summary>
    public enum FreezeReason
    {
        /// <summary>Somebody looks into it.</summary>
        Investigation,

        /// <summary>The seller cheats.</summary>
        SellerFraud,

        /// <summary>The payment is odd.</summary>
        PaymentAnomaly,

        /// <summary>The buyer's bank wants the money back.</summary>
        ChargeBack,
    }

    /// <summary>How far a charge-back is.</summary>
    public enum ChargeBackStage
    {
        /// <summary>There is none.</summary>
        None,

        /// <summary>The bank has opened it.</summary>
        Opened,

        /// <summary>The bank has decided for the market.</summary>
        Won,

        /// <summary>The bank has taken the money.</summary>
        Lost,
    }
}
