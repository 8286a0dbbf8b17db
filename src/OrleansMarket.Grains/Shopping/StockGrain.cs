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
/// still being written, and each is answered when its own entry is durable. A flash sale meets here; who comes when all
/// is gone reads that from the board of the silo, which this grain keeps up to date.
/// </remarks>
[GrainType(GrainTypes.Stock), Reentrant]
internal sealed class StockGrain : IStockGrain, IElapsing, IGrainBase
{
    private readonly SoldOutBoard board;
    private readonly Runner stock;
    private readonly string sku;

    public StockGrain(IGrainContext context, Market market, SoldOutBoard board)
    {
        (GrainContext, this.board) = (context, board);
        stock = market.Run(context, market.Machines.Stock);
        sku = Ids.Tail(stock.Id);
    }

    public IGrainContext GrainContext { get; }

    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token)
    {
        board.Forget(sku);
        return Task.CompletedTask;
    }

    public async Task<Outcome> Receive(string move, int quantity) =>
        await Posted(await stock.Transact(new Stock.Command.Receive(move, quantity), move));

    public Task<Outcome> Reserve(StockClaim[] claims, DateTimeOffset until) =>
        Reserve(claims, until, (Stock.Limits?)null);

    public Task<Outcome> Reserve(StockClaim[] claims, DateTimeOffset until, StockLimits limits) =>
        Reserve(claims, until, new Stock.Limits(limits.Buyer, limits.PerBuyer, limits.Sale));

    public async Task<Outcome> Extend(string order, DateTimeOffset until) =>
        await stock.Transact(new Stock.Command.Extend(order, until), cause: order);

    public async Task<Outcome> Commit(string order) =>
        await stock.Transact(new Stock.Command.Commit(order), cause: order);

    public async Task<Outcome> Commit(string order, int quantity) =>
        await stock.Transact(new Stock.Command.Commit(order, quantity), cause: order);

    public async Task<Outcome> TakeBack(string order, string id, int quantity) =>
        await Posted(await stock.Transact(new Stock.Command.TakeBack(order, id, quantity), id, order));

    public async Task<Outcome> Free(string[] orders) =>
        await Posted(await stock.Transact(new Stock.Command.Free(orders), cause: orders[0]));

    public async Task<Outcome> FreeForGood(string order) =>
        await Posted(await stock.Transact(new Stock.Command.Free([order], ForGood: true), cause: order));

    public async Task<StockView> View()
    {
        var now = await stock.Durable();
        return new StockView(now.OnHand, now.Reserved, now.Sold, now.Stocked,
            now.Sales.IsEmpty ? null : new(now.Sales.Keys.Last(), now.Sales.Values.Last().Units));
    }

    public async Task Elapse()
    {
        await stock.Elapse();
        await Post();
    }

    private async Task<Outcome> Reserve(StockClaim[] claims, DateTimeOffset until, Stock.Limits? limits)
    {
        var wanted = new Stock.Claim[claims.Length];
        for (var i = 0; i < claims.Length; i++) wanted[i] = new(claims[i].Order, claims[i].Quantity);
        var refused = await stock.Transact(
            new Stock.Command.Reserve(wanted, until, limits), cause: claims[0].Order);
        // Those who are served cost nothing more; the first who is not saves the others the way.
        if (refused == Rejection.SoldOut) await Post(limits?.Sale);
        return refused;
    }

    private async Task<Outcome> Posted(Rejection? refused)
    {
        await Post();
        return refused;
    }

    private async Task Post(Listing.Sale? sale = null)
    {
        var (now, version) = await stock.Read();
        board.Post(sku, version, now.Available, sale, sale is null ? 0 : sale.Quota - now.TakenIn(sale.From));
    }
}
