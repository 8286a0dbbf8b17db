using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>
/// What one buyer bought of one seller in one checkout, from placing it to the end of its after-sale time.
/// </summary>
/// <remarks>
/// <code>
///                    SubmitPayment             Capture                PassRisk, 24 h
///   AwaitingPayment -----------> Processing -----------> RiskReview ---------------> AwaitingShipment
///     |   ^     |                |  |                      |                           |         |
///     |   +-----|-- PaymentFailed+  | pay window           | Cancel (O7)         Ship  |         | ship window (O18),
///     |         |      (O3, O6)     v (O5)                 v RejectRisk (O9)    (O16) v         v agreed (O12, O13),
///     |         +--------------> Closed &lt;----------------- * ------------------------- | --- Closed  seller (O17)
///     +-- Cancel, pay window --> Closed                                                |
///                     some of it (O15): PartiallyShipped, then the rest, or without it |
///                                                                    AwaitingDelivery &lt;+
///                                                     ConfirmReceipt |    | RecordDelivery (O21)
///   Finished &lt;---------------- Completed &lt;---------------------------+    v
///            15 days (O27)         ^   release (O26) frees the escrow   Delivered
///                                  +------- ConfirmReceipt, 7 days -------+
/// </code>
/// That is the primary region. Beside it: a request to cancel (<c>Order.Cancelling.cs</c>), a dispute
/// (<see cref="Dispute"/>), a freeze and a charge-back (<c>Order.Freezing.cs</c>), feedback. A dispute stops the timers
/// of the primary region, a freeze all of them; both give back the time that was left.
///
/// Letters and numbers are the rows of DOMAIN.md §2.2. The order is paid in the same append in which its escrow account
/// is born. Goods are committed before that append and set free after a closing one, so a closed order holds nothing.
/// Every refund is decided here and numbered, so that no path can pay a part back that another has paid back already.
/// </remarks>
public static partial class Order
{
    /// <summary>Where the order stands on its way.</summary>
    public enum Status
    {
        /// <summary>It does not exist.</summary>
        None,

        /// <summary>Placed; the goods are reserved until the pay window ends.</summary>
        AwaitingPayment,

        /// <summary>A payment is under way; nobody but the payment provider can act.</summary>
        PaymentProcessing,

        /// <summary>Paid and being verified; the buyer may still cancel alone.</summary>
        RiskReview,

        /// <summary>Verified; the seller has to ship.</summary>
        AwaitingShipment,

        /// <summary>Some of it is on its way; the seller has to ship the rest.</summary>
        PartiallyShipped,

        /// <summary>All of it is on its way.</summary>
        AwaitingDelivery,

        /// <summary>The carrier has delivered all of it.</summary>
        Delivered,

        /// <summary>The buyer has the goods; the seller is paid when the release delay is over.</summary>
        Completed,

        /// <summary>The end of a good order.</summary>
        Finished,

        /// <summary>The end of an order that came to nothing; <see cref="State.ClosedBecause"/> says why.</summary>
        Closed,
    }

    /// <summary>Where the order's money is.</summary>
    public enum EscrowStatus
    {
        /// <summary>Nothing was paid.</summary>
        None,

        /// <summary>Set aside.</summary>
        Held,

        /// <summary>On its way to the seller.</summary>
        Releasing,

        /// <summary>The seller has it.</summary>
        Released,

        /// <summary>On its way back to the buyer.</summary>
        Refunding,

        /// <summary>The buyer has been refunded.</summary>
        Refunded,
    }

    /// <summary>Why an order was closed (DOMAIN.md §2.2).</summary>
    public enum CloseReason
    {
        /// <summary>Nobody paid in time.</summary>
        PaymentTimeout,

        /// <summary>The buyer cancelled before the payment was verified.</summary>
        BuyerCancelled,

        /// <summary>The payment was not what it seemed.</summary>
        RiskRejected,

        /// <summary>The seller agreed to the buyer's request.</summary>
        CancelAgreed,

        /// <summary>The seller did not answer the buyer's request in time.</summary>
        CancelAuto,

        /// <summary>The seller cancelled it.</summary>
        SellerCancelled,

        /// <summary>The seller did not ship in time.</summary>
        NotShipped,

        /// <summary>A dispute ended with all of the money going back.</summary>
        DisputeFullRefund,

        /// <summary>It was frozen until the limit, and the money went back.</summary>
        FrozenRefunded,

        /// <summary>The buyer's bank took the money.</summary>
        ChargeBackLost,
    }

    /// <summary>Decides what follows from a command.</summary>
    /// <remarks>
    /// What others report (money, parcels, banks, the escrow) happens to a frozen order too; what people ask waits.
    /// </remarks>
    public static Decision<Event> Decide(State order, Command command, Policy policy, DateTimeOffset now) =>
        (order.Status, command) switch
        {
            (Status.None, Command.Place { Terms: var terms }) =>
                new Event.Placed(terms, now, now + (terms.PayWithin ?? policy.PayWindow)),
            (_, Command.Place) => Decision.AlreadyDone,
            (_, Command.Elapsed) => OnTime(order, policy, now),
            (Status.None, _) => Rejection.UnknownOrder,

            (_, Command.SubmitPayment or Command.FailPayment or Command.Capture) =>
                OnPayment(order, command, policy, now),
            (_, Command.RecordDelivery delivery) => OnDelivery(order, delivery, policy, now),
            (_, Command.ReportChargeBack report) => OnChargeBack(order, report.Stage, policy, now),
            (_, Command.Freeze or Command.Thaw) => OnFreezing(order, command, policy, now),
            (_, Command.EscrowDone or Command.RefundDone or Command.GoodsFreed or Command.TakenBack) =>
                OnStepDone(order, command),
            (_, Command.CouponsReturned or Command.HoldsRenewed or Command.StrikeNoted or Command.CoinsGranted) =>
                OnStepDone(order, command),

            _ => Unless(order.Frozen is not null, OnRequest(order, command, policy, now)),
        };

    /// <summary>What people ask: the buyer, the seller, the market's own.</summary>
    private static Decision<Event> OnRequest(State order, Command command, Policy policy, DateTimeOffset now) =>
        command switch
        {
            Command.AdjustPrice adjust => OnPrice(order, adjust, policy, now),
            Command.PassRisk or Command.HoldRisk or Command.ReleaseRisk or Command.RejectRisk =>
                OnRisk(order, command, policy, now),
            Command.Cancel => OnCancel(order, now),
            Command.RequestCancellation or Command.WithdrawCancellation or Command.AcceptCancellation
                or Command.RejectCancellation or Command.CancelBySeller => OnCancelling(order, command, policy, now),
            Command.Ship ship => OnShipping(order, ship, policy, now),
            Command.ExtendShipping extend => OnExtension(order, extend, policy),
            Command.ExtendProtection extend => OnExtension(order, extend, policy, now),
            Command.ConfirmReceipt receipt => OnReceipt(order, receipt, policy, now),
            Command.OnDispute dispute => OnDispute(order, dispute.Asked, policy, now),
            Command.LeaveFeedback feedback => OnFeedback(order, feedback, policy, now),
            _ => throw new UnreachableException($"{command.GetType()} is not a command of an order."),
        };

    /// <summary>A frozen order refuses whatever would change it; repetitions are answered as ever.</summary>
    private static Decision<Event> Unless(bool isFrozen, Decision<Event> decision) =>
        isFrozen && decision.Events.Count > 0 ? Rejection.OrderFrozen : decision;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
