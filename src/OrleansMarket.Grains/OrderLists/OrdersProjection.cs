using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.SellerSales;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>
/// All that the view of orders holds: the lists, made of the orders' entries, and the sales, made of those of escrow
/// accounts. Each has keys of its own; an entry is delivered once and committed once for both, or put aside for both.
/// </summary>
/// <remarks>Neither adds to numbered lists, so neither is told of numbers.</remarks>
internal sealed class OrdersProjection(
    MarketMachines machines, Policy policy, IJournalStore journal, IViewStore views, int partition) : IProjection
{
    private readonly SalesProjection sales = new(machines, journal, views, partition);

    /// <summary>The lists.</summary>
    public OrderListProjection Lists { get; } = new(machines, policy, journal, views, partition);

    public async ValueTask Fold(IReadOnlyList<StoredEntry> stretch, ViewChanges changes)
    {
        await Lists.Fold(stretch, changes);
        await sales.Fold(stretch, changes);
    }

    public void Forget()
    {
        Lists.Forget();
        sales.Forget();
    }
}
