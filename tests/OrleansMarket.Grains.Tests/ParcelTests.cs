using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

public sealed class ParcelTests(FlashSaleMarket shared) : IClassFixture<FlashSaleMarket>
{
    private readonly MarketCluster market = shared.Market;

    [Fact]
    public async Task A_tracking_number_carries_one_order()
    {
        await market.List("first", "aurora", 2400, 2);
        var (one, other) = (await market.PlacePaid("ada", "first"), await market.PlacePaid("bob", "first"));
        await market.Ship(one, "T-1");

        Assert.Equal(Rejection.TrackingInUse, await Dispatch("T-1", other));

        Assert.Equal(Order.Status.AwaitingShipment, (await market.Order(other)).Status);
        Assert.Equal(one, (await market.Grains.Parcel("T-1").View())!.Order);
        await market.Ship(other, "T-2");
        Assert.Null(await Dispatch("T-1", one));
    }

    [Fact]
    public async Task A_number_whose_order_cannot_be_shipped_is_given_back()
    {
        await market.List("unpaid-yet", "aurora", 2400, 2);
        var (unpaid, paid) = (await market.Place("ada", "unpaid-yet"), await market.PlacePaid("bob", "unpaid-yet"));

        Assert.Equal(Rejection.InvalidTransition, await Dispatch("T-3", unpaid));
        Assert.Equal(Rejection.UnknownOrder, await Dispatch("T-3", paid, "bazaar"));

        Assert.Null(await market.Grains.Parcel("T-3").View());
        await market.Ship(paid, "T-3");
        // An order travels under one number; the second one stays free.
        Assert.Equal(Rejection.InvalidTransition, await Dispatch("T-4", paid));
        Assert.Null(await market.Grains.Parcel("T-4").View());
    }

    [Fact]
    public async Task Scans_may_come_in_any_order_and_twice()
    {
        await market.List("jumbled", "aurora", 2400, 1);
        var (order, parcel) = (await market.PlacePaid("ada", "jumbled"), market.Grains.Parcel("T-5"));
        Assert.Equal(
            Rejection.UnknownTracking, (await parcel.Record("scan-0", Parcel.ScanKind.LabelCreated, default)).Why);
        await market.Ship(order, "T-5");

        (string Id, Parcel.ScanKind Kind)[] scans =
        [
            ("scan-3", Parcel.ScanKind.OutForDelivery), ("scan-4", Parcel.ScanKind.Delivered),
            ("scan-1", Parcel.ScanKind.PickedUp), ("scan-4", Parcel.ScanKind.Delivered),
            ("scan-2", Parcel.ScanKind.InTransit), ("scan-5", Parcel.ScanKind.Delivered),
        ];
        foreach (var (id, kind) in scans) Done(await parcel.Record(id, kind, market.Clock.GetUtcNow()));

        Assert.Equal(Order.Status.Delivered, (await market.Order(order)).Status);
        Assert.Single((await market.Grains.Order(order).History(Operator))!, line => line.Kind == "order.delivered");
        var view = (await parcel.View())!;
        Assert.Equal(Parcel.Status.Arrived, view.Status);
        Assert.Equal(["scan-3", "scan-4", "scan-1", "scan-2", "scan-5"], view.Scans.Select(scan => scan.Id));
        await market.Confirm(order);
        Done(await parcel.Record("scan-6", Parcel.ScanKind.ReturningToSender, market.Clock.GetUtcNow()));
        Assert.Equal(Order.Status.Completed, (await market.Order(order)).Status);
    }

    [Fact]
    public async Task A_crash_between_shipping_and_noting_it_heals_at_the_first_scan()
    {
        var store = new FaultyStore(new MemoryStore(8));
        await using var other = await Start(store: store);
        var order = await ShippedAndNotNoted(other, store, null);
        Assert.Equal(Parcel.Status.Claimed, (await other.Grains.Parcel("T-6").View())!.Status);

        await other.Deliver("T-6");

        Assert.Equal(Order.Status.Delivered, (await other.Order(order)).Status);
        Assert.Equal(Parcel.Status.Arrived, (await other.Grains.Parcel("T-6").View())!.Status);
    }

    [Theory]
    [InlineData("aurora", null)]
    [InlineData("bazaar", Rejection.UnknownOrder)]
    public async Task A_crash_between_shipping_and_noting_it_does_not_lose_the_number_when_it_is_sent_again(
        string seller, Rejection? why)
    {
        var store = new FaultyStore(new MemoryStore(8));
        await using var other = await Start(store: store);
        var order = await ShippedAndNotNoted(other, store, version: 3);

        // The version is the one that the seller looked at before he shipped.
        var again = await other.Grains.Parcel("T-6").Dispatch(new(seller, Role.Seller), order, "yunexpress", null, 3);

        Assert.Equal(why, again.Why);
        var parcel = (await other.Grains.Parcel("T-6").View())!;
        Assert.Equal((Parcel.Status.OnItsWay, order), (parcel.Status, parcel.Order));
        await other.Deliver("T-6");
        Assert.Equal(Order.Status.Delivered, (await other.Order(order)).Status);
    }

    private async Task<Rejection?> Dispatch(string tracking, string order, string seller = "aurora") =>
        (await market.Grains.Parcel(tracking).Dispatch(new(seller, Role.Seller), order, "yunexpress", null, null)).Why;

    private static async Task<string> ShippedAndNotNoted(MarketCluster other, FaultyStore store, long? version)
    {
        await other.List("lamp", "aurora", 2400, 1);
        var order = await other.PlacePaid("ada", "lamp");
        Assert.Equal(3, (await other.Order(order)).Version);
        store.Refuse("dispatched");
        await Assert.ThrowsAsync<JournalUnavailableException>(() =>
            other.Grains.Parcel("T-6").Dispatch(new("aurora", Role.Seller), order, "yunexpress", null, version));
        store.Heal();
        Assert.Equal(Order.Status.AwaitingDelivery, (await other.Order(order)).Status);
        return order;
    }
}
