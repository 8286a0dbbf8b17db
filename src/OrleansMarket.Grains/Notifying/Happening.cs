namespace OrleansMarket.Grains.Notifying;

/// <summary>Who is told, besides the operators, who hear of everything.</summary>
[Flags]
internal enum Sides
{
    /// <summary>The operators only.</summary>
    Nobody = 0,
    Buyer = 1,
    Seller = 2,
    Both = Buyer | Seller,
}

/// <summary>Something that an entry tells.</summary>
/// <param name="Type">What happened, in the words of the API.</param>
/// <param name="To">Whose feeds it comes into.</param>
/// <param name="Notice">Whose inbox it comes into, too: the ✉ of DOMAIN.md §2.2 to §2.7.</param>
/// <param name="Data">What else there is to say.</param>
internal sealed record Happening(string Type, Sides To, Sides Notice, EventData Data)
{
    /// <summary>The id of what it happened to; null for what the entry's aggregate stands for.</summary>
    public string? Subject { get; init; }
}
