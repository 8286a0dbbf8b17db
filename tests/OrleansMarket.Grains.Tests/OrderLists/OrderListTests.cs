using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests.OrderLists;

/// <summary>Lists of orders on a silo: whoever asks finds what he has done.</summary>
public sealed class OrderListTests(FlashSaleMarket shared) : IClassFixture<FlashSaleMarket>
{
    private MarketCluster Market => shared.Market;

    private IOrderListsGrain Lists => Market.Grains.OrderLists();

    [Fact]
    public async Task G9_A_list_asked_right_after_a_command_shows_it()
    {
        await Market.List("g9-lamp", "g9-shop", 2_400, 20);
        var (buyer, seller) = (new Caller("g9-ada", Role.Buyer), new Caller("g9-shop", Role.Seller));
        for (var i = 1; i <= 5; i++)
        {
            var order = await Market.Place("g9-ada", "g9-lamp");
            Assert.Equal(order, (await Lists.Page(new(buyer, Order.Tab.AwaitingPayment))).Items[0].Order.Id);
            Assert.Equal(1, await Count(seller, Order.Tab.AwaitingPayment));
            await Market.Pay("g9-ada", "tok_ok", order);
            Assert.Equal((0, i), (await Count(seller, Order.Tab.AwaitingPayment), await Count(seller, Order.Tab.All)));
            Assert.Equal(i, await Count(buyer, Order.Tab.Processing));
        }
    }

    [Fact]
    public async Task A_row_shows_what_the_order_shows_but_for_the_address()
    {
        await Market.List("row-lamp", "row-shop", 2_400, 5);
        var buyer = new Caller("row-ada", Role.Buyer);
        var order = await Market.PlacePaid("row-ada", "row-lamp");
        var row = Assert.Single((await Lists.Page(new(buyer))).Items);
        var view = (await Market.Grains.Order(order).View(buyer))!;
        Assert.NotNull(view.ShipTo);
        Assert.Equal(Said(view with { ShipTo = null }), Said(row.Order));
        Assert.Equal([Order.Tab.All, Order.Tab.Processing], row.Tabs);
    }

    [Fact]
    public async Task I16_Nobody_finds_the_orders_of_others()
    {
        await Market.List("i16-lamp", "i16-shop", 2_400, 5);
        var order = await Market.PlacePaid("i16-ada", "i16-lamp");
        await Market.Ship(order, "I16-PARCEL");
        Caller[] strangers =
        [
            new("i16-bob", Role.Buyer), new("i16-mart", Role.Seller), new("i16-shop", Role.Buyer),
            new("i16-ada", Role.Seller), new("root", Role.Operator),
        ];
        foreach (var stranger in strangers)
        {
            OrderQuery[] queries =
            [
                new(stranger), new(stranger, Text: order), new(stranger, Tracking: "I16-PARCEL"),
                new(stranger, Text: "i16"), new(stranger, Seller: "i16-shop"),
                new(stranger, Status: Order.Display.AwaitingDelivery),
            ];
            foreach (var query in queries) Assert.Empty((await Lists.Page(query)).Items);
            Assert.All(await Lists.Counts(stranger), count => Assert.Equal(0, count.Orders));
        }

        Assert.Single((await Lists.Page(new(new("i16-shop", Role.Seller), Tracking: "I16-PARCEL"))).Items);
    }

    private async Task<long> Count(Caller caller, Order.Tab tab) =>
        (await Lists.Counts(caller)).Single(count => count.Tab == tab).Orders;
}

/// <summary>Lists of orders in a market whose time passes.</summary>
public sealed class OrderListTimeTests
{
    [Fact]
    public async Task Time_takes_many_orders_out_of_a_tab_and_the_counts_stay_exact()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2_400, 300);
        var (buyer, seller) = (new Caller("ada", Role.Buyer), new Caller("aurora", Role.Seller));
        var lists = market.Grains.OrderLists();
        // More than are looked at again at every count: they have to be taken out for good.
        for (var i = 0; i < 205; i++)
            Done(await market.Grains.Order(await market.Place("ada", "lamp")).Cancel(buyer, null));
        await market.Place("ada", "lamp");
        Assert.Equal((206, 205), (await Count(buyer, Order.Tab.All), await Count(seller, Order.Tab.Cancelled)));

        await market.Pass(TimeSpan.FromDays(89));
        Assert.Equal((206, 206), (await Count(buyer, Order.Tab.All), await Count(seller, Order.Tab.Cancelled)));
        await market.Pass(TimeSpan.FromDays(1));
        Assert.Equal((1, 1), (await Count(buyer, Order.Tab.All), await Count(seller, Order.Tab.Cancelled)));
        Assert.Single((await lists.Page(new(buyer))).Items);
        Assert.Equal(100, (await lists.Page(new(buyer, Status: Order.Display.Closed, Limit: 100))).Items.Length);
        await Audit.Check(market);

        async Task<long> Count(Caller caller, Order.Tab tab) =>
            (await lists.Counts(caller)).Single(count => count.Tab == tab).Orders;
    }

    [Fact]
    public async Task A_market_whose_views_are_lost_has_its_lists_again()
    {
        await using var journal = new MemoryStore(8);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(
            new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
        await using (var first = await Start(store: journal, clock: clock))
        {
            await first.List("lamp", "aurora", 2_400, 10);
            for (var i = 0; i < 3; i++) await first.PlacePaid("ada", "lamp");
        }

        await using var second = await Start(store: journal, clock: clock);
        var counts = await second.Grains.OrderLists().Counts(new("ada", Role.Buyer));
        Assert.Equal(3, counts.Single(count => count.Tab == Order.Tab.Processing).Orders);
    }
}
