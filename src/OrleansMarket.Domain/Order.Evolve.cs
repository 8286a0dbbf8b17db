using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>How events change an order.</summary>
public static partial class Order
{
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
        Event.PriceAdjusted adjusted => order with
        {
            Terms = order.Terms! with { Lines = adjusted.Lines },
            Adjustments = [.. order.Adjustments, adjusted.Adjustment],
            PayBy = adjusted.PayBy,
            OwesRenewal = true,
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
        Event.PaymentUnanswered => order with
        {
            Status = Status.AwaitingPayment,
            Payment = null,
            AnswerBy = null,
            HasUnanswered = true,
        },
        Event.Paid paid => order with
        {
            Status = Status.RiskReview,
            Escrow = EscrowStatus.Held,
            Payment = paid.Payment,
            AnswerBy = null,
            PaidAt = paid.At,
            VerifiedAt = paid.VerifiedAt,
            OwesRenewal = false,
        },
        Event.CaptureReturned returned => order with { Returned = [.. order.Returned, returned.Payment] },
        Event.RiskHeld held => order with { RiskHeldUntil = held.Until },
        Event.RiskReleased => order with { RiskHeldUntil = null },
        Event.Verified verified => order with
        {
            Status = Status.AwaitingShipment,
            RiskHeldUntil = null,
            VerifiedAt = verified.At,
            ShipBy = verified.ShipBy,
        },
        Event.Closed closed => Close(order, closed),

        Event.CancellationRequested asked => order with
        {
            Cancellation = new(asked.Number, asked.Reason, asked.Units, asked.At, asked.RespondBy,
                CancellationStatus.Requested),
        },
        Event.CancellationWithdrawn => WithCancellation(order, CancellationStatus.Withdrawn),
        Event.CancellationRejected rejected => order with
        {
            Cancellation = order.Cancellation! with
            {
                Status = CancellationStatus.Rejected,
                RejectedBecause = rejected.Because,
            },
        },
        Event.UnitsCancelled cancelled => WithCancellation(
            Remove(order, cancelled.Units),
            cancelled.BySilence ? CancellationStatus.AutoAccepted : CancellationStatus.Accepted),

        Event.PartShipped shipped => Ship(order, shipped.Carrier, shipped.Tracking, shipped.At, shipped.Units) with
        {
            Status = Status.PartiallyShipped,
        },
        Event.Shipped shipped => Ship(
            order, shipped.Carrier, shipped.Tracking, shipped.At, shipped.Units ?? Unshipped(order)) with
        {
            Status = Status.AwaitingDelivery,
            ProtectedUntil = shipped.ProtectedUntil,
            RemindAt = shipped.RemindAt,
        },
        Event.RestCancelled rest => Remove(order, rest.Units) with
        {
            Status = Status.AwaitingDelivery,
            ProtectedUntil = rest.ProtectedUntil,
            RemindAt = rest.RemindAt,
        },
        Event.ShippingExtensionAsked asked => Extend(order, new(asked.Extension, true, asked.Days, false)),
        Event.ShippingExtended extended => Extend(order, new(extended.Extension, true, extended.Days, true)) with
        {
            ShipBy = extended.ShipBy,
        },
        Event.ProtectionExtensionAsked asked => Extend(order, new(asked.Extension, false, asked.Days, false)),
        Event.ProtectionExtended extended => Extend(order, new(extended.Extension, false, extended.Days, true)) with
        {
            ProtectedUntil = extended.ProtectedUntil,
            ConfirmBy = extended.ConfirmBy,
            RemindAt = extended.RemindAt,
        },
        Event.ParcelDelivered arrived => order with
        {
            Shipments = [.. order.Shipments.Select(parcel =>
                parcel.Tracking == arrived.Tracking ? parcel with { DeliveredAt = arrived.At } : parcel)],
        },
        Event.Delivered delivered => order with
        {
            Status = Status.Delivered,
            DeliveredAt = delivered.At,
            ConfirmBy = delivered.ConfirmBy,
            RemindAt = delivered.RemindAt,
            Shipments = [.. order.Shipments.Select(parcel =>
                parcel with { DeliveredAt = parcel.DeliveredAt ?? delivered.At })],
        },
        Event.Reminded reminded => order with { RemindAt = reminded.Next },
        Event.Completed completed => order with
        {
            Status = Status.Completed,
            RemindAt = null,
            CompletedAt = completed.At,
            ReleaseAt = completed.ReleaseAt,
            FinishedAt = completed.FinishedAt,
        },
        Event.ReleaseOrdered => order with { Escrow = EscrowStatus.Releasing },
        Event.Finished finished => Finish(order, finished.At),

        Event.DisputeMoved moved => order with { Dispute = Domain.Dispute.Evolve(order.Dispute, moved.Happened) },
        Event.DisputeSettled settled => order with
        {
            ReleaseAt = settled.ReleaseAt,
            FinishedAt = settled.FinishedAt,
        },
        Event.Resumed resumed => Shift(order, resumed.By, resumed.NotBefore),
        Event.Frozen frozen => order with
        {
            Frozen = new(frozen.Reason, frozen.At, frozen.ReviewBy, frozen.LimitBy, IsReviewDue: false),
            LastFrozen = frozen.Reason,
        },
        Event.FreezeReviewDue => order with { Frozen = order.Frozen! with { IsReviewDue = true } },
        Event.Thawed thawed => Thaw(order, thawed),
        Event.ChargeBackReported reported => order with { ChargeBack = reported.Stage },

        Event.RefundOrdered refund => order with
        {
            Refunds =
            [
                .. order.Refunds,
                new(refund.Number, refund.Shares, refund.Because, refund.ByPlatform, refund.IsSellersFault,
                    order.Escrow is EscrowStatus.Releasing or EscrowStatus.Released, IsDone: false),
            ],
        },
        Event.RefundDone done => order with
        {
            Refunds = [.. order.Refunds.Select(one => one.Number == done.Number ? one with { IsDone = true } : one)],
        },
        Event.GoodsReturned returned => TakeBack(order, returned.Units),
        Event.TakenBack back => order with { TakeBacks = [.. order.TakeBacks.Where(one => one.Id != back.TakeBack)] },
        Event.FeedbackLeft { Said: var said, By: Side.Buyer } => order with { BuyerFeedback = said },
        Event.FeedbackLeft left => order with { SellerFeedback = left.Said },

        Event.EscrowDone => order with
        {
            Escrow = order.Escrow == EscrowStatus.Releasing ? EscrowStatus.Released : EscrowStatus.Refunded,
        },
        Event.GoodsFreed => order with { HoldsGoods = false },
        Event.CouponsReturned => order with { OwesCoupons = null },
        Event.HoldsRenewed => order with { OwesRenewal = false },
        Event.StrikeNoted => order with { OwesStrike = false },
        Event.CoinsGranted => order with { OwesCoins = false },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of an order."),
    };

    /// <summary>The end of what came to nothing. Every other region ends with it.</summary>
    private static State Close(State order, Event.Closed closed)
    {
        // What has left the seller's house stays sold; what has not goes back.
        var rest = order.Shipments.Count > 0 ? Unshipped(order) : [];
        var after = rest.Count > 0 ? TakeBack(order, rest) : order;
        after = after.IsAskedToCancel
            ? WithCancellation(after, closed.Because switch
            {
                CloseReason.CancelAgreed => CancellationStatus.Accepted,
                CloseReason.CancelAuto => CancellationStatus.AutoAccepted,
                _ => CancellationStatus.Superseded,
            })
            : after;
        return after with
        {
            Status = Status.Closed,
            ClosedBecause = closed.Because,
            ClosedAt = closed.At,
            Escrow = closed.Refund ? EscrowStatus.Refunding : order.Escrow,
            HoldsGoods = order.HoldsGoods && order.Shipments.Count == 0,
            OwesRenewal = false,
            OwesCoupons = order.Terms!.Coupons.Count > 0 || order.Terms.Coins > 0
                ? CauseOf(order, closed.Because)
                : null,
            OwesStrike = closed.Because is CloseReason.NotShipped or CloseReason.SellerCancelled,
            RemindAt = null,
            RiskHeldUntil = null,
            Frozen = null,
            Dispute = Superseded(order, closed.At),
        };
    }

    private static State Finish(State order, DateTimeOffset? at) => order with
    {
        Status = Status.Finished,
        OwesCoins = Kept(order).IsPositive,
        Frozen = null,
        Dispute = Superseded(order, at),
    };

    private static Dispute.State Superseded(State order, DateTimeOffset? at) => order.IsDisputed
        ? Domain.Dispute.Evolve(order.Dispute, new Dispute.Event.Superseded(at ?? order.FinishedAt ?? order.PlacedAt))
        : order.Dispute;

    private static State Ship(
        State order, string carrier, string tracking, DateTimeOffset at, IReadOnlyList<Units> units) =>
        Supersede(order) with { Shipments = [.. order.Shipments, new(carrier, tracking, at, units, null)] };

    /// <summary>An unanswered request to cancel is overtaken by what happens to the goods.</summary>
    private static State Supersede(State order) =>
        order.IsAskedToCancel ? WithCancellation(order, CancellationStatus.Superseded) : order;

    private static State WithCancellation(State order, CancellationStatus status) =>
        order with { Cancellation = order.Cancellation! with { Status = status } };

    private static State Extend(State order, Extension extension) => order with
    {
        Extensions = [.. order.Extensions.Where(one => one.Id != extension.Id), extension],
    };

    /// <summary>Units that will not come: they are neither shipped nor owed any more, and go back into stock.</summary>
    private static State Remove(State order, IReadOnlyList<Units> units)
    {
        var removed = Enumerable.Range(0, order.Terms!.Lines.Count).Select(order.RemovedOf).ToArray();
        foreach (var one in units) removed[one.Line] += one.Quantity;
        return TakeBack(order, units) with { Removed = removed };
    }

    private static State TakeBack(State order, IReadOnlyList<Units> units) => order with
    {
        TakeBacks = [.. order.TakeBacks, new($"{order.Terms!.Order}/{order.TakeBacksMade + 1}", units)],
        TakeBacksMade = order.TakeBacksMade + 1,
    };

    /// <summary>Whose fault it is that the order came to nothing; it decides about coupons (DOMAIN.md §1.3).</summary>
    private static Coupon.Cause CauseOf(State order, CloseReason because) => because switch
    {
        _ when order.PaidAt is null => Coupon.Cause.Unpaid,
        CloseReason.BuyerCancelled or CloseReason.CancelAgreed or CloseReason.CancelAuto => Coupon.Cause.BuyerCancelled,
        CloseReason.DisputeFullRefund => order.Dispute.Outcome?.AtFault == Domain.Dispute.Party.Buyer
            ? Coupon.Cause.DisputeBuyerChange
            : Coupon.Cause.DisputeSellerFault,
        CloseReason.ChargeBackLost => Coupon.Cause.ChargeBackLost,
        _ => Coupon.Cause.SellerFault,
    };
}
