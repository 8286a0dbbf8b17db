using System.Collections.Frozen;
using System.Text.Json;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>A list that an order is shown in.</summary>
/// <param name="Name">Which one of its owner's.</param>
/// <param name="Until">Before which instant, when nothing else happens to the order; null for as long as that.</param>
internal readonly record struct Facet(string Name, DateTimeOffset? Until = null);

/// <summary>
/// The lists that are kept, and how tabs and statuses are put together from them: the fewer lists an order changes on
/// its way, the less there is to write.
/// </summary>
/// <remarks>
/// Every order is in one list by its status, with a word behind it when it is frozen, disputed or asked to be
/// cancelled; the two statuses of the payment, between which orders go back and forth, share one. A tab that goes by
/// statuses reads their lists together. Tabs that orders leave by the passing of time have lists of their own.
/// </remarks>
internal static class Facets
{
    private static readonly Order.Display[] Words =
        [Order.Display.None, Order.Display.AwaitingCancellation, Order.Display.Dispute, Order.Display.Frozen];

    private static readonly Order.Status[] Statuses =
        [.. Enum.GetValues<Order.Status>().Where(status => status != Order.Status.None)];

    private static readonly FrozenDictionary<(Order.Status, Order.Display), string> ByStatus = (
        from status in Statuses
        from word in Words
        select KeyValuePair.Create((status, word), NameOf(status, word))).ToFrozenDictionary();

    private static readonly FrozenDictionary<Order.Tab, string> Own = new[]
    {
        (Order.Tab.All, "all"), (Order.Tab.AwaitingFeedback, "feedback"), (Order.Tab.Refunds, "refunds"),
        (Order.Tab.Completed, "completed_lately"), (Order.Tab.Cancelled, "cancelled_lately"),
    }.ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2);

    private static readonly FrozenDictionary<Order.Tab, string[]> ByTab =
        Enum.GetValues<Order.Tab>().ToFrozenDictionary(tab => tab, tab => Own.TryGetValue(tab, out var own)
            ? [own]
            : Lists(status => Order.TabOf(status) == tab, Words));

    private static readonly FrozenDictionary<Order.Display, string[]> ByDisplay =
        Enum.GetValues<Order.Display>().ToFrozenDictionary(display => display, display => Words.Contains(display)
            ? Lists(_ => true, [display])
            : Lists(status => (int)status == (int)display, [Order.Display.None]));

    /// <summary>Every list by status: together they hold all orders of an owner, the archive included.</summary>
    public static IReadOnlyList<string> Everything { get; } = Lists(_ => true, Words);

    /// <summary>The lists that make up a tab.</summary>
    public static IReadOnlyList<string> Of(Order.Tab tab) => ByTab[tab];

    /// <summary>The lists in which orders are found that are called so.</summary>
    public static IReadOnlyList<string> Of(Order.Display display) => ByDisplay[display];

    /// <summary>A buyer's orders of a seller.</summary>
    public static string OfSeller(string seller) => "seller:" + seller;

    /// <summary>The orders that have a SKU.</summary>
    public static string OfSku(string sku) => "sku:" + sku;

    /// <summary>The orders that have a parcel, or a return.</summary>
    public static string OfTracking(string tracking) => "tracking:" + tracking;

    /// <summary>The lists that an order is in now, beside those that it never leaves.</summary>
    public static Facet[] Of(Order.Listed listed, Order.Side side, Policy policy)
    {
        var stays = Order.Stays(listed, side, policy);
        var facets = new List<Facet>(stays.Count + 1) { new(ByStatus[(listed.Order.Status, WordOf(listed.Order))]) };
        foreach (var (tab, until) in stays)
            if (Own.TryGetValue(tab, out var own)) facets.Add(new(own, until));
        foreach (var tracking in Parcels(listed.Order)) facets.Add(new(OfTracking(tracking)));
        return [.. facets];
    }

    /// <summary>Whether it is known how many orders are in a list: in those that make up tabs.</summary>
    public static bool IsCounted(string name) => !name.Contains(':', StringComparison.Ordinal);

    /// <summary>The lists that an order never leaves.</summary>
    public static IEnumerable<string> Lasting(Order.OrderTerms terms, Order.Side side)
    {
        if (side == Order.Side.Buyer) yield return OfSeller(terms.Seller);
        foreach (var line in terms.Lines) yield return OfSku(line.Sku);
    }

    /// <summary>The numbers of an order's parcels, a return's included.</summary>
    public static IEnumerable<string> Parcels(Order.State order) => order.Dispute.ReturnTracking is { } back
        ? order.Shipments.Select(parcel => parcel.Tracking).Append(back)
        : order.Shipments.Select(parcel => parcel.Tracking);

    private static Order.Display WordOf(Order.State order)
    {
        var display = Order.DisplayOf(order);
        return Words.Contains(display) ? display : Order.Display.None;
    }

    private static string[] Lists(Func<Order.Status, bool> ofStatus, Order.Display[] words) =>
    [
        .. (from status in Statuses where ofStatus(status) from word in words select NameOf(status, word)).Distinct(),
    ];

    private static string NameOf(Order.Status status, Order.Display word)
    {
        var listed = status == Order.Status.PaymentProcessing ? Order.Status.AwaitingPayment : status;
        var name = Snake(listed.ToString());
        return word == Order.Display.None ? name : $"{name}+{Snake(word.ToString())}";
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
