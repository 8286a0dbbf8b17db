namespace OrleansMarket.Journal.Sqlite;

/// <summary>A file of views, held by this process alone.</summary>
/// <remarks>
/// Documents lie in the order of their views and keys, which is the only one they are asked for in. A view that was
/// cleared has no name any more; its documents are removed little by little.
/// </remarks>
internal sealed class ViewFile : IDisposable
{
    private const int Application = 0x4F4D5657; // "OMVW"
    private const int Format = 1;

    private const string Tables = """
        CREATE TABLE view (
          id INTEGER PRIMARY KEY,
          name TEXT UNIQUE,
          epoch TEXT NOT NULL
        );
        CREATE TABLE cursor (
          view INTEGER,
          partition INTEGER,
          sequence INTEGER NOT NULL,
          PRIMARY KEY (view, partition)
        ) WITHOUT ROWID;
        CREATE TABLE document (
          view INTEGER,
          key TEXT,
          body BLOB NOT NULL,
          PRIMARY KEY (view, key)
        ) WITHOUT ROWID;
        """;

    private static readonly FileKind kind = FileKind.Views;

    private readonly FileStream held;

    private ViewFile(FileStream held) => this.held = held;

    /// <summary>Takes hold of the file, makes it if there is none, and checks it.</summary>
    /// <exception cref="JournalFileException">The file cannot be used; it is unchanged.</exception>
    public static ViewFile Open(string file, SqliteViewOptions options)
    {
        var opened = new ViewFile(DatabaseFile.Hold(file, kind));
        try
        {
            if (!File.Exists(file))
                DatabaseFile.Make(file, kind, options.PageBytes, Application, Format, Tables);
            DatabaseFile.CheckFormat(file, kind, DatabaseFile.Check(file, kind, Application), Format);
            CheckContent(file);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>A connection to it.</summary>
    public static Connection Connect(string file, SqliteViewOptions options, int cacheBytes)
    {
        var connection = new Connection(file, create: false, kind);
        connection.Execute($"PRAGMA cache_size={-cacheBytes / 1024}; PRAGMA mmap_size={options.MappedBytes};");
        return connection;
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => held.Dispose();

    /// <summary>Looks at both ends of every table, which costs the same in a large file as in a small one.</summary>
    private static void CheckContent(string file)
    {
        using var connection = new Connection(file, create: false, kind);
        connection.KeepLog();
        foreach (var (table, key) in new[] { ("view", "id"), ("cursor", "view"), ("document", "view") })
        {
            if (!connection.HasTable(table)) throw kind.Damaged(file, $"its table '{table}' is missing");
            foreach (var order in (string[])["ASC", "DESC"])
                connection.Execute($"SELECT * FROM {table} ORDER BY {key} {order} LIMIT 1");
        }
    }
}
