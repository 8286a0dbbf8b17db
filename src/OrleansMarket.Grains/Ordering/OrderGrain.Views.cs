using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Ordering;

/// <summary>The order where it is looked at.</summary>
internal sealed partial class OrderGrain
{
    public async Task<OrderView?> View(Caller caller)
    {
        var (state, version) = await order.Read();
        return OrderViews.SideOf(caller, state) is { } side
            ? OrderViews.Show(state, version, side, market.Policy, market.Time.GetUtcNow()) with
            {
                ShipTo = await seal.Open(state.Terms!),
            }
            : null;
    }

    public async Task<HistoryLine[]?> History(Caller caller)
    {
        if (OrderViews.SideOf(caller, await order.Durable()) is not { } side) return null;
        var past = (await store.Read([new(order.Id, null)]))[0];
        return [.. past.Entries.SelectMany(entry => market.Machines.Order.Events.Read(entry.Events)
            .Where(happened => OrderHistory.IsFor(happened, side))
            .Select(happened => OrderHistory.Tell(entry.Version, entry.At, happened)))];
    }

    public async Task<OrderProof?> Proof(Caller caller)
    {
        var state = await order.Durable();
        if (OrderViews.SideOf(caller, state) is null) return null;
        string[] family =
        [
            order.Id, Ids.EscrowOf(order.Id),
            .. Enumerable.Range(0, state.LastRefund + 1).Select(number => Ids.RefundOf(order.Id, number)),
        ];
        var pasts = await store.Read([.. family.Select(id => new HistoryRequest(id, null))]);
        return OrderProofs.Prove(state.Terms!, pasts.SelectMany(past => past.Entries), market.Machines);
    }
}
