using static OrleansMarket.Domain.Pricing;

namespace OrleansMarket.Domain.Tests;

public sealed class PricingProperties
{
    private static readonly Gen<Line> SomeLine = Gen.Select(
        Gen.Int[0, 5], Gen.Int[1, 4], Gen.OneOf("standard", "express"), (sku, quantity, method) =>
            new Line(Offer($"sku_{sku}", $"seller_{sku % 3}", 1 + sku * 777), quantity, method));

    private static readonly Gen<Discount> SomeDiscount = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 3], Gen.Long[1, 5_000], (id, seller, value) => new Discount($"cpn_{id}",
            PlatformCoupon with { Seller = seller == 3 ? null : $"seller_{seller}", Value = Usd(value) }));

    // One coupon in each place: what cannot be combined is refused and says nothing about sums.

    private static readonly Gen<(Line[] Lines, Discount[] Discounts)> Checkouts = Gen.Select(
        SomeLine.Array[1, 8],
        SomeDiscount.Array[0, 4].Select(some => some.DistinctBy(discount => discount.Id)
            .DistinctBy(discount => discount.Terms.Seller).ToArray()));

    [Fact]
    public void What_the_buyer_pays_adds_up() => Checkouts.Sample((lines, discounts) =>
    {
        if (Price(lines, discounts, Policy.Modern).Quote is not { } quote) return;
        Assert.Equal(quote.Total, quote.Baskets.Select(basket => basket.Total).Sum(Currency.Usd));
        Assert.Equal(quote.Total, quote.Subtotal - quote.Discount + quote.Shipping);
        Assert.Equal(quote.Subtotal, lines.Select(line => line.Offer.UnitPrice * line.Quantity).Sum(Currency.Usd));
        Assert.All(quote.Baskets.SelectMany(basket => basket.Lines), line =>
            Assert.True(line.Cash >= Usd(0) && line.SellerDiscount >= Usd(0) && line.PlatformDiscount >= Usd(0)));
    }, iter: 2_000);

    [Fact]
    public void I9_The_shares_of_the_lines_are_what_the_coupons_are_worth() => Checkouts.Sample((lines, discounts) =>
    {
        if (Price(lines, discounts, Policy.Modern).Quote is not { } quote) return;

        // The same sums without lines: a store's coupons take from its goods, then the platform's from what is left.
        var left = lines.GroupBy(line => line.Offer.Seller)
            .ToDictionary(same => same.Key, same => same.Sum(line => line.Offer.UnitPrice.Minor * line.Quantity));
        foreach (var store in discounts.Where(discount => discount.Terms.Seller is not null))
            left[store.Terms.Seller!] -= Math.Min(store.Terms.Value.Minor, left[store.Terms.Seller!]);
        var goods = left.Values.Sum();
        var platform = Math.Min(goods,
            discounts.Where(discount => discount.Terms.Seller is null).Sum(discount => discount.Terms.Value.Minor));

        var priced = quote.Baskets.SelectMany(basket => basket.Lines).ToArray();
        Assert.Equal(quote.Subtotal - Usd(goods), priced.Select(line => line.SellerDiscount).Sum(Currency.Usd));
        Assert.Equal(Usd(platform), priced.Select(line => line.PlatformDiscount).Sum(Currency.Usd));
    }, iter: 2_000);

    [Fact]
    public void The_order_in_which_discounts_are_given_does_not_matter() => Checkouts.Sample((lines, discounts) =>
        Assert.Equal(
            Show.Of(Price(lines, discounts, Policy.Modern)),
            Show.Of(Price(lines, [.. discounts.Reverse()], Policy.Modern))), iter: 1_000);

    [Fact]
    public void Every_unit_is_in_exactly_one_basket_of_its_seller_and_method() => Checkouts.Sample((lines, discounts) =>
    {
        if (Price(lines, discounts, Policy.Modern).Quote is not { } quote) return;
        Assert.Equal(
            lines.GroupBy(line => (line.Offer.Seller, line.ShippingMethod, line.Offer.Sku))
                .Select(same => (same.Key, same.Sum(line => line.Quantity))).Order(),
            quote.Baskets.SelectMany(basket => basket.Lines
                .Select(line => ((basket.Seller, basket.ShippingMethod, line.Sku), line.Quantity))).Order());
    }, iter: 1_000);
}
