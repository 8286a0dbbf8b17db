using System.Runtime.InteropServices;

namespace OrleansMarket.Journal;

/// <summary>Appends that wait for the writer, in the order of their calls, bounded in entries and bytes.</summary>
internal sealed class AppendQueue(JournalOptions options)
{
    private readonly object gate = new();
    private List<Waiting> arriving = [];
    private List<Waiting> taken = [];
    private int next;
    private long waitingEntries;
    private long waitingBytes;
    private bool idle;
    private bool closed;

    /// <summary>Entries that wait or are under way.</summary>
    public long WaitingEntries => Volatile.Read(ref waitingEntries);

    /// <summary>Bytes that wait or are under way.</summary>
    public long WaitingBytes => Volatile.Read(ref waitingBytes);

    /// <summary>Whether nothing more is accepted.</summary>
    public bool IsClosed => Volatile.Read(ref closed);

    /// <summary>Takes an append in: null, or why it is refused.</summary>
    public AppendStatus? Add(Waiting waiting)
    {
        var (entries, bytes) = (waiting.Entries, waiting.Append.Weight);
        lock (gate)
        {
            if (closed) return AppendStatus.Unavailable;
            // What is too large for the bounds is let into an empty queue, or it could never be written.
            var fits = waitingEntries + entries <= options.MaxWaitingEntries
                && waitingBytes + bytes <= options.MaxWaitingBytes;
            if (!fits && waitingEntries > 0) return AppendStatus.Overloaded;
            waitingEntries += entries;
            waitingBytes += bytes;
            arriving.Add(waiting);
            if (idle) Monitor.Pulse(gate);
        }

        return null;
    }

    /// <summary>
    /// Waits until there is something, then adds to the batch what waits and fits; false when closed and empty.
    /// </summary>
    public bool Take(List<Waiting> batch)
    {
        if (next == taken.Count && !Refill(wait: true)) return false;
        Fill(batch);
        return true;
    }

    /// <summary>Adds to the batch what waits and fits, without waiting.</summary>
    public void TakeMore(List<Waiting> batch)
    {
        if (next < taken.Count || Refill(wait: false)) Fill(batch);
    }

    /// <summary>Adds to the batch all that waits, however much it is.</summary>
    public void TakeAll(List<Waiting> batch)
    {
        do
        {
            batch.AddRange(CollectionsMarshal.AsSpan(taken)[next..]);
            next = taken.Count;
        }
        while (Refill(wait: false));
    }

    /// <summary>What was taken is written or has failed: its room is free again.</summary>
    public void Release(long entries, long bytes)
    {
        lock (gate)
        {
            waitingEntries -= entries;
            waitingBytes -= bytes;
        }
    }

    /// <summary>Accepts nothing more; what waits can still be taken.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            Monitor.Pulse(gate);
        }
    }

    // Only the writer takes, so `taken` and `next` are its own; the gate is held only to exchange two lists.
    private bool Refill(bool wait)
    {
        taken.Clear();
        next = 0;
        lock (gate)
        {
            while (arriving.Count == 0)
            {
                if (closed || !wait) return false;
                idle = true;
                Monitor.Wait(gate);
                idle = false;
            }

            (arriving, taken) = (taken, arriving);
            return true;
        }
    }

    private void Fill(List<Waiting> batch)
    {
        long entries = 0, bytes = 0;
        foreach (var one in batch) (entries, bytes) = (entries + one.Entries, bytes + one.Append.Weight);
        while (next < taken.Count)
        {
            var waiting = taken[next];
            entries += waiting.Entries;
            bytes += waiting.Append.Weight;
            if (batch.Count > 0 && (entries > options.MaxBatchEntries || bytes > options.MaxBatchBytes)) return;
            batch.Add(waiting);
            next++;
        }
    }
}
