namespace OrleansMarket.Journal.States;

/// <summary>
/// Where grains keep what is not the market's money or goods, one row per state: ordinary storage, without a past.
/// </summary>
/// <remarks>
/// All methods may be called at the same time. Every change of a row counts its version up, and a cleared row keeps its
/// version: so a version never comes back, and whoever writes states with it which one he has seen. A failure of the
/// medium is thrown; then the change may be stored or not. A store is what passes the grain storage contract suite.
/// </remarks>
public interface IStateStore
{
    /// <summary>Reads a row; one that was never written has version 0.</summary>
    ValueTask<StoredState> Read(StateId id);

    /// <summary>
    /// Writes or clears a row, durably, if its version is still the expected one; otherwise changes nothing.
    /// </summary>
    /// <param name="id">Which row.</param>
    /// <param name="expected">Its version as the caller knows it; 0 if it was never written.</param>
    /// <param name="body">
    /// What it says from now on, at most <see cref="StoredState.MostBytes"/> bytes; null clears it. Clearing what was
    /// never written leaves it so. Its memory belongs to the store from now on.
    /// </param>
    /// <returns>Whether it was the expected version, and the version that the row has now.</returns>
    ValueTask<StateVerdict> Write(StateId id, long expected, ReadOnlyMemory<byte>? body);
}

/// <summary>Names a row.</summary>
/// <param name="Name">Which of the owner's states.</param>
/// <param name="Type">Of which type the owner is.</param>
/// <param name="Key">Which one of that type.</param>
public readonly record struct StateId(string Name, string Type, string Key);

/// <summary>What a row says.</summary>
/// <param name="Version">How often it was changed.</param>
/// <param name="Body">What it says; null if it was cleared or never written.</param>
public readonly record struct StoredState(long Version, ReadOnlyMemory<byte>? Body)
{
    /// <summary>The largest body of a row, in bytes: it travels with the commits of the journal.</summary>
    public const int MostBytes = 16 << 20;

    /// <summary>What a row is after a change.</summary>
    /// <param name="expected">The version that the change expects.</param>
    /// <param name="body">What the change says.</param>
    /// <returns>The row to be stored; null when there is nothing to store.</returns>
    public StoredState? After(long expected, ReadOnlyMemory<byte>? body)
    {
        if (expected != Version || (Version == 0 && body is null)) return null;
        return new StoredState(Version + 1, body);
    }
}

/// <summary>What became of a change.</summary>
/// <param name="IsExpected">Whether the row had the expected version. Otherwise nothing was changed.</param>
/// <param name="Version">The version that the row has now.</param>
public readonly record struct StateVerdict(bool IsExpected, long Version);
