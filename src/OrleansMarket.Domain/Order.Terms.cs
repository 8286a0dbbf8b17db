namespace OrleansMarket.Domain;

/// <summary>What buyer and seller agreed upon.</summary>
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

    /// <summary>What was agreed when the order was placed; before it is paid, the seller can make it cheaper.</summary>
    /// <param name="Order">The order's id.</param>
    /// <param name="Checkout">The checkout it was placed in.</param>
    /// <param name="Buyer">Who pays.</param>
    /// <param name="Seller">Who ships.</param>
    /// <param name="ShippingMethod">The seller's shipping method, by id.</param>
    /// <param name="ShippingFee">Paid by the buyer on top of the goods.</param>
    /// <param name="DeliveryDays">Days promised by the shipping method; 0 when it promises nothing.</param>
    /// <param name="Lines">One per SKU.</param>
    /// <param name="ShipTo">Where to, in clear, as orders had it before addresses were sealed.</param>
    /// <param name="Coupons">Coupons of the checkout that lowered the price of this order.</param>
    /// <param name="Coins">How many of the buyer's coins lowered it; null for none.</param>
    /// <param name="PayWithin">How long it may stay unpaid, when that is shorter than usual: a flash sale.</param>
    /// <param name="SealedTo">Where to, readable as long as the buyer's key is there.</param>
    public sealed record OrderTerms(
        string Order,
        string Checkout,
        string Buyer,
        string Seller,
        string ShippingMethod,
        Money ShippingFee,
        int DeliveryDays,
        IReadOnlyList<Line> Lines,
        Address? ShipTo,
        IReadOnlyList<string> Coupons,
        int? Coins = null,
        TimeSpan? PayWithin = null,
        Sealed? SealedTo = null)
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

    /// <summary>Some units of one line.</summary>
    /// <param name="Line">The line's place among the order's lines, from 0.</param>
    /// <param name="Quantity">How many, 1 or more.</param>
    public sealed record Units(int Line, int Quantity);

    /// <summary>One parcel of the order.</summary>
    /// <param name="Carrier">Who carries it.</param>
    /// <param name="Tracking">The carrier's number.</param>
    /// <param name="At">When the seller shipped it.</param>
    /// <param name="Units">What is in it.</param>
    /// <param name="DeliveredAt">When the carrier delivered it; null while it is on its way.</param>
    public sealed record Shipment(
        string Carrier, string Tracking, DateTimeOffset At, IReadOnlyList<Units> Units, DateTimeOffset? DeliveredAt);

    /// <summary>What one side says about the other, 1 to 5; the seller judges the communication only.</summary>
    public sealed record Ratings(int? Described, int? Communication, int? Shipping);

    /// <summary>What one side has said about the other.</summary>
    public sealed record Feedback(Ratings Ratings, string? Text, DateTimeOffset At);
}
