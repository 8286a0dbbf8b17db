using OrleansMarket.Contracts;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Auditing;

/// <summary>Where in the journal something is.</summary>
internal readonly record struct Place(int Partition, long Sequence, string? Aggregate, long Version)
{
    public CounterExample Example(string sentence) => new(Partition, Sequence, Aggregate, Version, sentence);
}

/// <summary>One entry, folded: what was before, what happened, what is after.</summary>
/// <param name="Fold">The partition as far as it has been folded, this entry included.</param>
/// <param name="Kind">How it was folded.</param>
/// <param name="Stored">The entry.</param>
/// <param name="Before">The state before.</param>
/// <param name="After">The state after.</param>
/// <param name="DueBefore">The deadline that was stored before.</param>
/// <param name="Events">What happened.</param>
/// <param name="Transfers">The money that moved, by the stored words.</param>
internal sealed record Seen(
    PartitionFold Fold, Kind Kind, StoredEntry Stored, object Before, object After, DateTimeOffset? DueBefore,
    IReadOnlyList<object> Events, IReadOnlyList<Transfer> Transfers)
{
    public Entry Entry => Stored.Entry;

    public string Aggregate => Stored.Entry.Aggregate;

    public Place Place => new(Stored.Partition, Stored.Sequence, Aggregate, Stored.Entry.Version);
}

/// <summary>How far one aggregate has been folded.</summary>
internal sealed class Folded(string aggregate, Kind kind)
{
    public string Aggregate => aggregate;

    public Kind Kind => kind;

    public object State { get; set; } = kind.Initial;

    public long Version { get; set; }

    public long Sequence { get; set; }

    public DateTimeOffset? Due { get; set; }

    /// <summary>Its state cannot be told any more; said once, and then no longer folded.</summary>
    public bool IsBroken { get; set; }
}
