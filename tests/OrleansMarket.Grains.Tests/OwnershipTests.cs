using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Who may see and do what (I16), and who looked at an old version.</summary>
public sealed class OwnershipTests(FlashSaleMarket shared) : IClassFixture<FlashSaleMarket>
{
    private readonly MarketCluster market = shared.Market;

    [Fact]
    public async Task I16_An_order_is_shown_to_its_sides_only()
    {
        var order = await Paid("private");
        Caller[] sides = [new("ada", Role.Buyer), new("aurora", Role.Seller), Operator];
        Caller[] strangers =
        [
            new("bob", Role.Buyer), new("bazaar", Role.Seller), new("ada", Role.Seller), new("aurora", Role.Buyer),
            new("ada", Role.Carrier),
        ];
        Assert.All(await Task.WhenAll(sides.Select(Views)), views => Assert.DoesNotContain(null, views));
        Assert.All(await Task.WhenAll(strangers.Select(Views)), views => Assert.All(views, Assert.Null));
        Assert.Null(await market.Grains.Order("ord_nowhere.1").View(Operator));

        async Task<object?[]> Views(Caller caller) =>
        [
            await market.Grains.Order(order).View(caller),
            await market.Grains.Order(order).History(caller),
            await market.Grains.Order(order).Proof(caller),
        ];
    }

    [Fact]
    public async Task I16_Only_its_sides_act_on_an_order()
    {
        await market.List("guarded", "aurora", 2400, 1);
        var order = await market.Place("ada", "guarded");
        Caller[] noBuyers = [new("bob", Role.Buyer), new("aurora", Role.Seller), new("ada", Role.Seller), Operator];
        foreach (var stranger in noBuyers)
        {
            Assert.Equal(Rejection.UnknownOrder, (await market.Grains.Order(order).Cancel(stranger, null)).Why);
            Assert.Equal(
                Rejection.UnknownOrder, (await market.Grains.Order(order).ConfirmReceipt(stranger, true, null)).Why);
        }

        Caller[] noSellers = [new("bazaar", Role.Seller), new("ada", Role.Buyer), new("aurora", Role.Buyer), Operator];
        foreach (var stranger in noSellers)
        {
            var refused = await market.Grains.Order(order).Ship(stranger, "yunexpress", "T-X", null, null);
            Assert.Equal(Rejection.UnknownOrder, refused.Why);
        }

        Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(order)).Status);
    }

    [Fact]
    public async Task I16_A_seller_sees_nothing_to_ship_before_the_order_is_paid_for()
    {
        await market.List("pending", "aurora", 2400, 1);
        var (order, seller) = (await market.Place("ada", "pending"), new Caller("aurora", Role.Seller));
        Assert.Equal(["adjust_price"], (await market.Grains.Order(order).View(seller))!.AllowedActions);
        var refused = await market.Grains.Parcel("T-pending").Dispatch(seller, order, "yunexpress", null, null);
        Assert.Equal(Rejection.InvalidTransition, refused.Why);
        await market.Pay("ada", "tok_ok", order);
        Assert.Contains("ship", (await market.Grains.Order(order).View(seller))!.AllowedActions);
    }

    [Fact]
    public async Task I16_Checkouts_and_coupons_are_their_buyers_only()
    {
        await market.List("coveted", "aurora", 2400, 5);
        var checkout = await market.CheckOut("ada", "coveted");
        Assert.Equal(Said(checkout), Said(await market.Grains.Checkout(checkout.Id).View(new("ada", Role.Buyer))));
        Assert.Null(await market.Grains.Checkout(checkout.Id).View(new("bob", Role.Buyer)));

        var (campaign, now) = (market.Ids.New(Ids.Campaign), (await market.Grains.Clock().View()).Now);
        Done(await market.Grains.Campaign(campaign).Create(
            new("aurora", "Off", Money.Usd(100), Money.Usd(0), now, now.AddDays(1), 9, 9)));
        var coupon = (await market.Grains.Campaign(campaign).Claim("clm-1", "ada")).Value!;
        Assert.Null(await market.Grains.Coupon(coupon).View("bob"));
        var stolen = await market.Grains.Checkout(market.Ids.New(Ids.Checkout))
            .Place(new("bob", [new("coveted", 1, "standard", null)], Home, [coupon], null));
        Assert.Equal((Rejection.UnknownCoupon, coupon), (stolen.Why, stolen.Subject));
        Assert.Equal(Coupon.Status.Available, (await market.Grains.Coupon(coupon).View("ada"))!.Status);
    }

    [Fact]
    public async Task A_SKU_belongs_to_whoever_listed_it_first()
    {
        await market.List("claimed", "aurora", 2400, 1);
        var offer = (await market.Grains.Listing("claimed").View())!;
        var stolen = await market.Grains.Listing("claimed").Put(offer with { Seller = "bazaar" });
        Assert.Equal(Rejection.ListingNotYours, stolen.Why);
        Done(await market.Grains.Listing("claimed").Put(offer with { UnitPrice = Money.Usd(2500) }));
        var found = await market.Grains.Catalogue().Find(new("claimed", null, null, 10));
        Assert.Equal(Money.Usd(2500), Assert.Single(found.Offers).UnitPrice);
    }

    [Fact]
    public async Task A_price_that_changed_since_the_buyer_saw_it_is_not_charged()
    {
        await market.List("volatile", "aurora", 2400, 1);
        var (cart, listing) = (market.Grains.Cart("ada"), market.Grains.Listing("volatile"));
        Done(await cart.Put("volatile", 1, null));
        Done(await listing.Put((await listing.View())! with { UnitPrice = Money.Usd(2500) }));

        var refused = (await CheckOut(null)).Value!;
        Assert.Equal((Checkout.Status.Refused, Rejection.PriceChanged), (refused.Status, refused.Why));
        Assert.Equal("volatile", refused.Subject);
        Assert.Equal(Money.Usd(2800), (await CheckOut(Money.Usd(2800))).Value!.Orders[0].Total);

        Task<Answer<CheckoutView>> CheckOut(Money? agreed) =>
            cart.CheckOut(market.Ids.New(Ids.Checkout), new(["volatile"], Home, [], agreed));
    }

    [Fact]
    public async Task Whoever_looked_at_an_old_version_has_to_look_again()
    {
        var order = await Paid("versioned");
        var version = (await market.Order(order)).Version;
        var grain = market.Grains.Order(order);
        Assert.Equal(Rejection.VersionMismatch, (await grain.Cancel(new("ada", Role.Buyer), version - 1)).Why);
        Assert.Equal(
            Rejection.VersionMismatch, (await grain.ConfirmReceipt(new("ada", Role.Buyer), true, version + 1)).Why);
        var seller = new Caller("aurora", Role.Seller);
        var old = await market.Grains.Parcel("T-old").Dispatch(seller, order, "yunexpress", null, version - 1);
        Assert.Equal(Rejection.VersionMismatch, old.Why);
        Assert.Null(await market.Grains.Parcel("T-old").View());

        Done(await market.Grains.Parcel("T-versioned").Dispatch(seller, order, "yunexpress", null, version));

        var shipped = await market.Order(order);
        Assert.Equal((Order.Status.AwaitingDelivery, version + 1), (shipped.Status, shipped.Version));
    }

    [Fact]
    public async Task A_command_that_is_sent_again_with_the_version_it_was_made_for_is_done_already()
    {
        var order = await Paid("again");
        var (version, seller) = ((await market.Order(order)).Version, new Caller("aurora", Role.Seller));
        for (var i = 0; i < 2; i++)
            Done(await market.Grains.Parcel("T-again").Dispatch(seller, order, "yunexpress", null, version));
        version = (await market.Order(order)).Version;
        for (var i = 0; i < 2; i++)
            Done(await market.Grains.Order(order).ConfirmReceipt(new("ada", Role.Buyer), true, version));
        Assert.Equal(Parcel.Status.OnItsWay, (await market.Grains.Parcel("T-again").View())!.Status);
    }

    private async Task<string> Paid(string sku)
    {
        await market.List(sku, "aurora", 2400, 1);
        return await market.PlacePaid("ada", sku);
    }
}
