using Orleans.Concurrency;
using OrleansMarket.Contracts;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Notifying;

/// <summary>Reads feeds where they are kept.</summary>
[GrainType("event-feed"), StatelessWorker]
internal sealed class EventFeedGrain(IGrainFactory grains, IJournalStore journal, IViewStore views)
    : Grain, IEventFeedGrain
{
    private const int MostEvents = 1_000;

    public async Task<FeedPage> Read(string feed, long after, int limit)
    {
        // The epoch first: should the feeds be lost in between, the reader is told so next time.
        var epoch = await views.ReadEpoch(FeedProjection.View);
        var newest = (await EventLists.Newest(views, [feed]))[0];
        var found = await EventLists.After(views, feed, after, Math.Clamp(limit, 0, MostEvents));
        return new(
            [.. found.Select(one => new FedEvent(feed, one.Number, one.Event))],
            found is [.., var last] ? Math.Max(newest, last.Number) : newest, epoch);
    }

    public async Task<FeedHeads> Newest(string[] feeds)
    {
        var epoch = await views.ReadEpoch(FeedProjection.View);
        return new([.. await EventLists.Newest(views, feeds)], epoch);
    }

    public Task Watch(IEventObserver observer) => Task.WhenAll(Enumerable.Range(0, journal.Partitions)
        .Select(partition => grains.GetGrain<INotifierGrain>(partition).Watch(observer)));
}
