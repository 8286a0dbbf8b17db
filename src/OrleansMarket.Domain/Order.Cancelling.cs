namespace OrleansMarket.Domain;

/// <summary>Cancellation by agreement, and by the seller (DOMAIN.md §2.4; O10 to O14, O17 of §2.2).</summary>
/// <remarks>
/// <code>
///   none --Request--> Requested --Accept--> Accepted           the order closes, or some lines are refunded
///                       |  |  |----48 h---> AutoAccepted       the same
///                       |  |-----Reject---> Rejected           the buyer can ask again, three times at most
///                       |------Withdraw---> Withdrawn
///                       +-- the seller ships, the ship window ends --> Superseded
/// </code>
/// </remarks>
public static partial class Order
{
    private static Decision<Event> OnCancelling(State order, Command command, Policy policy, DateTimeOffset now) =>
        (command, order.Cancellation?.Status) switch
        {
            (Command.RequestCancellation request, _) => Request(order, request, policy, now),

            (Command.WithdrawCancellation, CancellationStatus.Requested) => new Event.CancellationWithdrawn(),
            (Command.WithdrawCancellation, CancellationStatus.Withdrawn) => Decision.AlreadyDone,

            (Command.AcceptCancellation, CancellationStatus.Requested) => Agree(order, bySilence: false, now),
            (Command.AcceptCancellation, CancellationStatus.Accepted or CancellationStatus.AutoAccepted) =>
                Decision.AlreadyDone,

            (Command.RejectCancellation reject, CancellationStatus.Requested) =>
                new Event.CancellationRejected(reject.Because),
            (Command.RejectCancellation, CancellationStatus.Rejected) => Decision.AlreadyDone,

            (Command.CancelBySeller, _) when order.Status == Status.AwaitingShipment =>
                Closed(order, CloseReason.SellerCancelled, now),
            (Command.CancelBySeller, _) when order.Status == Status.PartiallyShipped =>
                CancelRest(order, RefundReason.SellerCancelled, policy, now),
            (Command.CancelBySeller, _) when order.ClosedBecause == CloseReason.SellerCancelled
                || order.Refunds.Any(refund => refund.Because == RefundReason.SellerCancelled) => Decision.AlreadyDone,

            _ => Rejection.InvalidTransition,
        };

    private static Decision<Event> Request(
        State order, Command.RequestCancellation request, Policy policy, DateTimeOffset now)
    {
        var latest = order.Cancellation;
        if (latest is not null && latest.Number == request.Number)
            return Same(latest, request) ? Decision.AlreadyDone : Rejection.CancellationPending;
        if (order.Status != Status.AwaitingShipment) return Rejection.InvalidTransition;
        if (order.IsAskedToCancel || request.Number != (latest?.Number ?? 0) + 1) return Rejection.CancellationPending;
        if (request.Number > policy.CancelRequests) return Rejection.TooManyCancellationRequests;
        if (request.Units is { } some && !AreUnshipped(order, some)) return Rejection.QuantityInvalid;
        return new Event.CancellationRequested(
            request.Number, request.Reason, request.Units, now, now + policy.CancelRespond);
    }

    /// <summary>O12, O13: what was asked for is done: all of it closes the order, some of it is refunded.</summary>
    private static Decision<Event> Agree(State order, bool bySilence, DateTimeOffset now)
    {
        var units = order.Cancellation!.Units;
        if (units is null || IsAllUnshipped(order, units))
            return Closed(order, bySilence ? CloseReason.CancelAuto : CloseReason.CancelAgreed, now);
        var cancelled = new Event.UnitsCancelled(units, bySilence);
        return RefundOf(order, units, RefundReason.LinesCancelled) is { } refund
            ? new Event[] { cancelled, refund }
            : cancelled;
    }

    private static bool Same(Cancellation one, Command.RequestCancellation other) =>
        one.Reason == other.Reason
        && (one.Units, other.Units) switch
        {
            (null, null) => true,
            ({ } mine, { } yours) => mine.SequenceEqual(yours),
            _ => false,
        };
}
