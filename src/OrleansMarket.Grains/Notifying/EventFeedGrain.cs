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
        var found = await views.Read(
            FeedProjection.View,
            [NumberedList.After(feed, after, Math.Clamp(limit, 0, MostEvents)), NumberedList.Last(feed)]);
        return new(
            [.. found[0].Select(kept => new FedEvent(
                feed, NumberedList.NumberOf(kept.Key), StoredEvent.Read(kept.Body)))],
            NumberOf(found[1]), epoch);
    }

    public async Task<FeedHeads> Newest(string[] feeds)
    {
        var epoch = await views.ReadEpoch(FeedProjection.View);
        var found = await views.Read(FeedProjection.View, [.. feeds.Select(NumberedList.Last)]);
        return new([.. found.Select(NumberOf)], epoch);
    }

    public Task Watch(IEventObserver observer) => Task.WhenAll(Enumerable.Range(0, journal.Partitions)
        .Select(partition => grains.GetGrain<INotifierGrain>(partition).Watch(observer)));

    private static long NumberOf(IReadOnlyList<Document> last) =>
        last.Count == 0 ? 0 : NumberedList.NumberOf(last[0].Key);
}
