using System.Diagnostics;
using Orleans.Concurrency;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.SellerStanding.State, OrleansMarket.Domain.SellerStanding.Command,
    OrleansMarket.Domain.SellerStanding.Event, OrleansMarket.Domain.SellerStanding.Step,
    OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Membership;

/// <summary>
/// Whether a seller may take orders. What may happen to it is decided in <see cref="SellerStanding"/>.
/// </summary>
/// <remarks>
/// Reentrant for two reasons. Every checkout of a mega-seller asks here, and must not wait while a report is being
/// written. And freezing a fraud's orders calls each of them, while an order that has just come to nothing calls here
/// with its strike: if either had to wait for the other's turn, both would wait for ever. So whatever is decided here
/// is decided between two awaits, on the newest state.
/// </remarks>
[GrainType(GrainTypes.Standing), Reentrant]
internal sealed class SellerStandingGrain : ISellerStandingGrain, IElapsing
{
    /// <summary>What the seller's account says when his payouts were frozen from here.</summary>
    private const string Fraud = "confirmed_fraud";

    private readonly IGrainFactory grains;
    private readonly Runner standing;
    private readonly string seller;

    public SellerStandingGrain(IGrainContext context, IGrainFactory grains, Market market)
    {
        this.grains = grains;
        standing = market.Run(context, market.Machines.SellerStanding, CarryOut);
        seller = Ids.Tail(standing.Id);
    }

    public async Task<Outcome> TakesOrders() => SellerStanding.Refusal(await standing.Durable());

    public async Task<Answer<ReportView>> File(ReportPlan plan)
    {
        if (plan.Order is { } order)
        {
            var view = await grains.Order(order).View(new(plan.Reporter, Role.Buyer));
            if (view?.Seller != seller) return new(null, Rejection.UnknownOrder, order);
        }

        var report = new SellerStanding.Report(
            plan.Id, plan.Reporter, plan.Category, plan.Order, plan.Text, plan.Evidence);
        var refused = await standing.Transact(new SellerStanding.Command.File(report), plan.Id, plan.Reporter);
        return refused is null
            ? new(Show(SellerStanding.Same(await standing.Durable(), report)!))
            : new(null, refused);
    }

    public async Task<Answer<ReportView>> Confirm(string report, bool isFraud)
    {
        var answer = await Judge(report, new SellerStanding.Command.Confirm(report, isFraud));
        // Whoever confirms a fraud wants to know that the money stays where it is.
        if (answer.Why is null && isFraud) await standing.Settle();
        return answer;
    }

    public Task<Answer<ReportView>> Dismiss(string report) =>
        Judge(report, new SellerStanding.Command.Dismiss(report));

    public async Task<Outcome> Reopen()
    {
        var refused = await standing.Transact(new SellerStanding.Command.Reopen());
        if (refused is null) await standing.Settle();
        return refused;
    }

    public async Task<Outcome> Strike(string order, Order.CloseReason because) =>
        await standing.Transact(new SellerStanding.Command.AddStrike(order, because), cause: order);

    public async Task<Outcome> CloseStore() => await standing.Transact(new SellerStanding.Command.CloseStore());

    public async Task<Outcome> OpenStore() => await standing.Transact(new SellerStanding.Command.OpenStore());

    public async Task<StandingView> View()
    {
        var now = await standing.Durable();
        return new(seller, SellerStanding.Refusal(now), now.Frozen, now.FrozenAt,
            [
                .. now.Strikes.Values.OrderBy(strike => strike.At).ThenBy(strike => strike.Order)
                    .Select(strike => new StrikeView(strike.Order, strike.Because, strike.At)),
            ],
            now.Reports.Values.Count(filed => filed.Verdict == SellerStanding.Verdict.Confirmed));
    }

    public async Task<ReportView?> Report(string report) =>
        (await standing.Durable()).Reports.GetValueOrDefault(report) is { } filed ? Show(filed) : null;

    public Task Elapse() => standing.Elapse();

    private async Task<Answer<ReportView>> Judge(string report, SellerStanding.Command verdict)
    {
        var refused = await standing.Transact(verdict, report);
        return refused is null ? new(await Report(report)) : new(null, refused, report);
    }

    private async Task<SellerStanding.Command> CarryOut(SellerStanding.Step step)
    {
        var account = grains.SellerAccount(seller);
        switch (step)
        {
            case SellerStanding.Step.FreezeMoney:
                await account.Freeze(Fraud);
                var sales = (await grains.OpenOrders().Of(seller)).Where(one => one.Seller == seller).ToArray();
                await Task.WhenAll(sales
                    .Where(one => one.Kind == ObligationKind.PaidOrder)
                    .Select(one => FreezeOrder(one.Id)));
                return new SellerStanding.Command.MoneyFrozen(
                    Array.Exists(sales, one => one.Kind == ObligationKind.UnpaidOrder));

            case SellerStanding.Step.ThawPayouts:
                // What operators have frozen for another reason stays so.
                if ((await account.View()).Frozen == Fraud) await account.Thaw();
                return new SellerStanding.Command.PayoutsThawed();

            default:
                throw new UnreachableException($"{step.GetType()} is not a step of a seller's standing.");
        }
    }

    private async Task FreezeOrder(string order)
    {
        var outcome = await grains.Order(order).Freeze(Order.FreezeReason.SellerFraud, null);
        // What has ended meanwhile has no money left to freeze.
        if (outcome.Why is { } why and not Rejection.InvalidTransition)
            throw new InvalidOperationException($"{order} is not frozen: {why}.");
    }

    private ReportView Show(SellerStanding.Filed filed) => new(
        filed.Report.Id, seller, filed.Report.Reporter, filed.Report.Category, filed.Report.Order, filed.Report.Text,
        [.. filed.Report.Evidence], filed.At, filed.Verdict);
}
