namespace OrleansMarket.Domain;

/// <summary>The order's commands, events and steps.</summary>
public static partial class Order
{
    /// <summary>Who looks at an order, and who may act on it.</summary>
    public enum Side
    {
        /// <summary>The buyer who placed it.</summary>
        Buyer,

        /// <summary>The seller who ships it.</summary>
        Seller,

        /// <summary>The people who run the market.</summary>
        Operator,
    }

    /// <summary>How an order came to be completed.</summary>
    public enum Completion
    {
        /// <summary>The buyer said so.</summary>
        ByBuyer,

        /// <summary>Nobody said anything in time.</summary>
        BySilence,
    }

    /// <summary>One SKU of an order, priced.</summary>
    /// <param name="Sku">What.</param>
    /// <param name="Title">Its title when it was ordered.</param>
    /// <param name="Quantity">How many, 1 or more.</param>
    /// <param name="UnitPrice">The price of one when it was ordered.</param>
    /// <param name="SellerDiscount">The line's share of what the seller takes off.</param>
    /// <param name="PlatformDiscount">The line's share of the coupons and offers that the platform pays.</param>
    /// <param name="CoinDiscount">The line's share of what coins take off, paid by the platform; null for none.</param>
    /// <param name="Tax">What the buyer pays to the tax office through the platform; null for none.</param>
    /// <param name="ListPrice">The price of one outside of the flash sale it was ordered in; null for none.</param>
    /// <param name="OnPayment">Nothing was reserved; taken from the stock when the order is paid.</param>
    public sealed record Line(
        string Sku, string Title, int Quantity, Money UnitPrice, Money SellerDiscount, Money PlatformDiscount,
        Money? CoinDiscount = null, Money? Tax = null, Money? ListPrice = null, bool? OnPayment = null)
    {
        /// <summary>Quantity times unit price.</summary>
        public Money Subtotal => UnitPrice * Quantity;

        /// <summary>What the platform adds for the seller: its coupons and the buyer's coins.</summary>
        public Money Subsidy => CoinDiscount is { } coins ? PlatformDiscount + coins : PlatformDiscount;

        /// <summary>What the buyer pays for the line, tax included.</summary>
        public Money Cash => Subtotal - SellerDiscount - Subsidy + (Tax ?? Money.Zero(UnitPrice.Currency));
    }

    /// <summary>What was agreed when the order was placed; it never changes.</summary>
    /// <param name="Order">The order's id.</param>
    /// <param name="Checkout">The checkout it was placed in.</param>
    /// <param name="Buyer">Who pays.</param>
    /// <param name="Seller">Who ships.</param>
    /// <param name="ShippingMethod">The seller's shipping method, by id.</param>
    /// <param name="ShippingFee">Paid by the buyer on top of the goods.</param>
    /// <param name="DeliveryDays">Days promised by the shipping method; 0 when it promises nothing.</param>
    /// <param name="Lines">One per SKU.</param>
    /// <param name="ShipTo">Where to.</param>
    /// <param name="Coupons">Coupons of the checkout that lowered the price of this order.</param>
    /// <param name="Coins">How many of the buyer's coins lowered it; null for none.</param>
    /// <param name="PayWithin">How long it may stay unpaid, when that is shorter than usual: a flash sale.</param>
    public sealed record OrderTerms(
        string Order,
        string Checkout,
        string Buyer,
        string Seller,
        string ShippingMethod,
        Money ShippingFee,
        int DeliveryDays,
        IReadOnlyList<Line> Lines,
        Address ShipTo,
        IReadOnlyList<string> Coupons,
        int? Coins = null,
        TimeSpan? PayWithin = null)
    {
        /// <summary>What the buyer pays: the lines after discounts, and shipping.</summary>
        public Money Total => Lines.Sum(ShippingFee.Currency, line => line.Cash) + ShippingFee;

        /// <summary>What the platform adds.</summary>
        public Money Subsidy => Lines.Sum(ShippingFee.Currency, line => line.Subsidy);

        /// <summary>How long the buyer is protected after shipping: as promised by the method, 15 to 90 days.</summary>
        public TimeSpan Protection(Policy policy) => DeliveryDays <= 0
            ? policy.ProtectWindow
            : policy.ProtectWindow * (Math.Clamp(DeliveryDays, 15, 90) / 60.0);
    }

    /// <summary>What can be asked of an order.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>O1: brings the order into being, with its checkout.</summary>
        public sealed record Place(OrderTerms Terms) : Command;

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

        /// <summary>O7: the buyer cancels, alone.</summary>
        public sealed record Cancel : Command;

        /// <summary>O16: the seller ships all of it.</summary>
        public sealed record Ship(string Carrier, string Tracking) : Command;

        /// <summary>O21: the carrier has delivered the parcel.</summary>
        public sealed record RecordDelivery(string Tracking) : Command;

        /// <summary>
        /// O22: the buyer has the goods. <paramref name="WithoutScan"/> is the second confirmation before the scan.
        /// </summary>
        public sealed record ConfirmReceipt(bool WithoutScan) : Command;

        /// <summary>The escrow has released or refunded what it was asked to.</summary>
        public sealed record EscrowDone : Command;

        /// <summary>The goods and coupons of the closed order are free again.</summary>
        public sealed record GoodsFreed : Command;

        /// <summary>A deadline has come.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen to an order.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>O1.</summary>
        public sealed record Placed(OrderTerms Terms, DateTimeOffset At, DateTimeOffset PayBy) : Event;

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

        /// <summary>O8.</summary>
        public sealed record Verified(DateTimeOffset At, DateTimeOffset ShipBy) : Event;

        /// <summary>O5, O7, O18. With <paramref name="Refund"/>, what is in escrow goes back to the buyer.</summary>
        public sealed record Closed(CloseReason Because, bool Refund) : Event;

        /// <summary>O16.</summary>
        public sealed record Shipped(string Carrier, string Tracking, DateTimeOffset At, DateTimeOffset ProtectedUntil)
            : Event;

        /// <summary>O21.</summary>
        public sealed record Delivered(DateTimeOffset At, DateTimeOffset ConfirmBy) : Event;

        /// <summary>O22, O23, O24.</summary>
        public sealed record Completed(
            Completion By, DateTimeOffset At, DateTimeOffset ReleaseAt, DateTimeOffset FinishedAt) : Event;

        /// <summary>O26: the escrow is told to pay the seller.</summary>
        public sealed record ReleaseOrdered : Event;

        /// <summary>The escrow did what it was told.</summary>
        public sealed record EscrowDone : Event;

        /// <summary>The goods and coupons are free again.</summary>
        public sealed record GoodsFreed : Event;

        /// <summary>O27.</summary>
        public sealed record Finished : Event;
    }

    /// <summary>What an order can owe to others.</summary>
    public abstract record Step
    {
        private Step()
        {
        }

        /// <summary>Sets reserved goods free or takes committed goods back into stock, and unlocks coupons.</summary>
        public sealed record FreeGoods : Step;

        /// <summary>Has the escrow pay the seller.</summary>
        public sealed record ReleaseEscrow : Step;

        /// <summary>Has the escrow pay the buyer back.</summary>
        public sealed record RefundEscrow(CloseReason Because) : Step;
    }
}
