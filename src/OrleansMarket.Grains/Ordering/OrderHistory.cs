using System.Diagnostics;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Ordering;

/// <summary>Tells what happened to an order, in words.</summary>
internal static class OrderHistory
{
    public static HistoryLine Tell(long version, DateTimeOffset at, Order.Event happened)
    {
        var (kind, text) = Words(happened);
        return new HistoryLine(version, at, kind, text);
    }

    private static (string Kind, string Text) Words(Order.Event happened) => happened switch
    {
        Order.Event.Placed placed =>
            ("order.placed", $"{placed.Terms.Buyer} ordered for {placed.Terms.Total} from {placed.Terms.Seller}."),
        Order.Event.PaymentSubmitted submitted => ("order.payment_submitted", $"Payment {submitted.Payment} began."),
        Order.Event.PaymentFailed failed => ("order.payment_failed", PaymentFailure.Of(failed.Code).Message),
        Order.Event.PaymentUnanswered unanswered =>
            ("order.payment_unanswered", $"Payment {unanswered.Payment} was not answered; it is asked for again."),
        Order.Event.Paid paid => ("order.paid", $"{paid.Amount} was paid and is held in escrow."),
        Order.Event.CaptureReturned returned =>
            ("order.capture_returned", $"{returned.Amount} of payment {returned.Payment} came too late and goes back."),
        Order.Event.Verified => ("order.risk_passed", "The payment is verified; the seller can ship."),
        Order.Event.Closed closed => ("order.closed", closed.Because switch
        {
            Order.CloseReason.PaymentTimeout => "The order closed: it was not paid in time.",
            Order.CloseReason.BuyerCancelled => "The order closed: the buyer cancelled it.",
            Order.CloseReason.NotShipped => "The order closed: the seller did not ship in time.",
            _ => throw new UnreachableException($"{closed.Because} has no words."),
        }),
        Order.Event.Shipped shipped =>
            ("order.shipped", $"Shipped with {shipped.Carrier}, tracking number {shipped.Tracking}."),
        Order.Event.Delivered => ("order.delivered", "The carrier delivered it."),
        Order.Event.Completed { By: Order.Completion.ByBuyer } =>
            ("order.completed", "The buyer confirmed that the goods are there."),
        Order.Event.Completed => ("order.completed", "Nobody said otherwise in time: the goods count as received."),
        Order.Event.ReleaseOrdered => ("escrow.release_ordered", "The escrow is told to pay the seller."),
        Order.Event.EscrowDone => ("escrow.settled", "The escrow did what it was told."),
        Order.Event.GoodsFreed => ("stock.freed", "The goods are available again."),
        Order.Event.Finished => ("order.finished", "The after-sale time is over."),
        _ => throw new UnreachableException($"{happened.GetType()} has no words."),
    };
}
