using static OrleansMarket.Domain.Pricing;
using Kind = OrleansMarket.Domain.Coupon.Kind;

namespace OrleansMarket.Domain.Tests;

/// <summary>What can be combined, in which order it is taken off, and who pays for it (DOMAIN.md §1.3, §2.9).</summary>
public sealed class StackingStories
{
    private static readonly Discount Store = new("cpn_store", StoreCoupon);
    private static readonly Discount Platform = new("cpn_1111", PlatformCoupon);

    private static readonly Discount Select = new("cpn_select", PlatformCoupon with
    {
        Kind = Kind.Select,
        Sellers = ["seller_1", "seller_3"],
        Value = Usd(200),
    });

    private static readonly Line[] Three = [One(Lamp), One(Cable), One(Mug)];

    [Fact]
    public void S2_9_The_whole_pipeline_in_its_order_to_the_cent()
    {
        var policy = Policy.Modern with { TaxBasisPoints = 1_000 };
        var lamp = One(Lamp, method: "express") with { Sale = new(Usd(2000), 100, null, Midnight, Days(1)) };
        var quote = Priced([lamp, One(Mug)], policy, 10_000, Store, Select, Platform);

        var (first, second) = (quote.Baskets[0].Lines[0], quote.Baskets[1].Lines[0]);
        // On sale for 20.00; store -3.00 = 17.00, select -2.00 = 15.00; platform -7.00 over 15.00 and 9.99.
        Assert.Equal((Usd(300), Usd(200 + 420)), (first.SellerDiscount, first.PlatformDiscount));
        Assert.Equal((Usd(0), Usd(280)), (second.SellerDiscount, second.PlatformDiscount));
        // Coins take a tenth of 10.80 + 7.19 = 17.99: 1.79, divided 1.07 + 0.72.
        Assert.Equal((Usd(107), Usd(72)), (first.CoinDiscount, second.CoinDiscount));
        Assert.Equal((179, 107, 72), (quote.Coins, quote.Baskets[0].Coins, quote.Baskets[1].Coins));
        // Then shipping, and a tenth of tax on what is paid for the goods.
        Assert.Equal((Usd(97), Usd(64)), (first.Tax, second.Tax));
        Assert.Equal(Usd(1080 - 107 + 97 + 1250), quote.Baskets[0].Total);
        Assert.Equal(Usd(719 - 72 + 64), quote.Baskets[1].Total);
        Assert.Equal(quote.Subtotal - quote.Discount + quote.Shipping + quote.Tax, quote.Total);
        Assert.Equal((Usd(179), Usd(161)), (quote.CoinDiscount, quote.Tax));
    }

    [Fact]
    public void S1_3_The_quote_says_what_each_coupon_takes_off_each_line()
    {
        var shares = Priced(Three, Policy.Modern, 0, Store, Platform).Shares;
        Assert.Equal(
            "cpn_store lamp 206, cpn_store cable 94, cpn_1111 lamp 366, cpn_1111 cable 168, cpn_1111 mug 166",
            string.Join(", ", shares.Select(share => $"{share.Coupon} {share.Sku} {share.Amount.Minor}")));
    }

    [Fact]
    public void S1_3_One_coupon_per_store_one_of_the_platform_and_one_code_can_be_combined()
    {
        var newcomer = Platform with { Id = "cpn_new", Terms = PlatformCoupon with { Kind = Kind.NewUser } };
        var code = new Discount("SEVEN", CodeCoupon);
        var storeCode = new Discount("SHOP", StoreCoupon with { Kind = Kind.Code, Seller = "seller_2" });
        var sameStores = Select with { Id = "cpn_select2", Terms = Select.Terms with { Sellers = ["seller_1"] } };
        var otherStore = Store with { Id = "cpn_store2", Terms = StoreCoupon with { Seller = "seller_2" } };
        Clash("cpn_store2", Store, Store with { Id = "cpn_store2" });
        Clash("cpn_new", Platform, newcomer);
        Clash("cpn_1111", code with { Id = "AAA" }, Platform with { Id = "cpn_1111" });
        Clash("SHOP", code with { Id = "CODE", Terms = StoreCoupon with { Kind = Kind.Code } }, storeCode);
        Clash("cpn_select2", Select, sameStores);

        Priced(Three, Policy.Modern, 0, Store, storeCode, Select, Platform);
        Priced(Three, Policy.Modern, 0, Store, otherStore);
        Priced(Three, Policy.Modern, 0, Select,
            Select with { Id = "cpn_select2", Terms = Select.Terms with { Sellers = ["seller_2"] } });
    }

    [Fact]
    public void S1_3_A_select_coupon_lowers_lines_of_stores_that_accept_it()
    {
        var lines = Priced(Three, Policy.Modern, 0, Select).Baskets.SelectMany(basket => basket.Lines);
        Assert.Equal([Usd(137), Usd(63), Usd(0)], lines.Select(line => line.PlatformDiscount));
        Assert.Equal(Rejection.CouponNotApplicable, Price([One(Mug)], [Select], Policy.Modern).Rejection);
    }

    [Fact]
    public void A_coupon_for_named_goods_lowers_only_these()
    {
        var cables = Platform with { Terms = PlatformCoupon with { Skus = ["cable"], MinimumSpend = Usd(1100) } };
        var lines = Priced(Three, Policy.Modern, 0, cables).Baskets.SelectMany(basket => basket.Lines);
        Assert.Equal([Usd(0), Usd(700), Usd(0)], lines.Select(line => line.PlatformDiscount));
        var (_, why, about) = Price([One(Lamp)], [cables], Policy.Modern);
        Assert.Equal((Rejection.CouponNotApplicable, "cpn_1111"), (why, about));
    }

    [Fact]
    public void A_percent_coupon_takes_a_share_up_to_its_cap_and_rounds_down()
    {
        var tenth = Platform with { Terms = PlatformCoupon with { Percent = 10 } };
        Assert.Equal(Usd(99), Priced([One(Mug)], Policy.Modern, 0, tenth).Discount);
        var half = Platform with { Terms = PlatformCoupon with { Percent = 50 } };
        Assert.Equal(Usd(700), Priced(Three, Policy.Modern, 0, half).Discount);
        var tiny = Priced([One(Mug with { UnitPrice = Usd(9) })], Policy.Modern, 0, tenth);
        Assert.Equal((Usd(0), 0), (tiny.Discount, tiny.Baskets[0].Coupons.Count));
    }

    [Fact]
    public void Shipping_is_free_from_the_sellers_threshold_after_his_own_discounts()
    {
        Listing.ShippingMethod free = Express with { FreeFrom = Usd(2300) };
        var lamp = Lamp with { ShippingMethods = [free] };
        Assert.Equal(Usd(0), Fee(Platform));
        Assert.Equal(Usd(1250), Fee(Store));
        var both = Priced([One(lamp, method: "express"), One(Cable, method: "express")], Policy.Modern, 0);
        Assert.Equal(Usd(1250), both.Shipping);

        Money Fee(Discount coupon) => Priced([One(lamp, method: "express")], Policy.Modern, 0, coupon).Shipping;
    }

    [Fact]
    public void S1_4_Coins_take_off_a_tenth_of_the_goods_at_most_and_no_more_than_the_buyer_wants()
    {
        Assert.Equal((239, Usd(239)), Coins(One(Lamp with { UnitPrice = Usd(2399) }), 1_000));
        Assert.Equal((7, Usd(7)), Coins(One(Lamp), 7));
        Assert.Equal((0, Usd(0)), Coins(One(Lamp), 0));
        Assert.Equal((0, Usd(0)), Coins(One(Lamp with { UnitPrice = Usd(9) }), 1_000));
    }

    [Fact]
    public void S1_4_A_hundred_coins_are_one_unit_of_any_currency()
    {
        var (yen, dinar) = (Currency.Parse("JPY"), Currency.Parse("BHD"));
        Assert.Equal((2_000, new Money(20, yen)), Coins(One(In(yen, 200)), 2_050));
        Assert.Equal((23, new Money(230, dinar)), Coins(One(In(dinar, 2_399)), 1_000));
        Assert.Equal((5, new Money(50, dinar)), Coins(One(In(dinar, 2_399)), 5));

        static Listing.Offer In(Currency currency, long price) => Lamp with
        {
            UnitPrice = new(price, currency),
            ShippingMethods = [Standard with { Fee = Money.Zero(currency) }],
        };
    }

    private static (int Coins, Money Off) Coins(Line line, int coins)
    {
        var quote = Priced([line], Policy.Modern, coins);
        Assert.Equal(quote.Coins, quote.Baskets.Sum(basket => basket.Coins));
        return (quote.Coins, quote.CoinDiscount);
    }

    private static Line One(Listing.Offer offer, string method = "standard") => new(offer, 1, method);

    private static Quote Priced(Line[] lines, Policy policy, int coins, params Discount[] discounts)
    {
        var (quote, rejection, subject) = Price(lines, discounts, policy, coins);
        Assert.Equal((null, null), (rejection, subject));
        return quote!;
    }

    private static void Clash(string second, params Discount[] discounts)
    {
        var (_, why, subject) = Price(Three, discounts, Policy.Modern);
        Assert.Equal((Rejection.CouponsNotCombinable, second), (why, subject));
    }
}
