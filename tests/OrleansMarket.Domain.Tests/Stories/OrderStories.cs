using static OrleansMarket.Domain.Order;

namespace OrleansMarket.Domain.Tests;

/// <summary>The order before it is paid; rows O1 to O7 of DOMAIN.md §2.2.</summary>
public sealed class OrderStories
{
    private static readonly Event.Placed Placed = new(Terms, Midnight, Hours(24));
    private static readonly Event.PaymentSubmitted Submitted = new("pay_1", Minutes(30));
    private static Event.Closed UnpaidAt(DateTimeOffset now) => new(CloseReason.PaymentTimeout, Refund: false, now);


    [Fact]
    public void O1_An_order_is_placed_with_its_goods_held_and_24_hours_to_pay() => Given()
        .When(new Command.Place(Terms)).Then(Placed)
        .ThenItIs(Status.AwaitingPayment, order => order.Status)
        .ThenItIs(true, order => order.HoldsGoods)
        .ThenItIs(Hours(24), order => DueAt(order));

    [Fact]
    public void O1_Placing_again_changes_nothing() => Given(Placed)
        .When(new Command.Place(Terms with { Order = "ord_2" })).ThenAlreadyDone();

    [Fact]
    public void O1_In_a_flash_sale_there_are_15_minutes_to_pay() => Machines.OrderUnder(Policy.FlashSale).Given()
        .When(new Command.Place(Terms)).Then(Placed with { PayBy = Minutes(15) });

    [Fact]
    public void O2_The_buyer_begins_to_pay() => Given(Placed)
        .When(new Command.SubmitPayment("pay_1")).Then(Submitted)
        .When(new Command.SubmitPayment("pay_1")).ThenAlreadyDone();

    [Fact]
    public void O2_Only_one_payment_is_under_way() => Given(Placed, Submitted)
        .When(new Command.SubmitPayment("pay_2")).Then(Rejection.PaymentInProgress);

    [Fact]
    public void O2_At_the_end_of_the_pay_window_no_payment_begins()
    {
        Given(Placed).At(JustBefore(Hours(24))).When(new Command.SubmitPayment("pay_1"))
            .ThenItIs(Status.PaymentProcessing, order => order.Status);
        Given(Placed).At(Hours(24)).When(new Command.SubmitPayment("pay_1")).Then(Rejection.WindowClosed);
    }

    [Fact]
    public void O2_After_five_attempts_no_other_payment_begins()
    {
        var story = Given(Placed);
        for (var i = 1; i <= 5; i++)
            story = story.When(new Command.SubmitPayment($"pay_{i}"))
                .When(new Command.FailPayment($"pay_{i}", "do_not_honor"));
        story.When(new Command.SubmitPayment("pay_6")).Then(Rejection.TooManyPaymentAttempts);
    }

    [Fact]
    public void O3_A_failed_payment_leaves_the_order_and_its_pay_window_as_they_were() => Given(Placed, Submitted)
        .At(Hours(1)).When(new Command.FailPayment("pay_1", "insufficient_funds"))
        .Then(new Event.PaymentFailed("pay_1", "insufficient_funds"))
        .ThenItIs(Status.AwaitingPayment, order => order.Status)
        .ThenItIs("insufficient_funds", order => order.LastFailure)
        .ThenItIs(true, order => order.HoldsGoods)
        .ThenItIs(Hours(24), order => DueAt(order));

    [Fact]
    public void O3_A_payment_that_failed_is_not_begun_again_but_another_one_is() =>
        Given(Placed, Submitted, new Event.PaymentFailed("pay_1", "do_not_honor"))
            .When(new Command.SubmitPayment("pay_2")).Then(new Event.PaymentSubmitted("pay_2", Minutes(30)))
            .When(new Command.FailPayment("pay_1", "do_not_honor")).ThenAlreadyDone()
            .When(new Command.FailPayment("pay_2", "do_not_honor"))
            .Then(new Event.PaymentFailed("pay_2", "do_not_honor"))
            .When(new Command.SubmitPayment("pay_1")).Then(Rejection.PaymentEnded);

    [Fact]
    public void O4_A_captured_payment_pays_the_order_and_its_verification_begins() => Given(Placed, Submitted)
        .At(Hours(1)).When(Captured()).Then(new Event.Paid("pay_1", Usd(2666), Hours(1), Hours(25)))
        .ThenItIs(Status.RiskReview, order => order.Status)
        .ThenItIs(EscrowStatus.Held, order => order.Escrow)
        .ThenItIs(Hours(25), order => DueAt(order))
        .When(Captured()).ThenAlreadyDone()
        .When(new Command.SubmitPayment("pay_1")).ThenAlreadyDone();

    [Fact]
    public void O4_Without_a_review_a_paid_order_is_verified_at_once() => Machines.OrderUnder(Policy.FlashSale)
        .Given(Placed, Submitted).When(Captured())
        .Then(new Event.Paid("pay_1", Usd(2666), Midnight, Midnight), new Event.Verified(Midnight, Days(7)));

    [Fact]
    public void O4_A_payment_that_was_given_up_can_still_pay_an_open_order() =>
        Given(Placed, Submitted, new Event.PaymentUnanswered("pay_1"))
            .When(Captured()).Then(new Event.Paid("pay_1", Usd(2666), Midnight, Hours(24)));

    [Fact]
    public void O4_A_capture_wins_over_a_pay_window_that_ends_in_the_same_instant() => Given(Placed, Submitted)
        .At(Hours(24)).When(Captured()).Then(new Event.Paid("pay_1", Usd(2666), Hours(24), Hours(48)));

    [Fact]
    public void O4L_A_capture_of_a_closed_order_goes_back_in_full_and_revives_nothing() =>
        Given(Placed, Submitted, UnpaidAt(Midnight))
            .When(Captured(goods: false)).Then(Returned("pay_1", refund: 1))
            .ThenItIs(Status.Closed, order => order.Status)
            .When(Captured(goods: false)).ThenAlreadyDone();

    [Fact]
    public void O4L_A_second_capture_by_another_payment_goes_back_in_full() =>
        Given(Placed, Submitted, new Event.PaymentUnanswered("pay_1"), new Event.PaymentSubmitted("pay_2", Hours(1)))
            .When(Captured("pay_1")).Then(new Event.Paid("pay_1", Usd(2666), Midnight, Hours(24)))
            .When(Captured("pay_2")).Then(Returned("pay_2", refund: 1))
            .When(Captured("pay_3")).Then(Returned("pay_3", refund: 2))
            .ThenItIs(Status.RiskReview, order => order.Status)
            .ThenItIs("pay_1", order => order.Payment)
            .When(Captured("pay_2")).ThenAlreadyDone();

    [Fact]
    public void O4L_A_capture_whose_goods_are_gone_goes_back_and_closes_the_order() => Given(Placed, Submitted)
        .When(Captured(goods: false)).Then(Returned("pay_1", refund: 1), UnpaidAt(Midnight))
        .ThenItIs(EscrowStatus.None, order => order.Escrow)
        .ThenItIs(new Step[] { new Step.FreeGoods(), new Step.ReturnCoupons(Coupon.Cause.Unpaid) }, Owed)
        .When(Captured(goods: false)).ThenAlreadyDone();

    [Fact]
    public void A_capture_of_another_amount_cannot_be() => Assert.Throws<System.Diagnostics.UnreachableException>(() =>
        Given(Placed, Submitted).When(new Command.Capture("pay_1", Usd(1), GoodsAreCommitted: true)));

    [Fact]
    public void O5_An_unpaid_order_closes_when_its_pay_window_ends()
    {
        Given(Placed).At(JustBefore(Hours(24))).When(new Command.Elapsed()).ThenAlreadyDone();
        Given(Placed).At(Hours(24)).When(new Command.Elapsed()).Then(UnpaidAt(Hours(24)))
            .ThenItIs(new Step[] { new Step.FreeGoods(), new Step.ReturnCoupons(Coupon.Cause.Unpaid) }, Owed)
            .ThenItIs(null, order => DueAt(order))
            .When(new Command.GoodsFreed()).Then(new Event.GoodsFreed())
            .When(new Command.CouponsReturned()).Then(new Event.CouponsReturned())
            .ThenItIs(Array.Empty<Step>(), Owed)
            .When(new Command.GoodsFreed()).ThenAlreadyDone();
    }

    [Fact]
    public void The_goods_of_a_live_order_are_not_freed() => Given(Placed)
        .When(new Command.GoodsFreed()).Then(Rejection.InvalidTransition);

    [Fact]
    public void O6_A_payment_without_an_answer_can_be_tried_anew_after_30_minutes()
    {
        Given(Placed, Submitted).At(JustBefore(Minutes(30))).When(new Command.Elapsed()).ThenAlreadyDone();
        Given(Placed, Submitted).At(Minutes(30)).When(new Command.Elapsed()).Then(new Event.PaymentUnanswered("pay_1"))
            .ThenItIs(Status.AwaitingPayment, order => order.Status)
            .When(new Command.SubmitPayment("pay_2")).Then(new Event.PaymentSubmitted("pay_2", Hours(1)));
    }

    [Fact]
    public void O6_At_the_end_of_the_pay_window_a_payment_without_an_answer_closes_the_order() =>
        Given(Placed, Submitted with { AnswerBy = Hours(24.25) })
            .ThenItIs(Hours(24), order => DueAt(order))
            .At(Hours(24)).When(new Command.Elapsed()).Then(UnpaidAt(Hours(24)));

    [Fact]
    public void O7_The_buyer_alone_cancels_an_unpaid_order() => Given(Placed)
        .When(new Command.Cancel()).Then(new Event.Closed(CloseReason.BuyerCancelled, Refund: false, Midnight))
        .ThenItIs(new Step[] { new Step.FreeGoods(), new Step.ReturnCoupons(Coupon.Cause.Unpaid) }, Owed)
        .When(new Command.Cancel()).ThenAlreadyDone();

    [Fact]
    public void O7_While_a_payment_is_under_way_nobody_cancels() => Given(Placed, Submitted)
        .When(new Command.Cancel()).Then(Rejection.PaymentInProgress);

    [Fact]
    public void O7_An_order_that_closed_by_itself_was_not_cancelled() => Given(Placed, UnpaidAt(Midnight))
        .When(new Command.Cancel()).Then(Rejection.InvalidTransition);

    [Fact]
    public void An_order_that_does_not_exist_is_unknown()
    {
        Given().When(new Command.Cancel()).Then(Rejection.UnknownOrder);
        Given().When(Captured()).Then(Rejection.UnknownOrder);
        Given().When(new Command.Elapsed()).ThenAlreadyDone();
    }

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Order.Given(happened);

    private static Command.Capture Captured(string payment = "pay_1", bool goods = true) =>
        new(payment, Usd(2666), GoodsAreCommitted: goods);

    private static Event.CaptureReturned Returned(string payment, int refund) => new(payment, Usd(2666), refund,
    [
        new("P1", "psp:cash", "escrow:ord_1", Usd(2666)),
        new("P4", "escrow:ord_1", "refund:pending:ord_1", Usd(2666)),
    ]);
}
