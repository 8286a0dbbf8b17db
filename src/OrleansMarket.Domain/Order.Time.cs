using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>What silence means for an order, and when.</summary>
public static partial class Order
{
    /// <summary>What a deadline is about; for each there is one thing that happens then.</summary>
    public enum DeadlineKind
    {
        /// <summary>The order closes unpaid (O5).</summary>
        Pay,

        /// <summary>The order can be paid anew (O6).</summary>
        PaymentAnswer,

        /// <summary>The payment counts as verified (O8).</summary>
        RiskReview,

        /// <summary>The payment counts as rejected (O8h, O9).</summary>
        RiskHold,

        /// <summary>The seller has agreed to cancel (O13).</summary>
        Cancellation,

        /// <summary>What is not shipped is refunded (O18, O18p).</summary>
        Ship,

        /// <summary>The buyer is reminded.</summary>
        Reminder,

        /// <summary>The receipt counts as confirmed, without a scan (O24).</summary>
        Protection,

        /// <summary>The receipt counts as confirmed (O23).</summary>
        Confirm,

        /// <summary>The seller is paid (O26).</summary>
        Release,

        /// <summary>The order is finished (O27).</summary>
        AfterSale,

        /// <summary>Whatever the dispute says (DOMAIN.md §2.5).</summary>
        Dispute,

        /// <summary>Operators have to look (O30).</summary>
        FreezeReview,

        /// <summary>The freeze ends (O30).</summary>
        FreezeLimit,
    }

    /// <summary>When silence next means something, and what.</summary>
    public readonly record struct Deadline(DeadlineKind Kind, DateTimeOffset At);

    /// <summary>When silence next means something.</summary>
    public static DateTimeOffset? DueAt(State order) => Next(order)?.At;

    /// <summary>The next deadline; null when silence means nothing any more.</summary>
    public static Deadline? Next(State order) => order switch
    {
        { Frozen: { IsReviewDue: false } frozen } => new(DeadlineKind.FreezeReview, frozen.ReviewBy),
        { Frozen: { } frozen } => new(DeadlineKind.FreezeLimit, frozen.LimitBy),
        { IsDisputed: true } => new(DeadlineKind.Dispute, Dispute.DueAt(order.Dispute)!.Value),
        { Status: Status.AwaitingPayment } => new(DeadlineKind.Pay, order.PayBy!.Value),
        { Status: Status.PaymentProcessing } => order.AnswerBy < order.PayBy
            ? new(DeadlineKind.PaymentAnswer, order.AnswerBy!.Value)
            : new(DeadlineKind.Pay, order.PayBy!.Value),
        { Status: Status.RiskReview, RiskHeldUntil: { } held } => new(DeadlineKind.RiskHold, held),
        { Status: Status.RiskReview } => new(DeadlineKind.RiskReview, order.VerifiedAt!.Value),
        { Status: Status.AwaitingShipment, IsAskedToCancel: true, Cancellation: { } asked }
            when asked.RespondBy < order.ShipBy => new(DeadlineKind.Cancellation, asked.RespondBy),
        { Status: Status.AwaitingShipment or Status.PartiallyShipped } => new(DeadlineKind.Ship, order.ShipBy!.Value),
        { Status: Status.AwaitingDelivery or Status.Delivered, RemindAt: { } remind } =>
            new(DeadlineKind.Reminder, remind),
        { Status: Status.AwaitingDelivery } => new(DeadlineKind.Protection, order.ProtectedUntil!.Value),
        { Status: Status.Delivered } => new(DeadlineKind.Confirm, order.ConfirmBy!.Value),
        { Status: Status.Completed, Escrow: EscrowStatus.Held } => new(DeadlineKind.Release, order.ReleaseAt!.Value),
        { Status: Status.Completed } => new(DeadlineKind.AfterSale, order.FinishedAt!.Value),
        _ => null,
    };

    private static Decision<Event> OnTime(State order, Policy policy, DateTimeOffset now)
    {
        if (Next(order) is not { } next || now < next.At) return Decision.AlreadyDone;
        return next.Kind switch
        {
            DeadlineKind.Pay => Closed(order, CloseReason.PaymentTimeout, now),
            DeadlineKind.PaymentAnswer => new Event.PaymentUnanswered(order.Payment!),
            DeadlineKind.RiskReview => Verified(policy, now),
            DeadlineKind.RiskHold => Closed(order, CloseReason.RiskRejected, now),
            DeadlineKind.Cancellation => Agree(order, bySilence: true, now),
            DeadlineKind.Ship when order.Status == Status.AwaitingShipment =>
                Closed(order, CloseReason.NotShipped, now),
            DeadlineKind.Ship => CancelRest(order, RefundReason.NotShipped, policy, now),
            DeadlineKind.Reminder => Remind(order, policy, now),
            DeadlineKind.Protection or DeadlineKind.Confirm =>
                Completed(order, Completion.BySilence, policy.ReleaseDelayAuto, policy, now),
            DeadlineKind.Release => new Event.ReleaseOrdered(),
            DeadlineKind.AfterSale when order.Escrow != EscrowStatus.Released => Decision.AlreadyDone,
            DeadlineKind.AfterSale => new Event.Finished(now),
            DeadlineKind.Dispute => OnDispute(order, new Dispute.Command.Elapsed(), policy, now),
            DeadlineKind.FreezeReview => new Event.FreezeReviewDue(),
            DeadlineKind.FreezeLimit => Limit(order, policy, now),
            _ => throw new UnreachableException($"{next.Kind} means nothing."),
        };
    }

    private static Event.Reminded Remind(State order, Policy policy, DateTimeOffset now)
    {
        var due = order.Status == Status.Delivered ? order.ConfirmBy!.Value : order.ProtectedUntil!.Value;
        return new(due, Reminder(due, policy.RemindLate, now));
    }

    /// <summary>Timers that stood still go on with the time that was left, and end not before an instant.</summary>
    private static State Shift(State order, TimeSpan by, DateTimeOffset notBefore)
    {
        return order.Status switch
        {
            Status.RiskReview => order with
            {
                VerifiedAt = Shifted(order.VerifiedAt),
                RiskHeldUntil = Shifted(order.RiskHeldUntil),
            },
            Status.AwaitingShipment or Status.PartiallyShipped => order with
            {
                ShipBy = Shifted(order.ShipBy),
                Cancellation = order.IsAskedToCancel
                    ? order.Cancellation! with { RespondBy = Shifted(order.Cancellation.RespondBy)!.Value }
                    : order.Cancellation,
            },
            Status.AwaitingDelivery or Status.Delivered => order with
            {
                ProtectedUntil = Shifted(order.ProtectedUntil),
                ConfirmBy = Shifted(order.ConfirmBy),
                RemindAt = order.RemindAt + by,
            },
            Status.Completed => order with
            {
                ReleaseAt = Shifted(order.ReleaseAt),
                FinishedAt = Shifted(order.FinishedAt),
            },
            _ => order,
        };

        DateTimeOffset? Shifted(DateTimeOffset? due) => due is { } at ? Later(at + by, notBefore) : null;
    }
}
