namespace OrleansMarket.Domain;

/// <summary>What can happen to an order, and what it can owe.</summary>
public static partial class Order
{
    /// <summary>How an order came to be completed.</summary>
    public enum Completion
    {
        /// <summary>The buyer said so.</summary>
        ByBuyer,

        /// <summary>Nobody said anything in time.</summary>
        BySilence,

        /// <summary>A dispute ended, and the buyer keeps the goods.</summary>
        ByDispute,
    }

    /// <summary>Why a part of the money goes back.</summary>
    public enum RefundReason
    {
        /// <summary>Buyer and seller agreed to cancel some lines.</summary>
        LinesCancelled,

        /// <summary>The seller cancelled what he had not shipped.</summary>
        SellerCancelled,

        /// <summary>The seller did not ship the rest in time.</summary>
        NotShipped,

        /// <summary>A dispute ended so.</summary>
        Dispute,

        /// <summary>The buyer's bank has taken it.</summary>
        ChargeBack,
    }

    /// <summary>What can happen to an order.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>O1.</summary>
        public sealed record Placed(OrderTerms Terms, DateTimeOffset At, DateTimeOffset PayBy) : Event;

        /// <summary>The seller has taken something off.</summary>
        public sealed record PriceAdjusted(
            string Adjustment, Money Off, IReadOnlyList<Line> Lines, DateTimeOffset PayBy) : Event;

        /// <summary>O2.</summary>
        public sealed record PaymentSubmitted(string Payment, DateTimeOffset AnswerBy) : Event;

        /// <summary>O3.</summary>
        public sealed record PaymentFailed(string Payment, string Code) : Event;

        /// <summary>
        /// O6: no answer in time; the order can be paid anew, and the old payment is asked for again.
        /// </summary>
        public sealed record PaymentUnanswered(string Payment) : Event;

        /// <summary>O4. The escrow account is born with it.</summary>
        public sealed record Paid(string Payment, Money Amount, DateTimeOffset At, DateTimeOffset VerifiedAt) : Event;

        /// <summary>O4L: a capture that came too late or twice goes back in full. A refund is born with it.</summary>
        public sealed record CaptureReturned(string Payment, Money Amount, int Refund, IReadOnlyList<Posting> Postings)
            : Event, IMoneyEvent;

        /// <summary>O8h: held until then; silence rejects it.</summary>
        public sealed record RiskHeld(DateTimeOffset Until) : Event;

        /// <summary>O8h: no longer held.</summary>
        public sealed record RiskReleased : Event;

        /// <summary>O8.</summary>
        public sealed record Verified(DateTimeOffset At, DateTimeOffset ShipBy) : Event;

        /// <summary>
        /// The order came to nothing. With <paramref name="Refund"/>, what is left in escrow goes back to the buyer.
        /// </summary>
        public sealed record Closed(CloseReason Because, bool Refund, DateTimeOffset? At = null) : Event;

        /// <summary>O10.</summary>
        public sealed record CancellationRequested(
            int Number, CancelReason Reason, IReadOnlyList<Units>? Units, DateTimeOffset At, DateTimeOffset RespondBy)
            : Event;

        /// <summary>O11.</summary>
        public sealed record CancellationWithdrawn : Event;

        /// <summary>O14.</summary>
        public sealed record CancellationRejected(RejectReason Because) : Event;

        /// <summary>O12, O13: for some lines only; they are refunded, the rest goes on.</summary>
        public sealed record UnitsCancelled(IReadOnlyList<Units> Units, bool BySilence) : Event;

        /// <summary>O15.</summary>
        public sealed record PartShipped(
            string Carrier, string Tracking, DateTimeOffset At, IReadOnlyList<Units> Units) : Event;

        /// <summary>O16; null units for all that was left.</summary>
        public sealed record Shipped(
            string Carrier, string Tracking, DateTimeOffset At, DateTimeOffset ProtectedUntil,
            IReadOnlyList<Units>? Units = null, DateTimeOffset? RemindAt = null) : Event;

        /// <summary>O17p, O18p: what is not shipped will not come, and is refunded.</summary>
        public sealed record RestCancelled(
            RefundReason Because, IReadOnlyList<Units> Units, DateTimeOffset ProtectedUntil, DateTimeOffset? RemindAt)
            : Event;

        /// <summary>O19: the seller wants more time.</summary>
        public sealed record ShippingExtensionAsked(string Extension, int Days) : Event;

        /// <summary>O19: he has it.</summary>
        public sealed record ShippingExtended(string Extension, int Days, DateTimeOffset ShipBy) : Event;

        /// <summary>O20: the buyer wants more protection.</summary>
        public sealed record ProtectionExtensionAsked(string Extension, int Days) : Event;

        /// <summary>O20: he has it.</summary>
        public sealed record ProtectionExtended(
            string Extension, int Days, DateTimeOffset ProtectedUntil, DateTimeOffset? ConfirmBy,
            DateTimeOffset? RemindAt) : Event;

        /// <summary>One of several parcels has arrived.</summary>
        public sealed record ParcelDelivered(string Tracking, DateTimeOffset At) : Event;

        /// <summary>O21: the last parcel has arrived.</summary>
        public sealed record Delivered(DateTimeOffset At, DateTimeOffset ConfirmBy, DateTimeOffset? RemindAt = null)
            : Event;

        /// <summary>The buyer is reminded that silence will soon complete the order.</summary>
        public sealed record Reminded(DateTimeOffset Due, DateTimeOffset? Next) : Event;

        /// <summary>O22, O23, O24.</summary>
        public sealed record Completed(
            Completion By, DateTimeOffset At, DateTimeOffset ReleaseAt, DateTimeOffset FinishedAt) : Event;

        /// <summary>O26: the escrow is told to pay the seller.</summary>
        public sealed record ReleaseOrdered : Event;

        /// <summary>O25 and DOMAIN.md §2.5.</summary>
        public sealed record DisputeMoved(Dispute.Event Happened) : Event;

        /// <summary>A dispute of a completed order has ended: the release begins anew.</summary>
        public sealed record DisputeSettled(DateTimeOffset ReleaseAt, DateTimeOffset FinishedAt) : Event;

        /// <summary>D7: the buyer took the dispute back; the timers go on, but end not before then.</summary>
        public sealed record Resumed(TimeSpan By, DateTimeOffset NotBefore) : Event;

        /// <summary>O28.</summary>
        public sealed record Frozen(
            FreezeReason Reason, DateTimeOffset At, DateTimeOffset ReviewBy, DateTimeOffset LimitBy) : Event;

        /// <summary>Operators have to look at a frozen order.</summary>
        public sealed record FreezeReviewDue : Event;

        /// <summary>O29: the timers go on, but end not before then.</summary>
        public sealed record Thawed(TimeSpan By, DateTimeOffset NotBefore) : Event;

        /// <summary>O32.</summary>
        public sealed record ChargeBackReported(ChargeBackStage Stage) : Event;

        /// <summary>The escrow is told to pay a part back; its number makes it one refund for ever.</summary>
        public sealed record RefundOrdered(
            int Number, IReadOnlyList<Escrow.Share> Shares, RefundReason Because, bool ByPlatform, bool IsSellersFault)
            : Event;

        /// <summary>The escrow has paid a part back.</summary>
        public sealed record RefundDone(int Number) : Event;

        /// <summary>Units of a received return will go back into stock.</summary>
        public sealed record GoodsReturned(IReadOnlyList<Units> Units) : Event;

        /// <summary>O31.</summary>
        public sealed record FeedbackLeft(Side By, Feedback Said) : Event;

        /// <summary>The escrow did what it was told.</summary>
        public sealed record EscrowDone : Event;

        /// <summary>The goods are free again.</summary>
        public sealed record GoodsFreed : Event;

        /// <summary>Some units are back in stock.</summary>
        public sealed record TakenBack(string TakeBack) : Event;

        /// <summary>Coupons and coins know.</summary>
        public sealed record CouponsReturned : Event;

        /// <summary>What is held for it is held longer.</summary>
        public sealed record HoldsRenewed : Event;

        /// <summary>The seller's standing knows.</summary>
        public sealed record StrikeNoted : Event;

        /// <summary>The buyer has his coins.</summary>
        public sealed record CoinsGranted : Event;

        /// <summary>O27.</summary>
        public sealed record Finished(DateTimeOffset? At = null) : Event;
    }

    /// <summary>What an order can owe to others.</summary>
    public abstract record Step
    {
        private Step()
        {
        }

        /// <summary>O1z: an order that costs nothing is paid without a payment.</summary>
        public sealed record PayNothing : Step;

        /// <summary>Sets reserved goods free or takes committed goods back into stock.</summary>
        public sealed record FreeGoods : Step;

        /// <summary>Takes some units back into stock.</summary>
        public sealed record TakeBack(string Id, IReadOnlyList<Units> Units) : Step;

        /// <summary>Tells coupons and coins that the order came to nothing, and why.</summary>
        public sealed record ReturnCoupons(Coupon.Cause Cause) : Step;

        /// <summary>Holds goods, coupons and coins until the new end of the pay window.</summary>
        public sealed record RenewHolds(DateTimeOffset Until) : Step;

        /// <summary>
        /// Has the escrow pay a part back, returns the coins that belong to it, and tells the coupons why.
        /// </summary>
        public sealed record RefundPart(RefundOrder Refund, int Coins, Coupon.Cause Cause) : Step;

        /// <summary>Has the escrow pay the seller what is left.</summary>
        public sealed record ReleaseEscrow : Step;

        /// <summary>Has the escrow pay the buyer what is left.</summary>
        public sealed record RefundEscrow(CloseReason Because) : Step;

        /// <summary>Notes that the seller let the buyer down.</summary>
        public sealed record Strike(CloseReason Because) : Step;

        /// <summary>Gives the buyer the coins that he has earned with what he paid in the end.</summary>
        public sealed record GrantCoins(Money Kept) : Step;
    }
}
