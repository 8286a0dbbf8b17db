namespace OrleansMarket.Journal.Sqlite;

/// <summary>Brings a file of an older format up to date, in one transaction: it ends as it was or as new.</summary>
internal static class Upgrade
{
    /// <summary>
    /// Format 1 had no chain: the digests are made of the entries as they are found. What happened to a file before
    /// that, they cannot show. Format 2 had no room for the state of grains.
    /// </summary>
    public static void Run(string file, int partitions, int version)
    {
        using var connection = new Connection(file);
        connection.Execute("PRAGMA synchronous=FULL; BEGIN IMMEDIATE;");
        // The header may be older than the log, which is read only now.
        if (!connection.HasTable("chain"))
        {
            connection.Execute("ALTER TABLE entry ADD COLUMN digest BLOB;" + Chain.Table);
            Link(connection, partitions);
        }

        if (!connection.HasTable("state")) connection.Execute(StateTable.Text);
        connection.Execute($"PRAGMA user_version={version}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);");
    }

    private static void Link(Connection connection, int partitions)
    {
        var read = connection.Prepare(
            "SELECT aggregate, version, at, due, command, cause, events, place FROM entry WHERE place > ?1 "
            + "ORDER BY place LIMIT 1");
        var save = connection.Prepare("UPDATE entry SET digest = ?2 WHERE place = ?1");
        var sequences = new long[partitions];
        var chain = new Chain(connection, partitions);
        chain.Load();
        for (long place = 0; Next(read, place) is { } found;)
        {
            place = found.Place;
            var partition = AggregateId.Partition(found.Entry.Aggregate, partitions);
            save.Bind(1, place).Bind(2, chain.Next(partition, ++sequences[partition], found.Entry)).Run();
        }

        chain.Save();
    }

    private static (long Place, Entry Entry)? Next(Statement read, long after)
    {
        using var row = read.Bind(1, after).Query();
        return row.Next()
            ? (read.Int64(7), new Entry(
                read.Text(0), read.Int64(1), read.Instant(2), read.InstantOrNull(3), read.TextOrNull(4),
                read.TextOrNull(5), read.Bytes(6)))
            : null;
    }
}
