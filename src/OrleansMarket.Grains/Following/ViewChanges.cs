using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Following;

/// <summary>Collects what a stretch of entries changes in a view.</summary>
internal sealed class ViewChanges
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>?> changes = new(StringComparer.Ordinal);
    private readonly List<Addition> additions = [];

    /// <summary>Puts a document under a key, in place of what was there.</summary>
    public void Put(string key, ReadOnlyMemory<byte> body) => changes[key] = body;

    /// <summary>Removes what is under a key.</summary>
    public void Remove(string key) => changes[key] = null;

    /// <summary>Adds a document to a numbered list, which takes so many numbers.</summary>
    public void AddTo(string list, ReadOnlyMemory<byte> body, int numbers = 1) =>
        additions.Add(new(list, body, numbers));

    /// <summary>All of it, as a batch.</summary>
    public ViewBatch ToBatch(string view, int partition, long after, long upTo) => new(
        view, partition, after, upTo,
        [.. changes.Select(change => new DocumentChange(change.Key, change.Value))], [.. additions]);
}
