using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>Lists of the orders of buyers and sellers, and what these sold.</summary>
/// <remarks>
/// Whoever asks right after a command finds what it did: the lists are brought up to what is durable when they are
/// asked for, for two seconds at most.
/// </remarks>
[Alias("order-lists")]
public interface IOrderListsGrain : IGrainWithIntegerKey
{
    /// <summary>A page of a member's orders, newest first; empty for whoever neither buys nor sells.</summary>
    [Alias("page")]
    Task<OrderPage> Page(OrderQuery query);

    /// <summary>How many of a member's orders are in each of his tabs, in the order of the tabs.</summary>
    [Alias("counts")]
    Task<TabCount[]> Counts(Caller caller);

    /// <summary>
    /// What a seller sold, by day; null for days that end before they begin, or more than
    /// <see cref="SalesQuery.MostDays"/>.
    /// </summary>
    [Alias("sales")]
    Task<SalesPage?> Sales(SalesQuery query);
}

/// <summary>Which orders somebody wants to see; what is null does not matter.</summary>
/// <param name="Caller">Whose: what a buyer bought, what a seller sold.</param>
/// <param name="Tab">
/// In this tab; without one, and without a status or something to search for, in <see cref="Order.Tab.All"/>.
/// </param>
/// <param name="Status">Called so, in the archive too.</param>
/// <param name="Seller">Of this seller.</param>
/// <param name="Text">
/// Part of a title, the beginning of a tracking number, or an order's id, in the archive too.
/// </param>
/// <param name="Tracking">Whose parcel or return has this tracking number, in the archive too.</param>
/// <param name="From">Placed then or later.</param>
/// <param name="Before">Placed before then.</param>
/// <param name="Limit">How many on a page, 1 to 100.</param>
/// <param name="After">Where the page before ended, see <see cref="OrderPage.Next"/>.</param>
[GenerateSerializer, Immutable, Alias("order-query")]
public sealed record OrderQuery(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Order.Tab? Tab = null,
    [property: Id(2)] Order.Display? Status = null,
    [property: Id(3)] string? Seller = null,
    [property: Id(4)] string? Text = null,
    [property: Id(5)] string? Tracking = null,
    [property: Id(6)] DateTimeOffset? From = null,
    [property: Id(7)] DateTimeOffset? Before = null,
    [property: Id(8)] int Limit = 20,
    [property: Id(9)] string? After = null);

/// <summary>A page of orders.</summary>
/// <param name="Items">Newest first. Where much had to be looked through, fewer than wanted.</param>
/// <param name="Next">Where it ended; null when there is nothing behind it.</param>
[GenerateSerializer, Immutable, Alias("order-page")]
public sealed record OrderPage([property: Id(0)] OrderRow[] Items, [property: Id(1)] string? Next)
{
    /// <summary>Whether a text can be the place where a page ended.</summary>
    public static bool IsPlace(string text) => text.Length is > 11 and <= 100
        && text[..11].All(char.IsAsciiHexDigitLower) && Ids.IsId(Ids.Order + text[11..], Ids.Order);
}

/// <summary>An order of a list.</summary>
/// <param name="Order">As its owner sees it, without the address.</param>
/// <param name="Display">All of it in one word.</param>
/// <param name="Tabs">The owner's tabs that it is in.</param>
[GenerateSerializer, Immutable, Alias("order-row")]
public sealed record OrderRow(
    [property: Id(0)] OrderView Order, [property: Id(1)] Order.Display Display, [property: Id(2)] Order.Tab[] Tabs);

/// <summary>How many orders are in a tab.</summary>
[GenerateSerializer, Immutable, Alias("tab-count")]
public readonly record struct TabCount([property: Id(0)] Order.Tab Tab, [property: Id(1)] long Orders);
