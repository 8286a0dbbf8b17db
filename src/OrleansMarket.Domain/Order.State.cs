using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>The order's state, and how events change it.</summary>
public static partial class Order
{
    /// <summary>Everything that is known of an order.</summary>
    public sealed record State
    {
        /// <summary>An order that does not exist.</summary>
        public static State Initial { get; } = new();

        /// <summary>Where it stands.</summary>
        public Status Status { get; init; }

        /// <summary>Where its money is.</summary>
        public EscrowStatus Escrow { get; init; }

        /// <summary>Whether goods are reserved or sold for it, and coupons locked or used.</summary>
        public bool HoldsGoods { get; init; }

        /// <summary>What was agreed.</summary>
        public OrderTerms? Terms { get; init; }

        /// <summary>When it was placed.</summary>
        public DateTimeOffset PlacedAt { get; init; }

        /// <summary>The end of the pay window.</summary>
        public DateTimeOffset? PayBy { get; init; }

        /// <summary>The payment that is under way, or that paid the order.</summary>
        public string? Payment { get; init; }

        /// <summary>When a payment that is under way counts as unanswered.</summary>
        public DateTimeOffset? AnswerBy { get; init; }

        /// <summary>All payments that were begun.</summary>
        public IReadOnlyList<string> Attempts { get; init; } = [];

        /// <summary>Why the last payment failed.</summary>
        public string? LastFailure { get; init; }

        /// <summary>Payments whose capture was sent back.</summary>
        public IReadOnlyList<string> Returned { get; init; } = [];

        /// <summary>When it was paid.</summary>
        public DateTimeOffset? PaidAt { get; init; }

        /// <summary>When the payment counts as verified.</summary>
        public DateTimeOffset? VerifiedAt { get; init; }

        /// <summary>The end of the ship window.</summary>
        public DateTimeOffset? ShipBy { get; init; }

        /// <summary>The carrier.</summary>
        public string? Carrier { get; init; }

        /// <summary>The carrier's number for the parcel.</summary>
        public string? Tracking { get; init; }

        /// <summary>When it was shipped.</summary>
        public DateTimeOffset? ShippedAt { get; init; }

        /// <summary>The end of the buyer's protection.</summary>
        public DateTimeOffset? ProtectedUntil { get; init; }

        /// <summary>When it was delivered.</summary>
        public DateTimeOffset? DeliveredAt { get; init; }

        /// <summary>When silence confirms the receipt.</summary>
        public DateTimeOffset? ConfirmBy { get; init; }

        /// <summary>When it was completed.</summary>
        public DateTimeOffset? CompletedAt { get; init; }

        /// <summary>When the seller is paid.</summary>
        public DateTimeOffset? ReleaseAt { get; init; }

        /// <summary>When it is over for good.</summary>
        public DateTimeOffset? FinishedAt { get; init; }

        /// <summary>Why it was closed.</summary>
        public CloseReason? ClosedBecause { get; init; }

        /// <summary>Whether the money of this payment has arrived, to be kept or to be sent back.</summary>
        public bool HasCaptured(string payment) =>
            (PaidAt is not null && Payment == payment) || Returned.Contains(payment);
    }

    /// <summary>The state after an event.</summary>
    public static State Evolve(State order, Event happened) => happened switch
    {
        Event.Placed placed => order with
        {
            Status = Status.AwaitingPayment,
            HoldsGoods = true,
            Terms = placed.Terms,
            PlacedAt = placed.At,
            PayBy = placed.PayBy,
        },
        Event.PaymentSubmitted submitted => order with
        {
            Status = Status.PaymentProcessing,
            Payment = submitted.Payment,
            AnswerBy = submitted.AnswerBy,
            Attempts = [.. order.Attempts, submitted.Payment],
        },
        Event.PaymentFailed failed => order with
        {
            Status = Status.AwaitingPayment,
            Payment = null,
            AnswerBy = null,
            LastFailure = failed.Code,
        },
        Event.PaymentUnanswered => order with { Status = Status.AwaitingPayment, Payment = null, AnswerBy = null },
        Event.Paid paid => order with
        {
            Status = Status.RiskReview,
            Escrow = EscrowStatus.Held,
            Payment = paid.Payment,
            AnswerBy = null,
            PaidAt = paid.At,
            VerifiedAt = paid.VerifiedAt,
        },
        Event.CaptureReturned returned => order with { Returned = [.. order.Returned, returned.Payment] },
        Event.Verified verified => order with
        {
            Status = Status.AwaitingShipment,
            VerifiedAt = verified.At,
            ShipBy = verified.ShipBy,
        },
        Event.Closed closed => order with
        {
            Status = Status.Closed,
            ClosedBecause = closed.Because,
            Escrow = closed.Refund ? EscrowStatus.Refunding : order.Escrow,
        },
        Event.Shipped shipped => order with
        {
            Status = Status.AwaitingDelivery,
            Carrier = shipped.Carrier,
            Tracking = shipped.Tracking,
            ShippedAt = shipped.At,
            ProtectedUntil = shipped.ProtectedUntil,
        },
        Event.Delivered delivered => order with
        {
            Status = Status.Delivered,
            DeliveredAt = delivered.At,
            ConfirmBy = delivered.ConfirmBy,
        },
        Event.Completed completed => order with
        {
            Status = Status.Completed,
            CompletedAt = completed.At,
            ReleaseAt = completed.ReleaseAt,
            FinishedAt = completed.FinishedAt,
        },
        Event.ReleaseOrdered => order with { Escrow = EscrowStatus.Releasing },
        Event.EscrowDone => order with
        {
            Escrow = order.Escrow == EscrowStatus.Releasing ? EscrowStatus.Released : EscrowStatus.Refunded,
        },
        Event.GoodsFreed => order with { HoldsGoods = false },
        Event.Finished => order with { Status = Status.Finished },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of an order."),
    };
}
