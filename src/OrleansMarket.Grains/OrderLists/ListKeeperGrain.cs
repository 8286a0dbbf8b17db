using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>Keeps the lists of the orders of one partition of the journal.</summary>
[Alias("list-keeper")]
internal interface IListKeeperGrain : IGrainWithIntegerKey
{
    /// <summary>Answers when the lists have everything up to an entry of the partition.</summary>
    [Alias("reach"), ResponseTimeout("00:10:00")]
    Task Reach(long sequence);

    /// <summary>Takes orders out of the lists that they have left by the passing of time.</summary>
    [Alias("sweep"), ResponseTimeout("00:02:00")]
    Task Sweep(string[] orders);
}

[GrainType("list-keeper")]
internal sealed class ListKeeperGrain : Grain, IListKeeperGrain
{
    private readonly MarketTime time;
    private readonly OrderListProjection projection;
    private readonly Follower follower;

    public ListKeeperGrain(
        IGrainContext context, IJournalStore journal, IViewStore views, Market market, MarketTime time)
    {
        this.time = time;
        var partition = (int)context.GrainId.GetIntegerKey();
        projection = new(market.Machines, market.Policy, journal, views, partition);
        follower = new(journal, views, ListKeys.View, partition, projection, time);
    }

    public Task Reach(long sequence) => follower.CatchUp(sequence);

    public Task Sweep(string[] orders) =>
        follower.Revise(changes => projection.Sweep(orders, time.GetUtcNow(), changes));
}
