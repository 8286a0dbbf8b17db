using System.Globalization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>Where the documents of the view of orders lie.</summary>
/// <remarks>
/// <code>
///   {owner}/{facet}/{place}              a row: the order is in this list of the owner
///   {owner}/!count/{partition}           how many orders of the partition are in each list
///   {owner}/!until/{instant}/{place}     the lists that the order leaves then, by the passing of time
///   {owner}/!title/{sku}/{digest}        a title under which the owner bought or sold the SKU
///   o/{order}                            the lists that the order is shown in
///   sales/…                              what sellers sold, see <see cref="SellerSales.SalesKeys"/>
/// </code>
/// An owner is a member with his side, <c>b/alice</c> or <c>s/carol</c>. A place is the millisecond in which the order
/// was placed and the order's id without its prefix, so that rows sort by time. No name holds a slash.
/// </remarks>
internal static class ListKeys
{
    /// <summary>The view's name.</summary>
    public const string View = "orders";

    private const int Milliseconds = 11;

    /// <summary>A member with his side.</summary>
    public static string Owner(Order.Side side, string member) => (side == Order.Side.Buyer ? "b/" : "s/") + member;

    /// <summary>Where an order is in every list.</summary>
    public static string Place(Order.State order) => Time(order.PlacedAt) + Ids.Tail(order.Terms!.Order);

    /// <summary>The first place of the millisecond of an instant.</summary>
    public static string Time(DateTimeOffset at) => First(at.ToUnixTimeMilliseconds());

    /// <summary>The first place of the first millisecond that does not begin before an instant.</summary>
    public static string NotBefore(DateTimeOffset at) =>
        First(at.ToUnixTimeMilliseconds() + (at.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1));

    /// <summary>The order at a place.</summary>
    public static string OrderAt(string place) => Ids.Order + place[Milliseconds..];

    /// <summary>A row of a list.</summary>
    public static string Row(string owner, string facet, string place) => $"{owner}/{facet}/{place}";

    /// <summary>What the rows of a list begin with.</summary>
    public static string Rows(string owner, string facet) => $"{owner}/{facet}/";

    /// <summary>Where it is written what an order leaves at an instant.</summary>
    public static string Until(string owner, DateTimeOffset instant, string place) =>
        $"{owner}/!until/{Tick(instant)}/{place}";

    /// <summary>Whatever is left at an instant or before.</summary>
    public static KeyRange Due(string owner, DateTimeOffset now, int limit) =>
        new($"{owner}/!until/", $"{owner}/!until/{Tick(now.AddTicks(1))}", limit);

    /// <summary>The place in the key of <see cref="Until"/>.</summary>
    public static string PlaceOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    /// <summary>How many orders of a partition are in each list.</summary>
    public static string Count(string owner, int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{owner}/!count/{partition:x4}");

    /// <summary>How many orders of all partitions are.</summary>
    public static KeyRange Counts(string owner) => KeyRange.Under($"{owner}/!count/", int.MaxValue);

    /// <summary>A title of a SKU.</summary>
    public static string Title(string owner, string sku, string title) =>
        string.Create(CultureInfo.InvariantCulture, $"{owner}/!title/{sku}/{Digest(title):x8}");

    /// <summary>All titles.</summary>
    public static KeyRange Titles(string owner, int limit) => KeyRange.Under($"{owner}/!title/", limit);

    /// <summary>The SKU in the key of <see cref="Title"/>.</summary>
    public static string SkuOf(string key)
    {
        var end = key.LastIndexOf('/');
        return key[(key.LastIndexOf('/', end - 1) + 1)..end];
    }

    /// <summary>The lists that an order is shown in.</summary>
    public static string Shown(string order) => "o/" + order[Ids.Order.Length..];

    private static string First(long millisecond) => Math.Clamp(millisecond, 0, (1L << 44) - 1).ToString("x11", null);

    private static string Tick(DateTimeOffset at) => at.UtcTicks.ToString("x16", null);

    /// <summary>FNV-1a over the characters: titles of one SKU need other keys, and the same ones everywhere.</summary>
    private static uint Digest(string title)
    {
        var hash = 2166136261u;
        foreach (var c in title) hash = (hash ^ c) * 16777619u;
        return hash;
    }
}
