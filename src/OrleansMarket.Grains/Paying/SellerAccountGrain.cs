using Orleans.Concurrency;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.SellerAccount.State, OrleansMarket.Domain.SellerAccount.Command,
    OrleansMarket.Domain.SellerAccount.Event, OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Paying;

/// <summary>
/// What a seller has earned and owes. What may happen to it is decided in <see cref="SellerAccount"/>.
/// </summary>
/// <remarks>
/// Reentrant and pipelined: when a sale's orders are released, all of a mega-seller's credits meet here.
/// </remarks>
[GrainType("seller-account"), Reentrant]
internal sealed class SellerAccountGrain(IGrainContext context, Market market) : ISellerAccountGrain
{
    private readonly Runner account = market.Run(context, market.Machines.SellerAccount);

    public async Task<Outcome> Credit(string seller, string order, Money net, Money subsidy) =>
        await account.Transact(new SellerAccount.Command.Credit(seller, order, net, subsidy), cause: order);

    public async Task<Outcome> Debit(string seller, string id, string order, Money amount, Money subsidyBack) =>
        await account.Transact(
            new SellerAccount.Command.Debit(seller, id, order, amount, subsidyBack), id, cause: order);

    public async Task<Outcome> PayOut(string payout, Money amount) =>
        await account.Transact(new SellerAccount.Command.PayOut(payout, amount), payout);

    public async Task<Outcome> Freeze(string because) =>
        await account.Transact(new SellerAccount.Command.Freeze(because));

    public async Task<Outcome> Thaw() => await account.Transact(new SellerAccount.Command.Thaw());

    public async Task<SellerAccountView> View()
    {
        var now = await account.Durable();
        return new SellerAccountView(
            Ids.Tail(account.Id), [.. now.Payable.Values], now.Sales,
            [.. now.Payouts.Select(paid => new PayoutView(paid.Id, paid.Amount, paid.At))],
            [.. now.Receivable.Values.Where(owed => owed.IsPositive)], now.Frozen);
    }
}
