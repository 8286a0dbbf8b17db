namespace OrleansMarket.Journal.Tests;

/// <summary>
/// Another store with something done around it: does what that one does, but for what a subclass changes. Every project
/// whose tests or benchmarks need a store that fails or is slow compiles this file.
/// </summary>
/// <param name="store">Where everything really is.</param>
public abstract class StoreAround(IJournalStore store) : IJournalStore
{
    public int Partitions => store.Partitions;

    public virtual ValueTask<IReadOnlyList<Verdict>> Commit(IReadOnlyList<Append> batch) => store.Commit(batch);

    public virtual ValueTask<IReadOnlyList<History>> Read(IReadOnlyList<HistoryRequest> requests) =>
        store.Read(requests);

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

    public virtual ValueTask WriteSnapshot(Snapshot snapshot) => store.WriteSnapshot(snapshot);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return store.DisposeAsync();
    }
}
