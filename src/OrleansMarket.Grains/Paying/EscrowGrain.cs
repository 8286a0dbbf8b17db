using System.Diagnostics;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Escrow.State, OrleansMarket.Domain.Escrow.Command, OrleansMarket.Domain.Escrow.Event,
    OrleansMarket.Domain.Escrow.Step, OrleansMarket.Domain.Rejection?>;

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
        escrow = market.Run(context, market.Machines.Escrow, Tell);
    }

    public Task<Outcome> Release() => Ask(new Escrow.Command.Release());

    public async Task<Outcome> Refund(int number, EscrowShare[] shares, string because, bool byPlatform)
    {
        var parts = Array.ConvertAll(shares, share => new Escrow.Share(share.Part, share.Cash, share.Whole));
        var outcome = await Ask(new Escrow.Command.Refund(number, parts, because, byPlatform));
        if (outcome.IsDone && Array.Exists(shares, share => share.Cash.IsPositive)) await Hurry(number);
        return outcome;
    }

    public async Task<Outcome> RefundRest(int number, string because)
    {
        var outcome = await Ask(new Escrow.Command.RefundRest(number, because));
        if (outcome.IsDone && (await Deposit()).Cash.IsPositive) await Hurry(number);
        return outcome;
    }

    public Task<Outcome> ChargeBack(int number, string because) =>
        Ask(new Escrow.Command.ChargeBack(number, because));

    public async Task<Escrow.Status> Status() => (await escrow.Durable()).Status;

    public Task Elapse() => escrow.Elapse();

    private async Task<Escrow.Deposit> Deposit() => (await escrow.Durable()).Deposit
        ?? throw new InvalidOperationException($"{escrow.Id} holds nothing.");

    private async Task<Outcome> Ask(Escrow.Command command)
    {
        var refused = await escrow.Transact(command, cause: (await Deposit()).Order);
        if (refused is null) await escrow.Settle();
        return refused;
    }

    private async Task Hurry(int number) =>
        await grains.Refund(Ids.RefundOf((await Deposit()).Order, number)).Hurry();

    private async Task<Escrow.Command> Tell(Escrow.Step step)
    {
        switch (step)
        {
            case Escrow.Step.CreditSeller credit:
                await grains.SellerAccount(credit.Seller)
                    .Credit(credit.Seller, credit.Order, credit.Net, credit.Subsidy);
                return new Escrow.Command.SellerCredited();

            case Escrow.Step.DebitSeller debit:
                await grains.SellerAccount(debit.Seller).Debit(
                    debit.Seller, Ids.RefundOf(debit.Order, debit.Number), debit.Order, debit.Amount, debit.Subsidy);
                return new Escrow.Command.SellerDebited(debit.Number);

            default:
                throw new UnreachableException($"{step.GetType()} is not a step of an escrow account.");
        }
    }
}
