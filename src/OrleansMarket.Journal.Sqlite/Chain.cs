namespace OrleansMarket.Journal.Sqlite;

/// <summary>
/// Chains new entries to those before them, and keeps each partition's newest link in a row of its own: an end that was
/// cut off is missed there.
/// </summary>
internal sealed class Chain(Connection connection, int partitions)
{
    /// <summary>The table of the newest links; format 1 did not have it yet.</summary>
    public const string Table = """

        CREATE TABLE chain (
          partition INTEGER PRIMARY KEY,
          sequence INTEGER NOT NULL,
          digest BLOB NOT NULL
        );
        """;

    private readonly Statement save = connection.Prepare(
        "REPLACE INTO chain (partition, sequence, digest) VALUES (?1, ?2, ?3)");

    private readonly bool[] isChanged = new bool[partitions];
    private PartitionHead[] heads = [];

    /// <summary>How far every partition has come, as the file says.</summary>
    public static PartitionHead[] Read(Connection connection, int partitions)
    {
        using var all = connection.Prepare("SELECT partition, sequence, digest FROM chain");
        return Read(all, partitions);
    }

    /// <summary>The same with a statement that is at hand.</summary>
    public static PartitionHead[] Read(Statement all, int partitions)
    {
        var heads = new PartitionHead[partitions];
        using var rows = all.Query();
        while (rows.Next())
        {
            if (all.Int64(0) is var partition && (partition < 0 || partition >= partitions)) continue;
            heads[partition] = new PartitionHead(all.Int64(1), all.Digest(2));
        }

        return heads;
    }

    /// <summary>Reads how far every partition has come.</summary>
    public void Load()
    {
        heads = Read(connection, partitions);
        Array.Clear(isChanged);
    }

    /// <summary>The digest of the next entry of a partition.</summary>
    public EntryDigest Next(int partition, long sequence, Entry entry)
    {
        var digest = EntryDigest.Of(heads[partition].Digest, entry);
        heads[partition] = new PartitionHead(sequence, digest);
        isChanged[partition] = true;
        return digest;
    }

    /// <summary>Writes what has changed, before the transaction that holds the entries is committed.</summary>
    public void Save()
    {
        for (var i = 0; i < partitions; i++)
        {
            if (!isChanged[i]) continue;
            save.Bind(1, i).Bind(2, heads[i].Sequence).Bind(3, heads[i].Digest).Run();
            isChanged[i] = false;
        }
    }
}
