using System.Security.Cryptography;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>The connection that writes views. One thread at a time.</summary>
internal sealed class ViewWriter : IDisposable
{
    /// <summary>How many lists' ends are remembered in each view; some ten megabytes.</summary>
    private const int MostEnds = 50_000;

    /// <summary>How many documents of a cleared view are removed in one transaction; a few milliseconds.</summary>
    private const int SweepDocuments = 1_000;

    private readonly Connection connection;
    private readonly Statement begin;
    private readonly Statement commit;
    private readonly Statement findView;
    private readonly Statement addView;
    private readonly Statement unnameView;
    private readonly Statement findCursor;
    private readonly Statement moveCursor;
    private readonly Statement put;
    private readonly Statement remove;
    private readonly Statement findLast;
    private readonly Statement findUnnamed;
    private readonly Statement sweep;
    private readonly Statement findAny;
    private readonly Dictionary<string, View> views = new(StringComparer.Ordinal);

    public ViewWriter(string file, SqliteViewOptions options)
    {
        connection = ViewFile.Connect(file, options, options.WriterCacheBytes);
        // The numbers of lists are told as soon as they are given.
        connection.WriteDurably(options.CheckpointPages, options.MaxPages);
        begin = connection.Prepare("BEGIN IMMEDIATE");
        commit = connection.Prepare("COMMIT");
        findView = connection.Prepare("SELECT id, epoch FROM view WHERE name = ?1");
        addView = connection.Prepare("INSERT INTO view (name, epoch) VALUES (?1, ?2)");
        unnameView = connection.Prepare("UPDATE view SET name = NULL WHERE name = ?1");
        findCursor = connection.Prepare("SELECT sequence FROM cursor WHERE view = ?1 AND partition = ?2");
        moveCursor = connection.Prepare("REPLACE INTO cursor (view, partition, sequence) VALUES (?1, ?2, ?3)");
        put = connection.Prepare("REPLACE INTO document (view, key, body) VALUES (?1, ?2, ?3)");
        remove = connection.Prepare("DELETE FROM document WHERE view = ?1 AND key = ?2");
        findLast = connection.Prepare(
            "SELECT key FROM document WHERE view = ?1 AND key >= ?2 AND key < ?3 ORDER BY key DESC LIMIT 1");
        findUnnamed = connection.Prepare("SELECT id FROM view WHERE name IS NULL LIMIT 1");
        // Every text sorts before every blob.
        sweep = connection.Prepare($"""
            DELETE FROM document WHERE view = ?1 AND key < coalesce(
              (SELECT key FROM document WHERE view = ?1 ORDER BY key LIMIT 1 OFFSET {SweepDocuments}), x'')
            """);
        findAny = connection.Prepare("SELECT 1 FROM document WHERE view = ?1 LIMIT 1");
        HasRemains = Unnamed() is not null;
    }

    /// <summary>Whether documents of a cleared view are still there.</summary>
    public bool HasRemains { get; private set; }

    public void Begin() => begin.Run();

    public void Commit() => commit.Run();

    /// <summary>Undoes what was begun; the connection stays usable.</summary>
    public void Rollback()
    {
        // What the memory says may not be what the file says any more.
        views.Clear();
        // Some failures end the transaction by themselves.
        if (connection.InTransaction) connection.Execute("ROLLBACK");
    }

    /// <summary>Writes a batch, or nothing of it when the view has not come just as far.</summary>
    public ViewResult Write(ViewBatch batch)
    {
        var view = ViewOf(batch.View);
        if (CursorOf(view, batch.Partition) != batch.After) return ViewResult.Elsewhere;
        foreach (var (key, body) in batch.Changes) Change(view, key, body);
        var numbers = new long[batch.Additions.Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Add(view, batch.Additions[i]);
        if (batch.UpTo != batch.After)
            moveCursor.Bind(1, view.Id).Bind(2, batch.Partition).Bind(3, batch.UpTo).Run();
        return new ViewResult(true, numbers);
    }

    /// <summary>The epoch of a view, which begins with the first question for it.</summary>
    public string EpochOf(string view) => ViewOf(view).Epoch;

    /// <summary>Takes its name from a view, and so all that it holds.</summary>
    public void Clear(string view)
    {
        unnameView.Bind(1, view).Run();
        views.Remove(view);
        HasRemains = true;
    }

    /// <summary>Removes some of what cleared views have left.</summary>
    public void Sweep()
    {
        if (Unnamed() is not { } view)
        {
            HasRemains = false;
            return;
        }

        sweep.Bind(1, view).Run();
        bool isEmpty;
        using (var row = findAny.Bind(1, view).Query()) isEmpty = !row.Next();
        if (isEmpty) connection.Execute($"DELETE FROM cursor WHERE view = {view}; DELETE FROM view WHERE id = {view};");
    }

    public void Dispose() => connection.Dispose();

    private View ViewOf(string name)
    {
        if (views.TryGetValue(name, out var known)) return known;
        if (Find(name) is not { } found)
        {
            addView.Bind(1, name).Bind(2, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5))).Run();
            found = Find(name)!;
        }

        views.Add(name, found);
        return found;
    }

    private View? Find(string name)
    {
        using var row = findView.Bind(1, name).Query();
        return row.Next() ? new View(findView.Int64(0), findView.Text(1)) : null;
    }

    private long? Unnamed()
    {
        using var row = findUnnamed.Query();
        return row.Next() ? findUnnamed.Int64(0) : null;
    }

    private long CursorOf(View view, int partition)
    {
        using var row = findCursor.Bind(1, view.Id).Bind(2, partition).Query();
        return row.Next() ? findCursor.Int64(0) : 0;
    }

    private void Change(View view, string key, ReadOnlyMemory<byte>? body)
    {
        // It may be the last document of a list, or become it.
        view.Forget(NumberedList.ListOf(key));
        if (body is { } said) put.Bind(1, view.Id).Bind(2, key).Bind(3, said.Span).Run();
        else remove.Bind(1, view.Id).Bind(2, key).Run();
    }

    private long Add(View view, Addition addition)
    {
        var number = (view.EndOf(addition.List) ?? LastOf(view, addition.List)) + addition.Numbers;
        put.Bind(1, view.Id).Bind(2, NumberedList.KeyOf(addition.List, number)).Bind(3, addition.Body.Span).Run();
        view.Remember(addition.List, number);
        return number;
    }

    private long LastOf(View view, string list)
    {
        var range = NumberedList.Last(list);
        using var row = findLast.Bind(1, view.Id).Bind(2, range.From).Bind(3, range.Before).Query();
        return row.Next() ? NumberedList.NumberOf(findLast.Text(0)) : 0;
    }

    /// <summary>A view, and the last numbers of lists that were added to lately.</summary>
    private sealed class View(long id, string epoch)
    {
        private readonly Dictionary<string, long> ends = new(StringComparer.Ordinal);

        public long Id => id;

        public string Epoch => epoch;

        public long? EndOf(string list) => ends.TryGetValue(list, out var number) ? number : null;

        public void Remember(string list, long number)
        {
            if (ends.Count >= MostEnds) ends.Clear();
            ends[list] = number;
        }

        public void Forget(ReadOnlySpan<char> list) =>
            ends.GetAlternateLookup<ReadOnlySpan<char>>().Remove(list);
    }
}
