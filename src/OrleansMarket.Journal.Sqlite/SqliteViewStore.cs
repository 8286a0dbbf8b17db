using OrleansMarket.Journal.Views;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>Views in one SQLite file beside the journal's, for one process at a time.</summary>
/// <remarks>
/// Write-ahead log, synchronous=FULL: what <see cref="Apply"/> answers has reached the disk, and numbers may be told.
/// Batches that wait at the same moment share one transaction, so many partitions do not wait for the disk one after
/// the other; a reader per partition and view bounds how many wait. Reads see the last commit and wait for nobody.
/// </remarks>
public sealed class SqliteViewStore : IViewStore
{
    private readonly ViewFile file;
    private readonly ViewWriter writer;
    private readonly ReaderPool<ViewReader> readers;
    private readonly object gate = new();
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<IWork> waiting = [];
    private List<IWork> underWay = [];
    private bool mayNotSweep;
    private long commits;
    private bool disposed;

    private SqliteViewStore(ViewFile file, string path, SqliteViewOptions options)
    {
        this.file = file;
        writer = new ViewWriter(path, options);
        readers = new ReaderPool<ViewReader>(options.Readers, () => new ViewReader(path, options));
        // A thread of its own: it waits for the disk, and nobody else's work is to wait with it.
        new Thread(WriteAll) { Name = "view writer", IsBackground = true }.Start();
    }

    /// <summary>Transactions so far.</summary>
    public long Commits => Interlocked.Read(ref commits);

    /// <summary>Opens a file of views, or makes it when there is none.</summary>
    /// <exception cref="JournalFileException">The file cannot be used, and is left as it is.</exception>
    public static SqliteViewStore Open(string file, SqliteViewOptions options)
    {
        var path = Path.GetFullPath(file);
        var opened = ViewFile.Open(path, options);
        try
        {
            return new SqliteViewStore(opened, path, options);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<Document>>> Read(string view, IReadOnlyList<KeyRange> ranges) =>
        readers.Read((view, ranges), static (reader, q) => reader.Ranges(q.view, q.ranges));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> ReadCursors(string view, int partitions) =>
        readers.Read((view, partitions), static (reader, q) => reader.Cursors(q.view, q.partitions));

    /// <inheritdoc/>
    public ValueTask<ViewResult> Apply(ViewBatch batch)
    {
        batch.RequireText();
        return Write(writer => writer.Write(batch));
    }

    /// <inheritdoc/>
    public async ValueTask Clear(string view)
    {
        Statement.RequireText(view);
        await Write(writer =>
        {
            writer.Clear(view);
            return true;
        });
    }

    /// <inheritdoc/>
    public async ValueTask<string> ReadEpoch(string view) =>
        await readers.Read(view, static (reader, view) => reader.Epoch(view))
        ?? await Write(writer => writer.EpochOf(view));

    /// <summary>
    /// Clears every view that has come further than the journal in some partition: it was made of another journal, or
    /// of what a backup that was put back does not hold.
    /// </summary>
    /// <param name="heads">How far the journal has come in every partition.</param>
    /// <returns>The names of the views that were cleared.</returns>
    public async ValueTask<IReadOnlyList<string>> ClearWhatIsAhead(IReadOnlyList<PartitionHead> heads)
    {
        var ahead = (await readers.Read(0, static (reader, _) => reader.Cursors()))
            .Where(cursor => cursor.Partition >= heads.Count || cursor.Sequence > heads[cursor.Partition].Sequence)
            .Select(cursor => cursor.View).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var view in ahead) await Clear(view);
        return ahead;
    }

    /// <summary>Waits for what is under way, copies the log into the file, and lets go of it.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (disposed) return;
            disposed = true;
            Monitor.Pulse(gate);
        }

        await written.Task;
        await readers.DisposeAsync();
        writer.Dispose();
        file.Dispose();
    }

    private ValueTask<T> Write<T>(Func<ViewWriter, T> write)
    {
        var work = new Work<T>(write);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            waiting.Add(work);
            Monitor.Pulse(gate);
        }

        return new(work.Task);
    }

    private void WriteAll()
    {
        while (Next() is { } works)
        {
            try
            {
                if (works.Count > 0) Commit(works);
                else Sweep();
            }
            catch (JournalFileException)
            {
                // Not even what was begun could be undone, so nothing can begin, and whoever comes next hears of it.
            }

            works.Clear();
        }

        written.SetResult();
    }

    /// <summary>What to write next; nothing when only remains are left to be swept; null to stop.</summary>
    private List<IWork>? Next()
    {
        lock (gate)
        {
            while (waiting.Count == 0 && (disposed || mayNotSweep || !writer.HasRemains))
            {
                if (disposed) return null;
                Monitor.Wait(gate);
            }

            (underWay, waiting) = (waiting, underWay);
            return underWay;
        }
    }

    private void Commit(List<IWork> works)
    {
        var isWritten = false;
        try
        {
            writer.Begin();
            foreach (var work in works) work.Write(writer);
            isWritten = true;
            writer.Commit();
        }
        catch (Exception failure)
        {
            try
            {
                writer.Rollback();
            }
            finally
            {
                // One that cannot be written shall fail alone. After a failed commit nobody knows what is stored.
                if (isWritten || works.Count == 1) works.ForEach(work => work.Fail(failure));
                else works.ForEach(work => Commit([work]));
            }

            return;
        }

        Interlocked.Increment(ref commits);
        works.ForEach(work => work.Succeed());
    }

    private void Sweep()
    {
        try
        {
            writer.Begin();
            writer.Sweep();
            writer.Commit();
        }
        catch (JournalFileException)
        {
            // What is left behind harms nobody; it is swept when the file is opened the next time.
            mayNotSweep = true;
            writer.Rollback();
        }
    }

    /// <summary>Something to be written, and the one who waits for it.</summary>
    private interface IWork
    {
        void Write(ViewWriter writer);

        void Succeed();

        void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<ViewWriter, T> write)
        : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IWork
    {
        private T? result;

        public void Write(ViewWriter writer) => result = write(writer);

        public void Succeed() => SetResult(result!);

        public void Fail(Exception failure) => SetException(failure);
    }
}
