using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>
/// Passes live events to the connections of this process. It watches all notifiers of the market once, whoever is
/// connected; what it is told of a feed goes to the connections that follow it.
/// </summary>
/// <remarks>
/// What it is told may be doubled, out of order or lost with a silo. The connections see that by the numbers; and with
/// every beat they are told how far their feeds have come.
/// </remarks>
internal sealed class LiveHub : IEventObserver, IDisposable
{
    private const int FeedsPerQuestion = 500, MostPerFeed = 64;

    /// <summary>Half of the time after which a notifier forgets whoever watches it.</summary>
    private static readonly TimeSpan WatchAgain = TimeSpan.FromMinutes(1), RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, LiveConnection[]> byFeed = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly IGrainFactory grains;
    private readonly TimeSpan heartbeat;
    private readonly ILogger<LiveHub> log;
    private readonly CancellationTokenSource stopping;
    private readonly TaskCompletionSource watching = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isRunning;

    public LiveHub(IGrainFactory grains, WebOptions options, IHostApplicationLifetime lifetime, ILogger<LiveHub> log)
    {
        (this.grains, heartbeat, this.log) = (grains, options.Heartbeat, log);
        stopping = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
    }

    /// <summary>Ends when the process does: streams would otherwise keep it from stopping.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>
    /// A connection that is told of a feed from now on; null when too many follow it already.
    /// </summary>
    public LiveConnection? Open(string feed)
    {
        var connection = new LiveConnection(feed, this);
        lock (gate)
        {
            var others = byFeed.GetValueOrDefault(feed, []);
            if (others.Length >= MostPerFeed) return null;
            byFeed[feed] = [.. others, connection];
            if (!isRunning)
            {
                isRunning = true;
                _ = Task.WhenAll(Task.Run(Watch), Task.Run(BeatAll));
            }
        }

        return connection;
    }

    /// <summary>Whether anybody follows a feed here.</summary>
    public bool IsFollowed(string feed) => byFeed.ContainsKey(feed);

    /// <summary>Ends a connection's part in it.</summary>
    public void Close(LiveConnection connection)
    {
        lock (gate)
        {
            LiveConnection[] left = [.. byFeed[connection.Feed].Where(one => one != connection)];
            if (left.Length > 0) byFeed[connection.Feed] = left;
            else byFeed.TryRemove(connection.Feed, out _);
        }
    }

    /// <summary>Waits until the notifiers know of this process, or cannot be asked for the moment.</summary>
    public Task Ready() => watching.Task;

    /// <inheritdoc/>
    public Task Happened(FedEvent[] events)
    {
        (MarketEvent? last, ReadOnlyMemory<byte> text) = (null, default);
        foreach (var fed in events)
        {
            if (!byFeed.TryGetValue(fed.Feed, out var connections)) continue;
            // One event goes into several feeds, one after the other: it is written down once for all of them.
            if (!ReferenceEquals(last, fed.Event)) (last, text) = (fed.Event, LiveFrame.TextOf(fed.Event));
            foreach (var connection in connections) connection.Offer(new(fed.Number, text));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    private async Task Watch()
    {
        var self = grains.CreateObjectReference<IEventObserver>(this);
        while (!Stopping.IsCancellationRequested)
        {
            var pause = WatchAgain;
            try
            {
                await grains.EventFeeds().Watch(self);
            }
            catch (Exception failed)
            {
                log.LogWarning("Live events are late, the notifiers cannot be asked: {Reason}", failed.Message);
                pause = RetryAfter;
            }

            watching.TrySetResult();
            await Task.Delay(pause, Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatAll()
    {
        using var timer = new PeriodicTimer(heartbeat);
        try
        {
            while (await timer.WaitForNextTickAsync(Stopping)) await BeatOnce();
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Tells every connection how far its feed has come: what was lost on the way is fetched then.</summary>
    private async Task BeatOnce()
    {
        foreach (var feeds in byFeed.Keys.Chunk(FeedsPerQuestion))
        {
            FeedHeads? heads = null;
            try
            {
                heads = await grains.EventFeeds().Newest(feeds);
            }
            catch (Exception failed)
            {
                log.LogWarning("How far the feeds have come is not known: {Reason}", failed.Message);
            }

            for (var i = 0; i < feeds.Length; i++)
            {
                var beat = LiveFrame.OfBeat(heads?.Numbers[i] ?? 0, heads?.Epoch);
                foreach (var connection in byFeed.GetValueOrDefault(feeds[i], [])) connection.Offer(beat);
            }
        }
    }
}
