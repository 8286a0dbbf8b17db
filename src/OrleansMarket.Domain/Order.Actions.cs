namespace OrleansMarket.Domain;

/// <summary>What each side of an order may ask for.</summary>
public static partial class Order
{
    /// <summary>
    /// What the named side may ask for now, in the words of the API; from the same table as the decisions. What can be
    /// asked of the order's dispute has the prefix <c>dispute_</c>.
    /// </summary>
    public static IReadOnlyList<string> AllowedActions(State order, Side side, Policy policy, DateTimeOffset now)
    {
        var allowed = Actions
            .Where(action => action.Side == side && Follows(action.Command(order)))
            .Select(action => action.Name);
        if (order is { IsDisputed: true, Frozen: null })
        {
            allowed = allowed.Concat(Dispute.AllowedActions(order.Dispute, PartyOf(side), policy, now)
                .Select(action => $"dispute_{action}"));
        }

        return [.. allowed.Distinct()];

        bool Follows(Command command) =>
            Decide(order, command, policy, now) is { Rejection: null, IsAlreadyDone: false };
    }

    /// <summary>What a side of the order is to its dispute.</summary>
    public static Dispute.Party PartyOf(Side side) => side switch
    {
        Side.Buyer => Dispute.Party.Buyer,
        Side.Seller => Dispute.Party.Seller,
        _ => Dispute.Party.Platform,
    };

    // For each action one command that is accepted whenever any of its kind is.
    private static readonly (string Name, Side Side, Func<State, Command> Command)[] Actions =
    [
        ("pay", Side.Buyer, _ => new Command.SubmitPayment("")),
        ("adjust_price", Side.Seller, order =>
            new Command.AdjustPrice("", new(1, order.Terms?.ShippingFee.Currency ?? Currency.Usd))),
        ("cancel", Side.Buyer, _ => new Command.Cancel()),
        ("pass_risk", Side.Operator, _ => new Command.PassRisk()),
        ("hold_risk", Side.Operator, _ => new Command.HoldRisk()),
        ("release_risk", Side.Operator, _ => new Command.ReleaseRisk()),
        ("reject_risk", Side.Operator, _ => new Command.RejectRisk()),
        ("request_cancellation", Side.Buyer, order =>
            new Command.RequestCancellation((order.Cancellation?.Number ?? 0) + 1, CancelReason.Other, null)),
        ("withdraw_cancellation", Side.Buyer, _ => new Command.WithdrawCancellation()),
        ("accept_cancellation", Side.Seller, _ => new Command.AcceptCancellation()),
        ("reject_cancellation", Side.Seller, _ => new Command.RejectCancellation(RejectReason.Other)),
        ("ship", Side.Seller, _ => new Command.Ship("", "")),
        ("cancel_by_seller", Side.Seller, _ => new Command.CancelBySeller(SellerCancelReason.Other)),
        ("extend_shipping", Side.Buyer, _ => new Command.ExtendShipping("", Side.Buyer, 1)),
        ("extend_shipping", Side.Seller, _ => new Command.ExtendShipping("", Side.Seller, 1)),
        ("extend_protection", Side.Buyer, _ => new Command.ExtendProtection("", Side.Buyer, 1)),
        ("extend_protection", Side.Seller, _ => new Command.ExtendProtection("", Side.Seller, 1)),
        ("confirm_receipt", Side.Buyer, _ => new Command.ConfirmReceipt(WithoutScan: true)),
        ("open_dispute", Side.Buyer, order => Complaint(order, Dispute.Reason.NotReceived)),
        ("open_dispute", Side.Buyer, order => Complaint(order, Dispute.Reason.NotAsDescribed)),
        ("freeze", Side.Operator, _ => new Command.Freeze(FreezeReason.Investigation)),
        ("thaw", Side.Operator, _ => new Command.Thaw()),
        ("report_charge_back", Side.Operator, order => new Command.ReportChargeBack(
            order.ChargeBack == ChargeBackStage.Opened ? ChargeBackStage.Won : ChargeBackStage.Opened)),
        ("leave_feedback", Side.Buyer, _ => new Command.LeaveFeedback(Side.Buyer, new(5, 5, 5), null)),
        ("leave_feedback", Side.Seller, _ => new Command.LeaveFeedback(Side.Seller, new(null, 5, null), null)),
    ];

    /// <summary>The smallest complaint that can be made: one unit of money of a part that has some left.</summary>
    private static Command.OnDispute Complaint(State order, Dispute.Reason reason)
    {
        var left = order.Terms is null ? [] : Refundable(order);
        var part = Enumerable.Range(0, left.Count).FirstOrDefault(part => left[part].IsPositive);
        var cash = new Money(1, order.Terms?.ShippingFee.Currency ?? Currency.Usd);
        return new(new Dispute.Command.Open("", reason,
            new(Dispute.Party.Buyer, Dispute.Kind.Refund, [new(part, 0, cash)], Dispute.Party.Seller, ""),
            [new("", Dispute.Party.Buyer, "", null, default)], []));
    }
}
