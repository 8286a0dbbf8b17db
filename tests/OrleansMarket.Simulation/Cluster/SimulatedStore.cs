using OrleansMarket.Journal;
using OrleansMarket.Simulation.Mutations;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>The store that all silos share; whoever watches is told of every append that it took.</summary>
internal sealed class SimulatedStore(Mutation mutation, Tale? tale)
{
    public MemoryStore Memory { get; } = new(4);

    /// <summary>Told of every append at the moment at which it became durable.</summary>
    public event Action<Append>? Committed;

    public IReadOnlyList<Verdict> Commit(IReadOnlyList<Append> batch)
    {
        batch = mutation.Over(batch, Memory);
        var verdicts = Done(Memory.Commit(batch));
        for (var i = 0; i < batch.Count; i++)
        {
            tale?.Tell($"journal {(verdicts[i].Committed ? "+" : "conflict")} {Words(batch[i])}");
            if (verdicts[i].Committed) Committed?.Invoke(batch[i]);
        }

        return verdicts;
    }

    /// <summary>What the store in memory answers, which is never asynchronous.</summary>
    public static T Done<T>(ValueTask<T> answer) => answer.IsCompletedSuccessfully
        ? answer.Result
        : throw new InvalidOperationException("The store in memory waits for something.");

    /// <summary>All entries, partition after partition.</summary>
    public IEnumerable<Entry> Entries() => Enumerable.Range(0, Memory.Partitions)
        .SelectMany(partition => Done(Memory.ReadPartition(partition, 0, int.MaxValue)))
        .Select(stored => stored.Entry);

    private static string Words(Append append) => string.Join(" + ",
        new[] { append.Own }.Concat(append.Births).Select(entry =>
            $"{entry.Aggregate}#{entry.Version} {System.Text.Encoding.UTF8.GetString(entry.Events.Span)}"));
}
