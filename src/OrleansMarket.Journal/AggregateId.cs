using System.Text;

namespace OrleansMarket.Journal;

/// <summary>How the ids of aggregates are read: <c>prefix_root</c> or <c>prefix_root.suffix</c>.</summary>
/// <remarks>
/// What is born together shares its root (<c>chk_R</c>, <c>ord_R.1</c>, <c>esc_R.1</c>), and the partition is computed
/// from the root alone. So a decision and its births always lie in one partition, in every store.
/// </remarks>
public static class AggregateId
{
    /// <summary>
    /// The part of the id that its family shares: what stands between the first <c>_</c> and the next <c>.</c>
    /// </summary>
    public static ReadOnlySpan<char> Root(string aggregate)
    {
        var rest = aggregate.AsSpan(aggregate.IndexOf('_', StringComparison.Ordinal) + 1);
        var dot = rest.IndexOf('.');
        return dot < 0 ? rest : rest[..dot];
    }

    /// <summary>
    /// The partition of an aggregate: a stable hash (FNV-1a over the UTF-8 root) modulo the partition count.
    /// </summary>
    public static int Partition(string aggregate, int partitions)
    {
        var root = Root(aggregate);
        Span<byte> utf8 = stackalloc byte[256];
        if (Encoding.UTF8.GetMaxByteCount(root.Length) > utf8.Length) utf8 = new byte[Encoding.UTF8.GetByteCount(root)];
        var hash = 2166136261u;
        foreach (var octet in utf8[..Encoding.UTF8.GetBytes(root, utf8)]) hash = (hash ^ octet) * 16777619u;
        return (int)(hash % (uint)partitions);
    }
}
