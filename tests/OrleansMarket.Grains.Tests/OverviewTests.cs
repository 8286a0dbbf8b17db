using Microsoft.Extensions.DependencyInjection;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests;

/// <summary>What operators see of a market.</summary>
public sealed class OverviewTests
{
    [Fact]
    public async Task It_shows_orders_money_and_silos()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 5);
        await market.PlacePaid("ada", "lamp");
        await market.Place("bob", "lamp");
        market.Clock.Advance(TimeSpan.FromSeconds(10));

        var overview = await market.Grains.Overview().View();

        Assert.Equal((market.Clock.GetUtcNow(), TimeSpan.Zero), (overview.At, overview.Ahead));
        Assert.Equal([Money.Usd(2700)], overview.InEscrow);
        var figures = Assert.Single(overview.Silos, silo => silo.Status == "Active").Figures!;
        Assert.Equal((0.2, 0.1), (figures.PlacedPerSecond, figures.PaidPerSecond));
        Assert.True(figures.Activations > 5);
        Assert.Equal(TimeSpan.FromSeconds(10), figures.Uptime);
        Assert.True(figures.Journal is { AppendsPerSecond: > 1, AppendsPerCommit: >= 1, Waiting: 0, Overloaded: 0 });
    }

    [Fact]
    public async Task It_shows_deadlines_that_come_and_how_late_they_were()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 5);
        var order = await market.Place("ada", "lamp");
        var earliest = (await market.Order(order)).NextDeadline!.At;
        var before = await market.Grains.Overview().View();
        Assert.Equal(new DeadlineOverview(0, false, TimeSpan.Zero, earliest), before.Deadlines);

        // Nobody is told that the time has come, and it is only seen a minute later.
        market.Clock.SetUtcNow(earliest.AddMinutes(1));
        var late = await market.Grains.Overview().View();
        Assert.Equal(new DeadlineOverview(1, false, TimeSpan.FromMinutes(1), earliest), late.Deadlines);

        await market.Grains.GetGrain<IDeadlineGrain>(AggregateId.Partition(order, market.Store.Partitions)).RunDue();
        market.Clock.Advance(TimeSpan.FromSeconds(1));
        var after = await market.Grains.Overview().View();
        Assert.Equal(0, after.Deadlines.Due);
        Assert.Equal(
            new SpreadView(1, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)),
            Assert.Single(after.Silos).Figures!.Lateness);
    }

    [Fact]
    public async Task It_shows_how_far_views_are_behind_and_what_they_could_not_take()
    {
        await using var views = new MemoryViewStore();
        await using var market = await MarketCluster.Start(
            store: new MemoryStore(2), views: views, isFollowed: false);
        await market.List("lamp", "aurora", 2400, 5);
        market.Clock.Advance(TimeSpan.FromSeconds(3));
        var heads = await market.Store.ReadHeads();
        var changes = new ViewChanges();
        new DeadLetter(0, 1, "ord_1.1", 1, "Reason", default).Put(changes);
        await views.Apply(changes.ToBatch("feeds", 0, 0, heads[0].Sequence));
        await views.Apply(new ViewChanges().ToBatch("feeds", 1, 0, heads[1].Sequence));

        var overview = await market.Grains.Overview().View();

        Assert.Equal(
            [
                new("orders", heads.Sum(head => head.Sequence), heads.Max(head => head.Sequence),
                    TimeSpan.FromSeconds(3), 0),
                new ViewOverview("feeds", 0, 0, TimeSpan.Zero, 1),
            ],
            overview.Views);
    }

    [Fact]
    public async Task Whoever_asks_twice_within_a_second_sees_the_same()
    {
        await using var market = await MarketCluster.Start();
        var first = await market.Grains.Overview().View();
        market.Clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Equal(first.At, (await market.Grains.Overview().View()).At);
        market.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(first.At.AddSeconds(1), (await market.Grains.Overview().View()).At);
    }
}
