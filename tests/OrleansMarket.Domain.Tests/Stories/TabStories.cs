using static OrleansMarket.Domain.Order;

namespace OrleansMarket.Domain.Tests;

/// <summary>In which tabs an order is, and how it is called there (DOMAIN.md §2.8).</summary>
public sealed class TabStories
{
    private static readonly Policy Rules = Policy.Modern;

    private static readonly Event[] Finished = [.. OrderExample.Released, new Event.Finished(Days(22))];

    [Fact]
    public void An_unpaid_order_awaits_its_payment_while_one_is_under_way_too()
    {
        Is(OrderExample.Placed, Display.AwaitingPayment, Tab.All, Tab.AwaitingPayment);
        Is(OrderExample.Paid[..^1], Display.PaymentProcessing, Tab.All, Tab.AwaitingPayment);
    }

    [Fact]
    public void A_paid_order_is_processed_until_all_of_it_is_shipped()
    {
        Is(OrderExample.Paid, Display.RiskReview, Tab.All, Tab.Processing);
        Is(OrderExample.Verified, Display.AwaitingShipment, Tab.All, Tab.Processing);
        Is(OrderExample.HalfShipped, Display.PartiallyShipped, Tab.All, Tab.Processing);
        Is(OrderExample.Shipped, Display.AwaitingDelivery, Tab.All, Tab.Shipped);
        Is(OrderExample.Delivered, Display.Delivered, Tab.All, Tab.Shipped);
    }

    [Fact]
    public void What_is_in_the_way_is_how_it_is_called_and_moves_it_to_no_other_tab()
    {
        Is(OrderExample.Asked, Display.AwaitingCancellation, Tab.All, Tab.Processing);
        Event frozen = new Event.Frozen(FreezeReason.Investigation, Midnight, Days(14), Days(30));
        Is([.. OrderExample.Asked, frozen], Display.Frozen, Tab.All, Tab.Processing);
        Event opened = new Event.DisputeMoved(Complaint.Opened);
        Is([.. OrderExample.Delivered, opened], Display.Dispute, Tab.All, Tab.Shipped, Tab.Disputes);
    }

    [Fact]
    public void A_completed_order_awaits_feedback_until_this_side_has_spoken_or_30_days_are_over()
    {
        Assert.Equal([Tab.All, Tab.AwaitingFeedback], At(OrderExample.Completed, Side.Buyer, Days(37 - 1)));
        Assert.Equal([Tab.All], At(OrderExample.Completed, Side.Buyer, Days(37)));
        Event said = new Event.FeedbackLeft(Side.Buyer, new(new(5, 5, 5), null, Days(8)));
        Assert.Equal([Tab.All], At([.. OrderExample.Completed, said], Side.Buyer, Days(9)));
        Assert.Equal([Tab.All, Tab.AwaitingFeedback], At([.. OrderExample.Completed, said], Side.Seller, Days(9)));
    }

    [Fact]
    public void Sellers_have_tabs_for_what_is_over()
    {
        Assert.Equal([Tab.All, Tab.Completed], At(Finished, Side.Seller, Days(60)));
        Assert.Equal([Tab.All], At(Finished, Side.Buyer, Days(60)));
        Event[] closed = [.. OrderExample.Placed, new Event.Closed(CloseReason.PaymentTimeout, Refund: false, Days(1))];
        Assert.Equal([Tab.All, Tab.Cancelled], At(closed, Side.Seller, Days(2)));
        Assert.Equal([Tab.All], At(closed, Side.Buyer, Days(2)));
    }

    [Fact]
    public void An_order_is_in_the_archive_and_in_no_tab_90_days_after_its_end()
    {
        Assert.Equal(Days(22 + 90), ArchivedAt(Fold(Finished).Order, Rules));
        Assert.Equal([Tab.All, Tab.Completed], At(Finished, Side.Seller, JustBefore(Days(112))));
        Assert.Empty(At(Finished, Side.Seller, Days(112)));
        Assert.Empty(At(Finished, Side.Buyer, Days(112)));
    }

    [Fact]
    public void Money_that_went_back_is_listed_for_90_days()
    {
        Event[] refunded =
        [
            .. OrderExample.Released,
            new Event.RefundOrdered(1, [OrderExample.Share(0, 700, false)], RefundReason.Dispute, false, false),
        ];
        var listed = refunded.Aggregate(Listed.Initial, (before, happened) => before.After(happened, Days(11)));
        Assert.Contains(Tab.Disputes, TabsAt(listed, Side.Buyer, Rules, JustBefore(Days(11 + 90))));
        Assert.DoesNotContain(Tab.Disputes, TabsAt(listed, Side.Buyer, Rules, Days(11 + 90)));
    }

    [Fact]
    public void A_cancelled_order_is_a_refund_when_it_was_paid_and_a_charge_back_is_none()
    {
        Event cancelled = new Event.Closed(CloseReason.BuyerCancelled, Refund: true, Midnight);
        Assert.Contains(Tab.Disputes, At([.. OrderExample.Paid, cancelled], Side.Buyer, Days(1)));
        Event taken = new Event.RefundOrdered(
            1, [OrderExample.Share(0, 700, false)], RefundReason.ChargeBack, false, false);
        Assert.DoesNotContain(Tab.Disputes, At([.. OrderExample.Released, taken], Side.Buyer, Days(12)));
    }

    [Fact]
    public void Every_status_has_a_display_of_its_name() => Assert.All(Enum.GetValues<Status>(), status =>
        Assert.Equal(status.ToString(), DisplayOf(State.Initial with { Status = status }).ToString()));

    private static void Is(Event[] happened, Display display, params Tab[] tabs)
    {
        Assert.Equal(display, DisplayOf(Fold(happened).Order));
        Assert.Equal(tabs, At(happened, Side.Buyer, Hours(1)));
        Assert.Equal(tabs, At(happened, Side.Seller, Hours(1)));
    }

    private static IReadOnlyList<Tab> At(Event[] happened, Side side, DateTimeOffset now) =>
        TabsAt(Fold(happened), side, Rules, now);

    private static Listed Fold(Event[] happened) =>
        happened.Aggregate(Listed.Initial, (before, one) => before.After(one, Midnight));
}
