using System.Text;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>Keeps the lists of orders, and how many there are in each, for the orders of one partition.</summary>
/// <remarks>
/// It folds each order as the order itself does, asks the domain in which lists it belongs, and changes only what is
/// different from where the order is shown: so it does not matter from which of its entries it is told. Orders that it
/// does not remember are read from the journal, all of a stretch at once; they may be ahead of the stretch then, and
/// entries that they know are passed over. All orders of a partition have this one writer, and so have its counts.
/// </remarks>
internal sealed class OrderListProjection(
    MarketMachines machines, Policy policy, IJournalStore journal, IViewStore views, int partition) : IProjection
{
    private const int Orders = 1_024, Owners = 2_048, Titles = 4_096;

    private readonly Recollection<ShownOrder> orders = new(Orders);
    private readonly RememberedDocuments<TabCounts> counts = new(views, ListKeys.View, Owners, TabCounts.Read);
    private readonly Recollection<bool> titles = new(Titles);
    private long? reached;

    public async ValueTask Fold(IReadOnlyList<StoredEntry> stretch, ViewChanges changes)
    {
        if (await Find(stretch) is not { Count: > 0 } touched) return;
        foreach (var (_, _, entry, _) in stretch)
        {
            if (!IsOrder(entry)) continue;
            var order = touched[entry.Aggregate];
            if (entry.Version <= order.Version) continue;
            foreach (var happened in machines.Order.Events.Read(entry.Events))
                order.Now = order.Now.After(happened, entry.At);
            order.Version = entry.Version;
        }

        reached = Math.Max(reached!.Value, stretch[^1].Sequence);
        foreach (var (id, order) in touched) orders.Keep(id, order);
        await Show(touched.Values, (listed, side) => Facets.Of(listed, side, policy), changes);
    }

    public void Forget()
    {
        orders.Clear();
        counts.Clear();
        titles.Clear();
        reached = null;
    }

    /// <summary>Takes orders out of the lists that they have left by the passing of time.</summary>
    /// <param name="due">The orders.</param>
    /// <param name="now">Now.</param>
    /// <param name="changes">What that changes in the view.</param>
    public async ValueTask Sweep(IReadOnlyList<string> due, DateTimeOffset now, ViewChanges changes)
    {
        var unknown = due.Distinct().Where(id => !orders.TryGet(id, out _)).ToArray();
        var found = await Look(unknown);
        foreach (var id in due)
            if (orders.TryGet(id, out var known)) found[id] = known;
        foreach (var (id, order) in found) orders.Keep(id, order);
        await Show(found.Values, (listed, side) =>
            [.. Facets.Of(listed, side, policy).Where(facet => facet.Until is not { } until || now < until)], changes);
    }

    private static bool IsOrder(Entry entry) => entry.Aggregate.StartsWith(Ids.Order, StringComparison.Ordinal);

    /// <summary>The orders of a stretch: as they are remembered, or as they are in the journal.</summary>
    private async ValueTask<Dictionary<string, ShownOrder>?> Find(IReadOnlyList<StoredEntry> stretch)
    {
        Dictionary<string, ShownOrder>? found = null;
        HashSet<string>? unknown = null;
        reached ??= (await views.ReadCursors(ListKeys.View, journal.Partitions))[partition];
        foreach (var (_, sequence, entry, _) in stretch)
        {
            if (!IsOrder(entry) || found?.ContainsKey(entry.Aggregate) == true) continue;
            found ??= new(StringComparer.Ordinal);
            if (orders.TryGet(entry.Aggregate, out var known) && known.Version >= entry.Version - 1)
                found[entry.Aggregate] = known;
            // An entry that was put aside comes late, and its order may be shown already.
            else if (entry.Version == 1 && sequence > reached) found[entry.Aggregate] = new ShownOrder();
            else (unknown ??= new(StringComparer.Ordinal)).Add(entry.Aggregate);
        }

        if (unknown is null) return found;
        foreach (var (id, order) in await Look([.. unknown])) found![id] = order;
        return found;
    }

    /// <summary>Orders as they are in the journal, and as they are shown.</summary>
    private async ValueTask<Dictionary<string, ShownOrder>> Look(IReadOnlyList<string> ids)
    {
        var found = new Dictionary<string, ShownOrder>(ids.Count, StringComparer.Ordinal);
        if (ids.Count == 0) return found;
        var shown = await views.Read(ListKeys.View, [.. ids.Select(id => KeyRange.Of(ListKeys.Shown(id)))]);
        var pasts = await journal.Read([.. ids.Select(id => new HistoryRequest(id, null))]);
        for (var i = 0; i < ids.Count; i++)
        {
            var (now, version) = ListedOrders.Fold(machines, pasts[i]);
            var order = new ShownOrder { Now = now, Version = version };
            if (shown[i] is [var document]) order.ReadShown(document.Body.Span);
            found[ids[i]] = order;
        }

        return found;
    }

    private async ValueTask Show(
        IReadOnlyCollection<ShownOrder> touched, Func<Order.Listed, Order.Side, Facet[]> wanted, ViewChanges changes)
    {
        List<Move>? moves = null;
        foreach (var order in touched)
        {
            if (!order.IsShown) ShowForGood(order, changes);
            foreach (var (side, owner, shown) in order.Owners)
            {
                var facets = wanted(order.Now, side);
                if (!facets.AsSpan().SequenceEqual(shown)) (moves ??= []).Add(new(order, side, owner, shown, facets));
            }
        }

        if (moves is null) return;
        var found = await counts.Find(moves.Select(move => ListKeys.Count(move.Owner, partition)));
        foreach (var move in moves)
        {
            Carry(move, found[ListKeys.Count(move.Owner, partition)], changes);
            move.Order.ShowIn(move.Side, move.To);
        }

        foreach (var (key, count) in found)
        {
            if (count.Write() is { } body) changes.Put(key, body);
            else changes.Remove(key);
        }

        foreach (var order in moves.Select(move => move.Order).Distinct())
            changes.Put(ListKeys.Shown(order.Now.Order.Terms!.Order), order.WriteShown());
    }

    /// <summary>The lists that an order never leaves, of its seller and of its SKUs, and the titles of these.</summary>
    private void ShowForGood(ShownOrder order, ViewChanges changes)
    {
        var (terms, place) = (order.Now.Order.Terms!, ListKeys.Place(order.Now.Order));
        foreach (var (side, owner, _) in order.Owners)
        {
            foreach (var facet in Facets.Lasting(terms, side)) changes.Put(ListKeys.Row(owner, facet, place), default);
            foreach (var line in terms.Lines)
            {
                var title = ListKeys.Title(owner, line.Sku, line.Title);
                if (titles.TryGet(title, out _)) continue;
                titles.Keep(title, true);
                changes.Put(title, Encoding.UTF8.GetBytes(line.Title));
            }
        }
    }

    /// <summary>Takes an order from the lists it was shown in to those that it is to be shown in.</summary>
    private static void Carry(Move move, TabCounts count, ViewChanges changes)
    {
        var place = ListKeys.Place(move.Order.Now.Order);
        foreach (var (name, _) in move.From)
        {
            if (move.To.Any(facet => facet.Name == name)) continue;
            changes.Remove(ListKeys.Row(move.Owner, name, place));
            if (Facets.IsCounted(name)) count.Add(name, -1);
        }

        foreach (var (name, _) in move.To)
        {
            if (move.From.Any(facet => facet.Name == name)) continue;
            changes.Put(ListKeys.Row(move.Owner, name, place), default);
            if (Facets.IsCounted(name)) count.Add(name, +1);
        }

        var untils = move.From.Concat(move.To).Select(facet => facet.Until).OfType<DateTimeOffset>();
        foreach (var until in untils.Distinct())
        {
            var leaves = string.Join(' ', move.To.Where(facet => facet.Until == until).Select(facet => facet.Name));
            var key = ListKeys.Until(move.Owner, until, place);
            if (leaves.Length > 0) changes.Put(key, Encoding.UTF8.GetBytes(leaves));
            else changes.Remove(key);
        }
    }

    /// <summary>An order that goes from some lists of an owner to others.</summary>
    private sealed record Move(ShownOrder Order, Order.Side Side, string Owner, Facet[] From, Facet[] To);
}
