using System.Text;

namespace OrleansMarket.Journal.Views;

/// <summary>
/// Where views are kept: what was made of the journal's entries, to be asked for in other ways than by aggregate.
/// </summary>
/// <remarks>
/// A view is a sorted set of documents under a name. One reader per partition of the journal writes into it, and what
/// it writes commits together with how far it has read: so every entry counts exactly once, whatever crashes. A view
/// that is lost or cleared is made again from the journal. All methods may be called at the same time; a failure of the
/// medium is thrown. A store is what passes the view store's contract suite.
/// </remarks>
public interface IViewStore : IAsyncDisposable
{
    /// <summary>
    /// Documents of a view by ranges of their keys, all of them as they were at one moment.
    /// </summary>
    /// <returns>One list per range, in order.</returns>
    ValueTask<IReadOnlyList<IReadOnlyList<Document>>> Read(string view, IReadOnlyList<KeyRange> ranges);

    /// <summary>How far the view has come in every partition of the journal; 0 where it has not begun.</summary>
    ValueTask<IReadOnlyList<long>> ReadCursors(string view, int partitions);

    /// <summary>
    /// Applies a batch and moves the view's cursor, all or nothing, durably. Batches of several partitions are applied
    /// one after the other, so that the numbers of a list grow in the order in which its documents become visible.
    /// </summary>
    ValueTask<ViewResult> Apply(ViewBatch batch);

    /// <summary>Removes a view's documents and cursors, all at once; it begins anew, under another epoch.</summary>
    ValueTask Clear(string view);

    /// <summary>
    /// Names the beginning of a view: a short word of letters and digits that changes when the view is lost or cleared.
    /// A number in one of its lists means something only together with it.
    /// </summary>
    ValueTask<string> ReadEpoch(string view);
}

/// <summary>A document of a view.</summary>
/// <param name="Key">Its key; keys sort by the bytes of their UTF-8.</param>
/// <param name="Body">What it says, in the writer's own form.</param>
public readonly record struct Document(string Key, ReadOnlyMemory<byte> Body);

/// <summary>Keys from one, included, to before another.</summary>
/// <param name="From">The least key that counts.</param>
/// <param name="Before">The least key above that does not.</param>
/// <param name="Limit">Most documents wanted, from the beginning, or from the end when descending.</param>
/// <param name="Descending">Greatest key first.</param>
public readonly record struct KeyRange(string From, string Before, int Limit, bool Descending = false)
{
    /// <summary>Exactly this key.</summary>
    public static KeyRange Of(string key) => new(key, key + '\0', 1);

    /// <summary>All keys that begin so. A prefix ends with a character below U+007F.</summary>
    public static KeyRange Under(string prefix, int limit, bool descending = false) =>
        new(prefix, Behind(prefix), limit, descending);

    /// <summary>The least key above all that begin so.</summary>
    public static string Behind(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);
}

/// <summary>What one stretch of a partition changes in a view.</summary>
/// <param name="View">Which view.</param>
/// <param name="Partition">Whose entries were read.</param>
/// <param name="After">
/// How far the view has to have come in the partition for the batch to fit; otherwise nothing happens.
/// </param>
/// <param name="UpTo">
/// How far it has come with it; the same as <paramref name="After"/> for changes that no entry makes.
/// </param>
/// <param name="Changes">Documents by key. Of several changes of one key the last one counts.</param>
/// <param name="Additions">New documents at the ends of numbered lists, in order, behind the changes.</param>
public sealed record ViewBatch(
    string View, int Partition, long After, long UpTo,
    IReadOnlyList<DocumentChange> Changes, IReadOnlyList<Addition> Additions)
{
    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// Refuses names that are no text. Stores ask before they write, so that nobody else's batch fails with this one.
    /// </summary>
    /// <exception cref="ArgumentException">A view, key or list has half a surrogate pair in it.</exception>
    public void RequireText()
    {
        strict.GetByteCount(View);
        foreach (var change in Changes) strict.GetByteCount(change.Key);
        foreach (var addition in Additions) strict.GetByteCount(addition.List);
    }
}

/// <summary>Puts a document under a key, in place of what was there; null removes what is there.</summary>
public readonly record struct DocumentChange(string Key, ReadOnlyMemory<byte>? Body);

/// <summary>
/// Adds a document to a list. Its number is one more than that of the last document there, 1 for the first, and its key
/// is <see cref="NumberedList.KeyOf"/>: nobody who has seen a number ever finds a smaller one that is new. A document
/// that holds several things takes a number for each of them, and its key is that of the last.
/// </summary>
/// <param name="List">
/// The list; its documents lie under this and a slash. So no list's name may begin with another's and a slash.
/// </param>
/// <param name="Body">What the document says.</param>
/// <param name="Numbers">How many numbers it takes, 1 or more.</param>
public readonly record struct Addition(string List, ReadOnlyMemory<byte> Body, int Numbers = 1);

/// <summary>What became of a batch.</summary>
/// <param name="IsApplied">Durable. Otherwise the view had not come just that far, and nothing was changed.</param>
/// <param name="Numbers">The last number of each addition, in order.</param>
public readonly record struct ViewResult(bool IsApplied, IReadOnlyList<long> Numbers)
{
    /// <summary>The view has come to another point than the batch begins at.</summary>
    public static ViewResult Elsewhere { get; } = new(false, []);
}

/// <summary>Keys of documents in numbered lists.</summary>
public static class NumberedList
{
    private const int Digits = 16;

    /// <summary>The key of a list's document.</summary>
    public static string KeyOf(string list, long number) => $"{list}/{number:x16}";

    /// <summary>The number in such a key.</summary>
    public static long NumberOf(string key) =>
        long.Parse(key.AsSpan(key.Length - Digits), System.Globalization.NumberStyles.AllowHexSpecifier, null);

    /// <summary>The list to which a document with such a key belongs; nothing when no list has such keys.</summary>
    public static ReadOnlySpan<char> ListOf(string key) =>
        key.Length > Digits && key[^(Digits + 1)] == '/' ? key.AsSpan(0, key.Length - Digits - 1) : default;

    /// <summary>
    /// A list's documents behind a number, oldest first. The first one of them may hold this number and some before it.
    /// </summary>
    public static KeyRange After(string list, long number, int limit) =>
        new(KeyOf(list, number + 1), KeyRange.Behind(list + '/'), limit);

    /// <summary>A list's documents that end before a number, newest first.</summary>
    public static KeyRange Before(string list, long number, int limit) =>
        new(list + '/', KeyOf(list, number), limit, Descending: true);

    /// <summary>The last document of a list.</summary>
    public static KeyRange Last(string list) => KeyRange.Under(list + '/', 1, descending: true);
}
