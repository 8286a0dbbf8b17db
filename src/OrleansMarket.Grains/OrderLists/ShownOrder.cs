using System.Globalization;
using System.Text;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>An order, and the lists that it is shown in.</summary>
internal sealed class ShownOrder
{
    private readonly Facet[][] shown = [[], []];

    /// <summary>What is known of it.</summary>
    public Order.Listed Now { get; set; } = Order.Listed.Initial;

    /// <summary>How many of its entries are folded into that.</summary>
    public long Version { get; set; }

    /// <summary>Whether it has been shown at all.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Its buyer and its seller, each with the lists that it is in.</summary>
    public IEnumerable<(Order.Side Side, string Owner, Facet[] Shown)> Owners
    {
        get
        {
            var terms = Now.Order.Terms!;
            yield return (Order.Side.Buyer, ListKeys.Owner(Order.Side.Buyer, terms.Buyer), shown[0]);
            yield return (Order.Side.Seller, ListKeys.Owner(Order.Side.Seller, terms.Seller), shown[1]);
        }
    }

    /// <summary>It is shown in other lists of a side.</summary>
    public void ShowIn(Order.Side side, Facet[] facets)
    {
        shown[(int)side] = facets;
        IsShown = true;
    }

    /// <summary>Takes in that it is shown as is written down.</summary>
    public void ReadShown(ReadOnlySpan<byte> body)
    {
        var lines = Encoding.UTF8.GetString(body).Split('\n');
        for (var side = 0; side < shown.Length; side++)
            shown[side] = [.. lines[side].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadFacet)];
        IsShown = true;
    }

    /// <summary>A line for each side: its lists, with the instants at which the order leaves them.</summary>
    public byte[] WriteShown()
    {
        var text = new StringBuilder(96);
        foreach (var facets in shown)
        {
            foreach (var (name, until) in facets)
            {
                if (text.Length > 0 && text[^1] != '\n') text.Append(' ');
                text.Append(name);
                if (until is { } at) text.Append(CultureInfo.InvariantCulture, $"@{at.UtcTicks:x}");
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static Facet ReadFacet(string text) => text.IndexOf('@', StringComparison.Ordinal) is var at and > 0
        ? new(text[..at], new DateTimeOffset(
            long.Parse(text.AsSpan(at + 1), NumberStyles.AllowHexSpecifier, null), TimeSpan.Zero))
        : new(text);
}
