namespace OrleansMarket.Journal;

/// <summary>What a journal has done since it was opened, and what it has before it.</summary>
/// <param name="Appends">Appends that became durable.</param>
/// <param name="Entries">Entries that became durable, births included.</param>
/// <param name="Bytes">Roughly how many bytes these were.</param>
/// <param name="Commits">Transactions of the store that succeeded; <c>Appends / Commits</c> is the usual batch.</param>
/// <param name="Unwritten">Appends that lost to another writer, stood behind one that failed, or were given up.</param>
/// <param name="Overloaded">Appends that were refused because too much was waiting.</param>
/// <param name="Failures">Times the store failed to commit.</param>
/// <param name="WaitingEntries">Entries that wait or are under way now.</param>
/// <param name="WaitingBytes">Bytes that wait or are under way now.</param>
/// <param name="Loads">Histories that were read.</param>
/// <param name="Reads">Reads of the store that this took.</param>
/// <param name="LastFailure">The last failure of the store; null when there was none.</param>
public sealed record JournalFigures(
    long Appends,
    long Entries,
    long Bytes,
    long Commits,
    long Unwritten,
    long Overloaded,
    long Failures,
    long WaitingEntries,
    long WaitingBytes,
    long Loads,
    long Reads,
    Exception? LastFailure);
