using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Refund.State, OrleansMarket.Domain.Refund.Command, OrleansMarket.Domain.Refund.Event,
    OrleansMarket.Domain.Refund.Claim, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Paying;

/// <summary>Money on its way back to a buyer. What may happen to it is decided in <see cref="Refund"/>.</summary>
[GrainType(GrainTypes.Refund)]
internal sealed class RefundGrain : IRefundGrain, IElapsing
{
    private readonly IPaymentGateway gateway;
    private readonly Runner refund;

    public RefundGrain(IGrainContext context, IPaymentGateway gateway, Market market)
    {
        this.gateway = gateway;
        refund = market.Run(context, market.Machines.Refund, Ask);
    }

    public Task Hurry() => refund.Settle();

    public async Task<RefundView?> View()
    {
        var state = await refund.Durable();
        return state.Claim is { } claim
            ? new RefundView(
                claim.Refund, claim.Order, claim.Buyer, claim.Amount, claim.Because, state.Status, state.SettledAt,
                claim.Number)
            : null;
    }

    public Task Elapse() => refund.Elapse();

    private async Task<Refund.Command> Ask(Refund.Claim claim)
    {
        await gateway.Refund(claim.Refund, claim.Payment, claim.Amount);
        return new Refund.Command.Settle();
    }
}
