using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What a buyer means to order.</summary>
/// <param name="Version">Counts the changes of the cart.</param>
/// <param name="Groups">As it would be ordered: one order per group.</param>
/// <param name="Totals">Subtotals and shipping fees of all groups, by currency; discounts are in a quote.</param>
internal sealed record CartResponse(long Version, IReadOnlyList<CartGroupBody> Groups, IReadOnlyList<MoneyBody> Totals)
{
    /// <summary>As the API has it.</summary>
    public static CartResponse From(CartView view) => new(
        view.Version,
        [.. view.Groups.Select(CartGroupBody.From)],
        [.. view.Groups.GroupBy(group => group.Subtotal.Currency)
            .Select(same => MoneyBody.From(same.Sum(same.Key, group => group.Subtotal + group.ShippingFee)))]);
}

/// <summary>The lines of one order.</summary>
/// <param name="Seller">Who ships it.</param>
/// <param name="ShippingMethod">How.</param>
/// <param name="Lines">What.</param>
/// <param name="Subtotal">The goods.</param>
/// <param name="ShippingFee">The shipping.</param>
internal sealed record CartGroupBody(
    SellerName Seller,
    string ShippingMethod,
    IReadOnlyList<CartLineBody> Lines,
    MoneyBody Subtotal,
    MoneyBody ShippingFee)
{
    /// <summary>As the API has it.</summary>
    public static CartGroupBody From(CartGroup view) => new(
        new(view.Seller, view.SellerName), view.ShippingMethod, [.. view.Lines.Select(CartLineBody.From)],
        MoneyBody.From(view.Subtotal), MoneyBody.From(view.ShippingFee));
}

/// <summary>One SKU of a cart.</summary>
/// <param name="Sku">What.</param>
/// <param name="Title">Its title.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">The price of one now.</param>
/// <param name="SeenPrice">The price of one when it was put in.</param>
/// <param name="PriceChanged">
/// Whether a checkout would refuse the seen price: put the line in again to agree to the new one. Whoever saw the price
/// before a flash sale agrees to the sale's.
/// </param>
/// <param name="Available">How many could be ordered now, at this price.</param>
/// <param name="IsAvailable">Whether the whole quantity could be ordered now.</param>
/// <param name="ListPrice">The price of one outside of the flash sale that runs now; absent when none does.</param>
/// <param name="PerBuyerLimit">The most for one buyer over all his orders; absent for as many as there are.</param>
internal sealed record CartLineBody(
    string Sku, string Title, int Quantity, MoneyBody UnitPrice, MoneyBody SeenPrice, bool PriceChanged, int Available,
    bool IsAvailable, MoneyBody? ListPrice, int? PerBuyerLimit)
{
    /// <summary>As the API has it.</summary>
    public static CartLineBody From(CartLine view) => new(
        view.Sku, view.Title, view.Quantity, MoneyBody.From(view.UnitPrice), MoneyBody.From(view.SeenPrice),
        !view.Agreed, view.Available, view.Available >= view.Quantity,
        view.ListPrice is { } list ? MoneyBody.From(list) : null, view.PerBuyerLimit);
}

/// <summary>What a checkout would cost now.</summary>
/// <param name="Groups">One per order.</param>
/// <param name="Subtotal">The goods.</param>
/// <param name="Discount">What coupons and coins take off.</param>
/// <param name="Shipping">All shipping fees.</param>
/// <param name="Total">What the buyer would pay.</param>
/// <param name="Tax">All taxes.</param>
/// <param name="CoinDiscount">What coins take off, paid by the platform.</param>
/// <param name="Coins">How many coins that costs.</param>
/// <param name="Coupons">What each coupon or code takes off which line, and who pays for it.</param>
internal sealed record QuoteResponse(
    IReadOnlyList<QuoteGroupBody> Groups, MoneyBody Subtotal, MoneyBody Discount, MoneyBody Shipping, MoneyBody Total,
    MoneyBody Tax, MoneyBody CoinDiscount, int Coins, IReadOnlyList<CouponShareBody> Coupons)
{
    /// <summary>As the API has it.</summary>
    public static QuoteResponse From(QuoteView view) => new(
        [.. view.Groups.Select(QuoteGroupBody.From)], MoneyBody.From(view.Subtotal), MoneyBody.From(view.Discount),
        MoneyBody.From(view.Shipping), MoneyBody.From(view.Total), MoneyBody.From(view.Tax),
        MoneyBody.From(view.CoinDiscount), view.Coins, [.. view.Coupons.Select(CouponShareBody.From)]);
}

/// <summary>What a coupon takes off one line.</summary>
/// <param name="Coupon">The coupon, or the code that was typed.</param>
/// <param name="Kind">What sort it is.</param>
/// <param name="PaidBy">Whether the seller or the platform pays for it.</param>
/// <param name="Sku">The line.</param>
/// <param name="ShippingMethod">How the line is shipped.</param>
/// <param name="Amount">How much.</param>
internal sealed record CouponShareBody(
    string Coupon, Coupon.Kind Kind, string PaidBy, string Sku, string ShippingMethod, MoneyBody Amount)
{
    /// <summary>As the API has it.</summary>
    public static CouponShareBody From(CouponShare view) => new(
        view.Coupon, view.Kind, view.PaidBy is null ? "platform" : "seller", view.Sku, view.ShippingMethod,
        MoneyBody.From(view.Amount));
}

/// <summary>What one order would cost now.</summary>
/// <param name="Seller">Who ships it.</param>
/// <param name="ShippingMethod">How.</param>
/// <param name="ShippingFee">The shipping.</param>
/// <param name="Lines">What.</param>
/// <param name="Coupons">Coupons that lower its price.</param>
/// <param name="Total">What the buyer would pay for it.</param>
internal sealed record QuoteGroupBody(
    SellerName Seller,
    string ShippingMethod,
    MoneyBody ShippingFee,
    IReadOnlyList<LineBody> Lines,
    IReadOnlyList<string> Coupons,
    MoneyBody Total)
{
    /// <summary>As the API has it.</summary>
    public static QuoteGroupBody From(QuoteGroup view) => new(
        new(view.Seller, view.SellerName), view.ShippingMethod, MoneyBody.From(view.ShippingFee),
        [.. view.Lines.Select(LineBody.From)], view.Coupons, MoneyBody.From(view.Total));
}

/// <summary>One priced SKU.</summary>
/// <param name="Sku">What.</param>
/// <param name="Title">Its title.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">The price of one.</param>
/// <param name="SellerDiscount">What the seller takes off and pays for.</param>
/// <param name="PlatformDiscount">What the platform takes off and pays for, but for coins.</param>
/// <param name="Total">What the buyer pays for the line, tax included.</param>
/// <param name="ListPrice">The price of one outside of the flash sale it was ordered in; absent for none.</param>
/// <param name="CoinDiscount">What the buyer's coins take off, paid by the platform; absent for none.</param>
/// <param name="Tax">Tax on the line; absent where there is none.</param>
internal sealed record LineBody(
    string Sku, string Title, int Quantity, MoneyBody UnitPrice, MoneyBody SellerDiscount, MoneyBody PlatformDiscount,
    MoneyBody Total, MoneyBody? ListPrice = null, MoneyBody? CoinDiscount = null, MoneyBody? Tax = null)
{
    /// <summary>As the API has it.</summary>
    public static LineBody From(LineView view) => new(
        view.Sku, view.Title, view.Quantity, MoneyBody.From(view.UnitPrice), MoneyBody.From(view.SellerDiscount),
        MoneyBody.From(view.PlatformDiscount), MoneyBody.From(view.Total),
        view.ListPrice is { } list ? MoneyBody.From(list) : null,
        view.CoinDiscount is { } coins ? MoneyBody.From(coins) : null,
        view.Tax is { } tax ? MoneyBody.From(tax) : null);
}

/// <summary>A purchase over several sellers.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">All orders were placed, or none.</param>
/// <param name="Orders">The orders; pay them with POST /v1/payments.</param>
/// <param name="Total">What all of them cost; absent when none was placed.</param>
/// <param name="Failure">Why none was placed.</param>
/// <param name="At">When it was decided.</param>
internal sealed record CheckoutResponse(
    string Id, Checkout.Status Status, IReadOnlyList<PlacedOrderBody> Orders, MoneyBody? Total, FailureBody? Failure,
    DateTimeOffset At)
{
    /// <summary>As the API has it.</summary>
    public static CheckoutResponse From(CheckoutView view) => new(
        view.Id, view.Status, [.. view.Orders.Select(PlacedOrderBody.From)],
        view.Orders is [var first, ..]
            ? MoneyBody.From(view.Orders.Sum(first.Total.Currency, order => order.Total))
            : null,
        view.Why is { } why ? FailureBody.Of(why, view.Subject) : null, view.At);
}

/// <summary>An order of a checkout.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Seller">Who ships it.</param>
/// <param name="Total">What it costs.</param>
internal sealed record PlacedOrderBody(string Id, string Seller, MoneyBody Total)
{
    /// <summary>As the API has it.</summary>
    public static PlacedOrderBody From(PlacedOrder view) => new(view.Id, view.Seller, MoneyBody.From(view.Total));
}

/// <summary>A payment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">How far it is: captured, failed, or still processing.</param>
/// <param name="Orders">What it pays.</param>
/// <param name="Amount">How much; absent while it is not known.</param>
/// <param name="Failure">Why it failed. Nothing was taken then, and the orders can be paid anew.</param>
internal sealed record PaymentResponse(
    string Id, PaymentStatus Status, IReadOnlyList<string> Orders, MoneyBody? Amount, FailureBody? Failure)
{
    /// <summary>As the API has it.</summary>
    public static PaymentResponse From(PaymentView view) => new(
        view.Id, StatusOf(view.Status), view.Orders, view.Amount is { } amount ? MoneyBody.From(amount) : null,
        view.FailureCode is { } code ? FailureBody.Of(code)
            : view.Why is { } why ? FailureBody.Of(why, view.Subject) : null);

    private static PaymentStatus StatusOf(Payment.Status status) => status switch
    {
        Payment.Status.Captured => PaymentStatus.Captured,
        Payment.Status.Failed or Payment.Status.Refused => PaymentStatus.Failed,
        _ => PaymentStatus.Processing,
    };
}

/// <summary>How far a payment is.</summary>
internal enum PaymentStatus
{
    /// <summary>The payment provider has not said yes or no.</summary>
    Processing,

    /// <summary>The payment provider has the money, and the orders are paid.</summary>
    Captured,

    /// <summary>Nothing was taken.</summary>
    Failed,
}

/// <summary>Why something came to nothing.</summary>
/// <param name="Code">A stable word.</param>
/// <param name="Message">In plain words.</param>
/// <param name="Retry">What to do with a failed payment: correct, later, other_method, authenticate or again.</param>
/// <param name="Subject">What it is about, for example a SKU.</param>
internal sealed record FailureBody(string Code, string Message, string? Retry = null, string? Subject = null)
{
    /// <summary>A payment provider's no.</summary>
    public static FailureBody Of(string code)
    {
        var failure = PaymentFailure.Of(code);
        return new(failure.Code, failure.Message, failure.Retry);
    }

    /// <summary>The market's no.</summary>
    public static FailureBody Of(Rejection why, string? subject)
    {
        var kind = Problems.Of(why);
        return new(kind.Code, $"{kind.Title}. {kind.Advice}", null, subject);
    }
}
