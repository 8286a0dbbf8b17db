namespace OrleansMarket.Journal.Sqlite;

/// <summary>The tables of a journal file, format 3.</summary>
/// <remarks>
/// Entries lie in the order of their commits, and the blocks tell which of them belong to a partition: see <see
/// cref="Block"/>. The heads know each aggregate's newest entry, and every entry knows the place of the one before it:
/// that is how the past of an aggregate is found. An index over aggregates and versions would do the same but grow with
/// every entry, and so would what a commit has to write; a head is changed in place. Deadlines lie by their instant
/// alone: new ones of all partitions come together there, and among the first few dozen is one of every partition.
/// Instants are ticks of UTC. Every entry carries the digest that chains it to the one before it in its partition, and
/// the newest digest of each partition is kept apart: see <see cref="Chain"/>. What grains keep in ordinary storage is
/// in the same file, so that one backup holds both: see <see cref="StateTable"/>.
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
          events BLOB NOT NULL,
          digest BLOB
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
        """ + Chain.Table + StateTable.Text;

    private static readonly (string Name, string Key)[] tables =
    [
        ("entry", "place"), ("block", "number"), ("head", "aggregate"), ("chain", "id"),
        ("deadline", "due"), ("cursor", "reader"), ("snapshot", "rowid"),
        ("state", "rowid"),
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
        var heads = Chain.Read(connection, partitions);
        for (var i = 0; i < partitions; i++)
            if (heads[i].Sequence != places.Reached(i)) return $"partition {i} does not end where it should";
        var last = connection.Prepare("SELECT place, aggregate, digest FROM entry ORDER BY place DESC LIMIT 1");
        using var row = last.Query();
        var (place, isChained) = row.Next()
            ? (last.Int64(0), last.IsDigest(2, heads[AggregateId.Partition(last.Text(1), partitions)].Digest))
            : (0, true);
        if (place != places.LastPlace) return "its last entry is not where it should be";
        return isChained ? null : "its last entry is not the one that was written last";
    }
}
