using Microsoft.Extensions.Logging;
using Orleans.Utilities;
using OrleansMarket.Contracts;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Running;
using OrleansMarket.Grains.Streaming;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Notifying;

/// <summary>
/// Keeps the feeds and inboxes of what happens in one partition of the journal, and tells whoever watches: only what is
/// durable, so that nobody is told a number that a crash takes back.
/// </summary>
[GrainType(Followers.Prefix + FeedProjection.View), ImplicitStreamSubscription(MarketStream.Namespace)]
internal sealed class NotifierGrain(
    FollowerParts parts, IJournalStore journal, IViewStore views, MarketMeters meters, MarketTime time,
    ILogger<NotifierGrain> log)
    : FollowerGrain(FeedProjection.View, parts), INotifierGrain
{
    private static readonly TimeSpan WatchedFor = TimeSpan.FromMinutes(2);

    private readonly FeedProjection feeds = new(journal, views);
    private readonly ObserverManager<IEventObserver> observers = new(WatchedFor, log);

    public Task Watch(IEventObserver observer)
    {
        observers.Subscribe(observer, observer);
        feeds.Tell = Tell;
        return Task.CompletedTask;
    }

    protected override IProjection Project(int partition) => feeds;

    private void Tell(FedEvent[] events)
    {
        // One call per observer, whoever the events are for: what is told is sent once, and sorted out there.
        observers.Notify(observer => observer.Happened(events));
        meters.Notified(time.GetUtcNow() - events[0].Event.At);
        if (observers.Count == 0) feeds.Tell = null;
    }
}
