namespace OrleansMarket.Journal;

/// <summary>Keys under which personal data is sealed before it is written into the journal.</summary>
/// <remarks>
/// The journal never changes, so what must be forgotten one day is stored there as a text that only its key can open.
/// Destroying the key is the forgetting: every entry stays where it is and says nothing any more. That is why keys are
/// kept apart from the journal, and why a copy of the journal is no copy of its keys.
/// </remarks>
public interface IKeyring : IAsyncDisposable
{
    /// <summary>The key with this id; null when it was destroyed or never made.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be looked up at the moment.</exception>
    ValueTask<SealingKey?> Find(string id);

    /// <summary>
    /// A key that nobody has, durable before it is handed out. Keys are made in advance, many in one commit: what is
    /// sealed for the first time for somebody costs no commit of its own.
    /// </summary>
    /// <exception cref="JournalUnavailableException">None can be made at the moment.</exception>
    ValueTask<SealingKey> Take();

    /// <summary>
    /// Destroys keys, durably: when this ends, nothing that was sealed with them can be read by anybody. Destroying
    /// again, or what never was, changes nothing.
    /// </summary>
    /// <exception cref="JournalUnavailableException">
    /// It is not known whether they are destroyed; ask again.
    /// </exception>
    ValueTask Destroy(IReadOnlyList<string> ids);
}
