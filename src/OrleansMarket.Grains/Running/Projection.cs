using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Running;

/// <summary>Something about the whole market, folded from the entries of the journal partition by partition.</summary>
/// <remarks>
/// Each partition is read from where it was left to its end when somebody asks. So an answer holds everything that was
/// durable when it was asked for, and nobody who orders or pays does anything for it. How far a partition was folded is
/// kept as a snapshot: losing it costs a second reading and nothing else. To be used by one grain, one call at a time.
/// </remarks>
/// <typeparam name="TPart">What is known of one partition; empty when new.</typeparam>
/// <param name="store">The journal.</param>
/// <param name="prefix">Its snapshots are kept under this and the number of their partition.</param>
/// <param name="codec">How a part is kept, and how often.</param>
/// <param name="fold">Takes one entry into a part.</param>
internal sealed class Projection<TPart>(
    IJournalStore store, string prefix, SnapshotCodec<TPart> codec, Action<TPart, Entry> fold)
    where TPart : class, new()
{
    private const int PageSize = 2_000;

    private Part[]? parts;

    /// <summary>All parts, up to the newest entry of each partition.</summary>
    public async Task<IReadOnlyList<TPart>> Newest()
    {
        parts ??= await Kept();
        await Task.WhenAll(Enumerable.Range(0, parts.Length).Select(number => CatchUp(number, parts[number])));
        return [.. parts.Select(part => part.Known)];
    }

    private async Task<Part[]> Kept()
    {
        var requests = Enumerable.Range(0, store.Partitions).Select(p => new HistoryRequest(Id(p), codec.Shape));
        var pasts = await store.Read([.. requests]);
        return [.. pasts.Select(past => past.Snapshot is { } kept
            ? new Part(codec.Read(kept.Body), kept.Version)
            : new Part(new TPart(), 0))];
    }

    private async Task CatchUp(int number, Part part)
    {
        while (await store.ReadPartition(number, part.Sequence, PageSize) is { Count: > 0 } page)
        {
            foreach (var stored in page)
            {
                fold(part.Known, stored.Entry);
                part.Sequence = stored.Sequence;
            }
        }

        if (part.Sequence - part.KeptUpTo < Math.Max(codec.Every, codec.Weight(part.Known))) return;
        await store.WriteSnapshot(new(Id(number), part.Sequence, null, codec.Shape, codec.Write(part.Known)));
        part.KeptUpTo = part.Sequence;
    }

    private string Id(int partition) => $"{prefix}{partition}";

    private sealed class Part(TPart known, long keptUpTo)
    {
        public TPart Known => known;

        /// <summary>The last entry that was folded.</summary>
        public long Sequence { get; set; } = keptUpTo;

        /// <summary>The last entry that is folded into its snapshot.</summary>
        public long KeptUpTo { get; set; } = keptUpTo;
    }
}
