namespace OrleansMarket.Journal;

/// <summary>A store in memory, for tests and simulations: simple, exact, and gone with the process.</summary>
/// <param name="partitions">How many partitions it has.</param>
public sealed class MemoryStore(int partitions = 32) : IJournalStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, List<Entry>> histories = new(CodePointOrder.Instance);
    private readonly List<StoredEntry>[] stored = Make(partitions, () => new List<StoredEntry>());
    private readonly SortedSet<Deadline>[] deadlines = Make(partitions, () => new SortedSet<Deadline>(EarliestFirst));
    private readonly Dictionary<(string Reader, int Partition), long> cursors = [];
    private readonly Dictionary<string, Snapshot> snapshots = new(StringComparer.Ordinal);

    private static readonly Comparer<Deadline> EarliestFirst = Comparer<Deadline>.Create((one, other) =>
        one.Due != other.Due
            ? one.Due.CompareTo(other.Due)
            : CodePointOrder.Instance.Compare(one.Aggregate, other.Aggregate));

    /// <inheritdoc/>
    public int Partitions => partitions;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Verdict>> Commit(IReadOnlyList<Append> batch)
    {
        lock (gate)
        {
            var verdicts = new Verdict[batch.Count];
            var losers = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < batch.Count; i++)
            {
                var aggregate = batch[i].Own.Aggregate;
                if (!losers.Contains(aggregate) && Fits(batch[i])) verdicts[i] = new Verdict(true, Add(batch[i]));
                else losers.Add(aggregate);
            }

            return new(verdicts);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<History>> Read(IReadOnlyList<HistoryRequest> requests)
    {
        lock (gate) return new(requests.Select(ReadOne).ToArray());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEntry>> ReadPartition(int partition, long after, int limit)
    {
        // Sequences begin at 1 and have no gap: the entry behind sequence n has index n.
        lock (gate) return new(stored[partition].Skip((int)Math.Min(after, int.MaxValue)).Take(limit).ToArray());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PartitionHead>> ReadHeads()
    {
        lock (gate) return new(stored.Select(entries => new PartitionHead(entries.Count, Newest(entries))).ToArray());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Deadline>> ReadDeadlines(int partition, DateTimeOffset until, int limit)
    {
        lock (gate) return new(deadlines[partition].TakeWhile(one => one.Due <= until).Take(limit).ToArray());
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> NextDeadline(int partition)
    {
        lock (gate) return new(deadlines[partition].Count == 0 ? null : deadlines[partition].Min.Due);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListAggregates(string prefix, string? after, int limit)
    {
        lock (gate)
        {
            return new(histories.Keys
                .Where(id => id.StartsWith(prefix, StringComparison.Ordinal))
                .Where(id => after is null || CodePointOrder.Instance.Compare(id, after) > 0)
                .Take(limit).ToArray());
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> ReadCursor(string reader, int partition)
    {
        lock (gate) return new(cursors.GetValueOrDefault((reader, partition)));
    }

    /// <inheritdoc/>
    public ValueTask MoveCursor(string reader, int partition, long sequence)
    {
        lock (gate)
            if (sequence > cursors.GetValueOrDefault((reader, partition))) cursors[(reader, partition)] = sequence;
        return default;
    }

    /// <inheritdoc/>
    public ValueTask WriteSnapshot(Snapshot snapshot)
    {
        lock (gate)
        {
            if (!snapshots.TryGetValue(snapshot.Aggregate, out var known) || known.Version <= snapshot.Version)
                snapshots[snapshot.Aggregate] = snapshot;
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private bool Fits(Append append)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal) { append.Own.Aggregate };
        return append.Own.Version == (histories.GetValueOrDefault(append.Own.Aggregate)?.Count ?? 0) + 1
            && append.Births.All(birth => ids.Add(birth.Aggregate) && !histories.ContainsKey(birth.Aggregate));
    }

    private long Add(Append append)
    {
        var sequence = Add(append.Own);
        foreach (var birth in append.Births) Add(birth);
        return sequence;
    }

    private long Add(Entry entry)
    {
        if (!histories.TryGetValue(entry.Aggregate, out var history)) histories.Add(entry.Aggregate, history = []);
        var partition = AggregateId.Partition(entry.Aggregate, partitions);
        var waiting = deadlines[partition];
        if (history.Count > 0 && history[^1].Due is { } before) waiting.Remove(new(entry.Aggregate, before));
        if (entry.Due is { } due) waiting.Add(new(entry.Aggregate, due));
        history.Add(entry);
        var digest = EntryDigest.Of(Newest(stored[partition]), entry);
        stored[partition].Add(new StoredEntry(partition, stored[partition].Count + 1, entry, digest));
        return stored[partition].Count;
    }

    private static EntryDigest Newest(List<StoredEntry> entries) =>
        entries.Count == 0 ? EntryDigest.None : entries[^1].Digest;

    private History ReadOne(HistoryRequest request)
    {
        // What folds other aggregates, such as a ledger, has snapshots and no entries of its own.
        var entries = histories.GetValueOrDefault(request.Aggregate) ?? [];
        var snapshot = snapshots.GetValueOrDefault(request.Aggregate);
        if (request.Shape is null || snapshot?.Shape != request.Shape) snapshot = null;
        var after = Math.Max(snapshot?.Version ?? 0, request.After);
        return new History(snapshot, entries.Skip((int)after).ToArray());
    }

    private static T[] Make<T>(int count, Func<T> make) => Enumerable.Range(0, count).Select(_ => make()).ToArray();
}
