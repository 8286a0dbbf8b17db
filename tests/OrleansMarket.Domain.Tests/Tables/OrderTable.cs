using static OrleansMarket.Domain.Order;

namespace OrleansMarket.Domain.Tests;

/// <summary>
/// What is asked of an order in every state: a lamp and two cables, so that some of it can be shipped, cancelled and
/// disputed by itself.
/// </summary>
internal static class OrderTable
{
    public static readonly (string Name, Command Command)[] Commands =
    [
        ("Place", new Command.Place(OrderExample.Wanted)),
        ("AdjustPrice", new Command.AdjustPrice("adj_1", Usd(100))),
        ("SubmitPayment 1", new Command.SubmitPayment("pay_1")),
        ("SubmitPayment 2", new Command.SubmitPayment("pay_2")),
        ("FailPayment 1", new Command.FailPayment("pay_1", "do_not_honor")),
        ("Capture 1", new Command.Capture("pay_1", OrderExample.Wanted.Total, GoodsAreCommitted: true)),
        ("Capture 1, goods gone", new Command.Capture("pay_1", OrderExample.Wanted.Total, GoodsAreCommitted: false)),
        ("PassRisk", new Command.PassRisk()),
        ("HoldRisk", new Command.HoldRisk()),
        ("ReleaseRisk", new Command.ReleaseRisk()),
        ("RejectRisk", new Command.RejectRisk()),
        ("Cancel", new Command.Cancel()),
        ("RequestCancellation", new Command.RequestCancellation(1, CancelReason.TooSlow, null)),
        ("WithdrawCancellation", new Command.WithdrawCancellation()),
        ("AcceptCancellation", new Command.AcceptCancellation()),
        ("RejectCancellation", new Command.RejectCancellation(RejectReason.CustomMade)),
        ("CancelBySeller", new Command.CancelBySeller(SellerCancelReason.OutOfStock)),
        ("Ship the lamp", new Command.Ship("DHL", "trk_1", [new(0, 1)])),
        ("Ship the rest", new Command.Ship("DHL", "trk_2")),
        ("ExtendShipping, seller", new Command.ExtendShipping("ext_1", Side.Seller, 3)),
        ("ExtendShipping, buyer", new Command.ExtendShipping("ext_2", Side.Buyer, 3)),
        ("ExtendProtection, seller", new Command.ExtendProtection("ext_3", Side.Seller, 3)),
        ("RecordDelivery 1", new Command.RecordDelivery("trk_1")),
        ("RecordDelivery 2", new Command.RecordDelivery("trk_2")),
        ("ConfirmReceipt", new Command.ConfirmReceipt(WithoutScan: false)),
        ("ConfirmReceipt, no scan", new Command.ConfirmReceipt(WithoutScan: true)),
        ("Dispute: open", new Command.OnDispute(Complaint.Open)),
        ("Dispute: open, all of it", new Command.OnDispute(Complaint.Open with { Proposal = Complaint.AllBack })),
        ("Dispute: accept", new Command.OnDispute(new Dispute.Command.Accept())),
        ("Dispute: withdraw", new Command.OnDispute(new Dispute.Command.Withdraw())),
        ("Freeze", new Command.Freeze(FreezeReason.Investigation)),
        ("Thaw", new Command.Thaw()),
        ("Charge-back opened", new Command.ReportChargeBack(ChargeBackStage.Opened)),
        ("Charge-back won", new Command.ReportChargeBack(ChargeBackStage.Won)),
        ("Charge-back lost", new Command.ReportChargeBack(ChargeBackStage.Lost)),
        ("LeaveFeedback, buyer", new Command.LeaveFeedback(Side.Buyer, new(5, 5, 5), null)),
        ("EscrowDone", new Command.EscrowDone()),
        ("RefundDone 1", new Command.RefundDone(1)),
        ("GoodsFreed", new Command.GoodsFreed()),
        ("CouponsReturned", new Command.CouponsReturned()),
    ];

    public static readonly Table<State, Command, Event> Table = new(
        Machines.Order, NameOf, new Command.Elapsed(), Commands)
    {
        DueAt = DueAt,
        Remarks = order =>
        [
            ("owes", None(Owed(order).Select(step => step.GetType().Name))),
            ("buyer may", None(AllowedActions(order, Side.Buyer, Policy.Modern, Midnight))),
            ("seller may", None(AllowedActions(order, Side.Seller, Policy.Modern, Midnight))),
            ("operator may", None(AllowedActions(order, Side.Operator, Policy.Modern, Midnight))),
        ],
    };

    /// <summary>The regions that change what can be asked; refunds and what is owed are seen in the remarks.</summary>
    private static string NameOf(State order) => string.Join(", ", new[]
    {
        order.ClosedBecause is { } why ? $"{order.Status} {why}" : $"{order.Status}",
        order.RiskHeldUntil is not null ? "held" : null,
        order.IsAskedToCancel ? "asked to cancel" : null,
        order.IsDisputed
            ? $"disputed for {order.Dispute.Asked!.Shares.Sum(Currency.Usd, share => share.Cash)}" : null,
        order.Frozen is { } frozen ? $"frozen{(frozen.IsReviewDue ? ", review due" : "")}" : null,
        order.ChargeBack == ChargeBackStage.Opened ? "charge-back" : null,
        $"escrow {order.Escrow}",
    }.OfType<string>());

    private static string None(IEnumerable<string> words) =>
        string.Join(", ", words) is { Length: > 0 } all ? all : "nothing";
}
