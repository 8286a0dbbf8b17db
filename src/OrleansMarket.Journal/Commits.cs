namespace OrleansMarket.Journal;

/// <summary>Hands batches to the store, waits for it, and remembers how far each partition was seen to reach.</summary>
internal sealed class Commits(IJournalStore store, Tally tally)
{
    private readonly List<Append> appends = [];
    private readonly long[] reached = new long[store.Partitions];

    /// <summary>
    /// A sequence of the partition that was durable before anything whose outcome is unknown; 0 when none is known.
    /// </summary>
    public long Reached(int partition) => reached[partition];

    /// <summary>Commits all in one transaction and settles what is durable; what lost is left to the caller.</summary>
    /// <exception cref="Exception">The store failed; the batch is stored, or nothing of it.</exception>
    public void Commit(List<Waiting> batch, List<Waiting> lost)
    {
        lost.Clear();
        appends.Clear();
        foreach (var waiting in batch) appends.Add(waiting.Append);
        var verdicts = Wait(store.Commit(appends));
        if (verdicts.Count != batch.Count)
            throw new InvalidOperationException($"The store gave {verdicts.Count} verdicts for {batch.Count} appends.");
        tally.Commit(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var verdict = verdicts[i];
            if (verdict.Committed) batch[i].Settle(AppendStatus.Committed, verdict.Sequence);
            else lost.Add(batch[i]);
        }

        // One partition a batch is enough: it need only be a recent place to search from, not the newest.
        if (verdicts[^1] is { Committed: true, Sequence: var sequence })
            reached[AggregateId.Partition(batch[^1].Append.Own.Aggregate, reached.Length)] = sequence;
    }

    /// <summary>
    /// Waits on the writer's own thread, which has nothing else to do; no thread of the pool is held.
    /// </summary>
    public static T Wait<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();
}
