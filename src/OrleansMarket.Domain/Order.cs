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
///     |   +-----|-- PaymentFailed+  | pay window           | Cancel              Ship  |         | ship window
///     |         |      (O3, O6)     v (O5)                 v (O7)                (O16) v         v (O18)
///     |         +--------------> Closed &lt;----------------- * ------------------------- | ------ Closed
///     +-- Cancel, pay window --> Closed                              AwaitingDelivery &lt;+
///                                                     ConfirmReceipt |    | RecordDelivery (O21)
///   Finished &lt;---------------- Completed &lt;---------------------------+    v
///            15 days (O27)         ^   release (O26) frees the escrow   Delivered
///                                  +------- ConfirmReceipt, 7 days -------+
/// </code>
/// Letters and numbers are the rows of DOMAIN.md §2.2. The order is paid in the same append in which its escrow account
/// is born. Goods are committed before that append and set free after a closing one, so a closed order holds nothing.
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

        /// <summary>The seller did not ship in time.</summary>
        NotShipped,
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State order, Command command, Policy policy, DateTimeOffset now) =>
        (order.Status, command) switch
        {
            (Status.None, Command.Place { Terms: var terms }) =>
                new Event.Placed(terms, now, now + (terms.PayWithin ?? policy.PayWindow)),
            (_, Command.Place) => Decision.AlreadyDone,

            (Status.AwaitingPayment, Command.SubmitPayment pay) => Submit(order, pay, policy, now),
            (Status.PaymentProcessing, Command.SubmitPayment pay) when pay.Payment == order.Payment =>
                Decision.AlreadyDone,
            (Status.PaymentProcessing, Command.SubmitPayment) => Rejection.PaymentInProgress,
            (not Status.None, Command.SubmitPayment pay) when order.HasCaptured(pay.Payment) => Decision.AlreadyDone,

            (Status.PaymentProcessing, Command.FailPayment fail) when fail.Payment == order.Payment =>
                new Event.PaymentFailed(fail.Payment, fail.Code),
            (not Status.None, Command.FailPayment) => Decision.AlreadyDone,

            (not Status.None, Command.Capture capture) when order.HasCaptured(capture.Payment) => Decision.AlreadyDone,
            (Status.AwaitingPayment or Status.PaymentProcessing, Command.Capture { GoodsAreCommitted: true } capture) =>
                Paid(order, capture, policy, now),
            (Status.AwaitingPayment or Status.PaymentProcessing, Command.Capture capture) =>
                new Event[] { Refunded(order, capture), Closed(order, CloseReason.PaymentTimeout) },
            (not Status.None, Command.Capture capture) => Refunded(order, capture),

            (Status.RiskReview, Command.PassRisk) => Verified(policy, now),
            (Status.AwaitingShipment or Status.AwaitingDelivery or Status.Delivered, Command.PassRisk) =>
                Decision.AlreadyDone,
            (Status.Completed or Status.Finished, Command.PassRisk) => Decision.AlreadyDone,

            (Status.AwaitingPayment or Status.RiskReview, Command.Cancel) => Closed(order, CloseReason.BuyerCancelled),
            (Status.Closed, Command.Cancel) when order.ClosedBecause == CloseReason.BuyerCancelled =>
                Decision.AlreadyDone,
            (Status.PaymentProcessing, Command.Cancel) => Rejection.PaymentInProgress,

            (Status.AwaitingShipment, Command.Ship ship) =>
                new Event.Shipped(ship.Carrier, ship.Tracking, now, now + order.Terms!.Protection(policy)),
            (Status.AwaitingDelivery or Status.Delivered or Status.Completed or Status.Finished, Command.Ship ship)
                when order.Tracking == ship.Tracking => Decision.AlreadyDone,

            (Status.AwaitingDelivery, Command.RecordDelivery delivery) when order.Tracking == delivery.Tracking =>
                new Event.Delivered(now, Earlier(now + policy.ConfirmAuto, order.ProtectedUntil!.Value)),
            (Status.Delivered or Status.Completed or Status.Finished, Command.RecordDelivery delivery)
                when order.Tracking == delivery.Tracking => Decision.AlreadyDone,

            (Status.AwaitingDelivery, Command.ConfirmReceipt { WithoutScan: false }) => Rejection.ConfirmationNeeded,
            (Status.AwaitingDelivery or Status.Delivered, Command.ConfirmReceipt) =>
                Completed(Completion.ByBuyer, policy.ReleaseDelayConfirmed, policy, now),
            (Status.Completed or Status.Finished, Command.ConfirmReceipt) => Decision.AlreadyDone,

            (_, Command.EscrowDone) when order.Escrow is EscrowStatus.Releasing or EscrowStatus.Refunding =>
                new Event.EscrowDone(),
            (_, Command.EscrowDone) when order.Escrow is EscrowStatus.Released or EscrowStatus.Refunded =>
                Decision.AlreadyDone,
            (Status.Closed, Command.GoodsFreed) when order.HoldsGoods => new Event.GoodsFreed(),
            (Status.Closed, Command.GoodsFreed) => Decision.AlreadyDone,

            (_, Command.Elapsed) => Elapsed(order, policy, now),

            (Status.None, _) => Rejection.UnknownOrder,
            _ => Rejection.InvalidTransition,
        };

    /// <summary>When silence next means something.</summary>
    public static DateTimeOffset? DueAt(State order) => order.Status switch
    {
        Status.AwaitingPayment => order.PayBy,
        Status.PaymentProcessing => Earlier(order.PayBy!.Value, order.AnswerBy!.Value),
        Status.RiskReview => order.VerifiedAt,
        Status.AwaitingShipment => order.ShipBy,
        Status.AwaitingDelivery => order.ProtectedUntil,
        Status.Delivered => order.ConfirmBy,
        Status.Completed => order.Escrow == EscrowStatus.Held ? order.ReleaseAt : order.FinishedAt,
        _ => null,
    };

    /// <summary>What the order still owes to others.</summary>
    public static IReadOnlyList<Step> Owed(State order)
    {
        List<Step> steps = [];
        if (order is { Status: Status.Closed, HoldsGoods: true }) steps.Add(new Step.FreeGoods());
        if (order.Escrow == EscrowStatus.Releasing) steps.Add(new Step.ReleaseEscrow());
        if (order.Escrow == EscrowStatus.Refunding) steps.Add(new Step.RefundEscrow(order.ClosedBecause!.Value));
        return steps;
    }

    /// <summary>
    /// What the named side may ask for now, in the words of the API; from the same table as the decisions.
    /// </summary>
    public static IReadOnlyList<string> AllowedActions(State order, Side side, Policy policy, DateTimeOffset now) =>
        [.. Actions.Where(action => action.Side == side
            && Decide(order, action.Command, policy, now) is { Rejection: null, IsAlreadyDone: false })
            .Select(action => action.Name)];

    private static readonly (string Name, Side Side, Command Command)[] Actions =
    [
        ("pay", Side.Buyer, new Command.SubmitPayment("")),
        ("cancel", Side.Buyer, new Command.Cancel()),
        ("confirm_receipt", Side.Buyer, new Command.ConfirmReceipt(WithoutScan: true)),
        ("ship", Side.Seller, new Command.Ship("", "")),
        ("pass_risk", Side.Operator, new Command.PassRisk()),
    ];

    private static Decision<Event> Submit(State order, Command.SubmitPayment pay, Policy policy, DateTimeOffset now) =>
        order.Attempts.Contains(pay.Payment) ? Rejection.PaymentEnded
        : now >= order.PayBy ? Rejection.WindowClosed
        : order.Attempts.Count >= policy.PaymentAttempts ? Rejection.TooManyPaymentAttempts
        : new Event.PaymentSubmitted(pay.Payment, now + policy.ProcessingTimeout);

    private static Event[] Paid(State order, Command.Capture capture, Policy policy, DateTimeOffset now)
    {
        if (capture.Amount != order.Terms!.Total)
            throw new UnreachableException($"{capture.Payment} captured {capture.Amount} for {order.Terms.Total}.");
        var paid = new Event.Paid(capture.Payment, capture.Amount, now, now + policy.RiskReview);
        return policy.RiskReview > TimeSpan.Zero ? [paid] : [paid, Verified(policy, now)];
    }

    private static Event.Verified Verified(Policy policy, DateTimeOffset now) => new(now, now + policy.ShipWindow);

    private static Event.Closed Closed(State order, CloseReason reason) =>
        new(reason, order.Escrow == EscrowStatus.Held);

    private static Event.CaptureReturned Refunded(State order, Command.Capture capture) =>
        new(capture.Payment, capture.Amount, order.Returned.Count + 1, Posting.Of(
            new("P1", Account.PspCash, Account.Escrow(order.Terms!.Order), capture.Amount),
            new("P4", Account.Escrow(order.Terms.Order), Account.RefundPending(order.Terms.Order), capture.Amount)));

    private static Event[] Completed(Completion by, TimeSpan releaseDelay, Policy policy, DateTimeOffset now)
    {
        var completed = new Event.Completed(by, now, now + releaseDelay, now + policy.DisputeWindow);
        return releaseDelay > TimeSpan.Zero ? [completed] : [completed, new Event.ReleaseOrdered()];
    }

    private static Decision<Event> Elapsed(State order, Policy policy, DateTimeOffset now)
    {
        if (DueAt(order) is not { } due || now < due) return Decision.AlreadyDone;
        return order.Status switch
        {
            Status.AwaitingPayment => Closed(order, CloseReason.PaymentTimeout),
            Status.PaymentProcessing when now >= order.PayBy => Closed(order, CloseReason.PaymentTimeout),
            Status.PaymentProcessing => new Event.PaymentUnanswered(order.Payment!),
            Status.RiskReview => Verified(policy, now),
            Status.AwaitingShipment => Closed(order, CloseReason.NotShipped),
            Status.AwaitingDelivery or Status.Delivered =>
                Completed(Completion.BySilence, policy.ReleaseDelayAuto, policy, now),
            Status.Completed when order.Escrow == EscrowStatus.Held => new Event.ReleaseOrdered(),
            Status.Completed when order.Escrow == EscrowStatus.Released => new Event.Finished(),
            _ => Decision.AlreadyDone,
        };
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
