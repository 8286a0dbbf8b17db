namespace OrleansMarket.Journal;

/// <summary>Where the journal is kept. A store is what passes the store contract suite.</summary>
/// <remarks>
/// All methods may be called at the same time. <see cref="Commit"/> is called by one group-commit writer per process,
/// in other processes by theirs. A failure of the medium is thrown; after a failed <see cref="Commit"/> the batch may
/// be stored or not (all of it: a batch is one transaction), and the writer finds out by reading.
/// </remarks>
public interface IJournalStore : IAsyncDisposable
{
    /// <summary>How many partitions the store was created with; it never changes.</summary>
    int Partitions { get; }

    /// <summary>
    /// Commits a batch in one transaction. Each append stands alone: one whose expected version is not the newest, or
    /// one of whose births exists, gets <see cref="Verdict.Conflict"/>, and so do all appends of that aggregate behind
    /// it in the batch; the rest commits. Sequences are given in batch order, own entry first, then its births.
    /// </summary>
    /// <param name="batch">Used by the caller again once the task has ended.</param>
    /// <returns>One verdict per append, in the order of the batch, all of them durable.</returns>
    ValueTask<IReadOnlyList<Verdict>> Commit(IReadOnlyList<Append> batch);

    /// <summary>Reads the past of several aggregates at once; unknown ones have an empty history.</summary>
    /// <returns>One history per request, in order.</returns>
    ValueTask<IReadOnlyList<History>> Read(IReadOnlyList<HistoryRequest> requests);

    /// <summary>Reads entries of a partition in sequence order, the first one after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<StoredEntry>> ReadPartition(int partition, long after, int limit);

    /// <summary>
    /// How far every partition has come, all at one moment: what an entry up to there was decided on lies there too.
    /// </summary>
    /// <returns>One head per partition, in order.</returns>
    ValueTask<IReadOnlyList<PartitionHead>> ReadHeads();

    /// <summary>
    /// The deadlines of a partition that are due at <paramref name="until"/> or before, earliest first.
    /// </summary>
    ValueTask<IReadOnlyList<Deadline>> ReadDeadlines(int partition, DateTimeOffset until, int limit);

    /// <summary>The earliest deadline of a partition; null when nothing waits there.</summary>
    ValueTask<DateTimeOffset?> NextDeadline(int partition);

    /// <summary>
    /// Aggregates whose id starts with <paramref name="prefix"/>, in the order of their UTF-8 bytes, after
    /// <paramref name="after"/>.
    /// </summary>
    ValueTask<IReadOnlyList<string>> ListAggregates(string prefix, string? after, int limit);

    /// <summary>How far the named reader has come in a partition; 0 when it never moved.</summary>
    ValueTask<long> ReadCursor(string reader, int partition);

    /// <summary>
    /// Moves the named reader forward, durably. A cursor never moves back: a smaller sequence changes nothing.
    /// </summary>
    ValueTask MoveCursor(string reader, int partition, long sequence);

    /// <summary>
    /// Keeps a snapshot in place of an older one of the same aggregate; an older version changes nothing.
    /// </summary>
    ValueTask WriteSnapshot(Snapshot snapshot);
}
