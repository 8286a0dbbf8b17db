using OrleansMarket.Contracts;

namespace OrleansMarket.Grains.Auditing;

/// <summary>
/// One row of DOMAIN.md §2.10. It sees every entry with the state before and after, each partition at its end, and at
/// last what was gathered of all partitions. Partitions are read at the same time; calls of one do not overlap.
/// </summary>
/// <param name="id">I1 to I18.</param>
/// <param name="rule">What must hold, in one sentence.</param>
internal abstract class Invariant(string id, string rule)
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly List<CounterExample> examples = [];
    private long violations;

    /// <summary>What of it the journal cannot show, and where that is checked.</summary>
    protected virtual string? Elsewhere => null;

    /// <summary>The prefixes of the aggregates whose entries it wants to see; null for all.</summary>
    public virtual IReadOnlyList<string>? Prefixes => null;

    /// <summary>One more entry.</summary>
    public virtual void See(Seen seen)
    {
    }

    /// <summary>The end of a partition.</summary>
    public virtual void End(PartitionFold fold)
    {
    }

    /// <summary>The end of all partitions.</summary>
    public virtual void Conclude(Facts facts)
    {
    }

    /// <summary>What came of it.</summary>
    /// <param name="most">How many counter-examples.</param>
    public InvariantReport Report(int most) => new(
        id, rule, violations == 0, Elsewhere, [.. counts.Select(count => new CheckedCount(count.Key, count.Value))],
        violations,
        [.. examples.OrderBy(one => one.Partition).ThenBy(one => one.Sequence).Take(most)]);

    /// <summary>Something was looked at.</summary>
    protected void Count(string what, long more = 1) => counts[what] = counts.GetValueOrDefault(what) + more;

    /// <summary>It does not hold.</summary>
    public void Violate(Place place, string sentence)
    {
        violations++;
        // A journal that is wrong everywhere must not fill the memory with saying so.
        if (examples.Count < 1_000) examples.Add(place.Example(sentence));
    }
}
