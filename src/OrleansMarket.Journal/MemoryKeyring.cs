using System.Collections.Concurrent;

namespace OrleansMarket.Journal;

/// <summary>Keys in memory, for tests and simulations, to go with a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryKeyring : IKeyring
{
    private readonly ConcurrentDictionary<string, SealingKey> keys = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<SealingKey?> Find(string id) => new(keys.GetValueOrDefault(id));

    /// <inheritdoc/>
    public ValueTask<SealingKey> Take()
    {
        var key = SealingKey.Fresh();
        keys[key.Id] = key;
        return new(key);
    }

    /// <inheritdoc/>
    public ValueTask Destroy(IReadOnlyList<string> ids)
    {
        foreach (var id in ids)
            if (keys.TryRemove(id, out var key)) key.Destroy();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
