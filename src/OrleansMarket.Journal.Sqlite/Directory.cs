namespace OrleansMarket.Journal.Sqlite;

/// <summary>Gives new entries their place and sequence, and keeps the blocks that tell where they lie.</summary>
internal sealed class Directory(Connection connection, int partitions)
{
    private readonly Statement last = connection.Prepare("SELECT number, body FROM block ORDER BY number DESC LIMIT 1");
    private readonly Statement save = connection.Prepare("REPLACE INTO block (number, body) VALUES (?1, ?2)");
    private Block block = null!;
    private long[] sequences = [];
    private bool changed;

    /// <summary>The place of the newest entry; 0 when there is none.</summary>
    public long LastPlace => block.NextPlace - 1;

    /// <summary>The newest sequence of a partition.</summary>
    public long Reached(int partition) => sequences[partition];

    /// <summary>Reads how far the journal has come.</summary>
    public void Load()
    {
        using var row = last.Query();
        block = row.Next()
            ? Block.Read(last.Int64(0), last.Bytes(1), partitions)
            : Block.Start(0, new long[partitions]);
        sequences = block.Sequences();
        changed = false;
    }

    /// <summary>The place and the sequence of the next entry of a partition.</summary>
    public (long Place, long Sequence) Next(int partition)
    {
        if (block.IsFull)
        {
            Save();
            block = Block.Start(block.Number + 1, sequences);
        }

        changed = true;
        return (block.Add(partition), ++sequences[partition]);
    }

    /// <summary>Writes what has changed, before the transaction that holds the entries is committed.</summary>
    public void Save()
    {
        if (!changed) return;
        save.Bind(1, block.Number).Bind(2, block.Body).Run();
        changed = false;
    }
}
