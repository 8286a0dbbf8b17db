namespace OrleansMarket.Grains.Following;

/// <summary>
/// Remembers what was used lately: at least the last so many things, at most twice as many. Whatever it has forgotten
/// can be looked up.
/// </summary>
internal sealed class Recollection<TValue>(int count)
{
    private Dictionary<string, TValue> young = new(StringComparer.Ordinal);
    private Dictionary<string, TValue> old = new(StringComparer.Ordinal);

    /// <summary>What is remembered under a name.</summary>
    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        if (young.TryGetValue(name, out value)) return true;
        if (!old.TryGetValue(name, out value)) return false;
        Keep(name, value);
        return true;
    }

    /// <summary>Remembers something.</summary>
    public void Keep(string name, TValue value)
    {
        if (young.Count >= count && !young.ContainsKey(name)) (old, young) = (young, new(StringComparer.Ordinal));
        young[name] = value;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        young.Clear();
        old.Clear();
    }
}
