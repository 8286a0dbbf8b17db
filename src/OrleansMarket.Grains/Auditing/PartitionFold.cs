using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Auditing;

/// <summary>
/// One partition, folded entry by entry. Dropped when its end is reached: what is to be compared with other partitions
/// has to be gathered before.
/// </summary>
internal sealed class PartitionFold(int partition, Kinds kinds)
{
    private readonly Dictionary<string, Folded> aggregates = new(StringComparer.Ordinal);
    private readonly Dictionary<Invariant, object> notes = [];

    /// <summary>Its number.</summary>
    public int Partition => partition;

    /// <summary>All aggregates of it.</summary>
    public IReadOnlyCollection<Folded> Aggregates => aggregates.Values;

    /// <summary>The money of its orders.</summary>
    public OrderBooks Books { get; } = new();

    /// <summary>
    /// The deadlines that the store keeps for it; null when it was written to while they were read.
    /// </summary>
    public IReadOnlyList<Deadline>? Deadlines { get; set; }

    /// <summary>The newest time of any entry.</summary>
    public DateTimeOffset Newest { get; private set; }

    /// <summary>The aggregates whose state is of a type, and their states.</summary>
    public IEnumerable<(Folded Folded, TState State)> All<TState>()
    {
        foreach (var folded in aggregates.Values)
            if (folded is { Version: > 0, IsBroken: false, State: TState state }) yield return (folded, state);
    }

    /// <summary>The state of an aggregate of this partition at this moment.</summary>
    public bool TryGet<TState>(string aggregate, [NotNullWhen(true)] out TState? state)
        where TState : class
    {
        state = aggregates.TryGetValue(aggregate, out var folded) && folded is { Version: > 0, IsBroken: false }
            ? folded.State as TState
            : null;
        return state is not null;
    }

    /// <summary>Where an aggregate stands.</summary>
    public Place PlaceOf(Folded folded) => new(partition, folded.Sequence, folded.Aggregate, folded.Version);

    /// <summary>What an invariant has noted of this partition so far.</summary>
    public TNotes Notes<TNotes>(Invariant invariant)
        where TNotes : class, new()
    {
        if (!notes.TryGetValue(invariant, out var known)) notes.Add(invariant, known = new TNotes());
        return (TNotes)known;
    }

    /// <summary>Folds the next entry; null, and a sentence, when it does not follow from what is there.</summary>
    public (Seen? Seen, string? Fault) Fold(StoredEntry stored)
    {
        var entry = stored.Entry;
        if (entry.At > Newest) Newest = entry.At;
        if (!aggregates.TryGetValue(entry.Aggregate, out var folded))
        {
            if (kinds.Of(entry.Aggregate) is not { } kind)
                return (null, "Nobody here knows what kind of aggregate this is; audit it with the version that does.");
            aggregates.Add(entry.Aggregate, folded = new Folded(entry.Aggregate, kind));
        }

        if (folded.IsBroken) return (null, null);
        var expected = folded.Version + 1;
        (folded.Version, folded.Sequence) = (entry.Version, stored.Sequence);
        if (entry.Version != expected)
        {
            folded.IsBroken = true;
            return (null, $"It is version {entry.Version}, where {expected} should come next.");
        }

        try
        {
            var (before, due) = (folded.State, folded.Due);
            var events = folded.Kind.Read(entry);
            (folded.State, folded.Due) = (folded.Kind.Fold(before, events), entry.Due);
            var transfers = Transfers.Of(entry);
            foreach (var transfer in transfers) Books.Post(entry.Aggregate, transfer);
            return (new Seen(this, folded.Kind, stored, before, folded.State, due, events, transfers), null);
        }
        catch (Exception failed)
        {
            folded.IsBroken = true;
            var how = failed is JsonException ? "cannot be read" : "do not follow from its state";
            return (null, $"Its events {how}: {failed.Message}");
        }
    }
}
