namespace OrleansMarket.Journal.States;

/// <summary>States in memory, for tests: simple, exact, and gone with the process.</summary>
public sealed class MemoryStateStore : IStateStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<StateId, StoredState> rows = [];

    /// <inheritdoc/>
    public ValueTask<StoredState> Read(StateId id)
    {
        lock (gate) return new(rows.GetValueOrDefault(id));
    }

    /// <inheritdoc/>
    public ValueTask<StateVerdict> Write(StateId id, long expected, ReadOnlyMemory<byte>? body)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body?.Length ?? 0, StoredState.MostBytes, nameof(body));
        lock (gate)
        {
            var row = rows.GetValueOrDefault(id);
            if (row.After(expected, body) is { } changed) rows[id] = changed;
            return new(new StateVerdict(expected == row.Version, rows.GetValueOrDefault(id).Version));
        }
    }
}
