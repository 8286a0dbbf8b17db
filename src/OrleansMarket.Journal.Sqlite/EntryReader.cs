using System.Text;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>A connection that reads. One thread at a time.</summary>
internal sealed class EntryReader : IDisposable
{
    private const string Columns = "place, before, aggregate, version, at, due, command, cause, events";

    private readonly Connection connection;
    private readonly Statement begin;
    private readonly Statement end;
    private readonly Statement head;
    private readonly Statement entry;
    private readonly Statement snapshot;
    private readonly Statement partition;
    private readonly Statement deadlines;
    private readonly Statement next;
    private readonly Statement aggregates;
    private readonly Statement cursor;

    public EntryReader(string file, SqliteOptions options)
    {
        connection = new Connection(file);
        connection.Execute($"""
            PRAGMA query_only=1;
            PRAGMA cache_size={-options.ReaderCacheBytes / 1024};
            PRAGMA mmap_size={options.MappedBytes};
            """);
        begin = connection.Prepare("BEGIN");
        end = connection.Prepare("COMMIT");
        head = connection.Prepare("SELECT place FROM head WHERE aggregate = ?1");
        entry = connection.Prepare($"SELECT {Columns} FROM entry WHERE place = ?1");
        snapshot = connection.Prepare("SELECT version, due, body FROM snapshot WHERE aggregate = ?1 AND shape = ?2");
        partition = connection.Prepare(
            $"SELECT {Columns} FROM entry WHERE place > ?1 AND place < ?2 ORDER BY place LIMIT ?3");
        deadlines = connection.Prepare("""
            SELECT aggregate, due FROM deadline WHERE partition = ?1 AND due <= ?2 ORDER BY due, aggregate LIMIT ?3
            """);
        next = connection.Prepare("SELECT due FROM deadline WHERE partition = ?1 ORDER BY due LIMIT 1");
        aggregates = connection.Prepare("""
            SELECT aggregate FROM head WHERE aggregate >= ?1 AND aggregate > ?2 AND (?3 IS NULL OR aggregate < ?3)
            ORDER BY aggregate LIMIT ?4
            """);
        cursor = connection.Prepare("SELECT sequence FROM cursor WHERE reader = ?1 AND partition = ?2");
    }

    public IReadOnlyList<History> Histories(IReadOnlyList<HistoryRequest> requests)
    {
        var histories = new History[requests.Count];
        // One transaction, so that all are of one moment and the file is locked and unlocked once.
        begin.Run();
        try
        {
            for (var i = 0; i < histories.Length; i++) histories[i] = Read(requests[i]);
        }
        finally
        {
            end.Run();
        }

        return histories;
    }

    public IReadOnlyList<StoredEntry> Partition(int number, long after, int limit)
    {
        var entries = new List<StoredEntry>();
        partition.Bind(1, Places.Of(number, after)).Bind(2, Places.Of(number + 1, 0)).Bind(3, limit);
        while (partition.Step()) entries.Add(new(number, Places.Sequence(partition.Int64(0)), ReadEntry(partition)));
        partition.Reset();
        return entries;
    }

    public IReadOnlyList<Deadline> Deadlines(int number, DateTimeOffset until, int limit)
    {
        var due = new List<Deadline>();
        deadlines.Bind(1, number).Bind(2, until).Bind(3, limit);
        while (deadlines.Step()) due.Add(new(deadlines.Text(0), deadlines.Instant(1)));
        deadlines.Reset();
        return due;
    }

    public DateTimeOffset? NextDeadline(int number)
    {
        DateTimeOffset? earliest = next.Bind(1, number).Step() ? next.Instant(0) : null;
        next.Reset();
        return earliest;
    }

    public IReadOnlyList<string> Aggregates(string prefix, string? after, int limit)
    {
        var found = new List<string>();
        aggregates.Bind(1, prefix).Bind(2, after ?? "").Bind(4, limit);
        var end = Encoding.UTF8.GetBytes(prefix);
        if (end.Length == 0)
        {
            aggregates.Bind(3, (string?)null);
        }
        else
        {
            // No byte of UTF-8 is 0xff, so the last one plus one ends all that begins with the prefix.
            end[^1]++;
            aggregates.BindText(3, end);
        }

        while (aggregates.Step()) found.Add(aggregates.Text(0));
        aggregates.Reset();
        return found;
    }

    public long Cursor(string reader, int number)
    {
        var sequence = cursor.Bind(1, reader).Bind(2, number).Step() ? cursor.Int64(0) : 0;
        cursor.Reset();
        return sequence;
    }

    public void Dispose() => connection.Dispose();

    private History Read(HistoryRequest request)
    {
        if (!head.Bind(1, request.Aggregate).Step())
        {
            head.Reset();
            return History.Empty;
        }

        long? place = head.Int64(0);
        head.Reset();
        var kept = request.Shape is { } shape ? ReadSnapshot(request.Aggregate, shape) : null;
        var after = Math.Max(kept?.Version ?? 0, request.After);
        var entries = new List<Entry>();
        while (place is { } here)
        {
            // A head or an entry whose predecessor is missing can only come from damage.
            if (!entry.Bind(1, here).Step())
            {
                entry.Reset();
                throw new JournalFileException($"The journal is damaged: an entry of '{request.Aggregate}' is missing. Put back a backup.");
            }

            var version = entry.Int64(3);
            if (version > after) entries.Add(ReadEntry(entry));
            place = version > after + 1 && !entry.IsNull(1) ? entry.Int64(1) : null;
            entry.Reset();
        }

        entries.Reverse();
        return new History(kept, entries);
    }

    private Snapshot? ReadSnapshot(string aggregate, string shape)
    {
        var kept = snapshot.Bind(1, aggregate).Bind(2, shape).Step()
            ? new Snapshot(aggregate, snapshot.Int64(0), snapshot.InstantOrNull(1), shape, snapshot.Bytes(2))
            : null;
        snapshot.Reset();
        return kept;
    }

    private static Entry ReadEntry(Statement row) => new(
        row.Text(2), row.Int64(3), row.Instant(4), row.InstantOrNull(5), row.TextOrNull(6), row.TextOrNull(7), row.Bytes(8));
}
