using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.Cluster;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Actors;

/// <summary>
/// What can be asked of an order, by the names that it allows them under. A new action of an order is a line here.
/// </summary>
internal static class OrderActions
{
    /// <summary>Asks for it; the version is what the asker believes, the same however often he asks.</summary>
    internal delegate Task Action(Actor who, OrderView order, long? version, Chance chance);

    private static readonly Dictionary<string, Action> ByName = new()
    {
        ["pay"] = (who, order, _, chance) => Pay(who, [order.Id], chance),
        ["cancel"] = (who, order, version, chance) => who.Command(chance, $"cancel {order.Id}",
            () => Grain(who, order).Cancel(who.Self, version),
            now => now.Newest<Order.State>(order.Id) is
            {
                Status: Order.Status.Closed, ClosedBecause: Order.CloseReason.BuyerCancelled,
            }),
        ["confirm_receipt"] = (who, order, version, chance) => who.Command(chance, $"confirm {order.Id}",
            () => Grain(who, order).ConfirmReceipt(who.Self, order.Version % 3 > 0, version),
            now => now.Newest<Order.State>(order.Id)?.CompletedAt is not null),
        ["ship"] = Ship,
        ["pass_risk"] = (who, order, version, chance) => who.Command(chance, $"pass {order.Id}",
            () => Grain(who, order).JudgeRisk(RiskVerdict.Pass, version),
            now => now.Newest<Order.State>(order.Id)?.Status
                is not (Order.Status.AwaitingPayment or Order.Status.PaymentProcessing or Order.Status.RiskReview)),
        ["hold_risk"] = (who, order, version, chance) => who.Command(chance, $"hold {order.Id}",
            () => Grain(who, order).JudgeRisk(RiskVerdict.Hold, version)),
        ["release_risk"] = (who, order, version, chance) => who.Command(chance, $"let {order.Id} go",
            () => Grain(who, order).JudgeRisk(RiskVerdict.Release, version)),
        ["reject_risk"] = (who, order, version, chance) => who.Command(chance, $"reject {order.Id}",
            () => Grain(who, order).JudgeRisk(RiskVerdict.Reject, version),
            now => now.Newest<Order.State>(order.Id)?.ClosedBecause == Order.CloseReason.RiskRejected),
        ["adjust_price"] = AdjustPrice,
        ["request_cancellation"] = RequestCancellation,
        ["withdraw_cancellation"] = (who, order, version, chance) => who.Command(chance, $"keep {order.Id} after all",
            () => Grain(who, order).WithdrawCancellation(who.Self, version)),
        ["accept_cancellation"] = (who, order, version, chance) => who.Command(chance, $"let {order.Id} be cancelled",
            () => Grain(who, order).AcceptCancellation(who.Self, version)),
        ["reject_cancellation"] = (who, order, version, chance) => who.Command(chance, $"insist on {order.Id}",
            () => Grain(who, order).RejectCancellation(who.Self, Order.RejectReason.Other, version)),
        ["cancel_by_seller"] = (who, order, version, chance) => who.Command(chance, $"cannot ship {order.Id}",
            () => Grain(who, order).CancelBySeller(who.Self, Order.SellerCancelReason.OutOfStock, version)),
        ["extend_shipping"] = (who, order, version, chance) => Extend(who, order, version, chance, ofShipping: true),
        ["extend_protection"] = (who, order, version, chance) => Extend(who, order, version, chance, ofShipping: false),
        ["freeze"] = (who, order, version, chance) => who.Command(chance, $"freeze {order.Id}",
            () => Grain(who, order).Freeze(Order.FreezeReason.Investigation, version)),
        ["thaw"] = (who, order, version, chance) => who.Command(chance, $"thaw {order.Id}",
            () => Grain(who, order).Thaw(version)),
        ["report_charge_back"] = ReportChargeBack,
        ["leave_feedback"] = (who, order, version, chance) => who.Command(chance, $"rate {order.Id}",
            () => Grain(who, order).LeaveFeedback(who.Self,
                who.Self.Role == Role.Buyer ? new(4, 5, 3) : new(null, 5, null), null, version)),
        ["open_dispute"] = DisputeActions.Open,
        ["dispute_accept"] = (who, order, version, chance) => who.Command(chance, $"give in over {order.Id}",
            () => Dispute(who, order).Accept(who.Self, order.Dispute?.Id ?? "", version)),
        ["dispute_counter"] = DisputeActions.Counter,
        ["dispute_accept_counter"] = (who, order, version, chance) => who.Command(chance, $"settle for {order.Id}",
            () => Dispute(who, order).AcceptCounter(who.Self, order.Dispute?.Id ?? "", version)),
        ["dispute_modify"] = DisputeActions.Modify,
        ["dispute_withdraw"] = (who, order, version, chance) => who.Command(chance, $"drop the dispute of {order.Id}",
            () => Dispute(who, order).Withdraw(who.Self, order.Dispute?.Id ?? "", version)),
        ["dispute_escalate"] = (who, order, version, chance) => who.Command(chance, $"call the platform to {order.Id}",
            () => Dispute(who, order).Escalate(who.Self, order.Dispute?.Id ?? "", version)),
        ["dispute_evidence"] = DisputeActions.AddEvidence,
        ["dispute_judge"] = DisputeActions.Judge,
        ["dispute_return_shipped"] = DisputeActions.ShipReturn,
        ["dispute_return_received"] = (who, order, version, chance) => who.Command(chance, $"have {order.Id} back",
            () => Dispute(who, order).ReturnReceived(who.Self, order.Dispute?.Id ?? "", version)),
        ["dispute_contest_return"] = (who, order, version, chance) => who.Command(chance, $"contest {order.Id}",
            () => Dispute(who, order).ContestReturn(who.Self, order.Dispute?.Id ?? "",
                [new("e-contest", "It is a brick.", null)], version)),
    };

    /// <summary>What brings an order further; of what it allows, these are liked more than the rest.</summary>
    private static readonly HashSet<string> Onward =
    [
        "pay", "pass_risk", "release_risk", "ship", "confirm_receipt", "open_dispute", "dispute_counter",
        "dispute_accept_counter", "dispute_judge", "dispute_return_shipped", "thaw",
    ];

    public static IReadOnlyList<string> All { get; } = [.. ByName.Keys];

    /// <summary>One of what is allowed.</summary>
    public static string Draw(string[] allowed, Chance chance) =>
        allowed.Where(Onward.Contains).ToArray() is { Length: > 0 } onward && chance.Is(0.75)
            ? chance.Of(onward)
            : chance.Of(allowed);

    /// <summary>Whether an action is known here; those that are not are noted, and a test complains.</summary>
    public static bool Knows(string action, Stage stage)
    {
        if (ByName.ContainsKey(action)) return true;
        stage.UnknownActions.Add(action);
        return false;
    }

    public static Task Play(string action, Actor who, OrderView order, Chance chance) =>
        ByName[action](who, order, chance.Is(0.7) ? null : order.Version - chance.Below(2), chance);

    /// <summary>Pays some orders together.</summary>
    public static async Task Pay(Actor who, string[] orders, Chance chance)
    {
        var payment = who.Stage.NewId(Ids.Payment, chance);
        var method = chance.Is(0.6) ? SimulatedProvider.GoodCard : SimulatedProvider.Card;
        await who.Ask(chance, $"pay {string.Join(" and ", orders)} with {payment}",
            () => who.Grains.Payment(payment).Pay(who.Name, orders, method),
            view => Paid(who, view));
    }

    private static void Paid(Actor who, PaymentView view)
    {
        // A payment that could not even begin was never stored.
        if (view.Status == Payment.Status.Processing) return;
        if (view.Status == Payment.Status.Refused && view.Why is Rejection.UnknownPayment) return;
        who.Promise($"{who.Name} was told that {view.Id} is {view.Status}",
            now => now.Newest<Payment.State>(view.Id) is { } state && state.Status == view.Status
                && (view.Status != Payment.Status.Captured || view.Orders.All(order =>
                    now.Newest<Order.State>(order)?.HasCaptured(view.Id) == true)));
    }

    private static Task AdjustPrice(Actor who, OrderView order, long? version, Chance chance)
    {
        var (id, off) = ($"adj-{chance.Next() % 1_000_000}", Money.Usd(chance.Between(1, 200)));
        return who.Command(chance, $"take {off} off {order.Id} as {id}",
            () => Grain(who, order).AdjustPrice(who.Self, id, off, version ?? order.Version));
    }

    private static Task RequestCancellation(Actor who, OrderView order, long? version, Chance chance)
    {
        // All of it, or one line.
        OrderUnits[]? units = chance.Is(0.5) ? null : [new(order.Lines[0].Sku, order.Lines[0].Quantity)];
        return who.Command(chance, $"ask to cancel {(units is null ? "all" : "a line")} of {order.Id}",
            () => Grain(who, order).RequestCancellation(who.Self, Order.CancelReason.Other, units, version));
    }

    private static Task Extend(Actor who, OrderView order, long? version, Chance chance, bool ofShipping)
    {
        var (id, days) = ($"ext-{chance.Next() % 1_000_000}", chance.Between(1, 9));
        return who.Command(chance, $"extend {order.Id} by {days} days as {id}",
            () => Grain(who, order).Extend(who.Self, id, ofShipping, days, version));
    }

    private static Task ReportChargeBack(Actor who, OrderView order, long? version, Chance chance)
    {
        var stage = order.ChargeBack == Order.ChargeBackStage.Opened
            ? chance.Of(new[] { Order.ChargeBackStage.Won, Order.ChargeBackStage.Lost })
            : Order.ChargeBackStage.Opened;
        return who.Command(chance, $"report that a charge-back of {order.Id} is {stage}",
            () => Grain(who, order).ReportChargeBack(stage, version));
    }

    private static async Task Ship(Actor who, OrderView order, long? version, Chance chance)
    {
        var stage = who.Stage;
        // Now and then a number that another parcel has, or that this one has already.
        var tracking = stage.Parcels.Count > 0 && chance.Is(0.1)
            ? chance.Of(stage.Parcels)
            : $"T{chance.Next() % 1_000_000}";
        if (!stage.Parcels.Contains(tracking)) stage.Parcels.Add(tracking);
        OrderUnits[]? units = chance.Is(0.7) ? null : [new(chance.Of(order.Lines).Sku, 1)];
        await who.Command(chance, $"ship {(units is null ? "all" : "a unit")} of {order.Id} with {tracking}",
            () => who.Grains.Parcel(tracking).Dispatch(who.Self, order.Id, "dhl", units, version),
            now => now.Newest<Order.State>(order.Id)?.Shipments.Any(one => one.Tracking == tracking) == true
                && now.Newest<Parcel.State>(Ids.Parcel + tracking)?.Order == order.Id);
    }

    private static IDisputeGrain Dispute(Actor who, OrderView order) => who.Grains.DisputesOf(order.Id);

    private static IOrderGrain Grain(Actor who, OrderView order) => who.Grains.Order(order.Id);
}
