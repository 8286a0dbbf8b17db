using System.Diagnostics;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Notifying;

/// <summary>What is told of orders.</summary>
internal static partial class Happenings
{
    private static Happening? OfOrder(Order.Event happened, EventData data) => happened switch
    {
        Order.Event.Placed placed => new("order.placed", Sides.Both, Sides.Both,
            data with { Amount = placed.Terms.Total, Until = placed.PayBy }),
        Order.Event.PriceAdjusted adjusted => new("order.price_adjusted", Sides.Both, Sides.Buyer,
            data with { Amount = adjusted.Off, Until = adjusted.PayBy }),
        // How a payment goes is between the buyer and his bank, until it has arrived.
        Order.Event.PaymentFailed failed => new("order.payment_failed", Sides.Buyer, Sides.Buyer,
            data with { Reason = failed.Code }),
        Order.Event.PaymentUnanswered => new("order.payment_unanswered", Sides.Buyer, Sides.Nobody, data),
        Order.Event.Paid paid => new("order.paid", Sides.Both, Sides.Both, data with { Amount = paid.Amount }),
        Order.Event.CaptureReturned returned => new("order.capture_returned", Sides.Buyer, Sides.Buyer,
            data with { Amount = returned.Amount }),
        Order.Event.RiskHeld held => new("order.risk_held", Sides.Buyer, Sides.Buyer, data with { Until = held.Until }),
        Order.Event.RiskReleased => new("order.risk_released", Sides.Buyer, Sides.Nobody, data),
        Order.Event.Verified verified => new("order.risk_passed", Sides.Both, Sides.Seller,
            data with { Until = verified.ShipBy }),
        Order.Event.Closed closed => new("order.closed", Sides.Both, ToldOfClosing(closed.Because),
            data with { Reason = Word(closed.Because), Refund = closed.Refund ? true : null }),
        Order.Event.Completed completed => new("order.completed", Sides.Both, ToldOfCompletion(completed.By),
            data with { By = Word(completed.By), Until = completed.ReleaseAt }),
        Order.Event.Finished => new("order.finished", Sides.Both, Sides.Nobody, data),
        // The other side does not learn of it before it has said something itself.
        Order.Event.FeedbackLeft left => new("feedback.left", Of(left.By), Sides.Nobody,
            data with { By = Word(left.By) }),
        _ => OfShipping(happened, data) ?? OfAgreement(happened, data) ?? OfFreezing(happened, data)
            ?? Silence(happened),
    };

    private static Happening? OfShipping(Order.Event happened, EventData data) => happened switch
    {
        Order.Event.PartShipped part => new("order.partially_shipped", Sides.Both, Sides.Buyer,
            data with { Carrier = part.Carrier, Tracking = part.Tracking }),
        Order.Event.Shipped shipped => new("order.shipped", Sides.Both, Sides.Buyer,
            data with { Carrier = shipped.Carrier, Tracking = shipped.Tracking, Until = shipped.ProtectedUntil }),
        Order.Event.RestCancelled rest => new("order.rest_cancelled", Sides.Both, Sides.Both,
            data with { Reason = Word(rest.Because) }),
        Order.Event.ParcelDelivered parcel => new("order.parcel_delivered", Sides.Both, Sides.Nobody,
            data with { Tracking = parcel.Tracking }),
        Order.Event.Delivered delivered => new("order.delivered", Sides.Both, Sides.Buyer,
            data with { Until = delivered.ConfirmBy }),
        Order.Event.Reminded reminded => new("order.deadline_approaching", Sides.Buyer, Sides.Buyer,
            data with { Until = reminded.Due }),
        _ => null,
    };

    private static Happening? OfAgreement(Order.Event happened, EventData data) => happened switch
    {
        Order.Event.CancellationRequested asked => new("order.cancel_requested", Sides.Both, Sides.Seller,
            data with { Reason = Word(asked.Reason), Until = asked.RespondBy }),
        Order.Event.CancellationWithdrawn => new("order.cancel_withdrawn", Sides.Both, Sides.Seller, data),
        Order.Event.CancellationRejected rejected => new("order.cancel_rejected", Sides.Both, Sides.Buyer,
            data with { Reason = Word(rejected.Because) }),
        Order.Event.UnitsCancelled cancelled => new("order.lines_cancelled", Sides.Both, Sides.Both,
            data with { By = cancelled.BySilence ? "silence" : "seller" }),
        Order.Event.ShippingExtensionAsked asked => new("order.extension_asked", Sides.Both, Sides.Buyer,
            data with { Of = "shipping", Days = asked.Days }),
        Order.Event.ShippingExtended extended => new("order.shipping_extended", Sides.Both, Sides.Seller,
            data with { Days = extended.Days, Until = extended.ShipBy }),
        Order.Event.ProtectionExtensionAsked asked => new("order.extension_asked", Sides.Both, Sides.Seller,
            data with { Of = "protection", Days = asked.Days }),
        Order.Event.ProtectionExtended extended => new("order.protection_extended", Sides.Both, Sides.Buyer,
            data with { Days = extended.Days, Until = extended.ConfirmBy ?? extended.ProtectedUntil }),
        _ => null,
    };

    private static Happening? OfFreezing(Order.Event happened, EventData data) => happened switch
    {
        Order.Event.Frozen frozen => new("order.frozen", Sides.Both, Sides.Both,
            data with { Reason = Word(frozen.Reason), Until = frozen.LimitBy }),
        Order.Event.FreezeReviewDue => new("order.freeze_review_due", Sides.Nobody, Sides.Nobody, data),
        Order.Event.Thawed => new("order.thawed", Sides.Both, Sides.Both, data),
        Order.Event.ChargeBackReported reported => new("order.charge_back", Sides.Seller, Sides.Seller,
            data with { Reason = Word(reported.Stage) }),
        _ => null,
    };

    /// <summary>What the market has to do with itself, or what another event tells better.</summary>
    private static Happening? Silence(Order.Event happened) => happened switch
    {
        Order.Event.PaymentSubmitted or Order.Event.ReleaseOrdered or Order.Event.DisputeSettled
            or Order.Event.Resumed or Order.Event.RefundOrdered or Order.Event.RefundDone
            or Order.Event.GoodsReturned or Order.Event.EscrowDone or Order.Event.GoodsFreed
            or Order.Event.TakenBack or Order.Event.CouponsReturned or Order.Event.HoldsRenewed
            or Order.Event.StrikeNoted or Order.Event.CoinsGranted => null,
        _ => throw new UnreachableException($"Nobody has said who is told of {happened.GetType()}."),
    };

    /// <summary>Nobody needs a notice of what he has just done himself.</summary>
    private static Sides ToldOfClosing(Order.CloseReason because) => because switch
    {
        Order.CloseReason.BuyerCancelled => Sides.Seller,
        Order.CloseReason.SellerCancelled => Sides.Buyer,
        _ => Sides.Both,
    };

    private static Sides ToldOfCompletion(Order.Completion by) => by switch
    {
        Order.Completion.ByBuyer => Sides.Seller,
        Order.Completion.BySilence => Sides.Both,
        // The end of the dispute has been told.
        _ => Sides.Nobody,
    };

    private static Sides Of(Order.Side side) => side == Order.Side.Buyer ? Sides.Buyer : Sides.Seller;
}
