using System.Diagnostics.Metrics;

namespace OrleansMarket.Journal;

/// <summary>
/// Counts for figures and metrics. The writer's counts have one writer, so they need no interlocked adding.
/// </summary>
internal sealed class Tally : IDisposable
{
    private static readonly InstrumentAdvice<int> Batches =
        new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096] };

    private readonly Meter meter = new("OrleansMarket.Journal");
    private readonly Histogram<int> batches;
    private long overloaded;
    private long loads;
    private long reads;
    private long appends;
    private long entries;
    private long bytes;
    private long commits;
    private long unwritten;
    private long failures;
    private Exception? lastFailure;

    public Tally(AppendQueue queue)
    {
        Count("appends", "Appends that became durable", () => Volatile.Read(ref appends));
        Count("entries", "Entries that became durable, births included", () => Volatile.Read(ref entries));
        Count("bytes", "Bytes of the entries that became durable", () => Volatile.Read(ref bytes));
        Count("commits", "Transactions of the store", () => Volatile.Read(ref commits));
        Count("unwritten", "Appends that lost, or that the store did not take", () => Volatile.Read(ref unwritten));
        Count("overloaded", "Appends refused because too much was waiting", () => Volatile.Read(ref overloaded));
        Count("failures", "Times the store failed to commit", () => Volatile.Read(ref failures));
        Count("loads", "Histories that were read", () => Volatile.Read(ref loads));
        Count("reads", "Reads of the store for histories", () => Volatile.Read(ref reads));
        batches = meter.CreateHistogram("journal.batch", "{append}", "Appends in a transaction", null, Batches);
        meter.CreateObservableGauge("journal.waiting", () => queue.WaitingEntries, null, "Entries that wait now");
    }

    public void Answered(int appendsMore, int entriesMore, long bytesMore, int unwrittenMore)
    {
        Volatile.Write(ref appends, appends + appendsMore);
        Volatile.Write(ref entries, entries + entriesMore);
        Volatile.Write(ref bytes, bytes + bytesMore);
        Volatile.Write(ref unwritten, unwritten + unwrittenMore);
    }

    public void Commit(int batch)
    {
        Volatile.Write(ref commits, commits + 1);
        batches.Record(batch);
    }

    public void Overloaded() => Interlocked.Increment(ref overloaded);

    public void Read(int histories)
    {
        Interlocked.Add(ref loads, histories);
        Interlocked.Increment(ref reads);
    }

    public void Failed(Exception failure)
    {
        Volatile.Write(ref failures, failures + 1);
        Volatile.Write(ref lastFailure, failure);
    }

    public JournalFigures Figures(AppendQueue queue) => new(
        Volatile.Read(ref appends), Volatile.Read(ref entries), Volatile.Read(ref bytes), Volatile.Read(ref commits),
        Volatile.Read(ref unwritten), Volatile.Read(ref overloaded), Volatile.Read(ref failures),
        queue.WaitingEntries, queue.WaitingBytes,
        Volatile.Read(ref loads), Volatile.Read(ref reads), Volatile.Read(ref lastFailure));

    public void Dispose() => meter.Dispose();

    private void Count(string name, string description, Func<long> observe) =>
        meter.CreateObservableCounter("journal." + name, observe, null, description);
}
