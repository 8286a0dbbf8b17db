namespace OrleansMarket.Journal.Sqlite;

/// <summary>The tables of a journal file, format 1.</summary>
/// <remarks>
/// Entries lie in the order of their commits, and the blocks tell which of them belong to a partition: see <see
/// cref="Block"/>. The heads know each aggregate's newest entry, and every entry knows the place of the one before it:
/// that is how the past of an aggregate is found. An index over aggregates and versions would do the same but grow with
/// every entry, and so would what a commit has to write; a head is changed in place. Deadlines lie by their instant
/// alone: new ones of all partitions come together there, and among the first few dozen is one of every partition.
/// Instants are ticks of UTC.
/// </remarks>
internal static class Schema
{
    public const string Text = """
        CREATE TABLE entry (
          place INTEGER PRIMARY KEY,
          before INTEGER,
          aggregate TEXT NOT NULL,
          version INTEGER NOT NULL,
          at INTEGER NOT NULL,
          due INTEGER,
          command TEXT,
          cause TEXT,
          events BLOB NOT NULL
        );
        CREATE TABLE head (
          aggregate TEXT PRIMARY KEY,
          version INTEGER NOT NULL,
          place INTEGER NOT NULL,
          due INTEGER
        ) WITHOUT ROWID;
        CREATE TABLE block (
          number INTEGER PRIMARY KEY,
          body BLOB NOT NULL
        );
        CREATE TABLE deadline (
          due INTEGER,
          aggregate TEXT,
          partition INTEGER NOT NULL,
          PRIMARY KEY (due, aggregate)
        ) WITHOUT ROWID;
        CREATE TABLE cursor (
          reader TEXT,
          partition INTEGER,
          sequence INTEGER NOT NULL,
          PRIMARY KEY (reader, partition)
        ) WITHOUT ROWID;
        CREATE TABLE snapshot (
          aggregate TEXT PRIMARY KEY,
          version INTEGER NOT NULL,
          due INTEGER,
          shape TEXT NOT NULL,
          body BLOB NOT NULL
        );
        """;

    private static readonly (string Name, string Key)[] tables =
    [
        ("entry", "place"), ("block", "number"), ("head", "aggregate"),
        ("deadline", "due"), ("cursor", "reader"), ("snapshot", "rowid"),
    ];

    /// <summary>Looks at both ends of every table, which costs the same in a large file as in a small one.</summary>
    /// <returns>What is wrong; null when nothing was found.</returns>
    public static string? Fault(Connection connection, int partitions)
    {
        foreach (var (name, key) in tables)
        {
            if (!connection.HasTable(name)) return $"its table '{name}' is missing";
            foreach (var order in (string[])["ASC", "DESC"])
                connection.Execute($"SELECT * FROM {name} ORDER BY {key} {order} LIMIT 1");
        }

        var places = new Directory(connection, partitions);
        places.Load();
        var last = connection.Prepare("SELECT max(place) FROM entry");
        using var row = last.Query();
        return row.Next() && last.Int64(0) == places.LastPlace ? null : "its last entry is not where it should be";
    }
}
