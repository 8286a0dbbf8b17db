using static OrleansMarket.Domain.Pricing;

namespace OrleansMarket.Domain.Tests;

public sealed class PricingStories
{
    private static readonly Discount Store = new("cpn_store", StoreCoupon);
    private static readonly Discount Platform = new("cpn_1111", PlatformCoupon);

    [Fact]
    public void The_worked_example_of_the_domain_comes_out_to_the_cent()
    {
        var quote = Priced([One(Lamp), One(Cable), One(Mug)], Store, Platform);
        var lines = quote.Baskets.SelectMany(basket => basket.Lines);
        Assert.Equal([Usd(1828), Usd(838), Usd(833)], lines.Select(line => line.Cash));
        Assert.Equal(Usd(3499), quote.Total);
        Assert.Equal([Usd(2666), Usd(833)], quote.Baskets.Select(basket => basket.Total));
        Assert.Equal(Usd(4499), quote.Subtotal);
        Assert.Equal(Usd(1000), quote.Discount);
        Assert.Equal(Usd(0), quote.Shipping);
        Assert.Equal(Show.Of(Terms.Lines), Show.Of(quote.Baskets[0].Lines));

        var escrow = Terms.Total + Terms.Subsidy;
        Assert.Equal((Usd(2666), Usd(534), Usd(3200)), (Terms.Total, Terms.Subsidy, escrow));
        var (first, second) = (Allocation.Reversal(366, 1828, 0, 1000), Allocation.Reversal(366, 1828, 1000, 828));
        Assert.Equal((200, 166), (first, second));
        var rest = escrow - Usd(1000) - Usd(first);
        Assert.Equal((Usd(2000), Usd(100)), (rest, rest.BasisPoints(500)));
    }

    [Fact]
    public void Discounts_are_applied_stores_first_whatever_order_they_are_given_in() => Assert.Equal(
        Show.Of(Priced([One(Lamp), One(Cable), One(Mug)], Store, Platform)),
        Show.Of(Priced([One(Lamp), One(Cable), One(Mug)], Platform, Store)));

    [Fact]
    public void A_coupon_named_twice_is_used_once() => Assert.Equal(
        Show.Of(Priced([One(Lamp)], Platform)),
        Show.Of(Priced([One(Lamp)], Platform, Platform)));

    [Fact]
    public void Q10_Lines_of_one_seller_and_one_method_are_one_order()
    {
        var quote = Priced([One(Lamp), One(Mug), One(Cable)]);
        Assert.Equal(["seller_1", "seller_2"], quote.Baskets.Select(basket => basket.Seller));
        Assert.Equal(["lamp", "cable"], quote.Baskets[0].Lines.Select(line => line.Sku));
    }

    [Fact]
    public void In_a_flash_sale_the_unit_price_is_the_sales_and_the_list_price_stays_to_be_seen()
    {
        var sale = new Listing.Sale(Usd(1900), 10, null, Midnight, Hours(1));
        var quote = Priced([One(Lamp) with { Sale = sale, Quantity = 2 }, One(Cable)], Platform);
        var (lamp, cable) = (quote.Baskets[0].Lines[0], quote.Baskets[0].Lines[1]);
        Assert.Equal((Usd(1900), Usd(2400), Usd(3800)), (lamp.UnitPrice, lamp.ListPrice, lamp.Subtotal));
        Assert.Equal((Usd(1100), null), (cable.UnitPrice, cable.ListPrice));
        Assert.Equal((Usd(4900), Usd(4200)), (quote.Subtotal, quote.Total));
        Assert.Equal(sale, quote.Lines[0].Sale);
    }

    [Fact]
    public void S1_2_A_line_knows_that_it_is_taken_from_the_stock_on_payment()
    {
        var quote = Priced([One(Lamp) with { OnPayment = true }, One(Cable)]);
        Assert.Equal([true, null], quote.Baskets[0].Lines.Select(line => line.OnPayment));
    }

    [Fact]
    public void Q10_Another_shipping_method_makes_another_order()
    {
        var quote = Priced([One(Lamp), One(Cable, method: "express")]);
        Assert.Equal(["standard", "express"], quote.Baskets.Select(basket => basket.ShippingMethod));
        Assert.Equal([0, 20], quote.Baskets.Select(basket => basket.DeliveryDays));
    }

    [Fact]
    public void Shipping_is_paid_once_per_order()
    {
        var quote = Priced([One(Lamp, method: "express"), One(Cable, method: "express")]);
        Assert.Equal((Usd(1250), Usd(4750)), (quote.Shipping, quote.Total));
    }

    [Fact]
    public void The_dearest_fee_and_the_longest_promise_of_an_order_count()
    {
        var slow = Cable with { ShippingMethods = [Express with { Fee = Usd(2000), Days = 35 }] };
        var basket = Assert.Single(Priced([One(Lamp, method: "express"), One(slow, method: "express")]).Baskets);
        Assert.Equal((Usd(2000), 35), (basket.ShippingFee, basket.DeliveryDays));
    }

    [Fact]
    public void Equal_lines_are_one_line()
    {
        var basket = Assert.Single(Priced([new(Lamp, 2, "standard"), new(Lamp, 3, "standard")]).Baskets);
        Assert.Equal(5, Assert.Single(basket.Lines).Quantity);
    }

    [Fact]
    public void A_coupon_takes_off_no_more_than_its_lines_cost()
    {
        var quote = Priced([One(Mug)], Platform with { Terms = PlatformCoupon with { Value = Usd(5000) } });
        Assert.Equal((Usd(0), Usd(999)), (quote.Total, quote.Discount));
    }

    [Fact]
    public void Shipping_is_never_discounted()
    {
        var large = Platform with { Terms = PlatformCoupon with { Value = Usd(5000) } };
        Assert.Equal(Usd(1250), Priced([One(Mug, method: "express")], large).Total);
    }

    [Fact]
    public void A_store_coupon_lowers_only_lines_of_its_store_and_is_named_only_there()
    {
        var quote = Priced([One(Lamp), One(Mug)], Store);
        Assert.Equal([Usd(300), Usd(0)], quote.Baskets.Select(basket => basket.Lines[0].SellerDiscount));
        Assert.Equal("[['cpn_store'], []]", Show.Of(quote.Baskets.Select(basket => basket.Coupons)));
    }

    [Fact]
    public void The_minimum_spend_counts_goods_after_earlier_discounts_without_shipping()
    {
        var strict = Platform with { Terms = PlatformCoupon with { MinimumSpend = Usd(2400) } };
        Priced([One(Lamp)], strict);
        Refused(Rejection.CouponMinimumNotMet, [One(Lamp)], Store, strict);
        Refused(Rejection.CouponMinimumNotMet, [One(Mug, method: "express")],
            Platform with { Terms = PlatformCoupon with { MinimumSpend = Usd(1000) } });
    }

    [Fact]
    public void A_coupon_for_nothing_in_the_basket_is_refused()
    {
        Refused(Rejection.CouponNotApplicable, [One(Mug)], Store);
        var euro = new Money(100, Currency.Parse("EUR"));
        var foreign = PlatformCoupon with { Value = euro, MinimumSpend = euro };
        Refused(Rejection.CouponNotApplicable, [One(Mug)], Platform with { Terms = foreign });
    }

    [Fact]
    public void A_coupon_is_not_wasted_on_goods_that_cost_nothing_any_more() =>
        Refused(Rejection.CouponMinimumNotMet, [One(Lamp)],
            Store with { Terms = StoreCoupon with { Value = Usd(2400) } }, Platform);

    [Fact]
    public void Q10_A_checkout_has_up_to_50_sellers_and_200_lines_of_one_currency()
    {
        static Line Of(int seller, int thing, string currency = "USD") => One(Offer(
            $"sku-{seller}-{thing}", $"seller_{seller}", 100) with
        { UnitPrice = new(100, Currency.Parse(currency)) });
        Line[] most = [.. Enumerable.Range(0, 200).Select(i => Of(i % 50, i))];
        Assert.Equal((50, 200), (Priced(most).Baskets.Count, Priced(most).Lines.Count));
        Refused(Rejection.TooManyLines, [.. most, Of(0, 200)]);
        Refused(Rejection.TooManySellers, [.. most[..^1], Of(50, 0)]);
        Refused(Rejection.CurrencyMixed, [.. most[..^1], Of(0, 0, "EUR")]);
    }

    [Fact]
    public void What_cannot_be_ordered_is_refused_with_its_reason()
    {
        Refused(Rejection.CartIsEmpty, []);
        Refused(Rejection.QuantityInvalid, [new(Lamp, 0, "standard")]);
        Refused(Rejection.QuantityInvalid, [new(Lamp, Cart.MostOfOneSku + 1, "standard")]);
        Refused(Rejection.ShippingMethodUnknown, [One(Lamp, method: "pigeon")]);
        var yen = new Money(100, Currency.Parse("JPY"));
        var fromJapan = Mug with { UnitPrice = yen, ShippingMethods = [Standard with { Fee = yen }] };
        Refused(Rejection.CurrencyMixed, [One(Lamp), One(fromJapan)]);
        Refused(Rejection.TooManyLines, [.. Enumerable.Range(0, 201).Select(_ => One(Lamp))]);
        Refused(Rejection.TooManySellers,
            [.. Enumerable.Range(0, 51).Select(i => One(Offer($"sku_{i}", $"seller_{i}", 100)))]);
    }

    [Fact]
    public void Fifty_sellers_and_two_hundred_lines_are_one_checkout()
    {
        var lines = Enumerable.Range(0, 200).Select(i => One(Offer($"sku_{i}", $"seller_{i % 50}", 100))).ToArray();
        Assert.Equal(50, Priced(lines).Baskets.Count);
    }

    [Fact]
    public void A_checkout_can_cost_as_much_as_the_dearest_listing_and_no_more()
    {
        var dearest = Lamp with
        {
            UnitPrice = Usd(Listing.MostMinor),
            ShippingMethods = [Standard with { Fee = Usd(Listing.MostMinor) }],
        };
        Assert.Equal(Usd(Listing.MostMinor) * 2, Priced([One(dearest)], Store, Platform).Total + Usd(1000));
        var lines = Enumerable.Range(0, 200)
            .Select(i => new Line(dearest with { Sku = $"sku_{i}" }, Cart.MostOfOneSku, "standard")).ToArray();
        Assert.Equal(Rejection.QuantityInvalid, Price(lines, [], Policy.Modern).Rejection);
        Line two = One(dearest) with { Quantity = 2 };
        Assert.Equal(Rejection.QuantityInvalid, Price([two], [], Policy.Modern).Rejection);
    }

    private static Line One(Listing.Offer offer, string method = "standard") => new(offer, 1, method);

    private static Quote Priced(Line[] lines, params Discount[] discounts)
    {
        var (quote, rejection, _) = Price(lines, discounts, Policy.Modern);
        Assert.Null(rejection);
        return quote!;
    }

    private static void Refused(Rejection why, Line[] lines, params Discount[] discounts)
    {
        var (quote, rejection, _) = Price(lines, discounts, Policy.Modern);
        Assert.Equal((null, why), (quote, rejection));
    }
}
