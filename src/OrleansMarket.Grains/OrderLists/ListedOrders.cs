using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>Orders as lists have to know them, read from the journal.</summary>
internal static class ListedOrders
{
    /// <summary>What an order's entries make of it, and how many they are.</summary>
    public static (Order.Listed Now, long Version) Fold(MarketMachines machines, History past)
    {
        var (now, version) = (Order.Listed.Initial, 0L);
        foreach (var entry in past.Entries)
        {
            foreach (var happened in machines.Order.Events.Read(entry.Events)) now = now.After(happened, entry.At);
            version = entry.Version;
        }

        return (now, version);
    }
}
