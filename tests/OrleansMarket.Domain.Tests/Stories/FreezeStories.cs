using static OrleansMarket.Domain.Order;
using static OrleansMarket.Domain.Tests.OrderExample;

namespace OrleansMarket.Domain.Tests;

/// <summary>Freezes, charge-backs and feedback; rows O28 to O32 of DOMAIN.md §2.2.</summary>
public sealed class FreezeStories
{
    private static readonly Command.Freeze Look = new(FreezeReason.Investigation);

    private static Command.ReportChargeBack Bank(ChargeBackStage stage) => new(stage);

    [Fact]
    public void O28_A_frozen_order_refuses_what_people_ask_and_its_timers_stand_still() => Given(Verified)
        .At(Days(1)).When(Look).Then(new Event.Frozen(FreezeReason.Investigation, Days(1), Days(8), Days(31)))
        .ThenItIs(new Deadline(DeadlineKind.FreezeReview, Days(8)), order => Next(order))
        .When(Look).ThenAlreadyDone()
        .When(new Command.Ship("DHL", "trk_1")).Then(Rejection.OrderFrozen);

    [Fact]
    public void O28_Only_a_paid_order_that_has_not_ended_is_frozen()
    {
        Given(Placed).When(Look).Then(Rejection.InvalidTransition);
        Given([.. Released, new Event.Finished()]).When(Look).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void O28_What_carriers_report_happens_to_a_frozen_order_too() => Given(Shipped)
        .When(Look).At(Days(3)).When(new Command.RecordDelivery("trk_1"))
        .ThenItIs(Status.Delivered, order => order.Status)
        .When(new Command.ConfirmReceipt(WithoutScan: false)).Then(Rejection.OrderFrozen);

    [Fact]
    public void O29_A_thawed_order_has_the_time_that_was_left_and_a_day_at_least()
    {
        Given(Verified).At(Days(1)).When(Look).At(Days(4)).When(new Command.Thaw())
            .Then(new Event.Thawed(TimeSpan.FromDays(3), Days(5)))
            .ThenItIs(Days(10), order => order.ShipBy)
            .When(new Command.Thaw()).ThenAlreadyDone();
        Given(Verified).At(JustBefore(Days(7))).When(Look).At(Days(7)).When(new Command.Thaw())
            .ThenItIs(Days(8), order => order.ShipBy);
        Given(Verified).When(new Command.Thaw()).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void O29_A_freeze_stops_a_dispute_too() => Given([.. Delivered, new Event.DisputeMoved(Complaint.Opened)])
        .At(Days(1)).When(Look).When(new Command.OnDispute(new Dispute.Command.Accept())).Then(Rejection.OrderFrozen);

    [Fact]
    public void O29_A_thawed_dispute_has_the_time_that_was_left() =>
        Given([.. Delivered, new Event.DisputeMoved(Complaint.Opened)])
            .At(Days(1)).When(Look).At(Days(3)).When(new Command.Thaw())
            .ThenItIs(new Deadline(DeadlineKind.Dispute, Days(7)), order => Next(order));

    [Fact]
    public void O30_After_7_days_operators_have_to_look_and_after_30_the_buyer_is_refunded() => Given(Verified)
        .When(Look).At(Days(7)).When(new Command.Elapsed()).Then(new Event.FreezeReviewDue())
        .At(JustBefore(Days(30))).When(new Command.Elapsed()).ThenAlreadyDone()
        .At(Days(30)).When(new Command.Elapsed()).Then(new Event.Closed(CloseReason.FrozenRefunded, true, Days(30)));

    [Fact]
    public void O30_When_the_seller_has_the_money_the_order_goes_on() => Given(Released)
        .At(Days(11)).When(Look).At(Days(18)).When(new Command.Elapsed())
        .At(Days(41)).When(new Command.Elapsed()).Then(new Event.Thawed(TimeSpan.FromDays(30), Days(42)))
        .ThenItIs(new Deadline(DeadlineKind.AfterSale, Days(52)), order => Next(order));

    [Fact]
    public void O30_An_order_that_ends_ends_its_dispute() =>
        Given([.. Delivered, new Event.DisputeMoved(Complaint.Opened)])
            .When(Look).At(Days(7)).When(new Command.Elapsed()).At(Days(30)).When(new Command.Elapsed())
            .ThenItIs(Dispute.Status.Superseded, order => order.Dispute.Status)
            .ThenItIs(null, order => DueAt(order));

    [Fact]
    public void O32_A_charge_back_freezes_the_order_until_the_bank_has_decided() => Given(Verified)
        .When(Bank(ChargeBackStage.Opened))
        .Then(
            new Event.ChargeBackReported(ChargeBackStage.Opened),
            new Event.Frozen(FreezeReason.ChargeBack, Midnight, Days(7), Days(30)))
        .When(new Command.Thaw()).Then(Rejection.ChargeBackOpen);

    [Fact]
    public void O32_A_charge_back_that_is_won_thaws_the_order() => Given(Verified)
        .When(Bank(ChargeBackStage.Opened)).At(Days(2)).When(Bank(ChargeBackStage.Won))
        .Then(
            new Event.ChargeBackReported(ChargeBackStage.Won),
            new Event.Thawed(TimeSpan.FromDays(2), Days(3)));

    [Fact]
    public void O32_A_charge_back_that_is_lost_closes_the_order_and_the_coupons_are_gone() => Given(Verified)
        .When(Bank(ChargeBackStage.Opened)).When(Bank(ChargeBackStage.Lost))
        .Then(
            new Event.ChargeBackReported(ChargeBackStage.Lost),
            new Event.Closed(CloseReason.ChargeBackLost, Refund: true, Midnight))
        .ThenItIs(Coupon.Cause.ChargeBackLost, order => order.OwesCoupons)
        .When(Bank(ChargeBackStage.Lost)).ThenAlreadyDone();

    [Fact]
    public void O32_A_bank_that_nobody_contradicts_for_30_days_has_won() => Given(Verified)
        .When(Bank(ChargeBackStage.Opened)).At(Days(7)).When(new Command.Elapsed())
        .At(Days(30)).When(new Command.Elapsed())
        .Then(
            new Event.ChargeBackReported(ChargeBackStage.Lost),
            new Event.Closed(CloseReason.ChargeBackLost, Refund: true, Days(30)));

    [Fact]
    public void O32_After_the_release_the_seller_owes_what_the_bank_took() =>
        Given([.. Released, new Event.Finished()]).When(Bank(ChargeBackStage.Opened))
            .Then(new Event.ChargeBackReported(ChargeBackStage.Opened))
            .When(Bank(ChargeBackStage.Lost))
            .ThenItIs(RefundReason.ChargeBack, order => order.Refunds[0].Because)
            .ThenItIs(Usd(2966), order => order.Refunds[0].Amount);

    [Fact]
    public void O31_Each_side_rates_once_and_sees_the_other_when_both_have_spoken()
    {
        var good = new Command.LeaveFeedback(Side.Buyer, new(5, 4, 3), "Fine.");
        var seller = new Command.LeaveFeedback(Side.Seller, new(null, 5, null), null);
        Given(Completed).At(Days(8)).When(good)
            .Then(new Event.FeedbackLeft(Side.Buyer, new(new(5, 4, 3), "Fine.", Days(8))))
            .ThenItIs(null, order => FeedbackSeenBy(order, Side.Seller, Policy.Modern, Days(8)))
            .ThenItIs("Fine.", order => FeedbackSeenBy(order, Side.Seller, Policy.Modern, Days(37))?.Text)
            .When(good).ThenAlreadyDone()
            .When(seller).ThenItIs("Fine.", order => FeedbackSeenBy(order, Side.Seller, Policy.Modern, Days(8))?.Text)
            .When(good with { Text = "Bad." }).Then(Rejection.FeedbackGiven);
        Given(Completed).At(Days(37)).When(good).Then(Rejection.WindowClosed);
        Given(Completed).When(good with { Ratings = new(6, 4, 3) }).Then(Rejection.RatingInvalid);
        Given(Completed).When(seller with { Ratings = new(5, 5, 5) }).Then(Rejection.RatingInvalid);
        Given(Delivered).When(good).Then(Rejection.InvalidTransition);
    }
}
