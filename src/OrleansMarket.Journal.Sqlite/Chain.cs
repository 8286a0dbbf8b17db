using System.Buffers.Binary;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>
/// Chains new entries to those before them, and keeps the newest link of every partition apart from the entries: an end
/// that was cut off is missed there.
/// </summary>
/// <remarks>
/// All newest links are one row, which is written once per commit: a row each would cost as much as the digests do.
/// </remarks>
internal sealed class Chain(Connection connection, int partitions)
{
    /// <summary>The table of the newest links; format 1 did not have it yet.</summary>
    public const string Table = """

        CREATE TABLE chain (
          id INTEGER PRIMARY KEY CHECK (id = 0),
          heads BLOB NOT NULL
        );
        """;

    /// <summary>Reads the row.</summary>
    public const string Query = "SELECT heads FROM chain WHERE id = 0";

    private const int HeadBytes = sizeof(long) + EntryDigest.Bytes;

    private readonly Statement save = connection.Prepare("REPLACE INTO chain (id, heads) VALUES (0, ?1)");
    private readonly byte[] body = new byte[partitions * HeadBytes];
    private PartitionHead[] heads = [];
    private bool isChanged;

    /// <summary>How far every partition has come, as the file says.</summary>
    public static PartitionHead[] Read(Connection connection, int partitions)
    {
        using var all = connection.Prepare(Query);
        return Read(all, partitions);
    }

    /// <summary>The same with a statement that is at hand.</summary>
    public static PartitionHead[] Read(Statement all, int partitions)
    {
        var heads = new PartitionHead[partitions];
        using var row = all.Query();
        if (!row.Next()) return heads;
        var stored = all.Bytes(0);
        for (var i = 0; i < partitions && (i + 1) * HeadBytes <= stored.Length; i++)
        {
            var head = stored.AsSpan(i * HeadBytes);
            heads[i] = new(BinaryPrimitives.ReadInt64LittleEndian(head), EntryDigest.Read(head[sizeof(long)..]));
        }

        return heads;
    }

    /// <summary>Reads how far every partition has come.</summary>
    public void Load()
    {
        heads = Read(connection, partitions);
        isChanged = false;
    }

    /// <summary>The digest of the next entry of a partition.</summary>
    public EntryDigest Next(int partition, long sequence, Entry entry)
    {
        var digest = EntryDigest.Of(heads[partition].Digest, entry);
        heads[partition] = new PartitionHead(sequence, digest);
        isChanged = true;
        return digest;
    }

    /// <summary>Writes what has changed, before the transaction that holds the entries is committed.</summary>
    public void Save()
    {
        if (!isChanged) return;
        for (var i = 0; i < partitions; i++)
        {
            var head = body.AsSpan(i * HeadBytes);
            BinaryPrimitives.WriteInt64LittleEndian(head, heads[i].Sequence);
            heads[i].Digest.Write(head[sizeof(long)..]);
        }

        save.Bind(1, body).Run();
        isChanged = false;
    }
}
