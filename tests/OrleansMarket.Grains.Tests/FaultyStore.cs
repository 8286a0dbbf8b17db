using System.Text;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests;

/// <summary>A store that fails when the test says so.</summary>
/// <param name="store">Where everything really is.</param>
public sealed class FaultyStore(IJournalStore store) : IJournalStore
{
    private int commits;

    /// <summary>Appends that the store does not take; a batch with one of them fails as a whole.</summary>
    public Func<Entry, bool>? Refuses { get; set; }

    /// <summary>How many batches were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Every so manieth batch is committed and reported as failed; 0 for none.</summary>
    public int LosesAnswers { get; set; }

    /// <summary>How many answers were lost.</summary>
    public int Lost { get; private set; }

    public int Partitions => store.Partitions;

    public async ValueTask<IReadOnlyList<Verdict>> Commit(IReadOnlyList<Append> batch)
    {
        if (Refuses is { } refuses && batch.Any(append => refuses(append.Own)))
        {
            Refused++;
            throw new IOException("The disk says no.");
        }

        var verdicts = await store.Commit(batch);
        if (LosesAnswers == 0 || ++commits % LosesAnswers != 0) return verdicts;
        Lost++;
        throw new IOException("The disk did it and does not say so.");
    }

    /// <summary>Takes no event of this stored name from now on.</summary>
    public void Refuse(string name)
    {
        var word = Encoding.UTF8.GetBytes($"{{\"{name}\":");
        Refuses = entry => entry.Events.Span.IndexOf(word) >= 0;
    }

    /// <summary>Takes everything again.</summary>
    public void Heal() => Refuses = null;

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
