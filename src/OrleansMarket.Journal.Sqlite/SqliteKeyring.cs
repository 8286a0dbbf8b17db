namespace OrleansMarket.Journal.Sqlite;

/// <summary>Keys in an SQLite file of their own, for one process at a time.</summary>
/// <remarks>
/// <para>Apart from the journal's file, so that copies of the journal never hold a key: a member who is forgotten today
/// must not come back with the backup of last week.</para>
/// <para>A key is destroyed by overwriting its secret where it lies: rows are only ever added at the end and keep their
/// size, so SQLite moves none of them and leaves no second copy behind. The rollback journal, which held the page as it
/// was, is emptied with the commit.</para>
/// </remarks>
public sealed class SqliteKeyring : IKeyring
{
    /// <summary>How many keys are made in one commit.</summary>
    public const int Batch = 256;

    private const int Application = 0x4F4D4B59; // "OMKY"
    private const int MostInMemory = 200_000;

    private static readonly byte[] nothing = new byte[SealingKey.SecretBytes];

    private readonly Lock gate = new();
    private readonly Connection connection;
    private readonly Statement add;
    private readonly Statement find;
    private readonly Statement overwrite;
    private readonly Stack<SealingKey> spares = new(Batch);
    private readonly Dictionary<string, SealingKey> known = new(StringComparer.Ordinal);
    private bool isDisposed;

    private SqliteKeyring(Connection connection)
    {
        this.connection = connection;
        add = connection.Prepare("INSERT INTO key (id, secret) VALUES (?1, ?2)");
        find = connection.Prepare("SELECT secret FROM key WHERE id = ?1");
        overwrite = connection.Prepare("UPDATE key SET secret = ?2 WHERE id = ?1");
    }

    /// <summary>Opens a file of keys, or makes it when there is none.</summary>
    /// <exception cref="JournalFileException">The file cannot be used.</exception>
    public static SqliteKeyring Open(string file)
    {
        Connection? connection = null;
        try
        {
            connection = new Connection(Path.GetFullPath(file), create: true);
            connection.Execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA secure_delete=ON; PRAGMA synchronous=FULL;");
            Prepare(connection, file);
            connection.Execute("PRAGMA journal_mode=TRUNCATE;");
            return new SqliteKeyring(connection);
        }
        catch (JournalFileException failed)
        {
            connection?.Dispose();
            throw new JournalFileException(
                $"The keys of personal data in '{file}' cannot be used. Without them the addresses of orders cannot be "
                + $"read; put back the file that belongs to this journal. {failed.Message}", failed);
        }
    }

    /// <inheritdoc/>
    public ValueTask<SealingKey?> Find(string id)
    {
        lock (gate)
        {
            if (known.TryGetValue(id, out var key)) return new(key);
            if (Stored(id) is not { } secret) return new((SealingKey?)null);
            return new(Remember(new SealingKey(id, secret)));
        }
    }

    /// <inheritdoc/>
    public ValueTask<SealingKey> Take()
    {
        lock (gate)
        {
            // What an earlier process had to spare is left alone: it may have handed some of it out.
            if (spares.Count == 0) MakeSpares();
            return new(Remember(spares.Pop()));
        }
    }

    /// <inheritdoc/>
    public ValueTask Destroy(IReadOnlyList<string> ids)
    {
        lock (gate)
        {
            Transact(() =>
            {
                foreach (var id in ids) overwrite.Bind(1, id).Bind(2, nothing).Run();
            });
            foreach (var id in ids)
                if (known.Remove(id, out var key)) key.Destroy();
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (!isDisposed) connection.Dispose();
            isDisposed = true;
        }

        return default;
    }

    private static void Prepare(Connection connection, string file)
    {
        var mark = connection.Prepare("PRAGMA application_id");
        long application;
        using (var row = mark.Query()) application = row.Next() ? mark.Int64(0) : 0;
        if (connection.HasTable("key") && application == Application) return;
        if (application != 0 || connection.HasTable("entry"))
            throw new JournalFileException($"'{file}' is a database of another program.");
        connection.Execute($"""
            BEGIN;
            PRAGMA application_id={Application};
            CREATE TABLE key (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, secret BLOB NOT NULL);
            COMMIT;
            """);
    }

    private byte[]? Stored(string id)
    {
        try
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            using var row = find.Bind(1, id).Query();
            return row.Next() && find.Bytes(0) is var secret && !secret.AsSpan().SequenceEqual(nothing) ? secret : null;
        }
        catch (JournalFileException failed)
        {
            throw Unavailable(failed);
        }
    }

    private void MakeSpares()
    {
        var made = Enumerable.Range(0, Batch).Select(_ => SealingKey.Fresh()).ToArray();
        Transact(() =>
        {
            foreach (var key in made) add.Bind(1, key.Id).Bind(2, key.Secret()).Run();
        });
        foreach (var key in made) spares.Push(key);
    }

    private void Transact(Action write)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        try
        {
            connection.Execute("BEGIN IMMEDIATE");
            write();
            connection.Execute("COMMIT");
        }
        catch (JournalFileException failed)
        {
            if (connection.InTransaction) connection.Execute("ROLLBACK");
            throw Unavailable(failed);
        }
    }

    /// <summary>Keys that are not kept in memory are read again when they are asked for.</summary>
    private SealingKey Remember(SealingKey key)
    {
        if (known.Count >= MostInMemory) known.Clear();
        known[key.Id] = key;
        return key;
    }

    private static JournalUnavailableException Unavailable(JournalFileException failed) =>
        new($"The keys of personal data are away. {failed.Message}", failed);
}
