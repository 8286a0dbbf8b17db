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
        var sold = watcher.All<Order.State>()
            .Where(order => order.State.Status == Order.Status.Finished)
            .SelectMany(order => order.State.Terms!.Lines)
            .GroupBy(line => Ids.Stock + line.Sku)
            .ToDictionary(same => same.Key, same => same.Sum(line => line.Quantity));
        foreach (var (id, stock) in watcher.All<Stock.State>())
        {
            findings.Require(stock.Reserved == 0, "I10", $"{id} still has {stock.Reserved} reserved.");
            findings.Require(stock.Sold == sold.GetValueOrDefault(id), "I6",
                $"{id} has sold {stock.Sold}, and finished orders have {sold.GetValueOrDefault(id)}.");
        }
    }
}
