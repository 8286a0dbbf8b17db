using OrleansMarket.Journal;

namespace OrleansMarket.Benchmarks;

/// <summary>A store on a disk where every transaction costs so much more.</summary>
internal sealed class SlowStore(IJournalStore store, TimeSpan delay) : IJournalStore
{
    public int Partitions => store.Partitions;

    public ValueTask<IReadOnlyList<Verdict>> Commit(IReadOnlyList<Append> batch)
    {
        // The writer thread waits for its disk; so does this. Timers are too coarse for a millisecond.
        var until = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(until) < delay) Thread.Yield();
        return store.Commit(batch);
    }

    public ValueTask<IReadOnlyList<History>> Read(IReadOnlyList<HistoryRequest> requests) => store.Read(requests);

    public ValueTask<IReadOnlyList<StoredEntry>> ReadPartition(int partition, long after, int limit) =>
        store.ReadPartition(partition, after, limit);

    public ValueTask<IReadOnlyList<PartitionHead>> ReadHeads() => store.ReadHeads();

    public ValueTask<IReadOnlyList<Deadline>> ReadDeadlines(int partition, DateTimeOffset until, int limit) =>
        store.ReadDeadlines(partition, until, limit);

    public ValueTask<DateTimeOffset?> NextDeadline(int partition) => store.NextDeadline(partition);

    public ValueTask<IReadOnlyList<string>> ListAggregates(string prefix, string? after, int limit) =>
        store.ListAggregates(prefix, after, limit);

    public ValueTask<long> ReadCursor(string reader, int partition) => store.ReadCursor(reader, partition);

    public ValueTask MoveCursor(string reader, int partition, long sequence) =>
        store.MoveCursor(reader, partition, sequence);

    public ValueTask WriteSnapshot(Snapshot snapshot) => store.WriteSnapshot(snapshot);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
