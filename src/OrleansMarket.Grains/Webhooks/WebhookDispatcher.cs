using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrleansMarket.Contracts;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Webhooks;

/// <summary>Wakes the endpoints of its silo's market when their feeds have something new, one per silo.</summary>
/// <remarks>
/// It only saves waiting: an endpoint that is woken for nothing reads its feed and sleeps on, and one that was not
/// woken although it should have been (a process died in between) is woken when all are, after the start of a silo and
/// every ten minutes in which something was stored. A market without endpoints is not listened to.
/// </remarks>
internal sealed class WebhookDispatcher(
    IGrainFactory grains, IJournalStore journal, MarketTime time, ILogger<WebhookDispatcher> log)
    : IEventObserver, IWebhookWatcher, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>Observers are forgotten after two minutes.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private const int RoundsBetweenLooks = 10;

    private readonly ConcurrentDictionary<string, string[]> endpoints = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> lookAfter = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private IReadOnlyList<PartitionHead>? seen;
    private IEventObserver? ear;
    private Task loop = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(
        nameof(WebhookDispatcher), ServiceLifecycleStage.Active,
        _ =>
        {
            time.Moved += WakeAll;
            loop = Task.Run(Listen, CancellationToken.None);
            return Task.CompletedTask;
        },
        async token =>
        {
            time.Moved -= WakeAll;
            await stopping.CancelAsync();
            await loop.WaitAsync(token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

    public void Dispose() => stopping.Dispose();

    /// <summary>Wakes an endpoint at the next round: something went wrong that may be better then.</summary>
    public void LookAfter(string id) => lookAfter.TryAdd(id, 0);

    public Task Happened(FedEvent[] events)
    {
        string? last = null;
        foreach (var fed in events)
        {
            // The events of one feed often follow each other.
            if (fed.Feed == last) continue;
            last = fed.Feed;
            if (endpoints.TryGetValue(fed.Feed, out var ids)) Wake(ids);
        }

        return Task.CompletedTask;
    }

    public async Task Changed(FeedEndpoints feed)
    {
        var wasIdle = endpoints.IsEmpty;
        Note(feed);
        if (wasIdle) await Hear();
    }

    private async Task Listen()
    {
        var watcher = grains.CreateObjectReference<IWebhookWatcher>(this);
        ear = grains.CreateObjectReference<IEventObserver>(this);
        for (var round = 0; !stopping.IsCancellationRequested;)
        {
            var pause = Round;
            try
            {
                await Watch(watcher);
                try
                {
                    await Hear();
                }
                finally
                {
                    // While news cannot be heard the round stays the same, and all are looked at after each pause.
                    if (round % RoundsBetweenLooks == 0) await LookAtAll();
                }

                foreach (var id in lookAfter.Keys.Where(id => lookAfter.TryRemove(id, out _))) Wake([id]);
                round++;
            }
            catch (Exception failed)
            {
                log.LogWarning("Webhook endpoints are not told of news: {Reason}", failed.Message);
                pause = AfterFailure;
            }

            await Task.Delay(pause, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Watch(IWebhookWatcher watcher)
    {
        foreach (var share in grains.Webhooks())
            foreach (var feed in await share.Watch(watcher)) Note(feed);
    }

    /// <summary>Listens to what happens, if anybody wants to know.</summary>
    private async Task Hear()
    {
        if (!endpoints.IsEmpty && ear is not null) await grains.EventFeeds().Watch(ear);
    }

    /// <summary>Wakes all when anything was stored since the last time.</summary>
    private async Task LookAtAll()
    {
        if (endpoints.IsEmpty) return;
        var heads = await journal.ReadHeads();
        if (seen is not null && seen.SequenceEqual(heads)) return;
        WakeAll();
        seen = heads;
    }

    private void WakeAll()
    {
        foreach (var ids in endpoints.Values) Wake(ids);
    }

    private void Wake(string[] ids)
    {
        foreach (var id in ids) grains.Webhook(id).Wake().Ignore();
    }

    private void Note(FeedEndpoints feed)
    {
        if (feed.Ids.Length == 0) endpoints.TryRemove(feed.Feed, out _);
        else endpoints[feed.Feed] = feed.Ids;
    }
}
