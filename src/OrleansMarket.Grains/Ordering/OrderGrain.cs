using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Order.State, OrleansMarket.Domain.Order.Command, OrleansMarket.Domain.Order.Event,
    OrleansMarket.Domain.Order.Step, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Ordering;

/// <summary>One order. What may happen to it is decided in <see cref="Order"/>; who may ask is checked here.</summary>
/// <remarks>
/// Goods and coupons are committed before the append that makes the order paid: should they be gone, the order is
/// closed and the money goes back. A crash in between leaves them committed for a payment that will ask again.
/// </remarks>
[GrainType(GrainTypes.Order)]
internal sealed class OrderGrain : IOrderGrain, IElapsing
{
    private readonly IGrainFactory grains;
    private readonly IJournalStore store;
    private readonly Market market;
    private readonly Runner order;

    public OrderGrain(IGrainContext context, IGrainFactory grains, IJournalStore store, Market market)
    {
        (this.grains, this.store, this.market) = (grains, store, market);
        order = market.Run(context, market.Machines.Order, CarryOut);
    }

    public async Task<PaymentTicket> SubmitPayment(string payment, string buyer)
    {
        var state = await order.Durable();
        if (state.Terms?.Buyer != buyer) return new(null, Rejection.UnknownOrder);
        // A payment that has begun here before, however it went on, is told its amount again
        // so that it can find its end.
        if (state.Attempts.Contains(payment)) return new(state.Terms.Total, null);
        var refused = await order.Transact(new Order.Command.SubmitPayment(payment), payment, payment);
        return new(refused is null ? state.Terms.Total : null, refused);
    }

    public async Task<Outcome> FailPayment(string payment, string code) =>
        await order.Transact(new Order.Command.FailPayment(payment, code), payment, payment);

    public async Task<Outcome> Capture(string payment, Money amount)
    {
        var state = await order.Durable();
        var isLate = state.Status is not (Order.Status.AwaitingPayment or Order.Status.PaymentProcessing);
        var goods = !isLate && !state.HasCaptured(payment) && await CommitGoods(state);
        var refused = await order.Transact(new Order.Command.Capture(payment, amount, goods), payment, payment);
        if (refused is null) await HurryReturns();
        return refused;
    }

    public Task<Outcome> PassRisk(long? version) => Ask(new Order.Command.PassRisk(), version);

    public async Task<Outcome> Cancel(Caller caller, long? version)
    {
        if (await Foreign(caller, Role.Buyer)) return Rejection.UnknownOrder;
        var outcome = await Ask(new Order.Command.Cancel(), version);
        if (outcome.IsDone) await order.Settle();
        return outcome;
    }

    public async Task<Outcome> Ship(Caller caller, string carrier, string tracking, long? version) =>
        await Foreign(caller, Role.Seller)
            ? Rejection.UnknownOrder
            : await Ask(new Order.Command.Ship(carrier, tracking), version);

    public async Task<Outcome> RecordDelivery(string tracking) =>
        await order.Transact(new Order.Command.RecordDelivery(tracking), cause: Ids.Parcel + tracking);

    public async Task<Outcome> ConfirmReceipt(Caller caller, bool withoutScan, long? version)
    {
        if (await Foreign(caller, Role.Buyer)) return Rejection.UnknownOrder;
        var outcome = await Ask(new Order.Command.ConfirmReceipt(withoutScan), version);
        if (outcome.IsDone) await order.Settle();
        return outcome;
    }

    public async Task<OrderView?> View(Caller caller)
    {
        var (state, version) = await order.Read();
        return OrderViews.SideOf(caller, state) is { } side
            ? OrderViews.Show(state, version, side, market.Policy, market.Time.GetUtcNow())
            : null;
    }

    public async Task<HistoryLine[]?> History(Caller caller)
    {
        if (OrderViews.SideOf(caller, await order.Durable()) is null) return null;
        var past = (await store.Read([new(order.Id, null)]))[0];
        return [.. past.Entries.SelectMany(entry => market.Machines.Order.Events.Read(entry.Events)
            .Select(happened => OrderHistory.Tell(entry.Version, entry.At, happened)))];
    }

    public async Task<OrderProof?> Proof(Caller caller)
    {
        var state = await order.Durable();
        if (OrderViews.SideOf(caller, state) is null) return null;
        string[] family =
        [
            order.Id, Ids.EscrowOf(order.Id),
            .. Enumerable.Range(0, state.Returned.Count + 1).Select(number => Ids.RefundOf(order.Id, number)),
        ];
        var pasts = await store.Read([.. family.Select(id => new HistoryRequest(id, null))]);
        return OrderProofs.Prove(state.Terms!, pasts.SelectMany(past => past.Entries), market.Machines);
    }

    public Task Elapse() => order.Elapse();

    private async Task<Outcome> Ask(Order.Command command, long? version)
    {
        if (version is { } expected && await order.Read() is var (state, newest) && newest != expected)
        {
            // Sent again, with the version it was made for: whoever lost the answer is told it again.
            var isDone = Order.Decide(state, command, market.Policy, market.Time.GetUtcNow()).IsAlreadyDone;
            return isDone ? Outcome.Done : Rejection.VersionMismatch;
        }

        return await order.Transact(command);
    }

    private async Task<bool> Foreign(Caller caller, Role role)
    {
        var terms = (await order.Durable()).Terms;
        var owner = role == Role.Buyer ? terms?.Buyer : terms?.Seller;
        return caller.Role != role || owner is null || owner != caller.Member;
    }

    private async Task<bool> CommitGoods(Order.State state)
    {
        var terms = state.Terms!;
        var committed = await Task.WhenAll(
        [
            .. terms.Lines.Select(line => line.OnPayment == true
                ? grains.Stock(line.Sku).Commit(order.Id, line.Quantity)
                : grains.Stock(line.Sku).Commit(order.Id)),
            .. terms.Coupons.Select(coupon => grains.Coupon(coupon).Redeem(order.Id)),
        ]);
        return Array.TrueForAll(committed, outcome => outcome.IsDone);
    }

    private async Task<Order.Command> CarryOut(Order.Step step)
    {
        var terms = (await order.Durable()).Terms!;
        switch (step)
        {
            case Order.Step.FreeGoods:
                await Task.WhenAll(
                [
                    // A commit of goods that were not reserved may still be on its way: it must find the door shut.
                    .. terms.Lines.Select(line => line.OnPayment == true
                        ? grains.Stock(line.Sku).FreeForGood(order.Id)
                        : grains.Stock(line.Sku).Free([order.Id])),
                    .. terms.Coupons.Select(coupon => grains.Coupon(coupon).Unlock([order.Id])),
                ]);
                return new Order.Command.GoodsFreed();

            case Order.Step.ReleaseEscrow:
                Insist(await grains.EscrowOf(order.Id).Release());
                return new Order.Command.EscrowDone();

            case Order.Step.RefundEscrow refund:
                Insist(await grains.EscrowOf(order.Id).RefundRest(0, refund.Because.ToString()));
                return new Order.Command.EscrowDone();

            default:
                throw new System.Diagnostics.UnreachableException($"{step.GetType()} is not a step of an order.");
        }
    }

    private static void Insist(Outcome outcome)
    {
        if (!outcome.IsDone) throw new InvalidOperationException($"The escrow account refuses: {outcome.Why}.");
    }

    private async Task HurryReturns()
    {
        foreach (var number in Enumerable.Range(1, (await order.Durable()).Returned.Count))
            grains.Refund(Ids.RefundOf(order.Id, number)).Hurry().Ignore();
    }
}
