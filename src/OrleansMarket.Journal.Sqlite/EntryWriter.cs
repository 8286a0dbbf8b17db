using OrleansMarket.Journal.States;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>The connection that writes. One thread at a time.</summary>
internal sealed class EntryWriter : IDisposable
{
    /// <summary>How many newest entries are remembered; some ten megabytes.</summary>
    private const int MostHeads = 50_000;

    private readonly Connection connection;
    private readonly int partitions;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement rollback;
    private readonly Statement findHead;
    private readonly Statement addHead;
    private readonly Statement moveHead;
    private readonly Statement addEntry;
    private readonly Statement addDeadline;
    private readonly Statement removeDeadline;
    private readonly Statement moveCursor;
    private readonly Statement writeSnapshot;
    private readonly Dictionary<string, Head> heads = new(StringComparer.Ordinal);
    private readonly Directory directory;
    private readonly Chain chain;
    private readonly StateTable states;
    private bool loaded;

    /// <summary>The newest entry of an aggregate.</summary>
    private readonly record struct Head(long Version, long? Place, long? Due);

    public EntryWriter(string file, SqliteOptions options)
    {
        partitions = options.Partitions;
        connection = new Connection(file);
        connection.Execute($"""
            PRAGMA cache_size={-options.WriterCacheBytes / 1024};
            PRAGMA mmap_size={options.MappedBytes};
            """);
        connection.WriteDurably(options.CheckpointPages, options.MaxPages);
        directory = new Directory(connection, partitions);
        chain = new Chain(connection, partitions);
        states = new StateTable(connection);
        begin = connection.Prepare("BEGIN IMMEDIATE");
        commit = connection.Prepare("COMMIT");
        rollback = connection.Prepare("ROLLBACK");
        findHead = connection.Prepare("SELECT version, place, due FROM head WHERE aggregate = ?1");
        addHead = connection.Prepare("INSERT INTO head (aggregate, version, place, due) VALUES (?1, ?2, ?3, ?4)");
        moveHead = connection.Prepare("UPDATE head SET version = ?2, place = ?3, due = ?4 WHERE aggregate = ?1");
        addEntry = connection.Prepare("""
            INSERT INTO entry (place, before, aggregate, version, at, due, command, cause, events, digest)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """);
        addDeadline = connection.Prepare("INSERT INTO deadline (due, aggregate, partition) VALUES (?1, ?2, ?3)");
        removeDeadline = connection.Prepare("DELETE FROM deadline WHERE due = ?1 AND aggregate = ?2");
        moveCursor = connection.Prepare("""
            INSERT INTO cursor (reader, partition, sequence) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET sequence = excluded.sequence WHERE excluded.sequence > sequence
            """);
        writeSnapshot = connection.Prepare("""
            INSERT INTO snapshot (aggregate, version, due, shape, body) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT DO UPDATE SET version = excluded.version, due = excluded.due, shape = excluded.shape,
              body = excluded.body WHERE excluded.version >= version
            """);
    }

    public void Begin()
    {
        begin.Run();
        if (loaded) return;
        directory.Load();
        chain.Load();
        loaded = true;
    }

    public void Commit()
    {
        directory.Save();
        chain.Save();
        commit.Run();
    }

    /// <summary>Undoes what was begun; the connection stays usable.</summary>
    public void Rollback()
    {
        // What the memory says may not be what the file says any more.
        loaded = false;
        heads.Clear();
        // Some failures end the transaction by themselves.
        if (connection.InTransaction) rollback.Run();
    }

    /// <summary>Writes one append, or nothing of it when it does not fit what is stored.</summary>
    public Verdict Write(Append append)
    {
        var newest = HeadOf(append.Own.Aggregate);
        if (append.Own.Version != newest.Version + 1) return Verdict.Conflict;
        for (var i = 0; i < append.Births.Count; i++)
            if (!IsNew(append, i)) return Verdict.Conflict;
        var sequence = Add(append.Own, newest);
        for (var i = 0; i < append.Births.Count; i++) Add(append.Births[i], default);
        return new Verdict(true, sequence);
    }

    public void MoveCursor(string reader, int partition, long sequence) =>
        moveCursor.Bind(1, reader).Bind(2, partition).Bind(3, sequence).Run();

    public void Write(Snapshot snapshot) =>
        writeSnapshot.Bind(1, snapshot.Aggregate).Bind(2, snapshot.Version).Bind(3, snapshot.Due)
            .Bind(4, snapshot.Shape).Bind(5, snapshot.Body.Span).Run();

    public StateVerdict Write(StateId id, long expected, ReadOnlyMemory<byte>? body) =>
        states.Write(id, expected, body);

    public void Dispose() => connection.Dispose();

    private Head HeadOf(string aggregate)
    {
        // Nobody else writes the file. What is being written now is the likeliest to be written again.
        if (heads.TryGetValue(aggregate, out var known)) return known;
        using var row = findHead.Bind(1, aggregate).Query();
        return row.Next() ? new Head(findHead.Int64(0), findHead.Int64(1), findHead.Int64OrNull(2)) : default;
    }

    private void Remember(string aggregate, Head head)
    {
        if (heads.Count >= MostHeads) heads.Clear();
        heads[aggregate] = head;
    }

    private bool IsNew(Append append, int index)
    {
        var aggregate = append.Births[index].Aggregate;
        if (aggregate == append.Own.Aggregate) return false;
        for (var i = 0; i < index; i++)
            if (append.Births[i].Aggregate == aggregate) return false;
        return HeadOf(aggregate).Version == 0;
    }

    private long Add(Entry entry, Head newest)
    {
        var partition = AggregateId.Partition(entry.Aggregate, partitions);
        var (place, sequence) = directory.Next(partition);
        var due = entry.Due?.UtcTicks;
        addEntry.Bind(1, place).Bind(2, newest.Place).Bind(3, entry.Aggregate).Bind(4, entry.Version).Bind(5, entry.At)
            .Bind(6, due).Bind(7, entry.Command).Bind(8, entry.Cause).Bind(9, entry.Events.Span)
            .Bind(10, chain.Next(partition, sequence, entry)).Run();
        (newest.Place is null ? addHead : moveHead)
            .Bind(1, entry.Aggregate).Bind(2, entry.Version).Bind(3, place).Bind(4, due).Run();
        Remember(entry.Aggregate, new Head(entry.Version, place, due));
        if (due == newest.Due) return sequence;
        if (newest.Due is { } old) removeDeadline.Bind(1, old).Bind(2, entry.Aggregate).Run();
        if (due is { } fresh) addDeadline.Bind(1, fresh).Bind(2, entry.Aggregate).Bind(3, partition).Run();
        return sequence;
    }
}
