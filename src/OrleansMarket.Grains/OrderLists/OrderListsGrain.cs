using Orleans.Concurrency;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Running;
using OrleansMarket.Grains.SellerSales;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>Brings the lists up to what is durable, and reads them.</summary>
[GrainType("order-lists"), StatelessWorker, Reentrant]
internal sealed class OrderListsGrain(
    OrderListReader reader, IJournalStore journal, IViewStore views, IGrainFactory grains, MarketTime time)
    : IOrderListsGrain
{
    private const int UsualDays = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<OrderPage> Page(OrderQuery query)
    {
        if (SideOf(query.Caller) is null) return new([], null);
        await CatchUp();
        return await reader.Page(query, time.GetUtcNow());
    }

    public async Task<TabCount[]> Counts(Caller caller)
    {
        if (SideOf(caller) is not { } side) return [];
        await CatchUp();
        while (true)
        {
            var (counts, due) = await reader.Counts(side, caller.Member, time.GetUtcNow());
            // So many are not looked at again and again: they are taken out, and the counts are read anew.
            if (due.Count < OrderListReader.MostDue) return counts;
            await Task.WhenAll(due.GroupBy(order => AggregateId.Partition(order, journal.Partitions))
                .Select(orders => Keeper(orders.Key).Sweep([.. orders])));
        }
    }

    public async Task<SalesPage?> Sales(SalesQuery query)
    {
        var to = query.To ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var from = query.From ?? DateOnly.FromDayNumber(Math.Max(0, to.DayNumber - UsualDays + 1));
        if (to.DayNumber - from.DayNumber is < 0 or >= SalesQuery.MostDays) return null;
        await CatchUp();
        return new(from, to, await SalesReader.Read(views, query.Seller, from, to));
    }

    private IListKeeper Keeper(int partition) =>
        grains.GetGrain<IListKeeper>(grains.Follower(ListKeys.View, partition).GetGrainId());

    private static Order.Side? SideOf(Caller caller) => caller.Role switch
    {
        Role.Buyer => Order.Side.Buyer,
        Role.Seller => Order.Side.Seller,
        _ => null,
    };

    /// <summary>
    /// Has the lists of every partition take in what is durable by now. After a while they are shown as they are: late
    /// is better than not at all.
    /// </summary>
    private async Task CatchUp()
    {
        var heads = await journal.ReadHeads();
        var cursors = await views.ReadCursors(ListKeys.View, journal.Partitions);
        var behind = Enumerable.Range(0, heads.Count).Where(partition => cursors[partition] < heads[partition].Sequence)
            .Select(partition =>
                grains.Follower(ListKeys.View, partition).Reach(heads[partition].Sequence, Patience))
            .ToArray();
        if (behind.Length == 0) return;
        try
        {
            // A follower that is busy with something else does not look at the time.
            await Task.WhenAll(behind).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
        }
    }
}
