using System.Buffers.Binary;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>
/// The directory of a run of 1024 entries: how far every partition had come before it, and whose each of its entries
/// is.
/// </summary>
/// <remarks>
/// Entries lie in the order of their commits, so that a commit fills a few pages at the end of the table rather than
/// touching one in every partition, which costs three times as much. The price is this directory, two bytes an entry:
/// it tells where the entries of one partition lie without reading the others'.
/// </remarks>
internal sealed class Block
{
    public const int Capacity = 1024;

    private readonly int partitions;
    private byte[] body;

    private Block(long number, byte[] body, int length, int partitions) =>
        (Number, this.body, Length, this.partitions) = (number, body, length, partitions);

    /// <summary>0, 1, 2 … in the order of the journal.</summary>
    public long Number { get; }

    /// <summary>How many entries it has.</summary>
    public int Count => (Length - HeaderBytes) / sizeof(ushort);

    public bool IsFull => Count == Capacity;

    /// <summary>The place of the first entry. Places begin at 1.</summary>
    public long FirstPlace => Number * Capacity + 1;

    /// <summary>The place behind the last entry.</summary>
    public long NextPlace => FirstPlace + Count;

    /// <summary>
    /// The stored form: a sequence of eight bytes for each partition, then a partition of two bytes for each entry.
    /// </summary>
    public ReadOnlySpan<byte> Body => body.AsSpan(0, Length);

    private int Length { get; set; }

    private int HeaderBytes => partitions * sizeof(long);

    /// <summary>Begins an empty block behind all sequences given.</summary>
    public static Block Start(long number, ReadOnlySpan<long> sequences)
    {
        var header = sequences.Length * sizeof(long);
        var block = new Block(number, new byte[header + Capacity * sizeof(ushort)], header, sequences.Length);
        for (var i = 0; i < sequences.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(block.body.AsSpan(i * sizeof(long)), sequences[i]);
        return block;
    }

    /// <summary>Reads a stored block.</summary>
    public static Block Read(long number, byte[] body, int partitions) => new(number, body, body.Length, partitions);

    /// <summary>The newest sequence of a partition before this block.</summary>
    public long Reached(int partition) => BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(partition * sizeof(long)));

    /// <summary>Whose entry stands at an index.</summary>
    public int Partition(int index) =>
        BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan(HeaderBytes + index * sizeof(ushort)));

    /// <summary>Adds an entry of a partition and returns its place.</summary>
    public long Add(int partition)
    {
        if (Length == body.Length) Array.Resize(ref body, HeaderBytes + Capacity * sizeof(ushort));
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(Length), (ushort)partition);
        Length += sizeof(ushort);
        return NextPlace - 1;
    }

    /// <summary>How far the partitions have come behind this block.</summary>
    public long[] Sequences()
    {
        var sequences = new long[partitions];
        for (var i = 0; i < partitions; i++) sequences[i] = Reached(i);
        for (var i = 0; i < Count; i++) sequences[Partition(i)]++;
        return sequences;
    }
}
