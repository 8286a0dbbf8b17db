using System.Text;
using OrleansMarket.Journal.States;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>A connection that reads. One thread at a time.</summary>
internal sealed class EntryReader : IDisposable
{
    private const string Columns = "before, aggregate, version, at, due, command, cause, events, digest";

    private readonly string file;
    private readonly int partitions;
    private readonly Connection connection;
    private readonly Statement begin;
    private readonly Statement end;
    private readonly Statement head;
    private readonly Statement entry;
    private readonly Statement snapshot;
    private readonly Statement lastBlock;
    private readonly Statement block;
    private readonly Statement deadlines;
    private readonly Statement next;
    private readonly Statement aggregates;
    private readonly Statement cursor;
    private readonly Statement heads;
    private readonly StateTable states;

    public EntryReader(string file, SqliteOptions options)
    {
        this.file = file;
        partitions = options.Partitions;
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
        lastBlock = connection.Prepare("SELECT max(number) FROM block");
        block = connection.Prepare("SELECT body FROM block WHERE number = ?1");
        deadlines = connection.Prepare("""
            SELECT aggregate, due FROM deadline WHERE due <= ?2 AND partition = ?1 ORDER BY due, aggregate LIMIT ?3
            """);
        next = connection.Prepare("SELECT due FROM deadline WHERE partition = ?1 ORDER BY due LIMIT 1");
        aggregates = connection.Prepare("""
            SELECT aggregate FROM head WHERE aggregate >= max(?1, ?2) AND aggregate < ?3 ORDER BY aggregate LIMIT ?4
            """);
        cursor = connection.Prepare("SELECT sequence FROM cursor WHERE reader = ?1 AND partition = ?2");
        heads = connection.Prepare(Chain.Query);
        states = new StateTable(connection);
    }

    public IReadOnlyList<History> Histories(IReadOnlyList<HistoryRequest> requests)
    {
        using var moment = new Moment(this);
        var histories = new History[requests.Count];
        for (var i = 0; i < histories.Length; i++) histories[i] = Read(requests[i]);
        return histories;
    }

    public IReadOnlyList<StoredEntry> Partition(int partition, long after, int limit)
    {
        using var moment = new Moment(this);
        var entries = new List<StoredEntry>();
        var last = LastBlock();
        for (long number = 0; number <= last && entries.Count < limit; number++)
        {
            // Where nothing of the partition was added, the search jumps to the end of it.
            var run = LastReachedBy(partition, after, number, last);
            number = run.Number;
            var sequence = run.Reached(partition);
            for (var i = 0; i < run.Count && entries.Count < limit; i++)
            {
                if (run.Partition(i) != partition || ++sequence <= after) continue;
                entries.Add(EntryAt(run.FirstPlace + i, partition, sequence));
            }

            after = Math.Max(after, sequence);
        }

        return entries;
    }

    public IReadOnlyList<PartitionHead> Heads() => Chain.Read(heads, partitions);

    public IReadOnlyList<Deadline> Deadlines(int partition, DateTimeOffset until, int limit)
    {
        var due = new List<Deadline>();
        using var rows = deadlines.Bind(1, partition).Bind(2, until).Bind(3, limit).Query();
        while (rows.Next()) due.Add(new(deadlines.Text(0), deadlines.Instant(1)));
        return due;
    }

    public DateTimeOffset? NextDeadline(int partition)
    {
        using var row = next.Bind(1, partition).Query();
        return row.Next() ? next.Instant(0) : null;
    }

    public IReadOnlyList<string> Aggregates(string prefix, string? after, int limit)
    {
        var found = new List<string>();
        // The next id behind another is that one with a zero byte.
        aggregates.Bind(1, prefix).Bind(2, after is null ? "" : after + '\0').Bind(4, limit);
        BindEnd(aggregates, 3, prefix);
        using var rows = aggregates.Query();
        while (rows.Next()) found.Add(aggregates.Text(0));
        return found;
    }

    public long Cursor(string reader, int partition)
    {
        using var row = cursor.Bind(1, reader).Bind(2, partition).Query();
        return row.Next() ? cursor.Int64(0) : 0;
    }

    public StoredState State(StateId id) => states.Read(id);

    public void Dispose() => connection.Dispose();

    private static void BindEnd(Statement statement, int parameter, string prefix)
    {
        var bytes = Encoding.UTF8.GetBytes(prefix);
        if (bytes.Length == 0)
        {
            // Every text sorts before every blob.
            statement.Bind(parameter, bytes);
            return;
        }

        // No byte of UTF-8 is 0xff: the last one plus one ends all that begins with the prefix.
        bytes[^1]++;
        statement.BindText(parameter, bytes);
    }

    private History Read(HistoryRequest request)
    {
        // What folds other aggregates, such as a ledger, has snapshots and no entries of its own.
        var place = Head(request.Aggregate);
        var kept = request.Shape is { } shape ? ReadSnapshot(request.Aggregate, shape) : null;
        var after = Math.Max(kept?.Version ?? 0, request.After);
        var entries = new List<Entry>();
        long? expected = null;
        while (place is { } here)
        {
            using var row = entry.Bind(1, here).Query();
            if (!row.Next()) throw Missing(here);
            var version = entry.Int64(2);
            // What costs nothing to see: another's entry, one too many, or one too few.
            if (version != (expected ?? version) || entry.Text(1) != request.Aggregate) throw Wrong(here);
            if (version > after) entries.Add(ReadEntry());
            expected = version > after + 1 ? version - 1 : null;
            place = expected is null ? null : entry.Int64OrNull(0);
        }

        if (expected is { } first) throw Lost(request.Aggregate, first);

        entries.Reverse();
        return new History(kept, entries);
    }

    private long? Head(string aggregate)
    {
        using var row = head.Bind(1, aggregate).Query();
        return row.Next() ? head.Int64(0) : null;
    }

    private Snapshot? ReadSnapshot(string aggregate, string shape)
    {
        using var row = snapshot.Bind(1, aggregate).Bind(2, shape).Query();
        return row.Next()
            ? new Snapshot(aggregate, snapshot.Int64(0), snapshot.InstantOrNull(1), shape, snapshot.Bytes(2))
            : null;
    }

    private StoredEntry EntryAt(long place, int partition, long sequence)
    {
        using var row = entry.Bind(1, place).Query();
        if (!row.Next()) throw Missing(place);
        return new StoredEntry(partition, sequence, ReadEntry(), entry.Digest(8));
    }

    private Entry ReadEntry() => new(
        entry.Text(1), entry.Int64(2), entry.Instant(3), entry.InstantOrNull(4),
        entry.TextOrNull(5), entry.TextOrNull(6), entry.Bytes(7));

    private long LastBlock()
    {
        using var row = lastBlock.Query();
        return row.Next() ? lastBlock.Int64OrNull(0) ?? -1 : -1;
    }

    /// <summary>The last block before which the partition had not come further than <paramref name="after"/>.</summary>
    private Block LastReachedBy(int partition, long after, long from, long last)
    {
        // In steps that grow, as the next one is the likeliest; then by halves.
        var found = BlockAt(from);
        for (var step = 1L; found.Number < last;)
        {
            var further = BlockAt(Math.Min(found.Number + step, last));
            if (further.Reached(partition) <= after) (found, step) = (further, step * 2);
            else if (further.Number == found.Number + 1) break;
            else (last, step) = (further.Number - 1, Math.Max(1, (further.Number - 1 - found.Number) / 2));
        }

        return found;
    }

    private Block BlockAt(long number)
    {
        using var row = block.Bind(1, number).Query();
        return row.Next() ? Block.Read(number, block.Bytes(0), partitions) : throw Missing(number * Block.Capacity + 1);
    }

    private JournalFileException Missing(long place) =>
        new($"The journal file '{file}' is damaged: what should lie at place {place} is missing. Put back a backup.");

    private JournalFileException Wrong(long place) =>
        new($"The journal file '{file}' is damaged: what lies at place {place} belongs somewhere else. "
            + "Put back a backup.");

    private JournalFileException Lost(string aggregate, long version) =>
        new($"The journal file '{file}' is damaged: version {version} of {aggregate} and what is before it are lost. "
            + "Put back a backup.");

    /// <summary>
    /// Everything read until it is disposed is of one moment, and the file is locked and unlocked once.
    /// </summary>
    private readonly ref struct Moment
    {
        private readonly EntryReader reader;

        public Moment(EntryReader reader)
        {
            this.reader = reader;
            reader.begin.Run();
        }

        public void Dispose() => reader.end.Run();
    }
}
