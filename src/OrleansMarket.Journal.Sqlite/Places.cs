namespace OrleansMarket.Journal.Sqlite;

/// <summary>A place is a partition and a sequence in one number, so that a partition's entries lie together and in order.</summary>
internal static class Places
{
    private const int SequenceBits = 48;

    public static long Of(int partition, long sequence) => ((long)partition << SequenceBits) | sequence;

    public static long Sequence(long place) => place & ((1L << SequenceBits) - 1);

    /// <summary>The newest sequence of a partition; 0 when it is empty.</summary>
    public static long Last(Connection connection, int partition)
    {
        using var last = connection.Prepare("SELECT max(place) FROM entry WHERE place >= ?1 AND place < ?2");
        last.Bind(1, Of(partition, 0)).Bind(2, Of(partition + 1, 0)).Step();
        return last.IsNull(0) ? 0 : Sequence(last.Int64(0));
    }
}
