namespace OrleansMarket.Journal;

/// <summary>How much the group-commit journal takes at once, how much it lets wait, and how long it tries.</summary>
public sealed record JournalOptions
{
    /// <summary>Most entries in one transaction of the store; 1 makes every append a transaction of its own.</summary>
    public int MaxBatchEntries { get; init; } = 4096;

    /// <summary>Most bytes in one transaction of the store.</summary>
    public int MaxBatchBytes { get; init; } = 4 << 20;

    /// <summary>Entries that may wait or be under way; beyond them an append is refused as overloaded.</summary>
    public int MaxWaitingEntries { get; init; } = 50_000;

    /// <summary>Bytes that may wait or be under way; beyond them an append is refused as overloaded.</summary>
    public int MaxWaitingBytes { get; init; } = 64 << 20;

    /// <summary>Most histories asked of the store in one read.</summary>
    public int MaxBatchLoads { get; init; } = 256;

    /// <summary>How many reads of histories may be under way at the same time.</summary>
    public int Readers { get; init; } = 2;

    /// <summary>Aggregates whose snapshots may wait to be written; further ones are dropped.</summary>
    public int MaxWaitingSnapshots { get; init; } = 1024;

    /// <summary>
    /// Whether other processes write to the same store. Then an activation that was replaced elsewhere may live on for
    /// a while, and what it answers without writing is checked against the store first.
    /// </summary>
    public bool StoreIsShared { get; init; }

    /// <summary>
    /// How long a failing store is tried before what could not be written is answered as unavailable.
    /// </summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause after the first failed retry; each further pause is twice as long, up to a second.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Measures the pauses and the time of trying.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
