using System.Diagnostics;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Shopping;

namespace OrleansMarket.Grains.Ordering;

/// <summary>The order where it tells others what it has decided.</summary>
internal sealed partial class OrderGrain
{
    /// <summary>The payment of an order that costs nothing.</summary>
    private const string NoPayment = "none";

    private async Task<bool> CommitGoods(Order.State state)
    {
        var terms = state.Terms!;
        var committed = await Task.WhenAll(
        [
            .. terms.Lines.Select(line => line.OnPayment == true
                ? grains.Stock(line.Sku).Commit(order.Id, line.Quantity)
                : grains.Stock(line.Sku).Commit(order.Id)),
            .. Concessions.Redeem(grains, terms),
        ]);
        return Array.TrueForAll(committed, outcome => outcome.IsDone);
    }

    private async Task<Order.Command> CarryOut(Order.Step step)
    {
        var state = await order.Durable();
        var terms = state.Terms!;
        switch (step)
        {
            case Order.Step.PayNothing:
                return new Order.Command.Capture(NoPayment, terms.Total, await CommitGoods(state));

            case Order.Step.FreeGoods:
                // A commit of goods that were not reserved may still be on its way: it must find the door shut.
                await Task.WhenAll(terms.Lines.Select(line => line.OnPayment == true
                    ? grains.Stock(line.Sku).FreeForGood(order.Id)
                    : grains.Stock(line.Sku).Free([order.Id])));
                return new Order.Command.GoodsFreed();

            case Order.Step.TakeBack back:
                await Task.WhenAll(back.Units.Select(units =>
                    grains.Stock(terms.Lines[units.Line].Sku).TakeBack(order.Id, back.Id, units.Quantity)));
                return new Order.Command.TakenBack(back.Id);

            case Order.Step.ReturnCoupons coupons:
                await Task.WhenAll(Concessions.Return(grains, terms, coupons.Cause, Order.CoinsLeft(state)));
                return new Order.Command.CouponsReturned();

            case Order.Step.RenewHolds hold:
                await Concessions.Extend(grains, terms, hold.Until + market.Policy.HoldMargin);
                return new Order.Command.HoldsRenewed();

            case Order.Step.GrantCoins grant:
                await grains.Coins(terms.Buyer).Grant(order.Id, market.Policy.CoinsFor(grant.Kept));
                return new Order.Command.CoinsGranted();

            case Order.Step.RefundPart { Refund: var refund } part:
                Insist(refund.Because == Order.RefundReason.ChargeBack
                    ? await grains.EscrowOf(order.Id).ChargeBack(refund.Number, refund.Because.ToString())
                    : await grains.EscrowOf(order.Id).Refund(
                        refund.Number, [.. refund.Shares.Select(share => new EscrowShare(
                            share.Part, share.Cash, share.Whole))],
                        refund.Because.ToString(), refund.ByPlatform));
                await Task.WhenAll(Concessions.ReturnPart(
                    grains, terms, Ids.RefundOf(order.Id, refund.Number), part.Cause, part.Coins,
                    refund.IsSellersFault));
                return new Order.Command.RefundDone(refund.Number);

            case Order.Step.ReleaseEscrow:
                Insist(await grains.EscrowOf(order.Id).Release());
                return new Order.Command.EscrowDone();

            case Order.Step.RefundEscrow { Because: Order.CloseReason.ChargeBackLost }:
                Insist(await grains.EscrowOf(order.Id).ChargeBack(0, nameof(Order.CloseReason.ChargeBackLost)));
                return new Order.Command.EscrowDone();

            case Order.Step.RefundEscrow refund:
                Insist(await grains.EscrowOf(order.Id).RefundRest(0, refund.Because.ToString()));
                return new Order.Command.EscrowDone();

            case Order.Step.Strike strike:
                await grains.SellerStanding(terms.Seller).Strike(order.Id, strike.Because);
                return new Order.Command.StrikeNoted();

            default:
                throw new UnreachableException($"{step.GetType()} is not a step of an order.");
        }
    }

    private static void Insist(Outcome outcome)
    {
        if (!outcome.IsDone) throw new InvalidOperationException($"The escrow account refuses: {outcome.Why}.");
    }

    private async Task HurryReturns()
    {
        foreach (var number in Enumerable.Range(1, (await order.Durable()).LastRefund))
            grains.Refund(Ids.RefundOf(order.Id, number)).Hurry().Ignore();
    }
}
