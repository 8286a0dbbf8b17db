using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Coins.State, OrleansMarket.Domain.Coins.Command, OrleansMarket.Domain.Coins.Event,
    OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>The coins of one buyer. What may happen to them is decided in <see cref="Coins"/>.</summary>
[GrainType(GrainTypes.Coins)]
internal sealed class CoinsGrain(IGrainContext context, Market market) : ICoinsGrain, IElapsing
{
    private readonly Runner coins = market.Run(context, market.Machines.Coins);

    public async Task<Outcome> CheckIn() => await coins.Transact(new Coins.Command.CheckIn());

    public async Task<Outcome> Grant(string order, int count) =>
        await coins.Transact(new Coins.Command.Grant(order, count), cause: order);

    public async Task<Outcome> Lock(string checkout, CoinShare[] shares, DateTimeOffset until) =>
        await coins.Transact(new Coins.Command.Lock(
            checkout, [.. shares.Select(share => new Coins.Share(share.Order, share.Count))], until), cause: checkout);

    public async Task<Outcome> Spend(string order) =>
        await coins.Transact(new Coins.Command.Spend(order), cause: order);

    public async Task<Outcome> Unlock(string[] orders) =>
        await coins.Transact(new Coins.Command.Unlock(orders), cause: orders[0]);

    public async Task<Outcome> Return(string order, string refund, int count, bool evenIfExpired) =>
        await coins.Transact(new Coins.Command.Return(order, refund, count, evenIfExpired), refund, order);

    public async Task<Outcome> Forfeit() => await coins.Transact(new Coins.Command.Forfeit());

    public async Task<CoinsView> View()
    {
        var now = await coins.Durable();
        return new CoinsView(
            now.Balance, now.Locked, now.Lots.IsEmpty ? null : now.Lots.Keys.First(), now.CheckedInAt,
            [.. now.Movements.Reverse().Select(one => new CoinMovement(one.At, one.Kind, one.Count, one.Subject))]);
    }

    public Task Elapse() => coins.Elapse();
}
