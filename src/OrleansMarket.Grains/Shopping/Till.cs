using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Shopping;

/// <summary>
/// Finds out what a plan costs at this moment: asks the listings, coupons and codes, and has <see cref="Pricing"/> add
/// up.
/// </summary>
internal static class Till
{
    /// <summary>What a plan costs, or why it has no price and which SKU or coupon is the reason.</summary>
    /// <param name="Quote">The price.</param>
    /// <param name="Discounts">The terms of what lowers it, by coupon id or code.</param>
    /// <param name="Why">Why there is none.</param>
    /// <param name="Subject">What is the reason.</param>
    public sealed record Bill(
        Pricing.Quote? Quote, IReadOnlyDictionary<string, Coupon.Terms> Discounts, Rejection? Why, string? Subject);

    /// <summary>The price of a plan at an instant.</summary>
    /// <param name="grains">The market.</param>
    /// <param name="plan">What is ordered.</param>
    /// <param name="policy">The numbers of the rules.</param>
    /// <param name="now">The instant: sales begin and end.</param>
    /// <param name="isQuote">
    /// For a quote, coupons must be free. A checkout locks them, which says it better: those that it has locked
    /// already, before a crash, are its own.
    /// </param>
    public static async Task<Bill> Price(
        IGrainFactory grains, CheckoutPlan plan, Policy policy, DateTimeOffset now, bool isQuote = false)
    {
        if (plan.Lines.Length > policy.LinesPerCheckout) return No(Rejection.TooManyLines);
        var offers = await Task.WhenAll(plan.Lines.Select(line => grains.Listing(line.Sku).View()));
        var lines = new Pricing.Line[offers.Length];
        for (var i = 0; i < offers.Length; i++)
        {
            var (line, offer) = (plan.Lines[i], offers[i]);
            if (offer is null) return No(Rejection.UnknownSku, line.Sku);
            if (offer.Method(line.ShippingMethod) is null) return No(Rejection.ShippingMethodUnknown, line.Sku);
            if (plan.ExpectedTotal is null && line.SeenPrice is { } seen && !offer.Honours(seen, now))
                return No(Rejection.PriceChanged, line.Sku);
            lines[i] = new(
                offer, line.Quantity, line.ShippingMethod, offer.SaleAt(now), offer.IsTakenOnPayment(now));
        }

        DateTimeOffset? quotedAt = isQuote ? now : null;
        var found = await Task.WhenAll(plan.Coupons.Distinct().Select(id => Terms(grains, plan, id, quotedAt)));
        if (found.FirstOrDefault(one => one.Why is not null) is { Why: { } why } missing) return No(why, missing.Id);
        var discounts = found.ToDictionary(one => one.Id, one => one.Terms!);

        var (quote, rejection, subject) = Pricing.Price(
            lines, [.. discounts.Select(one => new Pricing.Discount(one.Key, one.Value))], policy, plan.Coins);
        return plan.ExpectedTotal is { } expected && quote is not null && quote.Total != expected
            ? No(Rejection.PriceChanged)
            : new(quote, discounts, rejection, subject);

        Bill No(Rejection because, string? about = null) =>
            new(null, new Dictionary<string, Coupon.Terms>(), because, about);
    }

    /// <summary>A price as the world sees it.</summary>
    public static QuoteView Show(Bill bill)
    {
        var quote = bill.Quote!;
        return new(
            [
                .. quote.Baskets.Select(basket => new QuoteGroup(
                    basket.Seller, basket.SellerName, basket.ShippingMethod, basket.ShippingFee,
                    [.. basket.Lines.Select(Show)], [.. basket.Coupons], basket.Total)),
            ],
            quote.Subtotal, quote.Discount, quote.Shipping, quote.Total, quote.Tax, quote.CoinDiscount, quote.Coins,
            [
                .. quote.Shares.Select(share => new CouponShare(
                    share.Coupon, bill.Discounts[share.Coupon].Sort, bill.Discounts[share.Coupon].Seller, share.Sku,
                    share.ShippingMethod, share.Amount)),
            ]);
    }

    /// <summary>A line as the world sees it.</summary>
    public static LineView Show(Order.Line line) => new(
        line.Sku, line.Title, line.Quantity, line.UnitPrice, line.SellerDiscount, line.PlatformDiscount, line.Cash,
        line.ListPrice, line.CoinDiscount, line.Tax);

    private static async Task<(string Id, Coupon.Terms? Terms, Rejection? Why)> Terms(
        IGrainFactory grains, CheckoutPlan plan, string id, DateTimeOffset? quotedAt)
    {
        var (terms, trouble) = Ids.IsId(id, Ids.Coupon)
            ? await OfCoupon(grains, plan, id)
            : await OfCode(grains, id);
        if (terms is null) return (id, null, Rejection.UnknownCoupon);
        if (quotedAt is { } now)
        {
            if (now >= terms.ValidUntil) return (id, null, Rejection.CouponExpired);
            if (trouble is not null) return (id, null, trouble);
            if (now < terms.ValidFrom) return (id, null, Rejection.CouponNotYetValid);
        }

        // Whoever has ordered with nothing but this coupon got it back: those orders came to nothing.
        var isNewcomer = plan.AlwaysWith is not { } always || always.Contains(id);
        return terms.Sort == Coupon.Kind.NewUser && !isNewcomer
            ? (id, null, Rejection.FirstOrderOnly)
            : (id, terms, null);
    }

    private static async Task<(Coupon.Terms? Terms, Rejection? Trouble)> OfCoupon(
        IGrainFactory grains, CheckoutPlan plan, string id)
    {
        if (await grains.Coupon(id).View(plan.Buyer) is not { } coupon) return (null, null);
        Rejection? trouble = coupon.Status switch
        {
            Coupon.Status.Locked => Rejection.CouponInUse,
            Coupon.Status.Redeemed => Rejection.CouponUsed,
            Coupon.Status.Expired => Rejection.CouponExpired,
            Coupon.Status.Returned => Rejection.ReservationGone,
            Coupon.Status.Revoked => Rejection.CouponRevoked,
            _ => null,
        };
        return (
            new(coupon.Campaign, coupon.Seller, coupon.Value, coupon.MinimumSpend, coupon.ValidFrom, coupon.ValidUntil,
                coupon.Kind, coupon.Percent, coupon.Sellers, coupon.Skus, coupon.NonRefundable),
            trouble);
    }

    private static async Task<(Coupon.Terms? Terms, Rejection? Trouble)> OfCode(IGrainFactory grains, string code)
    {
        if (!PromoCode.IsCode(code) || await grains.PromoCode(code).Campaign() is not { } campaign) return (null, null);
        if (await grains.Campaign(campaign).View() is not { Plan: var plan, Status: var status }) return (null, null);
        Rejection? trouble = status switch
        {
            Campaign.Status.Active => null,
            Campaign.Status.Exhausted => Rejection.CouponQuotaExhausted,
            _ => Rejection.CampaignNotActive,
        };
        return (
            new(campaign, plan.Seller, plan.Value, plan.MinimumSpend, plan.ValidFrom, plan.ValidUntil, plan.Kind,
                plan.Percent, plan.Sellers, plan.Skus, plan.NonRefundable),
            trouble);
    }
}
