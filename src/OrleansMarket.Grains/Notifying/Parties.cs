using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Notifying;

/// <summary>Whom an aggregate concerns, and what to call it.</summary>
/// <param name="buyer">The buyer; null for none.</param>
/// <param name="seller">The seller; null for none.</param>
internal sealed class Parties(string? buyer, string? seller)
{
    private const int LongestTitle = 60;

    private readonly List<(long Version, string Id)> disputes = [];

    public string? Buyer => buyer;
    public string? Seller => seller;

    /// <summary>The title of the order's first line.</summary>
    public string? Title { get; init; }

    /// <summary>How many lines there are besides it.</summary>
    public int? MoreLines { get; init; }

    /// <summary>What every event of an order says.</summary>
    public EventData Data => new() { Title = Title, MoreLines = MoreLines, Buyer = buyer, Seller = seller };

    /// <summary>Those of an order.</summary>
    public static Parties Of(Order.OrderTerms terms)
    {
        var title = terms.Lines[0].Title;
        return new(terms.Buyer, terms.Seller)
        {
            Title = title.Length <= LongestTitle ? title : title[..(LongestTitle - 1)] + "…",
            MoreLines = terms.Lines.Count > 1 ? terms.Lines.Count - 1 : null,
        };
    }

    /// <summary>An order's dispute was opened with this version of it.</summary>
    public void Note(long version, string dispute)
    {
        if (disputes.Count == 0 || disputes[^1].Version < version) disputes.Add((version, dispute));
    }

    /// <summary>The dispute that an order had with this version.</summary>
    public string? DisputeAt(long version)
    {
        for (var i = disputes.Count - 1; i >= 0; i--)
            if (disputes[i].Version <= version) return disputes[i].Id;
        return null;
    }
}
