using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OrleansMarket.Grains.Running;

namespace OrleansMarket.Grains.Streaming;

/// <summary>How far behind the journal the views of a silo are.</summary>
/// <param name="View">Which view.</param>
/// <param name="Partition">Where.</param>
/// <param name="Position">The last entry that it has.</param>
/// <param name="Behind">How many entries the journal had more when somebody last looked.</param>
internal readonly record struct StreamProgress(string View, int Partition, long Position, long Behind);

/// <summary>Measures what the stream delivers, under the market's meter.</summary>
internal sealed class StreamMeters : IDisposable
{
    private readonly Meter meter = new(MarketMeters.Name);
    private readonly ConcurrentDictionary<(string View, int Partition), long> positions = new();
    private readonly HeadsWatch heads;
    private readonly Counter<long> delivered;
    private readonly Counter<long> undelivered;
    private readonly Counter<long> buried;

    public StreamMeters(HeadsWatch heads)
    {
        this.heads = heads;
        delivered = meter.CreateCounter<long>("market.stream.delivered", "{entry}", "Entries taken by views");
        undelivered = meter.CreateCounter<long>(
            "market.stream.undelivered", "{page}", "Times that a subscriber did not take a page for a minute");
        buried = meter.CreateCounter<long>("market.stream.dead_letters", "{entry}", "Entries that a view put aside");
        meter.CreateObservableGauge("market.stream.behind", Behind, "{entry}", "Entries that a view has not taken yet");
    }

    /// <summary>The views whose partitions are followed on this silo.</summary>
    public IEnumerable<StreamProgress> Read() => positions.Select(one => new StreamProgress(
        one.Key.View, one.Key.Partition, one.Value, Math.Max(0, heads.Known(one.Key.Partition) - one.Value)));

    /// <summary>A view is followed here, and has come so far.</summary>
    /// <param name="view">Its name.</param>
    /// <param name="partition">Where.</param>
    /// <param name="position">The last entry that it has.</param>
    /// <param name="more">How many of them it has taken just now.</param>
    public void Reached(string view, int partition, long position, long more)
    {
        positions[(view, partition)] = position;
        if (more > 0) delivered.Add(more, new KeyValuePair<string, object?>("market.view", view));
    }

    /// <summary>A view is not followed here any more.</summary>
    public void Left(string view, int partition) => positions.TryRemove((view, partition), out _);

    /// <summary>A view has put an entry aside.</summary>
    public void Buried(string view) => buried.Add(1, new KeyValuePair<string, object?>("market.view", view));

    /// <summary>A subscriber has not taken a page for a minute.</summary>
    public void Undelivered() => undelivered.Add(1);

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<long>> Behind() => Read().Select(one => new Measurement<long>(
        one.Behind,
        new KeyValuePair<string, object?>("market.view", one.View),
        new KeyValuePair<string, object?>("market.partition", one.Partition)));
}
