using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>What a seller offers under one SKU.</summary>
[Alias("listing")]
public interface IListingGrain : IGrainWithStringKey
{
    /// <summary>Offers it like this from now on. Refused when the SKU is another seller's.</summary>
    [Alias("put")]
    Task<Outcome> Put(Listing.Offer offer);

    /// <summary>The newest offer; null when nobody offers the SKU.</summary>
    [Alias("view")]
    Task<Listing.Offer?> View();
}

/// <summary>Finds listings.</summary>
[Alias("catalogue")]
public interface ICatalogueGrain : IGrainWithIntegerKey
{
    /// <summary>Listings in the order of their SKUs.</summary>
    [Alias("find")]
    Task<CataloguePage> Find(CatalogueQuery query);

    /// <summary>A listing has changed; told by the listing itself.</summary>
    [Alias("changed")]
    Task Changed(Listing.Offer offer);
}

/// <summary>Which listings.</summary>
/// <param name="Text">Words that all occur in title, SKU or seller; null for any.</param>
/// <param name="Seller">Of one seller; null for any.</param>
/// <param name="After">SKUs after this one; null from the start.</param>
/// <param name="Limit">At most so many, 1 to 100.</param>
[GenerateSerializer, Immutable, Alias("catalogue-query")]
public sealed record CatalogueQuery(string? Text, string? Seller, string? After, int Limit);

/// <summary>Some listings, and whether there are more.</summary>
[GenerateSerializer, Immutable, Alias("catalogue-page")]
public sealed record CataloguePage(Listing.Offer[] Offers, bool HasMore);

/// <summary>The units of one SKU. Hot: calls overlap, and each is answered when it is durable.</summary>
[Alias("stock")]
public interface IStockGrain : IGrainWithStringKey
{
    /// <summary>New units arrive; the move's id makes it unique.</summary>
    [Alias("receive")]
    Task<Outcome> Receive(string move, int quantity);

    /// <summary>Sets units aside for the orders of one checkout, all or none, until a time.</summary>
    [Alias("reserve")]
    Task<Outcome> Reserve(StockClaim[] claims, DateTimeOffset until);

    /// <summary>
    /// The same, within what one buyer and one flash sale can have; refused as sold out or over the buyer's limit.
    /// </summary>
    [Alias("reserve-within")]
    Task<Outcome> Reserve(StockClaim[] claims, DateTimeOffset until, StockLimits limits);

    /// <summary>Keeps what is set aside for an order until a later time.</summary>
    [Alias("extend")]
    Task<Outcome> Extend(string order, DateTimeOffset until);

    /// <summary>The order is being paid: its units are sold.</summary>
    [Alias("commit")]
    Task<Outcome> Commit(string order);

    /// <summary>The order is being paid: so many units are sold that were not reserved, if there are any.</summary>
    [Alias("commit-unreserved")]
    Task<Outcome> Commit(string order, int quantity);

    /// <summary>
    /// Some of the units sold to an order are back on hand: refunded before they were shipped, or returned. The id
    /// makes it unique; it is refused when the order has not so many any more.
    /// </summary>
    [Alias("take-back")]
    Task<Outcome> TakeBack(string order, string id, int quantity);

    /// <summary>The orders came to nothing: their units are available again.</summary>
    [Alias("free")]
    Task<Outcome> Free(string[] orders);

    /// <summary>The same for one order, which cannot take units any more, reserved or not.</summary>
    [Alias("free-for-good")]
    Task<Outcome> FreeForGood(string order);

    /// <summary>How many there are.</summary>
    [Alias("view")]
    Task<StockView> View();
}

/// <summary>Units wanted for one order.</summary>
[GenerateSerializer, Immutable, Alias("stock-claim")]
public readonly record struct StockClaim(string Order, int Quantity);

/// <summary>How much one buyer, and one sale, can have.</summary>
/// <param name="Buyer">Who orders; null when nobody counts.</param>
/// <param name="PerBuyer">The most for one buyer over all his orders; null for as many as there are.</param>
/// <param name="Sale">The flash sale in which it is ordered; null outside of one.</param>
[GenerateSerializer, Immutable, Alias("stock-limits")]
public sealed record StockLimits(string? Buyer, int? PerBuyer, Listing.Sale? Sale);

/// <summary>
/// How many units there are; <c>OnHand + Sold = Stocked</c>, and what can be ordered is <c>OnHand - Reserved</c>.
/// </summary>
/// <param name="OnHand">In the seller's hands, reserved ones among them.</param>
/// <param name="Reserved">Set aside for unpaid orders.</param>
/// <param name="Sold">Sold, less those that came back.</param>
/// <param name="Stocked">Ever received.</param>
/// <param name="Sale">What was taken in the newest flash sale; null when nothing ever was.</param>
[GenerateSerializer, Immutable, Alias("stock-view")]
public sealed record StockView(int OnHand, int Reserved, int Sold, int Stocked, SaleUnits? Sale = null)
{
    /// <summary>What can still be ordered, at any price.</summary>
    public int Available => OnHand - Reserved;

    /// <summary>What is left of a sale's quota.</summary>
    public int LeftOf(Listing.Sale sale) =>
        Math.Clamp(sale.Quota - (Sale is { } taken && taken.From == sale.From ? taken.Taken : 0), 0, Available);
}

/// <summary>Units taken in a flash sale, reserved or sold.</summary>
/// <param name="From">When the sale begins; it is known by that.</param>
/// <param name="Taken">How many.</param>
[GenerateSerializer, Immutable, Alias("sale-units")]
public sealed record SaleUnits(DateTimeOffset From, int Taken);

/// <summary>What a buyer means to order.</summary>
[Alias("cart")]
public interface ICartGrain : IGrainWithStringKey
{
    /// <summary>Has so many of a SKU in the cart, at the price it has now; quantity 0 removes it.</summary>
    [Alias("put")]
    Task<Outcome> Put(string sku, int quantity, string? shippingMethod);

    /// <summary>The cart, grouped as it would be ordered.</summary>
    [Alias("view")]
    Task<CartView> View();

    /// <summary>What a checkout would cost now; changes nothing.</summary>
    [Alias("quote")]
    Task<Answer<QuoteView>> Quote(CheckoutOrder order);

    /// <summary>
    /// Orders what is in the cart, under a checkout id that the caller has made. Sent again with the same id, it is
    /// answered the same.
    /// </summary>
    [Alias("check-out")]
    Task<Answer<CheckoutView>> CheckOut(string checkout, CheckoutOrder order);

    /// <summary>
    /// Its buyer is about to leave: finishes the checkout that is under way, then takes no other. When this is done,
    /// all of his orders exist.
    /// </summary>
    [Alias("close")]
    Task<Outcome> Close();

    /// <summary>Its buyer stays after all.</summary>
    [Alias("reopen")]
    Task<Outcome> Reopen();

    /// <summary>Its buyer has left: empties it for ever, and destroys the key of his addresses.</summary>
    [Alias("forget")]
    Task<Outcome> Forget();
}

/// <summary>What of the cart to order, and how.</summary>
/// <param name="Skus">Only these; null for all.</param>
/// <param name="ShipTo">Where to.</param>
/// <param name="Coupons">Coupon ids and a code to use.</param>
/// <param name="ExpectedTotal">The total agreed to; null when the prices seen in the cart are.</param>
/// <param name="Coins">How many coins to use at most.</param>
[GenerateSerializer, Immutable, Alias("checkout-order")]
public sealed record CheckoutOrder(
    string[]? Skus, Address ShipTo, string[] Coupons, Money? ExpectedTotal, int Coins = 0);

/// <summary>A cart as it would be ordered.</summary>
[GenerateSerializer, Immutable, Alias("cart-view")]
public sealed record CartView(long Version, CartGroup[] Groups);

/// <summary>The lines of one order: one seller, one shipping method.</summary>
[GenerateSerializer, Immutable, Alias("cart-group")]
public sealed record CartGroup(
    string Seller, string SellerName, string ShippingMethod, CartLine[] Lines, Money Subtotal, Money ShippingFee);

/// <summary>One SKU of a cart.</summary>
/// <param name="Sku">What.</param>
/// <param name="Title">Its title now.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">Its price now.</param>
/// <param name="SeenPrice">Its price when it was put in.</param>
/// <param name="Available">How many could be ordered now.</param>
/// <param name="ListPrice">Its price without the flash sale that runs now; null when none does.</param>
/// <param name="PerBuyerLimit">The most for one buyer over all his orders; null for as many as there are.</param>
/// <param name="Agreed">Whether a checkout would take the price that was seen for that of now.</param>
[GenerateSerializer, Immutable, Alias("cart-line")]
public sealed record CartLine(
    string Sku, string Title, int Quantity, Money UnitPrice, Money SeenPrice, int Available, Money? ListPrice,
    int? PerBuyerLimit, bool Agreed);

/// <summary>What a checkout would cost.</summary>
/// <param name="Groups">One per order.</param>
/// <param name="Subtotal">The goods before discounts.</param>
/// <param name="Discount">All discounts, coins too.</param>
/// <param name="Shipping">All shipping fees.</param>
/// <param name="Total">What the buyer would pay.</param>
/// <param name="Tax">All taxes.</param>
/// <param name="CoinDiscount">What coins take off, paid by the platform.</param>
/// <param name="Coins">How many coins that costs.</param>
/// <param name="Coupons">What each coupon takes off where, and who pays for it.</param>
[GenerateSerializer, Immutable, Alias("quote-view")]
public sealed record QuoteView(
    QuoteGroup[] Groups, Money Subtotal, Money Discount, Money Shipping, Money Total, Money Tax, Money CoinDiscount,
    int Coins, CouponShare[] Coupons);

/// <summary>What a coupon takes off one line.</summary>
/// <param name="Coupon">The coupon, or the code that was typed.</param>
/// <param name="Kind">What sort it is.</param>
/// <param name="PaidBy">The seller who pays for it; null when the platform does.</param>
/// <param name="Sku">The line.</param>
/// <param name="ShippingMethod">How the line is shipped; a SKU can be there twice.</param>
/// <param name="Amount">How much.</param>
[GenerateSerializer, Immutable, Alias("coupon-share")]
public sealed record CouponShare(
    string Coupon, Coupon.Kind Kind, string? PaidBy, string Sku, string ShippingMethod, Money Amount);

/// <summary>What one order of it would cost.</summary>
[GenerateSerializer, Immutable, Alias("quote-group")]
public sealed record QuoteGroup(
    string Seller,
    string SellerName,
    string ShippingMethod,
    Money ShippingFee,
    LineView[] Lines,
    string[] Coupons,
    Money Total);

/// <summary>One priced SKU.</summary>
/// <param name="Sku">What.</param>
/// <param name="Title">Its title when it was priced.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">What one costs, in a flash sale what it costs there.</param>
/// <param name="SellerDiscount">What the seller takes off.</param>
/// <param name="PlatformDiscount">What the platform takes off.</param>
/// <param name="Total">What the buyer pays.</param>
/// <param name="ListPrice">What one costs without the flash sale; null outside of one.</param>
/// <param name="CoinDiscount">Taken off for coins, paid by the platform; null for none.</param>
/// <param name="Tax">What of the total is tax; null for none.</param>
[GenerateSerializer, Immutable, Alias("line-view")]
public sealed record LineView(
    string Sku, string Title, int Quantity, Money UnitPrice, Money SellerDiscount, Money PlatformDiscount, Money Total,
    Money? ListPrice = null, Money? CoinDiscount = null, Money? Tax = null);

/// <summary>One purchase over several sellers.</summary>
[Alias("checkout")]
public interface ICheckoutGrain : IGrainWithStringKey
{
    /// <summary>Reserves, locks and places all orders, or none; asked again, it answers the same.</summary>
    [Alias("place")]
    Task<CheckoutView> Place(CheckoutPlan plan);

    /// <summary>How it ended; null when it is not this buyer's.</summary>
    [Alias("view")]
    Task<CheckoutView?> View(Caller caller);
}

/// <summary>What a checkout is to order.</summary>
/// <param name="Buyer">For whom.</param>
/// <param name="Lines">What.</param>
/// <param name="ShipTo">Where to, of a cart from before addresses were sealed.</param>
/// <param name="Coupons">Coupon ids and a code to use.</param>
/// <param name="ExpectedTotal">The total agreed to; null when the prices seen in the cart are.</param>
/// <param name="Coins">How many coins to use at most.</param>
/// <param name="AlwaysWith">
/// The coupons that every checkout of the buyer so far was placed with; null when he has placed none.
/// </param>
/// <param name="SealedTo">Where to, as it will be stored.</param>
[GenerateSerializer, Immutable, Alias("checkout-plan")]
public sealed record CheckoutPlan(
    string Buyer, PlannedLine[] Lines, Address? ShipTo, string[] Coupons, Money? ExpectedTotal, int Coins = 0,
    string[]? AlwaysWith = null, Sealed? SealedTo = null);

/// <summary>One SKU to order.</summary>
/// <param name="Sku">What.</param>
/// <param name="Quantity">How many.</param>
/// <param name="ShippingMethod">How.</param>
/// <param name="SeenPrice">The unit price that the buyer saw; null when he agreed to a total instead.</param>
[GenerateSerializer, Immutable, Alias("planned-line")]
public sealed record PlannedLine(string Sku, int Quantity, string ShippingMethod, Money? SeenPrice);

/// <summary>How a checkout ended.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Placed or refused.</param>
/// <param name="Buyer">Whose it is.</param>
/// <param name="Orders">Its orders; empty when refused.</param>
/// <param name="Why">Why it was refused.</param>
/// <param name="Subject">The SKU or coupon that was the reason.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("checkout-view")]
public sealed record CheckoutView(
    string Id,
    Checkout.Status Status,
    string? Buyer,
    PlacedOrder[] Orders,
    Rejection? Why,
    string? Subject,
    DateTimeOffset At);

/// <summary>An order of a checkout.</summary>
[GenerateSerializer, Immutable, Alias("placed-order")]
public sealed record PlacedOrder(string Id, string Seller, Money Total);
