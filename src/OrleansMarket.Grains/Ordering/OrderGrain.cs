using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using OrleansMarket.Grains.Shopping;
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
internal sealed partial class OrderGrain : IOrderGrain, IDisputeGrain, IElapsing
{
    private readonly IGrainFactory grains;
    private readonly IJournalStore store;
    private readonly AddressSeal seal;
    private readonly Market market;
    private readonly Runner order;

    public OrderGrain(
        IGrainContext context, IGrainFactory grains, IJournalStore store, AddressSeal seal, Market market)
    {
        (this.grains, this.store, this.seal, this.market) = (grains, store, seal, market);
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
        // Read anew: the seller may have made it cheaper while the payment was on its way.
        return new(refused is null ? (await order.Durable()).Terms!.Total : null, refused);
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
        // Committed goods are only asked for where the order was not paid yet.
        if (goods && refused is null) market.Meters.OrderPaid();
        return refused;
    }

    public Task<Outcome> AdjustPrice(Caller caller, string adjustment, Money off, long? version) =>
        AskAs(caller, Role.Seller, _ => new Order.Command.AdjustPrice(adjustment, off), version);

    public Task<Outcome> JudgeRisk(RiskVerdict verdict, long? version) => Ask(verdict switch
    {
        RiskVerdict.Pass => new Order.Command.PassRisk(),
        RiskVerdict.Hold => new Order.Command.HoldRisk(),
        RiskVerdict.Release => new Order.Command.ReleaseRisk(),
        _ => new Order.Command.RejectRisk(),
    }, version);

    public Task<Outcome> Cancel(Caller caller, long? version) =>
        AskAs(caller, Role.Buyer, _ => new Order.Command.Cancel(), version);

    public Task<Outcome> RequestCancellation(
        Caller caller, Order.CancelReason reason, OrderUnits[]? units, long? version) =>
        AskAs(caller, Role.Buyer, state =>
        {
            var latest = state.Cancellation?.Number ?? 0;
            var number = state.IsAskedToCancel ? latest : latest + 1;
            return OrderUnitsOf(state, units, out var some)
                ? new Order.Command.RequestCancellation(number, reason, some)
                : null;
        }, version);

    public Task<Outcome> WithdrawCancellation(Caller caller, long? version) =>
        AskAs(caller, Role.Buyer, _ => new Order.Command.WithdrawCancellation(), version);

    public Task<Outcome> AcceptCancellation(Caller caller, long? version) =>
        AskAs(caller, Role.Seller, _ => new Order.Command.AcceptCancellation(), version);

    public Task<Outcome> RejectCancellation(Caller caller, Order.RejectReason because, long? version) =>
        AskAs(caller, Role.Seller, _ => new Order.Command.RejectCancellation(because), version);

    public Task<Outcome> CancelBySeller(Caller caller, Order.SellerCancelReason because, long? version) =>
        AskAs(caller, Role.Seller, _ => new Order.Command.CancelBySeller(because), version);

    public Task<Outcome> Ship(Caller caller, string carrier, string tracking, OrderUnits[]? units, long? version) =>
        AskAs(caller, Role.Seller, state => OrderUnitsOf(state, units, out var some)
            ? new Order.Command.Ship(carrier, tracking, some)
            : null, version);

    public async Task<bool> Carries(string tracking)
    {
        var state = await order.Durable();
        return state.Dispute.ReturnTracking == tracking
            || state.Shipments.Any(parcel => parcel.Tracking == tracking);
    }

    public async Task<Outcome> RecordDelivery(string tracking) =>
        await order.Transact(new Order.Command.RecordDelivery(tracking), cause: Ids.Parcel + tracking);

    public Task<Outcome> Extend(Caller caller, string extension, bool ofShipping, int days, long? version) =>
        AskAs(caller, caller.Role, _ => ofShipping
            ? new Order.Command.ExtendShipping(extension, SideOf(caller), days)
            : new Order.Command.ExtendProtection(extension, SideOf(caller), days), version);

    public Task<Outcome> ConfirmReceipt(Caller caller, bool withoutScan, long? version) =>
        AskAs(caller, Role.Buyer, _ => new Order.Command.ConfirmReceipt(withoutScan), version);

    public Task<Outcome> Freeze(Order.FreezeReason reason, long? version) =>
        Ask(new Order.Command.Freeze(reason), version);

    public Task<Outcome> Thaw(long? version) => Ask(new Order.Command.Thaw(), version);

    public Task<Outcome> ReportChargeBack(Order.ChargeBackStage stage, long? version) =>
        Ask(new Order.Command.ReportChargeBack(stage), version);

    public Task<Outcome> LeaveFeedback(Caller caller, RatingsView ratings, string? text, long? version) =>
        AskAs(caller, caller.Role, _ => new Order.Command.LeaveFeedback(
            SideOf(caller), new(ratings.Described, ratings.Communication, ratings.Shipping), text), version);

    public Task Hurry() => order.Settle();

    public Task Elapse() => order.Elapse();

    /// <summary>Asks for a side of the order: whoever is not that side has no such order.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="role">The side that he must be.</param>
    /// <param name="command">What he asks, made from the state; null when it is about lines that are not there.</param>
    /// <param name="version">The version he has seen; null for any.</param>
    private async Task<Outcome> AskAs(
        Caller caller, Role role, Func<Order.State, Order.Command?> command, long? version)
    {
        var state = await order.Durable();
        var owner = role == Role.Buyer ? state.Terms?.Buyer : state.Terms?.Seller;
        if (caller.Role != role || role is not (Role.Buyer or Role.Seller) || owner is null || owner != caller.Member)
            return Rejection.UnknownOrder;
        return command(state) is { } asked ? await Ask(asked, version) : Rejection.UnknownSku;
    }

    private async Task<Outcome> Ask(Order.Command command, long? version)
    {
        if (version is { } expected && await order.Read() is var (state, newest) && newest != expected)
        {
            // Sent again, with the version it was made for: whoever lost the answer is told it again.
            var isDone = Order.Decide(state, command, market.Policy, market.Time.GetUtcNow()).IsAlreadyDone;
            return isDone ? Outcome.Done : Rejection.VersionMismatch;
        }

        var refused = await order.Transact(command);
        if (refused is null) await order.Settle();
        return refused;
    }

    /// <summary>The side that he asks for. Whether the order is his is checked with the command.</summary>
    private static Order.Side SideOf(Caller caller) =>
        caller.Role == Role.Seller ? Order.Side.Seller : Order.Side.Buyer;

    /// <summary>Units by SKU as units by line; false when a SKU is not in the order.</summary>
    private static bool OrderUnitsOf(Order.State state, OrderUnits[]? named, out IReadOnlyList<Order.Units>? units)
    {
        units = null;
        if (named is null) return true;
        var found = new List<Order.Units>(named.Length);
        foreach (var one in named)
        {
            if (LineOf(state, one.Sku) is not { } line) return false;
            found.Add(new(line, one.Quantity));
        }

        units = found;
        return true;
    }

    private static int? LineOf(Order.State state, string sku)
    {
        var lines = state.Terms!.Lines;
        for (var line = 0; line < lines.Count; line++)
            if (lines[line].Sku == sku) return line;
        return null;
    }
}
