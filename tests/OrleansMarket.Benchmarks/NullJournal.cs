using System.Collections.Concurrent;
using OrleansMarket.Journal;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// A journal that stores nothing and answers at once: the ceiling of the grain calls themselves. What is born is kept
/// until its grain first asks for it, for otherwise no order could be paid.
/// </summary>
internal sealed class NullJournal(int partitions) : IJournal
{
    private readonly ConcurrentDictionary<string, Entry> newborn = new();
    private readonly Task<AppendResult> committed = Task.FromResult(new AppendResult(AppendStatus.Committed, 1));
    private readonly Task<History> empty = Task.FromResult(History.Empty);

    public int Partitions => partitions;

    public Task<AppendResult> Append(AppendLine line, Append append)
    {
        foreach (var birth in append.Births)
            if (birth.Aggregate.StartsWith("ord_", StringComparison.Ordinal)) newborn[birth.Aggregate] = birth;
        return committed;
    }

    public Task<History> Load(HistoryRequest request) =>
        newborn.TryRemove(request.Aggregate, out var birth) ? Task.FromResult(new History(null, [birth])) : empty;

    public void Offer(Snapshot snapshot)
    {
    }
}
