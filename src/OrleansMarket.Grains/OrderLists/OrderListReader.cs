using System.Text;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.Ordering;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>Reads the lists of orders.</summary>
/// <remarks>
/// A page comes from the one list that narrows most, where what is wanted beside it is looked at order by order; the
/// orders themselves are read from the journal, so that a page shows their newest state and never one that is not
/// wanted any more. The work for a page is bounded: it does not depend on how many orders there are, and where much
/// does not fit, the page is short and says where to go on.
/// </remarks>
internal sealed class OrderListReader(
    IJournalStore journal, IViewStore views, MarketMachines machines, Policy policy)
{
    /// <summary>Orders that are due to leave a list are taken out for good when there are so many.</summary>
    public const int MostDue = 200;

    private const int MostTitles = 1_000, MostSkus = 32, Rounds = 4, PerRound = 100, MostPerCheckout = 100;

    /// <summary>A page, newest first.</summary>
    public async Task<OrderPage> Page(OrderQuery query, DateTimeOffset now)
    {
        var side = query.Caller.Role == Role.Buyer ? Order.Side.Buyer : Order.Side.Seller;
        var search = new OrderSearch(query, side, policy, now);
        if (search.Id is { } id) return await ById(query, search, id, side, now);

        var owner = ListKeys.Owner(side, query.Caller.Member);
        var facets = await Narrowest(query, search, owner);
        var least = query.From is { } from ? ListKeys.Time(from) : "";
        var before = Sooner(query.After, query.Before is { } end ? ListKeys.NotBefore(end) : null);
        var rows = new List<OrderRow>(query.Limit);
        for (var round = 0; round < Rounds; round++)
        {
            var wanted = round == 0 ? query.Limit : PerRound;
            var (places, horizon) = await Places(owner, facets, least, before, wanted + 1, now);
            foreach (var (place, listed, version) in await Read(places.Take(wanted)))
            {
                before = place;
                if (search.Wants(listed)) rows.Add(Show(listed, version, side, now));
                if (rows.Count < query.Limit) continue;
                return new([.. rows], horizon is null && places[^1] == place ? null : place);
            }

            if (places.Count > wanted) continue;
            if (horizon is null) return new([.. rows], null);
            before = horizon;
        }

        return new([.. rows], before);
    }

    /// <summary>How many orders are in each tab, and what is due to leave a list.</summary>
    public async Task<(TabCount[] Counts, IReadOnlyList<string> Due)> Counts(
        Order.Side side, string member, DateTimeOffset now)
    {
        var owner = ListKeys.Owner(side, member);
        var read = await views.Read(ListKeys.View, [ListKeys.Counts(owner), ListKeys.Due(owner, now, MostDue)]);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in read[0].SelectMany(document => TabCounts.Lines(document.Body.Span)))
            counts[name] = counts.GetValueOrDefault(name) + count;
        foreach (var name in read[1].SelectMany(Leaves)) counts[name] = counts.GetValueOrDefault(name) - 1;
        return (
            [
                .. Order.TabsOf(side).Select(tab =>
                    new TabCount(tab, Facets.Of(tab).Sum(name => counts.GetValueOrDefault(name)))),
            ],
            [.. read[1].Select(document => ListKeys.OrderAt(ListKeys.PlaceOf(document.Key)))]);
    }

    /// <summary>The orders of one checkout at most: an id, or the beginning of some.</summary>
    private async Task<OrderPage> ById(
        OrderQuery query, OrderSearch search, string id, Order.Side side, DateTimeOffset now)
    {
        var ids = await journal.ListAggregates(id, null, MostPerCheckout);
        var pasts = await journal.Read([.. ids.Select(one => new HistoryRequest(one, null))]);
        var found = pasts.Select(past => ListedOrders.Fold(machines, past))
            .Where(order => search.Wants(order.Now))
            .Select(order => (Place: ListKeys.Place(order.Now.Order), order.Now, order.Version))
            .Where(order => query.After is null || string.CompareOrdinal(order.Place, query.After) < 0)
            .OrderByDescending(order => order.Place, StringComparer.Ordinal).ToArray();
        return new(
            [.. found.Take(query.Limit).Select(order => Show(order.Now, order.Version, side, now))],
            found.Length > query.Limit ? found[query.Limit - 1].Place : null);
    }

    /// <summary>The lists to look through; together they have every order that is wanted.</summary>
    private async Task<IReadOnlyList<string>> Narrowest(OrderQuery query, OrderSearch search, string owner)
    {
        if (query.Tracking is { } tracking) return [Facets.OfTracking(tracking)];
        if (query.Text is { } text && await ByText(owner, text) is { } found) return found;
        if (query is { Seller: { } seller, Caller.Role: Role.Buyer }) return [Facets.OfSeller(seller)];
        if (query.Status is { } status) return Facets.Of(status);
        return search.Tab is { } tab ? Facets.Of(tab) : Facets.Everything;
    }

    /// <summary>
    /// The lists of the SKUs that were bought or sold under such a title, and of such parcels; null when they are too
    /// many to be read together.
    /// </summary>
    private async Task<IReadOnlyList<string>?> ByText(string owner, string text)
    {
        var parcels = ListKeys.Rows(owner, Facets.OfTracking(text))[..^1];
        var read = await views.Read(ListKeys.View,
        [
            ListKeys.Titles(owner, MostTitles + 1),
            Ids.IsName(text) ? KeyRange.Under(parcels, MostSkus + 1) : new("", "", 0),
        ]);
        if (read[0].Count > MostTitles || read[1].Count > MostSkus) return null;
        var facets = read[0]
            .Where(title => Encoding.UTF8.GetString(title.Body.Span).Contains(text, StringComparison.OrdinalIgnoreCase))
            .Select(title => Facets.OfSku(ListKeys.SkuOf(title.Key)))
            .Concat(read[1].Select(row => row.Key[(owner.Length + 1)..row.Key.LastIndexOf('/')]))
            .Distinct().ToArray();
        return facets.Length <= MostSkus ? facets : null;
    }

    /// <summary>
    /// The next places of several lists, newest first, and how far down they have been looked through; null for to the
    /// end.
    /// </summary>
    private async Task<(IReadOnlyList<string> Places, string? Horizon)> Places(
        string owner, IReadOnlyList<string> facets, string least, string? before, int wanted, DateTimeOffset now)
    {
        var ranges = facets.Select(facet => ListKeys.Rows(owner, facet)).Select(rows => new KeyRange(
            rows + least, before is null ? KeyRange.Behind(rows) : rows + before, wanted, Descending: true));
        var read = await views.Read(ListKeys.View, [.. ranges, ListKeys.Due(owner, now, MostDue)]);
        var gone = read[^1].SelectMany(due => Leaves(due).Select(name =>
            ListKeys.Row(owner, name, ListKeys.PlaceOf(due.Key)))).ToHashSet(StringComparer.Ordinal);
        // Where a list was cut off, the others are not looked at any further down.
        var horizon = read.Take(facets.Count).Where(rows => rows.Count == wanted)
            .Select(rows => ListKeys.PlaceOf(rows[^1].Key)).Max(StringComparer.Ordinal);
        var places = read.Take(facets.Count).SelectMany(rows => rows)
            .Where(row => !gone.Contains(row.Key)).Select(row => ListKeys.PlaceOf(row.Key)).Distinct()
            .Where(place => horizon is null || string.CompareOrdinal(place, horizon) >= 0)
            .OrderByDescending(place => place, StringComparer.Ordinal).Take(wanted).ToArray();
        return (places, horizon);
    }

    private async Task<IEnumerable<(string Place, Order.Listed Now, long Version)>> Read(IEnumerable<string> places)
    {
        var wanted = places.ToArray();
        if (wanted.Length == 0) return [];
        var pasts = await journal.Read(
            [.. wanted.Select(place => new HistoryRequest(ListKeys.OrderAt(place), null))]);
        return wanted.Zip(pasts, (place, past) =>
        {
            var (now, version) = ListedOrders.Fold(machines, past);
            return (place, now, version);
        });
    }

    private OrderRow Show(Order.Listed listed, long version, Order.Side side, DateTimeOffset now) => new(
        OrderViews.Show(listed.Order, version, side, policy, now) with { ShipTo = null },
        Order.DisplayOf(listed.Order), [.. Order.TabsAt(listed, side, policy, now)]);

    private static string[] Leaves(Document due) => Encoding.UTF8.GetString(due.Body.Span).Split(' ');

    private static string? Sooner(string? one, string? other) =>
        one is null || (other is not null && string.CompareOrdinal(other, one) < 0) ? other : one;
}
