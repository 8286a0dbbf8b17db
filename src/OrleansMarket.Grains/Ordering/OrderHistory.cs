using System.Diagnostics;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Ordering;

/// <summary>Tells what happened to an order, in words.</summary>
internal static class OrderHistory
{
    /// <summary>
    /// Whether a side may read of it: not of what the other has said of it while the ratings are hidden, nor what only
    /// the market has to do with itself.
    /// </summary>
    public static bool IsFor(Order.Event happened, Order.Side side) => happened switch
    {
        Order.Event.FeedbackLeft left => side == Order.Side.Operator || left.By == side,
        Order.Event.PaymentFailed or Order.Event.PaymentSubmitted or Order.Event.PaymentUnanswered =>
            side != Order.Side.Seller,
        _ => true,
    };

    public static HistoryLine Tell(long version, DateTimeOffset at, Order.Event happened)
    {
        var (kind, text) = happened is Order.Event.DisputeMoved moved
            ? DisputeHistory.Words(moved.Happened)
            : Words(happened);
        return new HistoryLine(version, at, kind, text);
    }

    private static (string Kind, string Text) Words(Order.Event happened) => happened switch
    {
        Order.Event.Placed placed =>
            ("order.placed", $"{placed.Terms.Buyer} ordered for {placed.Terms.Total} from {placed.Terms.Seller}."),
        Order.Event.PriceAdjusted adjusted => ("order.price_adjusted", $"The seller took {adjusted.Off} off."),
        Order.Event.PaymentSubmitted submitted => ("order.payment_submitted", $"Payment {submitted.Payment} began."),
        Order.Event.PaymentFailed failed => ("order.payment_failed", PaymentFailure.Of(failed.Code).Message),
        Order.Event.PaymentUnanswered unanswered =>
            ("order.payment_unanswered", $"Payment {unanswered.Payment} was not answered; it is asked for again."),
        Order.Event.Paid paid => ("order.paid", $"{paid.Amount} was paid and is held in escrow."),
        Order.Event.CaptureReturned returned =>
            ("order.capture_returned", $"{returned.Amount} of payment {returned.Payment} came too late and goes back."),
        Order.Event.RiskHeld => ("order.risk_held", "The payment is held for a closer look; the buyer can appeal."),
        Order.Event.RiskReleased => ("order.risk_released", "The closer look found nothing; the verification goes on."),
        Order.Event.Verified => ("order.risk_passed", "The payment is verified; the seller can ship."),
        Order.Event.Closed closed => ("order.closed", $"The order closed: {Why(closed.Because)}"),
        Order.Event.CancellationRequested => ("order.cancel_requested", "The buyer asks the seller to cancel."),
        Order.Event.CancellationWithdrawn => ("order.cancel_withdrawn", "The buyer took the request to cancel back."),
        Order.Event.CancellationRejected => ("order.cancel_rejected", "The seller does not agree to cancel."),
        Order.Event.UnitsCancelled { BySilence: true } =>
            ("order.lines_cancelled", "The seller did not answer in time: some lines are cancelled and refunded."),
        Order.Event.UnitsCancelled => ("order.lines_cancelled", "Some lines are cancelled and refunded, as agreed."),
        Order.Event.PartShipped shipped => ("order.partially_shipped",
            $"Some of it was shipped with {shipped.Carrier}, tracking number {shipped.Tracking}."),
        Order.Event.Shipped shipped =>
            ("order.shipped", $"Shipped with {shipped.Carrier}, tracking number {shipped.Tracking}."),
        Order.Event.RestCancelled { Because: Order.RefundReason.SellerCancelled } =>
            ("order.rest_cancelled", "The seller cancelled what he had not shipped; it is refunded."),
        Order.Event.RestCancelled =>
            ("order.rest_cancelled", "The rest was not shipped in time; it is refunded."),
        Order.Event.ShippingExtensionAsked asked =>
            ("order.extension_asked", $"The seller asks for {asked.Days} days more to ship."),
        Order.Event.ShippingExtended extended =>
            ("order.shipping_extended", $"The seller has {extended.Days} days more to ship."),
        Order.Event.ProtectionExtensionAsked asked =>
            ("order.extension_asked", $"The buyer asks for {asked.Days} days more of protection."),
        Order.Event.ProtectionExtended extended =>
            ("order.protection_extended", $"The buyer is protected {extended.Days} days longer."),
        Order.Event.ParcelDelivered parcel => ("order.parcel_delivered", $"Parcel {parcel.Tracking} was delivered."),
        Order.Event.Delivered => ("order.delivered", "The carrier delivered it."),
        Order.Event.Reminded => ("order.deadline_approaching", "Soon the goods count as received."),
        Order.Event.Completed { By: Order.Completion.ByBuyer } =>
            ("order.completed", "The buyer confirmed that the goods are there."),
        Order.Event.Completed { By: Order.Completion.ByDispute } =>
            ("order.completed", "The dispute has ended, and with it the order."),
        Order.Event.Completed => ("order.completed", "Nobody said otherwise in time: the goods count as received."),
        Order.Event.DisputeSettled => ("order.release_restarted", "The dispute has ended; the release begins anew."),
        Order.Event.Resumed => ("order.resumed", "The order's deadlines go on with the time that was left."),
        Order.Event.Frozen frozen => ("order.frozen", Why(frozen.Reason)),
        Order.Event.FreezeReviewDue => ("order.freeze_review_due", "Operators have to look at the frozen order."),
        Order.Event.Thawed => ("order.thawed", "The order goes on with the time that was left."),
        Order.Event.ChargeBackReported reported => ("order.charge_back", reported.Stage switch
        {
            Order.ChargeBackStage.Opened => "The buyer's bank wants the money back.",
            Order.ChargeBackStage.Won => "The buyer's bank gave up: the money stays.",
            _ => "The buyer's bank took the money.",
        }),
        Order.Event.FeedbackLeft left =>
            ("feedback.left", $"The {left.By.ToString().ToLowerInvariant()} left feedback."),
        _ => Money(happened),
    };

    private static (string Kind, string Text) Money(Order.Event happened) => happened switch
    {
        Order.Event.ReleaseOrdered => ("escrow.release_ordered", "The escrow is told to pay the seller."),
        Order.Event.EscrowDone => ("escrow.settled", "The escrow did what it was told."),
        Order.Event.RefundOrdered { ByPlatform: true } refund =>
            ("refund.created", $"{Sum(refund)} goes back to the buyer; the platform pays."),
        Order.Event.RefundOrdered { Because: Order.RefundReason.ChargeBack } refund =>
            ("refund.charged_back", $"{Sum(refund)} was taken by the buyer's bank; the seller owes it."),
        Order.Event.RefundOrdered refund => ("refund.created", $"{Sum(refund)} goes back to the buyer."),
        Order.Event.RefundDone => ("refund.ordered", "The escrow has let it go."),
        Order.Event.GoodsReturned => ("stock.returned", "The goods are back with the seller."),
        Order.Event.GoodsFreed => ("stock.freed", "The goods are available again."),
        Order.Event.TakenBack => ("stock.taken_back", "Some goods are available again."),
        Order.Event.CouponsReturned => ("coupon.told", "Coupons and coins know that the order came to nothing."),
        Order.Event.HoldsRenewed => ("stock.held_longer", "The goods are held until the new end of the pay window."),
        Order.Event.StrikeNoted => ("seller.strike", "It is held against the seller."),
        Order.Event.CoinsGranted => ("coins.granted", "The buyer has the coins that he earned."),
        Order.Event.Finished => ("order.finished", "The after-sale time is over."),
        _ => throw new UnreachableException($"{happened.GetType()} has no words."),
    };

    private static Money Sum(Order.Event.RefundOrdered refund) =>
        refund.Shares.Sum(refund.Shares[0].Cash.Currency, share => share.Cash);

    private static string Why(Order.CloseReason because) => because switch
    {
        Order.CloseReason.PaymentTimeout => "it was not paid in time.",
        Order.CloseReason.BuyerCancelled => "the buyer cancelled it.",
        Order.CloseReason.RiskRejected => "the payment was not accepted; the money goes back.",
        Order.CloseReason.CancelAgreed => "buyer and seller agreed to cancel; the money goes back.",
        Order.CloseReason.CancelAuto => "the seller did not answer the request to cancel; the money goes back.",
        Order.CloseReason.SellerCancelled => "the seller cancelled it; the money goes back.",
        Order.CloseReason.NotShipped => "the seller did not ship in time; the money goes back.",
        Order.CloseReason.DisputeFullRefund => "the dispute ended with all of the money going back.",
        Order.CloseReason.FrozenRefunded => "it was frozen for too long; the money goes back.",
        Order.CloseReason.ChargeBackLost => "the buyer's bank took the money.",
        _ => throw new UnreachableException($"{because} has no words."),
    };

    private static string Why(Order.FreezeReason because) => because switch
    {
        Order.FreezeReason.Investigation => "The order is frozen: somebody looks into it.",
        Order.FreezeReason.SellerFraud => "The order is frozen: the seller is suspected of fraud.",
        Order.FreezeReason.PaymentAnomaly => "The order is frozen: the payment is odd.",
        Order.FreezeReason.ChargeBack => "The order is frozen: the buyer's bank wants the money back.",
        _ => throw new UnreachableException($"{because} has no words."),
    };
}
