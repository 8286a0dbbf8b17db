using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Escrow.State, OrleansMarket.Domain.Escrow.Command, OrleansMarket.Domain.Escrow.Event,
    OrleansMarket.Domain.Escrow.CreditSeller, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Paying;

/// <summary>The money of one order. What may happen to it is decided in <see cref="Escrow"/>.</summary>
[GrainType(GrainTypes.Escrow)]
internal sealed class EscrowGrain : IEscrowGrain, IElapsing
{
    private readonly IGrainFactory grains;
    private readonly Runner escrow;

    public EscrowGrain(IGrainContext context, IGrainFactory grains, Market market)
    {
        this.grains = grains;
        escrow = market.Run(context, market.Machines.Escrow, Credit);
    }

    public async Task<Outcome> Release()
    {
        var refused = await escrow.Transact(new Escrow.Command.Release(), cause: (await Deposit()).Order);
        if (refused is null) await escrow.Settle();
        return refused;
    }

    public async Task<Outcome> Refund(string because)
    {
        var deposit = await Deposit();
        var refused = await escrow.Transact(new Escrow.Command.Refund(because), cause: deposit.Order);
        if (refused is null && deposit.Cash.IsPositive) await grains.Refund(Ids.RefundOf(deposit.Order, 0)).Hurry();
        return refused;
    }

    public async Task<Escrow.Status> Status() => (await escrow.Durable()).Status;

    public Task Elapse() => escrow.Elapse();

    private async Task<Escrow.Deposit> Deposit() => (await escrow.Durable()).Deposit
        ?? throw new InvalidOperationException($"{escrow.Id} holds nothing.");

    private async Task<Escrow.Command> Credit(Escrow.CreditSeller step)
    {
        await grains.SellerAccount(step.Seller).Credit(step.Seller, step.Order, step.Net, step.Subsidy);
        return new Escrow.Command.SellerCredited();
    }
}
