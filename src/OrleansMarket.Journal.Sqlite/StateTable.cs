using OrleansMarket.Journal.States;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>What grains keep in ordinary storage, as one connection sees it.</summary>
internal sealed class StateTable(Connection connection)
{
    /// <summary>The table; formats 1 and 2 did not have it yet.</summary>
    /// <remarks>A cleared row stays, without a body: its version must not come again.</remarks>
    public const string Text = """

        CREATE TABLE state (
          type TEXT,
          key TEXT,
          name TEXT,
          version INTEGER NOT NULL,
          body BLOB,
          PRIMARY KEY (type, key, name)
        );
        """;

    private readonly Statement read = connection.Prepare(
        "SELECT version, body FROM state WHERE type = ?1 AND key = ?2 AND name = ?3");

    private readonly Statement write = connection.Prepare("""
        INSERT INTO state (type, key, name, version, body) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body
        """);

    public StoredState Read(StateId id)
    {
        using var row = read.Bind(1, id.Type).Bind(2, id.Key).Bind(3, id.Name).Query();
        if (!row.Next()) return default;
        // Not "null : bytes": null would become an empty body.
        return new StoredState(read.Int64(0), read.IsNull(1) ? default(ReadOnlyMemory<byte>?) : read.Bytes(1));
    }

    public StateVerdict Write(StateId id, long expected, ReadOnlyMemory<byte>? body)
    {
        var row = Read(id);
        if (row.After(expected, body) is not { } changed) return new(expected == row.Version, row.Version);
        write.Bind(1, id.Type).Bind(2, id.Key).Bind(3, id.Name).Bind(4, changed.Version);
        if (changed.Body is { } said) write.Bind(5, said.Span).Run();
        else write.Bind(5, (string?)null).Run();
        return new(true, changed.Version);
    }
}
