using OrleansMarket.Journal.States;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>A journal in one SQLite file, for one process at a time.</summary>
/// <remarks>
/// Write-ahead log, synchronous=FULL: what <see cref="Commit"/> returns has reached the disk. Everything runs on the
/// caller's thread; SQLite has nothing to wait for but the disk. Writes come one after the other, reads see the last
/// commit and wait for nobody.
/// </remarks>
public sealed class SqliteStore : IJournalStore, IStateStore
{
    private readonly JournalFile file;
    private readonly EntryWriter writer;
    private readonly ReaderPool<EntryReader> readers;
    private readonly Lock writing = new();
    private readonly Asides asides = new();
    private readonly HashSet<string> losers = new(StringComparer.Ordinal);
    private volatile bool disposed;

    private SqliteStore(JournalFile file, string path, SqliteOptions options)
    {
        this.file = file;
        Partitions = options.Partitions;
        writer = new EntryWriter(path, options);
        readers = new ReaderPool<EntryReader>(options.Readers, () => new EntryReader(path, options));
    }

    /// <inheritdoc/>
    public int Partitions { get; }

    /// <summary>Opens a journal file, or makes it when there is none.</summary>
    /// <exception cref="JournalFileException">The file cannot be used, and is left as it is.</exception>
    public static SqliteStore Open(string file, SqliteOptions options)
    {
        var path = Path.GetFullPath(file);
        var opened = JournalFile.Open(path, options);
        try
        {
            return new SqliteStore(opened, path, options);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>
    /// How many partitions an existing journal file was made with; null when there is no file, or it is no journal.
    /// </summary>
    public static int? PartitionsOf(string file) => JournalFile.PartitionsOf(Path.GetFullPath(file));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Verdict>> Commit(IReadOnlyList<Append> batch)
    {
        var verdicts = new Verdict[batch.Count];
        lock (writing)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            losers.Clear();
            Transact(() =>
            {
                for (var i = 0; i < verdicts.Length; i++) verdicts[i] = Write(batch[i]);
            });
        }

        return new(verdicts);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<History>> Read(IReadOnlyList<HistoryRequest> requests) =>
        readers.Read(requests, static (reader, requests) => reader.Histories(requests));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredEntry>> ReadPartition(int partition, long after, int limit) =>
        readers.Read((partition, after, limit), static (reader, q) => reader.Partition(q.partition, q.after, q.limit));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PartitionHead>> ReadHeads() =>
        readers.Read(0, static (reader, _) => reader.Heads());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Deadline>> ReadDeadlines(int partition, DateTimeOffset until, int limit) =>
        readers.Read((partition, until, limit), static (reader, q) => reader.Deadlines(q.partition, q.until, q.limit));

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset?> NextDeadline(int partition) =>
        readers.Read(partition, static (reader, partition) => reader.NextDeadline(partition));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListAggregates(string prefix, string? after, int limit) =>
        readers.Read((prefix, after, limit), static (reader, q) => reader.Aggregates(q.prefix, q.after, q.limit));

    /// <inheritdoc/>
    public ValueTask<long> ReadCursor(string reader, int partition) =>
        readers.Read((reader, partition), static (connection, q) => connection.Cursor(q.reader, q.partition));

    /// <inheritdoc/>
    public ValueTask MoveCursor(string reader, int partition, long sequence) =>
        Aside(() => writer.MoveCursor(reader, partition, sequence));

    /// <inheritdoc/>
    public ValueTask WriteSnapshot(Snapshot snapshot) => Aside(() => writer.Write(snapshot));

    /// <inheritdoc/>
    public ValueTask<StoredState> Read(StateId id) =>
        readers.Read(id, static (reader, id) => reader.State(id));

    /// <inheritdoc/>
    public async ValueTask<StateVerdict> Write(StateId id, long expected, ReadOnlyMemory<byte>? body)
    {
        // What rides with the journal's commit must not make it fail.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body?.Length ?? 0, StoredState.MostBytes, nameof(body));
        foreach (var part in (ReadOnlySpan<string>)[id.Name, id.Type, id.Key]) Statement.RequireText(part);
        StateVerdict verdict = default;
        await Aside(() => verdict = writer.Write(id, expected, body));
        return verdict;
    }

    /// <summary>Waits for what is under way, copies the log into the file, and lets go of it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (writing)
        {
            if (disposed) return;
            disposed = true;
        }

        WriteAsides();
        await readers.DisposeAsync();
        writer.Dispose();
        file.Dispose();
    }

    private Verdict Write(Append append)
    {
        // Whoever stands behind a loser decided on a state that never came to be, even if its version fits by chance.
        if (losers.Count > 0 && losers.Contains(append.Own.Aggregate)) return Verdict.Conflict;
        var verdict = writer.Write(append);
        if (!verdict.Committed) losers.Add(append.Own.Aggregate);
        return verdict;
    }

    private ValueTask Aside(Action write)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var (done, isFirst) = asides.Add(write);
        if (isFirst) ThreadPool.UnsafeQueueUserWorkItem(static store => store.WriteAsides(), this, preferLocal: false);
        return new(done);
    }

    private void WriteAsides()
    {
        try
        {
            lock (writing)
            {
                if (asides.Count > 0) Transact(static () => { });
            }
        }
        catch (Exception)
        {
            // Whoever asked for these writes was told; this thread belongs to nobody who could be.
        }
    }

    private void Transact(Action write)
    {
        var riding = asides.Take();
        try
        {
            writer.Begin();
            write();
            foreach (var aside in riding) aside.Write();
            writer.Commit();
        }
        catch (Exception failure)
        {
            foreach (var aside in riding) aside.SetException(failure);
            writer.Rollback();
            throw;
        }

        foreach (var aside in riding) aside.SetResult();
    }
}
