using Orleans.Concurrency;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Stock.State, OrleansMarket.Domain.Stock.Command, OrleansMarket.Domain.Stock.Event,
    OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>The units of one SKU. What may happen to them is decided in <see cref="Stock"/>.</summary>
/// <remarks>
/// Reentrant and pipelined: the next call is decided on the state that the last one will have made, while that one is
/// still being written, and each is answered when its own entry is durable. A flash sale meets here.
/// </remarks>
[GrainType(GrainTypes.Stock), Reentrant]
internal sealed class StockGrain(IGrainContext context, Market market) : IStockGrain, IElapsing
{
    private readonly Runner stock = market.Run(context, market.Machines.Stock);

    public async Task<Outcome> Receive(string move, int quantity) =>
        await stock.Transact(new Stock.Command.Receive(move, quantity), move);

    public async Task<Outcome> Reserve(StockClaim[] claims, DateTimeOffset until)
    {
        var wanted = new Stock.Claim[claims.Length];
        for (var i = 0; i < claims.Length; i++) wanted[i] = new(claims[i].Order, claims[i].Quantity);
        return await stock.Transact(new Stock.Command.Reserve(wanted, until), cause: claims[0].Order);
    }

    public async Task<Outcome> Commit(string order) =>
        await stock.Transact(new Stock.Command.Commit(order), cause: order);

    public async Task<Outcome> Free(string[] orders) =>
        await stock.Transact(new Stock.Command.Free(orders), cause: orders[0]);

    public async Task<StockView> View()
    {
        var now = await stock.Durable();
        return new StockView(now.OnHand, now.Reserved, now.Sold, now.Stocked);
    }

    public Task Elapse() => stock.Elapse();
}
