using SQLitePCL;
using static SQLitePCL.raw;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>One connection to a database file, used by one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private const int NoCheckpointOnClose = 1006;

    private readonly string file;
    private readonly FileKind kind;
    private readonly sqlite3 handle;
    private readonly List<Statement> statements = [];

    static Connection() => Batteries_V2.Init();

    /// <param name="file">The file.</param>
    /// <param name="create">Makes the file when there is none.</param>
    /// <param name="kind">What it is called; a journal when null.</param>
    public Connection(string file, bool create = false, FileKind? kind = null)
    {
        this.file = file;
        this.kind = kind ?? FileKind.Journal;
        var flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
        var code = sqlite3_open_v2(file, out handle, flags, null);
        if (code != SQLITE_OK) Throw(code);
        // Somebody may look into the file with another program; that is no reason to fail at once.
        sqlite3_busy_timeout(handle, 2000);
    }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => sqlite3_get_autocommit(handle) == 0;

    /// <summary>Leaves the file as it is when the connection is closed, whatever its write-ahead log holds.</summary>
    public void KeepLog() => sqlite3_db_config(handle, NoCheckpointOnClose, 1, out _);

    /// <summary>Has what is committed reach the disk before that is answered, by a log of bounded size.</summary>
    /// <param name="checkpointPages">Pages in the log after which it is copied into the file.</param>
    /// <param name="maxPages">Largest size of the file in pages; 0 for no limit but the disk.</param>
    public void WriteDurably(int checkpointPages, int maxPages)
    {
        Execute($"""
            PRAGMA synchronous=FULL;
            PRAGMA wal_autocheckpoint={checkpointPages};
            PRAGMA journal_size_limit={64 << 20};
            """);
        if (maxPages > 0) Execute($"PRAGMA max_page_count={maxPages}");
    }

    /// <summary>Runs statements that give no rows.</summary>
    public void Execute(string sql)
    {
        var code = sqlite3_exec(handle, sql);
        if (code != SQLITE_OK) Throw(code);
    }

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    public Statement Prepare(string sql)
    {
        var code = sqlite3_prepare_v3(handle, sql, SQLITE_PREPARE_PERSISTENT, out var statement);
        if (code != SQLITE_OK) Throw(code);
        var prepared = new Statement(this, statement);
        statements.Add(prepared);
        return prepared;
    }

    public bool HasTable(string name)
    {
        using var find = Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1");
        using var row = find.Bind(1, name).Query();
        return row.Next();
    }

    /// <summary>Says in one sentence what a failed call means and what to do.</summary>
    public void Throw(int code)
    {
        var detail = $"SQLite: {sqlite3_errmsg(handle).utf8_to_string()}, code {sqlite3_extended_errcode(handle)}";
        throw (code & 0xff) switch
        {
            SQLITE_CORRUPT or SQLITE_NOTADB => kind.Damaged(file, detail),
            SQLITE_FULL => Failure(
                $"There is no room left for the {kind.Name} '{file}'; free some space on its disk ({detail})."),
            SQLITE_BUSY or SQLITE_LOCKED => Failure(
                $"Another program holds the {kind.Name} '{file}'; end that program ({detail})."),
            SQLITE_CANTOPEN or SQLITE_PERM or SQLITE_READONLY or SQLITE_AUTH => Failure(
                $"The {kind.Name} '{file}' cannot be opened for writing; check that its folder exists and may be "
                + $"written ({detail})."),
            SQLITE_IOERR => Failure(
                $"The {kind.Name} '{file}' could not be read or written; check its disk ({detail})."),
            _ => Failure($"The {kind.Name} '{file}' failed ({detail})."),
        };
    }

    public void Dispose()
    {
        foreach (var statement in statements) statement.Dispose();
        handle.manual_close_v2();
    }

    private static JournalFileException Failure(string message) => new(message);
}
