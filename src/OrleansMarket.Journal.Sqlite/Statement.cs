using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>
/// A prepared statement, used again and again by one thread at a time. Parameters count from 1, columns from 0.
/// </summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    // Ids and names that are no valid UTF-16 would be stored as something else; they are refused instead.
    private static readonly UTF8Encoding utf8 = new(false, throwOnInvalidBytes: true);

    private byte[] scratch = new byte[256];

    /// <summary>Refuses what is no valid UTF-16, before anybody else's transaction has to fail with it.</summary>
    public static void RequireText(string text) => utf8.GetByteCount(text);

    public Statement Bind(int parameter, long value) => Check(sqlite3_bind_int64(handle, parameter, value));

    public Statement Bind(int parameter, long? value) =>
        value is { } known ? Bind(parameter, known) : Check(sqlite3_bind_null(handle, parameter));

    public Statement Bind(int parameter, DateTimeOffset value) => Bind(parameter, value.UtcTicks);

    public Statement Bind(int parameter, DateTimeOffset? value) => Bind(parameter, value?.UtcTicks);

    public Statement Bind(int parameter, string? text)
    {
        if (text is null) return Check(sqlite3_bind_null(handle, parameter));
        if (utf8.GetMaxByteCount(text.Length) > scratch.Length) scratch = new byte[utf8.GetMaxByteCount(text.Length)];
        return BindText(parameter, scratch.AsSpan(0, utf8.GetBytes(text, scratch)));
    }

    /// <summary>Binds UTF-8 bytes as text, without copying them through a string.</summary>
    public Statement BindText(int parameter, ReadOnlySpan<byte> text) =>
        // An empty span has no address, and SQLite takes that for NULL.
        Check(text.IsEmpty ? sqlite3_bind_text(handle, parameter, "") : sqlite3_bind_text(handle, parameter, text));

    public Statement Bind(int parameter, ReadOnlySpan<byte> bytes) =>
        Check(bytes.IsEmpty
            ? sqlite3_bind_zeroblob(handle, parameter, 0)
            : sqlite3_bind_blob(handle, parameter, bytes));

    public Statement Bind(int parameter, EntryDigest digest)
    {
        Span<byte> bytes = stackalloc byte[EntryDigest.Bytes];
        digest.Write(bytes);
        return Bind(parameter, bytes);
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        using var rows = Query();
        rows.Next();
    }

    /// <summary>Begins to read rows; the statement can be used again once they are disposed.</summary>
    public Rows Query() => new(this);

    public bool IsNull(int column) => sqlite3_column_type(handle, column) == SQLITE_NULL;

    public long Int64(int column) => sqlite3_column_int64(handle, column);

    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    public string Text(int column) => utf8.GetString(sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Bytes(int column) => sqlite3_column_blob(handle, column).ToArray();

    /// <summary>A digest; none where there is something else.</summary>
    public EntryDigest Digest(int column) =>
        sqlite3_column_blob(handle, column) is { Length: EntryDigest.Bytes } bytes ? EntryDigest.Read(bytes) : default;

    public bool IsDigest(int column, EntryDigest digest) => Digest(column) == digest;

    public DateTimeOffset Instant(int column) => new(Int64(column), TimeSpan.Zero);

    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    public void Dispose() => handle.manual_close();

    private bool Step()
    {
        var code = sqlite3_step(handle);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) connection.Throw(code);
        return false;
    }

    private void Reset() => sqlite3_reset(handle);

    private Statement Check(int code)
    {
        if (code != SQLITE_OK) connection.Throw(code);
        return this;
    }

    /// <summary>
    /// Rows being read. A statement left in the middle would hold its transaction open, and so the log for ever.
    /// </summary>
    internal readonly ref struct Rows(Statement statement)
    {
        public bool Next() => statement.Step();

        public void Dispose() => statement.Reset();
    }
}
