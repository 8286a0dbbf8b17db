using static OrleansMarket.Domain.Listing;

namespace OrleansMarket.Domain.Tests;

public sealed class ListingStories
{
    [Fact]
    public void A_seller_offers_a_sku_and_changes_its_price() => Given()
        .When(new Command.Put(Lamp)).Then(new Event.Offered(Lamp))
        .When(new Command.Put(Lamp with { ShippingMethods = [.. Lamp.ShippingMethods] })).ThenAlreadyDone()
        .When(new Command.Put(Lamp with { UnitPrice = Usd(2300) }))
        .Then(new Event.Offered(Lamp with { UnitPrice = Usd(2300) }));

    [Fact]
    public void The_first_seller_of_a_sku_owns_it() => Given(new Event.Offered(Lamp))
        .When(new Command.Put(Lamp with { Seller = "seller_2" })).Then(Rejection.ListingNotYours);

    [Fact]
    public void Prices_and_fees_that_make_no_sense_are_refused()
    {
        Refused(Rejection.PriceInvalid, Lamp with { UnitPrice = Usd(0) });
        Refused(Rejection.PriceInvalid, Lamp with { UnitPrice = Usd(-1) });
        Refused(Rejection.PriceInvalid, Lamp with { UnitPrice = Usd(MostMinor + 1) });
        Refused(Rejection.PriceInvalid, Lamp with { ShippingMethods = [Standard with { Fee = Usd(-1) }] });
        Refused(Rejection.PriceInvalid, Lamp with { ShippingMethods = [Standard with { Fee = Usd(MostMinor + 1) }] });
        Refused(Rejection.PriceInvalid, Lamp with
        {
            ShippingMethods = [Standard with { Fee = new Money(1, Currency.Parse("EUR")) }],
        });
    }

    [Fact]
    public void What_cannot_be_sent_cannot_be_offered() =>
        Refused(Rejection.ShippingMethodUnknown, Lamp with { ShippingMethods = [] });

    [Fact]
    public void Free_shipping_and_a_price_of_one_cent_are_fine()
    {
        var cheap = Lamp with { UnitPrice = Usd(1), ShippingMethods = [Standard with { Fee = Usd(0) }] };
        Given().When(new Command.Put(cheap)).Then(new Event.Offered(cheap));
    }

    [Fact]
    public void While_a_sale_runs_its_price_is_charged_and_whoever_saw_the_list_price_agrees_to_it()
    {
        var offer = Lamp with { Sale = Sale };
        Assert.Equal(
            [Usd(2400), Usd(1900), Usd(1900), Usd(2400)],
            new[] { JustBefore(Hours(1)), Hours(1), JustBefore(Hours(2)), Hours(2) }.Select(offer.PriceAt));
        Assert.True(offer.Honours(Usd(2400), Hours(1)));
        Assert.True(offer.Honours(Usd(1900), Hours(1)));
        Assert.False(offer.Honours(Usd(1800), Hours(1)));
        Assert.False(offer.Honours(Usd(1900), Hours(2)));
    }

    [Fact]
    public void A_sale_that_makes_no_sense_is_refused()
    {
        Given().When(new Command.Put(Lamp with { Sale = Sale })).Then(new Event.Offered(Lamp with { Sale = Sale }))
            .When(new Command.Put(Lamp with { Sale = Sale with { } })).ThenAlreadyDone();
        Refused(Rejection.PriceInvalid, Lamp with { Sale = Sale with { UnitPrice = Usd(0) } });
        Refused(Rejection.PriceInvalid, Lamp with { Sale = Sale with { UnitPrice = Lamp.UnitPrice } });
        Refused(Rejection.PriceInvalid, Lamp with { Sale = Sale with { UnitPrice = new(1, Currency.Parse("EUR")) } });
        Refused(Rejection.QuantityInvalid, Lamp with { Sale = Sale with { Quota = 0 } });
        Refused(Rejection.QuantityInvalid, Lamp with { Sale = Sale with { PerBuyer = 0 } });
        Refused(Rejection.DurationInvalid, Lamp with { Sale = Sale with { Until = Sale.From } });
        Refused(Rejection.DurationInvalid, Lamp with { Sale = Sale with { Until = Days(91) } });
        Refused(Rejection.QuantityInvalid, Lamp with { PerBuyerLimit = 0 });
    }

    [Fact]
    public void S1_2_What_has_a_limit_is_reserved_on_order_whatever_the_seller_chose()
    {
        var offer = Lamp with { Deduct = Deduction.OnPayment };
        Assert.True(offer.IsTakenOnPayment(Hours(1)));
        Assert.False(Lamp.IsTakenOnPayment(Hours(1)));
        Assert.False((offer with { PerBuyerLimit = 2 }).IsTakenOnPayment(Hours(1)));
        Assert.False((offer with { Sale = Sale }).IsTakenOnPayment(Hours(1)));
        Assert.True((offer with { Sale = Sale }).IsTakenOnPayment(Hours(2)));
    }

    [Fact]
    public void A_stock_counts_buyers_only_where_there_is_a_limit_for_each()
    {
        Assert.Null((Lamp with { Sale = Sale }).LimitsAt(Midnight, "ana"));
        Assert.Equal(new(null, null, Sale), (Lamp with { Sale = Sale }).LimitsAt(Hours(1), "ana"));
        Assert.Equal(new("ana", 2, null), (Lamp with { PerBuyerLimit = 2 }).LimitsAt(Hours(1), "ana"));
        var its = Sale with { PerBuyer = 1 };
        Assert.Equal(new("ana", null, its), (Lamp with { Sale = its }).LimitsAt(Hours(1), "ana"));
    }

    [Fact]
    public void There_is_no_deadline() => Given().When(new Command.Elapsed()).ThenAlreadyDone();

    private static readonly Sale Sale = new(Usd(1900), Quota: 100, PerBuyer: null, Hours(1), Hours(2));

    private static void Refused(Rejection why, Offer offer) => Given().When(new Command.Put(offer)).Then(why);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Listing.Given(happened);
}
