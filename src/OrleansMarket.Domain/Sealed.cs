namespace OrleansMarket.Domain;

/// <summary>
/// Personal data that can be read as long as its key is there; what it says is none of the rules' business.
/// </summary>
/// <param name="Text">The id of the key, a dot, and what only the key can open.</param>
public sealed record Sealed(string Text)
{
    /// <summary>The id of the key that it was sealed with.</summary>
    public string Key => Text.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? Text[..dot] : Text;
}
