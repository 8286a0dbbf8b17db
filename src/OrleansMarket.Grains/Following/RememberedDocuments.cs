using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Following;

/// <summary>Documents that a projection adds to: those that were used lately are remembered, others are read.</summary>
/// <param name="views">Where they are read.</param>
/// <param name="view">The view that they lie in.</param>
/// <param name="count">How many are remembered at least.</param>
/// <param name="read">What a document says; it is given nothing where there is none.</param>
internal sealed class RememberedDocuments<TDocument>(
    IViewStore views, string view, int count, Func<ReadOnlySpan<byte>, TDocument> read)
{
    private readonly Recollection<TDocument> known = new(count);

    /// <summary>Some of them by their keys; those that are not remembered are read together.</summary>
    public async ValueTask<Dictionary<string, TDocument>> Find(IEnumerable<string> keys)
    {
        var found = new Dictionary<string, TDocument>(StringComparer.Ordinal);
        List<string>? unknown = null;
        foreach (var key in keys.Distinct(StringComparer.Ordinal))
        {
            if (known.TryGet(key, out var document)) found[key] = document;
            else (unknown ??= []).Add(key);
        }

        if (unknown is null) return found;
        var stored = await views.Read(view, [.. unknown.Select(KeyRange.Of)]);
        for (var i = 0; i < unknown.Count; i++)
            known.Keep(unknown[i], found[unknown[i]] = read(stored[i] is [var one] ? one.Body.Span : default));
        return found;
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear() => known.Clear();
}
