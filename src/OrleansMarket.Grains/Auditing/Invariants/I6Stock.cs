using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>No unit is sold twice, none is lost: as the stock says, and as the orders say.</summary>
internal sealed class I6Stock() : Invariant(
    "I6", "Per SKU, reserved + available + sold = stocked, all 0 or more, the open reservations are what is reserved; "
    + "and what is sold is what orders were paid for.")
{
    private readonly Dictionary<string, Sales> bySku = new(StringComparer.Ordinal);

    /// <summary>What one stock has sold to whom, by its events.</summary>
    private sealed class Sales
    {
        public Dictionary<string, int> Sold { get; } = new(StringComparer.Ordinal);

        /// <summary>Units of sold ones that came back otherwise than with the whole order.</summary>
        public bool HasReturns { get; set; }

        public int SoldByState { get; set; }

        public Place Place { get; set; }
    }

    public override IReadOnlyList<string> Prefixes => [Ids.Stock];

    public override void See(Seen seen)
    {
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
                else if (ordered != quantity)
                    Violate(sales.Place,
                        $"{quantity} are sold to {id}, which ordered {ordered}.");
                else if (order is { IsOver: true, Status: Order.Status.Closed, HoldsGoods: false })
                    Violate(sales.Place, $"{quantity} are sold to {id}, which came to nothing and holds no goods.");
            }

            var sold = sales.Sold.Values.Sum();
            if (sales.SoldByState > sold || (sales.SoldByState < sold && !sales.HasReturns))
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
            case Stock.Event.Received or Stock.Event.Reserved or Stock.Event.Expired:
                break;
            default:
                sales.HasReturns = true;
                break;
        }
    }
}
