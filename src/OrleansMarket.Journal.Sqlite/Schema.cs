namespace OrleansMarket.Journal.Sqlite;

/// <summary>The tables of a journal file, format 1.</summary>
/// <remarks>
/// An entry lies at its place (partition and sequence in one number), so that a partition is read in order of the table
/// itself. The heads know each aggregate's newest entry, and every entry knows the place of the one before it: that is
/// how the past of an aggregate is found. An index over aggregates and versions would do the same but grow with every
/// entry, and so would what a commit has to write; a head is changed in place. Instants are ticks of UTC.
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
        CREATE TABLE deadline (
          partition INTEGER,
          due INTEGER,
          aggregate TEXT,
          PRIMARY KEY (partition, due, aggregate)
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

    private static readonly string[] tables = ["entry", "head", "deadline", "cursor", "snapshot"];

    /// <summary>The first table that is not there.</summary>
    public static string? Missing(Connection connection)
    {
        var find = connection.Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1");
        foreach (var table in tables)
        {
            var found = find.Bind(1, table).Step();
            find.Reset();
            if (!found) return table;
        }

        return null;
    }

    /// <summary>Statements that touch both ends of every table.</summary>
    public static IEnumerable<string> Looks
    {
        get
        {
            foreach (var (table, key) in ((string, string)[])
                [("entry", "place"), ("head", "aggregate"), ("deadline", "partition"), ("cursor", "reader"), ("snapshot", "rowid")])
                foreach (var order in (string[])["ASC", "DESC"])
                    yield return $"SELECT * FROM {table} ORDER BY {key} {order} LIMIT 1";
        }
    }
}
