using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Shopping;

/// <summary>
/// Finds out what a plan costs at this moment: asks the listings and coupons, and has <see cref="Pricing"/> add up.
/// </summary>
internal static class Till
{
    /// <summary>
    /// The price of a plan at an instant, or why it has none; the subject is the SKU or coupon that is the reason.
    /// </summary>
    public static async Task<(Pricing.Quote? Quote, Rejection? Why, string? Subject)> Price(
        IGrainFactory grains, CheckoutPlan plan, Policy policy, DateTimeOffset now)
    {
        if (plan.Lines.Length > policy.LinesPerCheckout) return (null, Rejection.TooManyLines, null);
        var offers = await Task.WhenAll(plan.Lines.Select(line => grains.Listing(line.Sku).View()));
        var lines = new Pricing.Line[offers.Length];
        for (var i = 0; i < offers.Length; i++)
        {
            var (line, offer) = (plan.Lines[i], offers[i]);
            if (offer is null) return (null, Rejection.UnknownSku, line.Sku);
            if (offer.Method(line.ShippingMethod) is null) return (null, Rejection.ShippingMethodUnknown, line.Sku);
            if (plan.ExpectedTotal is null && line.SeenPrice is { } seen && !offer.Honours(seen, now))
                return (null, Rejection.PriceChanged, line.Sku);
            lines[i] = new(
                offer, line.Quantity, line.ShippingMethod, offer.SaleAt(now), offer.IsTakenOnPayment(now));
        }

        var discounts = new List<Pricing.Discount>(plan.Coupons.Length);
        foreach (var id in plan.Coupons.Distinct())
        {
            if (await grains.Coupon(id).View(plan.Buyer) is not { } coupon) return (null, Rejection.UnknownCoupon, id);
            discounts.Add(new(id, new(coupon.Campaign, coupon.Seller, coupon.Value, coupon.MinimumSpend,
                coupon.ValidFrom, coupon.ValidUntil)));
        }

        var (quote, why) = Pricing.Price(lines, discounts, policy);
        return plan.ExpectedTotal is { } expected && quote is not null && quote.Total != expected
            ? (null, Rejection.PriceChanged, null)
            : (quote, why, null);
    }

    /// <summary>A price as the world sees it.</summary>
    public static QuoteView Show(Pricing.Quote quote) => new(
        [
            .. quote.Baskets.Select(basket => new QuoteGroup(basket.Seller, basket.SellerName, basket.ShippingMethod,
                basket.ShippingFee, [.. basket.Lines.Select(Show)], [.. basket.Coupons], basket.Total)),
        ],
        quote.Subtotal, quote.Discount, quote.Shipping, quote.Total);

    /// <summary>A line as the world sees it.</summary>
    public static LineView Show(Order.Line line) => new(
        line.Sku, line.Title, line.Quantity, line.UnitPrice, line.SellerDiscount, line.PlatformDiscount, line.Cash,
        line.ListPrice);
}
