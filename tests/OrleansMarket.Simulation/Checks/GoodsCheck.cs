using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Checks;

/// <summary>No unit is promised or sold twice (I6), and in the end only finished orders have some.</summary>
internal sealed class GoodsCheck(Watcher watcher, Findings findings) : ICheck
{
    public void Saw(IReadOnlyList<Seen> append)
    {
        foreach (var seen in append)
        {
            if (seen.After is not Stock.State stock) continue;
            var open = stock.Reservations.Values.Where(one => !one.IsSold).Sum(one => one.Quantity);
            findings.Require(stock is { OnHand: >= 0, Reserved: >= 0, Sold: >= 0, Available: >= 0 }
                && stock.OnHand + stock.Sold == stock.Stocked && open == stock.Reserved, "I6",
                $"{seen.Entry.Aggregate}: {stock.OnHand} on hand, {stock.Reserved} reserved ({open} open), "
                + $"{stock.Sold} sold of {stock.Stocked}.");
        }
    }

    public void Settled()
    {
        var orders = watcher.All<Order.State>().ToDictionary(order => order.Id, order => order.State);
        foreach (var (id, stock) in watcher.All<Stock.State>())
        {
            findings.Require(stock.Reserved == 0, "I10", $"{id} still has {stock.Reserved} reserved.");
            foreach (var (order, held) in stock.Reservations.Where(one => one.Value is { IsSold: true, Quantity: > 0 }))
            {
                findings.Require(orders.TryGetValue(order, out var state) && state.Shipments.Count > 0, "I6",
                    $"{id} has sold {held.Quantity} to {order}, which was never shipped.");
            }
        }
    }
}
