namespace OrleansMarket.Journal;

/// <summary>Finds out by reading how appends ended whose outcome the store did not tell.</summary>
internal sealed class Findings(IJournalStore store, Commits commits, JournalOptions options)
{
    private const int Page = 1000;
    private const int Pages = 100;

    /// <summary>
    /// Settles the appends whose entry is stored (committed) or whose version holds something else (a conflict). False
    /// when it looks as if the store could not be read at all: <paramref name="patience"/> reads failed and none went
    /// well.
    /// </summary>
    public bool Settle(IReadOnlyList<Waiting> unsure, int patience)
    {
        try
        {
            var stored = Read(unsure, patience);
            var found = new List<Waiting>();
            foreach (var waiting in unsure)
            {
                if (waiting.IsSettled || !stored.TryGetValue(waiting.Append.Own.Aggregate, out var past)) continue;
                if (Find(past, waiting) is not { } entry) continue;
                if (entry.SaysTheSameAs(waiting.Append.Own)) found.Add(waiting);
                else waiting.Settle(AppendStatus.Conflict);
            }

            Place(found);
            return stored.Count > 0;
        }
        catch (Exception)
        {
            // The failure that counts is the commit's; this only says that nothing can be found out yet.
            return false;
        }
    }

    /// <summary>
    /// Settles appends that lost: what is not stored is a conflict. False when that cannot be found out.
    /// </summary>
    public bool SettleLost(IReadOnlyList<Waiting> lost)
    {
        if (!Settle(lost, patience: 1)) return false;
        foreach (var waiting in lost)
            if (!waiting.IsSettled) waiting.Settle(AppendStatus.Conflict);
        return true;
    }

    private Dictionary<string, IReadOnlyList<Entry>> Read(IReadOnlyList<Waiting> unsure, int patience)
    {
        var after = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var waiting in unsure)
            after.TryAdd(waiting.Append.Own.Aggregate, waiting.Append.Own.Version - 1);
        var stored = new Dictionary<string, IReadOnlyList<Entry>>(StringComparer.Ordinal);
        var requests = after.Select(pair => new HistoryRequest(pair.Key, null, pair.Value));
        foreach (var some in requests.Chunk(options.MaxBatchLoads))
        {
            if (TryRead(some, stored)) continue;
            // One that cannot be asked for is not to hide the others.
            foreach (var one in some)
                if (!TryRead([one], stored) && stored.Count == 0 && --patience <= 0) return stored;
        }

        return stored;
    }

    private bool TryRead(HistoryRequest[] requests, Dictionary<string, IReadOnlyList<Entry>> stored)
    {
        try
        {
            var histories = Commits.Wait(store.Read(requests));
            for (var i = 0; i < requests.Length; i++) stored[requests[i].Aggregate] = histories[i].Entries;
            return true;
        }
        catch (Exception)
        {
            // The failure that counts is the commit's; this only says that nothing can be found out yet.
            return false;
        }
    }

    private static Entry? Find(IReadOnlyList<Entry> entries, Waiting waiting)
    {
        // Versions have no gap, so the first one tells where each of them is.
        if (entries.Count == 0) return null;
        var index = waiting.Append.Own.Version - entries[0].Version;
        return index >= 0 && index < entries.Count ? entries[(int)index] : null;
    }

    /// <summary>
    /// Looks up the sequences of what was found, in what was written since the last commit that went well.
    /// </summary>
    private void Place(List<Waiting> found)
    {
        foreach (var family in found.GroupBy(one => AggregateId.Partition(one.Append.Own.Aggregate, store.Partitions)))
        {
            var missing = family.ToDictionary(one => (one.Append.Own.Aggregate, one.Append.Own.Version));
            var after = commits.Reached(family.Key);
            for (var page = 0; page < Pages && missing.Count > 0; page++)
            {
                var entries = Commits.Wait(store.ReadPartition(family.Key, after, Page));
                if (entries.Count == 0) break;
                after = entries[^1].Sequence;
                foreach (var stored in entries)
                    if (missing.Remove((stored.Entry.Aggregate, stored.Entry.Version), out var waiting))
                        waiting.Settle(AppendStatus.Committed, stored.Sequence);
            }

            // It is durable, which is what counts; its place is too far from anything known to be looked for now.
            foreach (var waiting in missing.Values) waiting.Settle(AppendStatus.Committed);
        }
    }
}
