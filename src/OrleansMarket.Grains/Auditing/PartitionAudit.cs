using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Auditing;

/// <summary>
/// Reads one partition from its first entry to where it had come when the audit began, and shows every entry to the
/// invariants. Whether the journal is what was written is checked on the way: sequences, the chain of digests, the end.
/// </summary>
internal sealed class PartitionAudit(
    IJournalStore store, int partition, PartitionHead head, Kinds kinds, InvariantSet invariants, AuditOptions options)
{
    private readonly PartitionFold fold = new(partition, kinds);
    private EntryDigest chain;
    private long sequence;

    /// <summary>Reads it to its end.</summary>
    /// <param name="facts">Gathers what is to be kept.</param>
    /// <param name="read">Is told how many entries were read, page by page.</param>
    /// <param name="token">Ends it early.</param>
    public async Task Run(Facts facts, Action<int> read, CancellationToken token)
    {
        while (sequence < head.Sequence)
        {
            token.ThrowIfCancellationRequested();
            var started = options.Clock.GetTimestamp();
            var before = sequence;
            if (!await Page()) break;
            read((int)(sequence - before));
            // A market that runs on the same cores and the same file gets its turn.
            if (options.IsGentle) await Task.Delay(options.Clock.GetElapsedTime(started), options.Clock, token);
            else await Task.Yield();
        }

        if (sequence == head.Sequence && chain != head.Digest)
            Fault(sequence, null, "The newest entry is not the one that was written last.");
        fold.Deadlines = await Deadlines();
        facts.Gather(fold);
        invariants.End(fold);
    }

    private async Task<bool> Page()
    {
        IReadOnlyList<StoredEntry> page;
        try
        {
            page = await store.ReadPartition(partition, sequence, options.PageEntries);
        }
        catch (Exception failed)
        {
            Fault(sequence + 1, null, $"The partition cannot be read from here on: {failed.Message}");
            return false;
        }

        if (page.Count == 0)
        {
            Fault(sequence + 1, null, $"The partition ends here, where {head.Sequence} entries were written.");
            return false;
        }

        foreach (var stored in page)
        {
            if (stored.Sequence > head.Sequence) break;
            Check(stored);
            var (seen, fault) = fold.Fold(stored);
            if (fault is not null) Fault(stored.Sequence, stored.Entry, fault);
            if (seen is not null) invariants.See(seen);
        }

        return true;
    }

    private void Check(StoredEntry stored)
    {
        if (stored.Sequence != sequence + 1)
            Fault(stored.Sequence, stored.Entry, $"It has this sequence, where {sequence + 1} should come next.");
        if (AggregateId.Partition(stored.Entry.Aggregate, store.Partitions) != partition)
            Fault(stored.Sequence, stored.Entry, "It belongs into another partition.");
        if (EntryDigest.Of(chain, stored.Entry) != stored.Digest)
        {
            Fault(stored.Sequence, stored.Entry,
                "It is not what was written here: it was altered or put in, or one before it was removed or moved.");
        }

        (chain, sequence) = (stored.Digest, stored.Sequence);
    }

    /// <summary>The stored deadlines, if nothing was written to the partition until they were read.</summary>
    private async Task<IReadOnlyList<Deadline>?> Deadlines()
    {
        if (sequence != head.Sequence) return null;
        var deadlines = await store.ReadDeadlines(partition, DateTimeOffset.MaxValue, int.MaxValue);
        return (await store.ReadHeads())[partition] == head ? deadlines : null;
    }

    private void Fault(long at, Entry? entry, string sentence) =>
        invariants.Journal.Fault(new Place(partition, at, entry?.Aggregate, entry?.Version ?? 0), sentence);
}
