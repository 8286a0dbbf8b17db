namespace OrleansMarket.Journal;

/// <summary>
/// The order of UTF-8 bytes, in which databases sort; UTF-16 differs from it beyond the basic plane.
/// </summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static readonly CodePointOrder Instance = new();

    public int Compare(string? one, string? other)
    {
        if (one is null || other is null) return one is null ? (other is null ? 0 : -1) : 1;
        var same = one.AsSpan().CommonPrefixLength(other);
        if (same == one.Length || same == other.Length) return one.Length - other.Length;
        // Surrogates stand for code points above all that a single unit can say.
        var (a, b) = (one[same], other[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }
}
