using System.Globalization;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>A place in a feed: behind an event. It is the <c>id</c> of server-sent events, too.</summary>
/// <param name="Epoch">Which beginning of the feeds the number counts from.</param>
/// <param name="Number">The number of the last event that was seen; 0 for none.</param>
internal readonly record struct EventCursor(string Epoch, long Number)
{
    /// <summary>Reads a cursor; false when it cannot be one.</summary>
    public static bool TryParse(string? text, out EventCursor cursor)
    {
        cursor = default;
        var dash = text?.LastIndexOf('-') ?? -1;
        if (dash is < 1 or > 40 || !text![..dash].All(char.IsAsciiLetterOrDigit)
            || !long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        cursor = new(text![..dash], number);
        return true;
    }

    /// <summary>Whether there is such a place in a feed.</summary>
    public bool IsIn(string epoch, long newest) => Epoch == epoch && Number <= newest;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Number}");

    /// <summary>The feed that somebody may read.</summary>
    public static string FeedOf(Caller caller) => caller.Role switch
    {
        Role.Buyer => Feeds.OfBuyer(caller.Member),
        Role.Seller => Feeds.OfSeller(caller.Member),
        _ => Feeds.Market,
    };
}
