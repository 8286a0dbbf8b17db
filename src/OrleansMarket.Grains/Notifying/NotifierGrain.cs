using Microsoft.Extensions.Logging;
using Orleans.Utilities;
using OrleansMarket.Contracts;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Notifying;

/// <summary>
/// Keeps the feeds and inboxes of what happens in one partition of the journal, and tells whoever watches: only what is
/// durable, so that nobody is told a number that a crash takes back.
/// </summary>
[GrainType("notifier")]
internal sealed class NotifierGrain : Grain, INotifierGrain
{
    private static readonly TimeSpan WatchedFor = TimeSpan.FromMinutes(2);

    private readonly FeedProjection feeds;
    private readonly Follower follower;
    private readonly ObserverManager<IEventObserver> observers;

    public NotifierGrain(
        IGrainContext context, IJournalStore journal, IViewStore views, MarketTime time, ILogger<NotifierGrain> log)
    {
        feeds = new FeedProjection(journal, views);
        follower = new Follower(
            journal, views, FeedProjection.View, (int)context.GrainId.GetIntegerKey(), feeds, time);
        observers = new ObserverManager<IEventObserver>(WatchedFor, log);
    }

    public Task Watch(IEventObserver observer)
    {
        observers.Subscribe(observer, observer);
        feeds.Tell = Tell;
        return Task.CompletedTask;
    }

    public async Task<long> Reach(long sequence)
    {
        await follower.CatchUp(sequence);
        return await follower.Position();
    }

    private void Tell(FedEvent[] events)
    {
        // One call per observer, whoever the events are for: what is told is sent once, and sorted out there.
        observers.Notify(observer => observer.Happened(events));
        if (observers.Count == 0) feeds.Tell = null;
    }
}
