namespace OrleansMarket.Journal.Sqlite;

/// <summary>How a file of views is made and opened.</summary>
public sealed record SqliteViewOptions
{
    /// <summary>How many reads may be under way at the same time.</summary>
    public int Readers { get; init; } = 3;

    /// <summary>Size of a page when the file is made, a power of two from 512 to 65 536.</summary>
    public int PageBytes { get; init; } = 4096;

    /// <summary>Memory for pages of the writer, in bytes: changes lie all over the file.</summary>
    public int WriterCacheBytes { get; init; } = 128 << 20;

    /// <summary>Memory for pages of each reader, in bytes.</summary>
    public int ReaderCacheBytes { get; init; } = 16 << 20;

    /// <summary>How much of the file is mapped into memory rather than read, in bytes.</summary>
    public long MappedBytes { get; init; } = 2L << 30;

    /// <summary>
    /// Pages in the write-ahead log after which it is copied into the file. More than the journal has: a page that is
    /// changed again and again is copied once.
    /// </summary>
    public int CheckpointPages { get; init; } = 8000;

    /// <summary>
    /// Largest size of the file in pages; 0 for no limit but the disk. Tests fill "the disk" with it.
    /// </summary>
    internal int MaxPages { get; init; }
}
