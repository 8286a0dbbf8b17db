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
    public void There_is_no_deadline() => Given().When(new Command.Elapsed()).ThenAlreadyDone();

    private static void Refused(Rejection why, Offer offer) => Given().When(new Command.Put(offer)).Then(why);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Listing.Given(happened);
}
