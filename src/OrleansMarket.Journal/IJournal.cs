namespace OrleansMarket.Journal;

/// <summary>How an append ended for the aggregate that asked for it.</summary>
public enum AppendStatus
{
    /// <summary>Durable.</summary>
    Committed,

    /// <summary>
    /// Somebody else wrote that version, or an append of this line before it failed. Nothing was stored.
    /// </summary>
    Conflict,

    /// <summary>Too much is waiting to be written. Refused at once; nothing was stored.</summary>
    Overloaded,

    /// <summary>
    /// The store failed, and it could not be found out in time whether the entry is there. Reload to know.
    /// </summary>
    Unavailable,
}

/// <summary>How an append ended.</summary>
/// <param name="Status">What came of it.</param>
/// <param name="Sequence">
/// The entry's place in its partition when committed; 0 when it is not, and when the outcome had to be found out after
/// a failure and the place was too far from any known one to be looked for.
/// </param>
public readonly record struct AppendResult(AppendStatus Status, long Sequence = 0);

/// <summary>
/// The appends that one activation of an aggregate makes, one behind the other. As soon as one of them fails, the line
/// is broken: whatever is queued behind it fails too, in this batch and in later ones, because it was decided on a
/// state that never came to be.
/// </summary>
public sealed class AppendLine
{
    private volatile bool broken;

    /// <summary>Whether an append of this line has failed.</summary>
    public bool IsBroken => broken;

    /// <summary>Called by the journal when an append of this line fails.</summary>
    public void Break() => broken = true;
}

/// <summary>The journal as aggregates use it: group commit for appends, shared queries for reads.</summary>
public interface IJournal
{
    /// <summary>How many partitions there are.</summary>
    int Partitions { get; }

    /// <summary>
    /// Queues an append; the task ends when it is durable or refused. Appends of one <paramref name="line"/> are
    /// committed in the order of the calls. A refusal as <see cref="AppendStatus.Overloaded"/> is known when the call
    /// returns, and leaves the line whole.
    /// </summary>
    Task<AppendResult> Append(AppendLine line, Append append);

    /// <summary>The past of one aggregate. Calls at the same moment share one query of the store.</summary>
    /// <exception cref="JournalUnavailableException">The store could not be read.</exception>
    Task<History> Load(HistoryRequest request);

    /// <summary>
    /// Whether nothing of the aggregate was stored behind this version, at some moment after the call. Whoever alone
    /// writes to its store need not look: then a line that is whole is the newest there is.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The store could not be read.</exception>
    Task<bool> IsNewest(string aggregate, long version) => Task.FromResult(true);

    /// <summary>Keeps a snapshot, some time soon; losing it costs time and nothing else.</summary>
    void Offer(Snapshot snapshot);
}

/// <summary>The journal cannot take more appends at the moment. Nothing was decided; try again shortly.</summary>
public sealed class JournalOverloadedException()
    : Exception("The journal has more to write than it can queue. Nothing was stored; try again in a moment.");

/// <summary>The store behind the journal fails.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
