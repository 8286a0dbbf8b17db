namespace OrleansMarket.Journal;

/// <summary>
/// One decision of one aggregate, as it is stored: what was decided, when, and the deadline it leaves behind.
/// </summary>
/// <param name="Aggregate">Whose decision it is, for example <c>ord_01k9….1</c>; see <see cref="AggregateId"/>.</param>
/// <param name="Version">
/// 1, 2, 3 … within the aggregate, without a gap: one per decision, however many events it has.
/// </param>
/// <param name="At">The market's time of the decision, UTC, to the tick.</param>
/// <param name="Due">The aggregate's next deadline once this entry is applied; null when silence means nothing.</param>
/// <param name="Command">The id that the caller gave the command, for tracing; null when the caller named none.</param>
/// <param name="Cause">
/// What made the caller ask, usually the id of another aggregate; null for the outside world.
/// </param>
/// <param name="Events">The events as a UTF-8 JSON array, written by an <see cref="EventCodec{TEvent}"/>.</param>
public sealed record Entry(
    string Aggregate,
    long Version,
    DateTimeOffset At,
    DateTimeOffset? Due,
    string? Command,
    string? Cause,
    ReadOnlyMemory<byte> Events)
{
    /// <summary>
    /// Whether both say exactly the same. An entry is a pure function of its content, so an equal entry that is found
    /// in the store after an append of unknown outcome is that append, whoever wrote it.
    /// </summary>
    public bool SaysTheSameAs(Entry other) =>
        Version == other.Version && At == other.At && Due == other.Due
        && Aggregate == other.Aggregate && Command == other.Command && Cause == other.Cause
        && Events.Span.SequenceEqual(other.Events.Span);
}

/// <summary>An entry with its place in the journal.</summary>
/// <param name="Partition">The partition of the aggregate, see <see cref="AggregateId.Partition"/>.</param>
/// <param name="Sequence">
/// 1, 2, 3 … within the partition, in commit order; readers never see a gap fill up later.
/// </param>
/// <param name="Entry">What is stored there.</param>
/// <param name="Digest">
/// As it was stored with the entry: what <see cref="EntryDigest.Of"/> gives for the entry and the one before it, unless
/// somebody has changed the store.
/// </param>
public sealed record StoredEntry(int Partition, long Sequence, Entry Entry, EntryDigest Digest);

/// <summary>
/// What one decision adds to the journal: its own entry and the first entries of what it brings into being.
/// </summary>
/// <remarks>
/// All of it is committed or none. Births have version 1 and share the root of their parent's id, so that they lie in
/// the same partition; a birth whose aggregate exists already is a conflict of the whole append.
/// </remarks>
/// <param name="Own">
/// The entry of the deciding aggregate; it expects version <c>Own.Version - 1</c> to be the newest.
/// </param>
/// <param name="DueBefore">The deadline stored with version <c>Own.Version - 1</c>, which this append replaces.</param>
/// <param name="Births">First entries of new aggregates; empty for most decisions.</param>
public sealed record Append(Entry Own, DateTimeOffset? DueBefore, IReadOnlyList<Entry> Births)
{
    /// <summary>Roughly how many bytes the store has to write; used to bound batches and the queue.</summary>
    public int Weight { get; } = Weigh(Own) + Weigh(Births);

    private static int Weigh(IReadOnlyList<Entry> entries)
    {
        var weight = 0;
        for (var i = 0; i < entries.Count; i++) weight += Weigh(entries[i]);
        return weight;
    }

    private static int Weigh(Entry entry) => 128 + entry.Aggregate.Length + entry.Events.Length;
}

/// <summary>How one append of a batch ended.</summary>
/// <param name="Committed">True: durable. False: a conflict, nothing of this append was stored.</param>
/// <param name="Sequence">The sequence of the append's own entry in its partition; 0 for a conflict.</param>
public readonly record struct Verdict(bool Committed, long Sequence)
{
    /// <summary>The expected version was not the newest, or a birth existed already.</summary>
    public static Verdict Conflict => default;
}

/// <summary>A state written down to spare the folding of many entries; never needed for correctness.</summary>
/// <param name="Aggregate">Whose state it is.</param>
/// <param name="Version">The newest version that is folded into it.</param>
/// <param name="Due">The deadline stored with that version.</param>
/// <param name="Shape">Names the way the state is written; a snapshot of another shape is ignored by readers.</param>
/// <param name="Body">The state, in the writer's own form.</param>
public sealed record Snapshot(
    string Aggregate, long Version, DateTimeOffset? Due, string Shape, ReadOnlyMemory<byte> Body);

/// <summary>A question for the past of one aggregate.</summary>
/// <param name="Aggregate">Whose.</param>
/// <param name="Shape">The snapshot shape that the reader understands; null when it wants all entries.</param>
/// <param name="After">Entries up to this version are of no interest: a store may leave them out, and need not.</param>
public readonly record struct HistoryRequest(string Aggregate, string? Shape, long After = 0);

/// <summary>
/// The past of one aggregate: a snapshot, when there is a readable one, and every entry after it in order.
/// </summary>
public sealed record History(Snapshot? Snapshot, IReadOnlyList<Entry> Entries)
{
    /// <summary>The past of what has not been decided upon yet.</summary>
    public static History Empty { get; } = new(null, []);
}

/// <summary>An aggregate that wants to be told that time has passed.</summary>
public readonly record struct Deadline(string Aggregate, DateTimeOffset Due);
