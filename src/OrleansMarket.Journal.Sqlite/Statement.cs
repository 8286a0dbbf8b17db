using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>A prepared statement, used again and again by one thread at a time. Parameters and columns count from 1 and 0.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    // Ids and names that are no valid UTF-16 would be stored as something else; they are refused instead.
    private static readonly UTF8Encoding utf8 = new(false, throwOnInvalidBytes: true);

    private byte[] scratch = new byte[256];

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

    public Statement Bind(int parameter, ReadOnlySpan<byte> bytes) => Check(sqlite3_bind_blob(handle, parameter, bytes));

    /// <summary>Goes to the next row; false behind the last one.</summary>
    public bool Step()
    {
        var code = sqlite3_step(handle);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) Fail(code);
        return false;
    }

    /// <summary>Runs a statement that gives no rows, and makes it ready for the next run.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    /// <summary>Ends reading and makes the statement ready for the next run.</summary>
    public void Reset() => sqlite3_reset(handle);

    public bool IsNull(int column) => sqlite3_column_type(handle, column) == SQLITE_NULL;

    public long Int64(int column) => sqlite3_column_int64(handle, column);

    public string Text(int column) => utf8.GetString(sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Bytes(int column) => sqlite3_column_blob(handle, column).ToArray();

    public DateTimeOffset Instant(int column) => new(Int64(column), TimeSpan.Zero);

    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    public void Dispose() => handle.manual_close();

    private Statement Check(int code)
    {
        if (code != SQLITE_OK) Fail(code);
        return this;
    }

    private void Fail(int code)
    {
        try
        {
            connection.Throw(code);
        }
        finally
        {
            Reset();
        }
    }
}
