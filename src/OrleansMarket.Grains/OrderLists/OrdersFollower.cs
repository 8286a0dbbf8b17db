using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Streaming;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>Keeps the lists and the sales of the orders of one partition of the journal.</summary>
[Alias("list-keeper")]
internal interface IListKeeper : IGrainWithIntegerKey
{
    /// <summary>Takes orders out of the lists that they have left by the passing of time.</summary>
    [Alias("sweep"), ResponseTimeout("00:02:00")]
    Task Sweep(string[] orders);
}

[GrainType(Followers.Prefix + ListKeys.View), ImplicitStreamSubscription(MarketStream.Namespace)]
internal sealed class OrdersFollower(FollowerParts parts, Market market, IJournalStore journal, IViewStore views)
    : FollowerGrain(ListKeys.View, parts), IListKeeper
{
    private OrdersProjection? kept;

    public Task Sweep(string[] orders) =>
        Follower.Revise(changes => kept!.Lists.Sweep(orders, market.Time.GetUtcNow(), changes));

    protected override IProjection Project(int partition) =>
        kept = new(market.Machines, market.Policy, journal, views, partition);
}
