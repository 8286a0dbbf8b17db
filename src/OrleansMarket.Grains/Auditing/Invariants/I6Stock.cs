using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>No unit is sold twice, none is lost: as the stock says, and as the orders say.</summary>
internal sealed class I6Stock() : Invariant(
    "I6", "Per SKU, reserved + available + sold = stocked, all 0 or more, the open reservations are what is reserved; "
    + "and what is sold is what orders were paid for, less what they gave back.")
{
    private readonly Dictionary<string, Sales> bySku = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Order, string Sku), int> back = [];
    private readonly Dictionary<(string Order, string Sku), int> owed = [];

    /// <summary>What one stock has sold to whom, by its events.</summary>
    private sealed class Sales
    {
        public Dictionary<string, int> Sold { get; } = new(StringComparer.Ordinal);

        public int SoldByState { get; set; }

        public Place Place { get; set; }
    }

    public override IReadOnlyList<string> Prefixes => [Ids.Stock, Ids.Order];

    public override void See(Seen seen)
    {
        if (seen.After is Order.State order)
        {
            foreach (var step in order.TakeBacks.Except(((Order.State)seen.Before).TakeBacks))
                Add(back, seen.Aggregate, order, step);
            return;
        }

        Count("decisions on stock");
        var stock = (Stock.State)seen.After;
        if (stock.OnHand + stock.Sold != stock.Stocked)
            Violate(seen.Place, $"{stock.OnHand} on hand and {stock.Sold} sold are not {stock.Stocked} stocked.");
        if (stock is not { Available: >= 0, OnHand: >= 0, Reserved: >= 0, Sold: >= 0 })
        {
            Violate(seen.Place,
                $"It is oversold: {stock.OnHand} on hand, {stock.Reserved} reserved, {stock.Sold} sold.");
        }

        var sku = Ids.Tail(seen.Aggregate);
        if (!bySku.TryGetValue(sku, out var sales)) bySku.Add(string.Intern(sku), sales = new Sales());
        (sales.Place, sales.SoldByState) = (seen.Place, stock.Sold);
        foreach (var happened in seen.Events) Follow(sales, happened, (Stock.State)seen.Before, stock);
    }

    public override void End(PartitionFold fold)
    {
        foreach (var (folded, stock) in fold.All<Stock.State>())
        {
            Count("stocks");
            var open = stock.Reservations.Values.Where(one => !one.IsSold).Sum(one => one.Quantity);
            if (open != stock.Reserved)
                Violate(fold.PlaceOf(folded), $"{stock.Reserved} are reserved, its open reservations have {open}.");
        }

        foreach (var (folded, order) in fold.All<Order.State>())
            foreach (var step in order.TakeBacks) Add(owed, folded.Aggregate, order, step);
    }

    public override void Conclude(Facts facts)
    {
        foreach (var (sku, sales) in bySku)
        {
            foreach (var (id, quantity) in sales.Sold)
            {
                var order = facts.Order(id);
                var ordered = order?.Units.FirstOrDefault(units => units.Sku == sku).Quantity ?? 0;
                if (order is null) Violate(sales.Place, $"{quantity} are sold to {id}, which does not exist.");
                else if (Kept((id, sku), ordered) is var (least, most) && (quantity < least || quantity > most))
                    Violate(sales.Place, $"{quantity} are sold to {id}, which ordered {ordered} and keeps {least}.");
                else if (quantity > 0 && order is
                { IsOver: true, Status: Order.Status.Closed, HoldsGoods: false, HasShipped: false })
                    Violate(sales.Place, $"{quantity} are sold to {id}, which came to nothing and holds no goods.");
            }

            var sold = sales.Sold.Values.Sum();
            if (sales.SoldByState != sold)
                Violate(sales.Place, $"{sales.SoldByState} are sold, but {sold} to orders.");
        }

        foreach (var order in facts.Orders.Values)
        {
            if (!order.IsPaid || order.Status == Order.Status.Closed) continue;
            foreach (var (sku, quantity) in order.Units)
            {
                Count("paid lines");
                if (!bySku.TryGetValue(sku, out var sales) || !sales.Sold.ContainsKey(order.Order))
                    Violate(order.Place, $"It is paid, but {quantity} of {sku} were not sold to it.");
            }
        }
    }

    /// <summary>
    /// How many units an order must have at least and can have at most, while some are still to go back into stock.
    /// </summary>
    private (int Least, int Most) Kept((string Order, string Sku) of, int ordered)
    {
        var least = ordered - back.GetValueOrDefault(of);
        return (least, least + owed.GetValueOrDefault(of));
    }

    private static void Add(
        Dictionary<(string Order, string Sku), int> units, string id, Order.State order, Order.Step.TakeBack step)
    {
        foreach (var (line, quantity) in step.Units)
        {
            var key = (id, string.Intern(order.Terms!.Lines[line].Sku));
            units[key] = units.GetValueOrDefault(key) + quantity;
        }
    }

    private static void Follow(Sales sales, object happened, Stock.State before, Stock.State after)
    {
        switch (happened)
        {
            case Stock.Event.Committed committed:
                if (after.Reservations.TryGetValue(committed.Order, out var sold)
                    || before.Reservations.TryGetValue(committed.Order, out sold))
                    sales.Sold[committed.Order] = sold.Quantity;
                break;
            case Stock.Event.Freed freed:
                foreach (var order in freed.Orders) sales.Sold.Remove(order);
                break;
            case Stock.Event.TakenBack taken:
                sales.Sold[taken.Order] = sales.Sold.GetValueOrDefault(taken.Order) - taken.Quantity;
                break;
        }
    }
}
