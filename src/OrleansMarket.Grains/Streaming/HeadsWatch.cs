using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Streaming;

/// <summary>
/// Looks how far the journal has come, once for all partitions of a silo: whoever has nothing new to read does not
/// touch the store.
/// </summary>
/// <param name="store">What it looks at.</param>
internal sealed class HeadsWatch(IJournalStore store)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);
    private static readonly TimeProvider Real = TimeProvider.System;

    private readonly Lock gate = new();
    private long[] heads = new long[store.Partitions];
    private long looked;
    private double rate;
    private Task<long[]>? looking;

    /// <summary>How many entries a second the journal grows by, lately.</summary>
    public double Rate => Volatile.Read(ref rate);

    /// <summary>How far every partition has come: at most 20 ms old.</summary>
    public ValueTask<long[]> Look()
    {
        lock (gate)
        {
            if (looked != 0 && Real.GetElapsedTime(looked) < Often) return new(heads);
            // The store may answer at once and on this thread; nothing may wait under the lock.
            return new(looking ??= Task.Run(LookAgain));
        }
    }

    /// <summary>How far a partition had come when somebody last looked.</summary>
    public long Known(int partition)
    {
        lock (gate) return heads[partition];
    }

    private async Task<long[]> LookAgain()
    {
        try
        {
            var newest = (await store.ReadHeads()).Select(head => head.Sequence).ToArray();
            lock (gate) return Take(newest);
        }
        finally
        {
            lock (gate) looking = null;
        }
    }

    private long[] Take(long[] newest)
    {
        var now = Real.GetTimestamp();
        if (looked != 0)
        {
            var passed = Real.GetElapsedTime(looked, now).TotalSeconds;
            // A look after a long rest says more than one after a short one.
            var weight = Math.Min(1, passed);
            rate += weight * ((newest.Sum() - heads.Sum()) / passed - rate);
        }

        looked = now;
        return heads = newest;
    }
}
