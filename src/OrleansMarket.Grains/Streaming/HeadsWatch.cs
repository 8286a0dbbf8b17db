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

    /// <summary>How many looks a wait takes at most: a second.</summary>
    private const int Looks = 50;

    private readonly Lock gate = new();
    private readonly List<Waiter> waiters = [];
    private long[] heads = new long[store.Partitions];
    private long looked;
    private double rate;
    private Task<long[]>? looking;
    private Task? watching;

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

    /// <summary>
    /// Waits until a partition has come beyond an entry. It ends within a second even so, and at once when it is told
    /// to stop or the store cannot be read: whoever waits looks for himself.
    /// </summary>
    public async Task WaitBeyond(int partition, long entry, CancellationToken stop)
    {
        var waiter = new Waiter(partition, entry);
        lock (gate)
        {
            if (heads[partition] > entry) return;
            waiters.Add(waiter);
            watching ??= Task.Run(Watch, CancellationToken.None);
        }

        using (stop.Register(waiter.Wake)) await waiter.Woken;
    }

    /// <summary>Looks for all who wait, as long as somebody does.</summary>
    private async Task Watch()
    {
        for (var looks = 1; ; looks++)
        {
            await Task.Delay(Often, Real);
            var newest = await TryLook();
            lock (gate)
            {
                waiters.RemoveAll(waiter =>
                {
                    if (looks % Looks != 0 && newest is not null && newest[waiter.Partition] <= waiter.Entry)
                        return false;
                    waiter.Wake();
                    return true;
                });
                if (waiters.Count > 0) continue;
                watching = null;
                return;
            }
        }
    }

    private async Task<long[]?> TryLook()
    {
        try
        {
            return await Look();
        }
        catch (Exception)
        {
            // Those who wait are woken, ask again and are told; nobody would hear it here.
            return null;
        }
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

    /// <summary>Somebody who waits until a partition has come beyond an entry.</summary>
    private sealed class Waiter(int partition, long entry)
    {
        // Whoever is woken goes on elsewhere, never under the lock of the one who wakes him.
        private readonly TaskCompletionSource woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Partition => partition;
        public long Entry => entry;
        public Task Woken => woken.Task;

        public void Wake() => woken.TrySetResult();
    }
}
