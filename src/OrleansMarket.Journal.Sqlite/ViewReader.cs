using OrleansMarket.Journal.Views;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>A connection that reads views. One thread at a time.</summary>
internal sealed class ViewReader : IDisposable
{
    private const string View = "(SELECT id FROM view WHERE name = ?1)";

    private readonly Connection connection;
    private readonly Statement begin;
    private readonly Statement end;
    private readonly Statement ascending;
    private readonly Statement descending;
    private readonly Statement cursors;
    private readonly Statement allCursors;
    private readonly Statement epoch;

    public ViewReader(string file, SqliteViewOptions options)
    {
        connection = ViewFile.Connect(file, options, options.ReaderCacheBytes);
        connection.Execute("PRAGMA query_only=1;");
        begin = connection.Prepare("BEGIN");
        end = connection.Prepare("COMMIT");
        var range = $"SELECT key, body FROM document WHERE view = {View} AND key >= ?2 AND key < ?3 ORDER BY key";
        ascending = connection.Prepare($"{range} LIMIT ?4");
        descending = connection.Prepare($"{range} DESC LIMIT ?4");
        cursors = connection.Prepare($"SELECT partition, sequence FROM cursor WHERE view = {View}");
        allCursors = connection.Prepare(
            "SELECT name, partition, sequence FROM cursor JOIN view ON view = id WHERE name IS NOT NULL");
        epoch = connection.Prepare("SELECT epoch FROM view WHERE name = ?1");
    }

    /// <summary>What lies in several ranges at one moment.</summary>
    public IReadOnlyList<IReadOnlyList<Document>> Ranges(string view, IReadOnlyList<KeyRange> ranges)
    {
        // A single statement sees one moment by itself.
        if (ranges.Count == 1) return [Range(view, ranges[0])];
        begin.Run();
        try
        {
            var found = new IReadOnlyList<Document>[ranges.Count];
            for (var i = 0; i < found.Length; i++) found[i] = Range(view, ranges[i]);
            return found;
        }
        finally
        {
            end.Run();
        }
    }

    /// <summary>How far a view has come.</summary>
    public IReadOnlyList<long> Cursors(string view, int partitions)
    {
        var reached = new long[partitions];
        using var rows = cursors.Bind(1, view).Query();
        while (rows.Next())
            if (cursors.Int64(0) is var partition && partition < partitions) reached[partition] = cursors.Int64(1);
        return reached;
    }

    /// <summary>How far all views have come.</summary>
    public IReadOnlyList<(string View, int Partition, long Sequence)> Cursors()
    {
        var reached = new List<(string, int, long)>();
        using var rows = allCursors.Query();
        while (rows.Next()) reached.Add((allCursors.Text(0), (int)allCursors.Int64(1), allCursors.Int64(2)));
        return reached;
    }

    /// <summary>The epoch of a view; null when it has none yet.</summary>
    public string? Epoch(string view)
    {
        using var row = epoch.Bind(1, view).Query();
        return row.Next() ? epoch.Text(0) : null;
    }

    public void Dispose() => connection.Dispose();

    private IReadOnlyList<Document> Range(string view, KeyRange range)
    {
        var statement = range.Descending ? descending : ascending;
        // To SQLite a negative limit is none.
        statement.Bind(1, view).Bind(2, range.From).Bind(3, range.Before).Bind(4, Math.Max(0, range.Limit));
        using var rows = statement.Query();
        if (!rows.Next()) return [];
        var found = new List<Document>(Math.Min(range.Limit, 32));
        do found.Add(new Document(statement.Text(0), statement.Bytes(1)));
        while (rows.Next());
        return found;
    }
}
