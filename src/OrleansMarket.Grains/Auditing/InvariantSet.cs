using OrleansMarket.Contracts;
using OrleansMarket.Grains.Auditing.Invariants;

namespace OrleansMarket.Grains.Auditing;

/// <summary>All invariants, and who wants to see what.</summary>
internal sealed class InvariantSet
{
    private readonly Invariant[] all;
    private readonly Invariant[] everything;
    private readonly Dictionary<string, Invariant[]> byPrefix;

    public InvariantSet(bool expectSettled)
    {
        all =
        [
            new I1Balanced(), new I2Escrow(), new I3Refunds(), new I4Paid(), new I5Release(), new I6Stock(),
            new I7Quota(), new I8Coupons(), new I9Shares(), new I10Leaks(expectSettled), new I11Deadlines(),
            new I12Requests(), new I13Births(), Journal, new I15Lists(), new I16Shippable(), new I17Sellers(),
            new I18Members(),
        ];
        everything = [.. all.Where(one => one.Prefixes is null)];
        byPrefix = all.SelectMany(one => one.Prefixes ?? []).Distinct()
            .ToDictionary(prefix => prefix, prefix => all
                .Where(one => one.Prefixes is null || one.Prefixes.Contains(prefix)).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The one about the journal itself, which sees what cannot be folded.</summary>
    public I14Journal Journal { get; } = new();

    /// <summary>Shows an entry to everybody who wants to see it.</summary>
    public void See(Seen seen)
    {
        var lookup = byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        var wanted = lookup.TryGetValue(seen.Aggregate.AsSpan(0, Kinds.PrefixLength), out var some) ? some : everything;
        foreach (var invariant in wanted)
            lock (invariant) invariant.See(seen);
    }

    /// <summary>Tells everybody that a partition has ended.</summary>
    public void End(PartitionFold fold)
    {
        foreach (var invariant in all)
            lock (invariant) invariant.End(fold);
    }

    /// <summary>Compares the partitions, and reports.</summary>
    public InvariantReport[] Conclude(Facts facts, int mostExamples)
    {
        foreach (var invariant in all) invariant.Conclude(facts);
        return [.. all.Select(invariant => invariant.Report(mostExamples))];
    }
}
