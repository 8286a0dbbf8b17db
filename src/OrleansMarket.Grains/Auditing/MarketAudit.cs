using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Auditing;

/// <summary>How an audit is made.</summary>
public sealed record AuditOptions
{
    /// <summary>Whether everything has to have come to an end: nothing live, owed, reserved or locked.</summary>
    public bool ExpectSettled { get; init; }

    /// <summary>How many partitions are read at the same time.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>
    /// Whether to pause after every page for as long as it took, because a market runs on the same cores.
    /// </summary>
    public bool IsGentle { get; init; }

    /// <summary>How many entries are read at once.</summary>
    public int PageEntries { get; init; } = 1_000;

    /// <summary>How many counter-examples of each invariant are reported.</summary>
    public int MostExamples { get; init; } = 20;

    /// <summary>The market's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>How far an audit has come.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Of">Entries to read.</param>
public readonly record struct AuditProgress(long Entries, long Of);

/// <summary>
/// Checks I1 to I18 (DOMAIN.md §2.10) on a whole journal, of a market that runs or of one that is stopped.
/// </summary>
/// <remarks>
/// It reads up to where all partitions stood at one moment, so whatever an entry up to there rests on is there too, and
/// what is on its way between two aggregates can be told from what was lost. Partitions are folded one by one with the
/// market's own machines; money is added up by other eyes, from the stored words alone. Of a folded partition only
/// numbers and names are kept. An invariant that no entry contradicts holds; of what the journal cannot show, the
/// report says where it is checked.
/// </remarks>
public static class MarketAudit
{
    /// <summary>Audits a journal.</summary>
    /// <param name="store">The journal.</param>
    /// <param name="policy">The numbers of the market's rules; what was promised to buyers is in the entries.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="progress">Is told after every page.</param>
    /// <param name="token">Ends it early.</param>
    public static async Task<AuditReport> Run(
        IJournalStore store, Policy policy, AuditOptions? options = null, IProgress<AuditProgress>? progress = null,
        CancellationToken token = default)
    {
        options ??= new AuditOptions();
        var (at, started) = (options.Clock.GetUtcNow(), options.Clock.GetTimestamp());
        var heads = await store.ReadHeads();
        var kinds = new Kinds(new MarketMachines(policy));
        var invariants = new InvariantSet(options.ExpectSettled);
        var facts = new Facts(options.ExpectSettled);
        var (all, done) = (heads.Sum(head => head.Sequence), 0L);
        var partitions = Enumerable.Range(0, store.Partitions);
        // One after the other needs no threads, so whoever runs it says where it runs.
        if (options.Threads == 1)
            foreach (var partition in partitions) await One(partition, token);
        else
        {
            await Parallel.ForEachAsync(
                partitions,
                new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = token },
                async (partition, cancelled) => await One(partition, cancelled));
        }

        var reports = invariants.Conclude(facts, options.MostExamples);
        return new AuditReport(
            at, options.Clock.GetElapsedTime(started), Interlocked.Read(ref done), facts.Aggregates,
            options.ExpectSettled, reports.All(report => report.Holds), reports);

        Task One(int partition, CancellationToken cancelled) =>
            new PartitionAudit(store, partition, heads[partition], kinds, invariants, options)
                .Run(facts, Read, cancelled);

        void Read(int entries)
        {
            var sum = Interlocked.Add(ref done, entries);
            progress?.Report(new AuditProgress(sum, all));
        }
    }
}
