using static OrleansMarket.Domain.Order;
using static OrleansMarket.Domain.Tests.OrderExample;

namespace OrleansMarket.Domain.Tests;

/// <summary>Cancelling by agreement and by the seller; rows O8h to O14 and O17 of DOMAIN.md §2.2, §2.4.</summary>
public sealed class CancellationStories
{
    private static readonly Command.RequestCancellation TheLamp = new(1, CancelReason.FoundCheaper, [new Units(0, 1)]);
    private static readonly Command.RequestCancellation All = new(1, CancelReason.TooSlow, null);

    [Fact]
    public void O8h_A_held_payment_waits_72_hours_for_the_buyer_and_is_then_rejected() => Given(Paid)
        .When(new Command.HoldRisk()).Then(new Event.RiskHeld(Hours(72)))
        .ThenItIs(new Deadline(DeadlineKind.RiskHold, Hours(72)), order => Next(order))
        .When(new Command.HoldRisk()).ThenAlreadyDone()
        .At(Hours(72)).When(new Command.Elapsed()).Then(new Event.Closed(CloseReason.RiskRejected, true, Hours(72)));

    [Fact]
    public void O8h_A_released_payment_goes_on_with_the_review() => Given([.. Paid, new Event.RiskHeld(Hours(72))])
        .When(new Command.ReleaseRisk()).Then(new Event.RiskReleased())
        .ThenItIs(new Deadline(DeadlineKind.RiskReview, Hours(24)), order => Next(order));

    [Fact]
    public void O9_A_rejected_payment_goes_back_and_the_coupons_come_back_with_it() => Given(Paid)
        .When(new Command.RejectRisk()).Then(new Event.Closed(CloseReason.RiskRejected, Refund: true, Midnight))
        .ThenItIs(new Step[]
        {
            new Step.FreeGoods(), new Step.ReturnCoupons(Coupon.Cause.SellerFault),
            new Step.RefundEscrow(CloseReason.RiskRejected),
        }, Owed)
        .When(new Command.RejectRisk()).ThenAlreadyDone();

    [Fact]
    public void O10_The_seller_has_48_hours_to_answer() => Given(Verified)
        .At(Hours(1)).When(All)
        .Then(new Event.CancellationRequested(1, CancelReason.TooSlow, null, Hours(1), Hours(49)))
        .ThenItIs(new Deadline(DeadlineKind.Cancellation, Hours(49)), order => Next(order))
        .When(All).ThenAlreadyDone()
        .When(TheLamp).Then(Rejection.CancellationPending);

    [Fact]
    public void O10_A_buyer_asks_three_times_at_most()
    {
        Event[] thrice = [.. Enumerable.Range(1, 3).SelectMany(number => new Event[]
        {
            new Event.CancellationRequested(number, CancelReason.Other, null, Midnight, Days(2)),
            new Event.CancellationRejected(RejectReason.Other),
        })];
        Given([.. Verified, .. thrice[..4]]).When(All with { Number = 3 })
            .Then(new Event.CancellationRequested(3, CancelReason.TooSlow, null, Midnight, Days(2)));
        Given([.. Verified, .. thrice]).When(All with { Number = 4 }).Then(Rejection.TooManyCancellationRequests);
    }

    [Fact]
    public void O10_What_is_not_there_cannot_be_cancelled()
    {
        Given(Verified).When(TheLamp with { Units = [new(0, 2)] }).Then(Rejection.QuantityInvalid);
        Given(Verified).When(TheLamp with { Units = [new(2, 1)] }).Then(Rejection.QuantityInvalid);
        Given(Verified).When(TheLamp with { Units = [] }).Then(Rejection.QuantityInvalid);
        Given(Shipped).When(All).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void O11_The_buyer_takes_the_request_back() => Given(Asked)
        .When(new Command.WithdrawCancellation()).Then(new Event.CancellationWithdrawn())
        .ThenItIs(new Deadline(DeadlineKind.Ship, Days(7)), order => Next(order))
        .When(new Command.WithdrawCancellation()).ThenAlreadyDone();

    [Fact]
    public void O12_The_seller_agrees_and_all_of_it_goes_back() => Given(Asked)
        .When(new Command.AcceptCancellation()).Then(new Event.Closed(CloseReason.CancelAgreed, Refund: true, Midnight))
        .ThenItIs(CancellationStatus.Accepted, order => order.Cancellation!.Status)
        .ThenItIs(Coupon.Cause.BuyerCancelled, order => order.OwesCoupons)
        .When(new Command.AcceptCancellation()).ThenAlreadyDone();

    [Fact]
    public void O12_Some_lines_are_refunded_and_the_rest_is_shipped() => Given(Verified)
        .When(TheLamp).When(new Command.AcceptCancellation())
        .Then(
            new Event.UnitsCancelled([new(0, 1)], BySilence: false),
            new Event.RefundOrdered(1, [Share(0, 1828, whole: true)], RefundReason.LinesCancelled,
                ByPlatform: false, IsSellersFault: false))
        .ThenItIs(Status.AwaitingShipment, order => order.Status)
        .ThenItIs(new Units[] { new(1, 2) }, Unshipped)
        .ThenItIs(new[] { Usd(0), Usd(838), Usd(300) }, Refundable);

    [Fact]
    public void O12_Half_of_a_line_gives_back_half_of_its_cash_and_the_rest_the_rest()
    {
        var story = Given(Verified).When(new Command.RequestCancellation(1, CancelReason.Other, [new(1, 1)]))
            .When(new Command.AcceptCancellation())
            .ThenItIs(Usd(419), order => order.Refunds[0].Amount);
        story.When(new Command.RequestCancellation(2, CancelReason.Other, [new(1, 1)]))
            .When(new Command.AcceptCancellation())
            .ThenItIs(new[] { Share(1, 419, whole: true) }, order => order.Refunds[1].Shares)
            .ThenItIs(new[] { Usd(1828), Usd(0), Usd(300) }, Refundable);
    }

    [Fact]
    public void O13_A_silent_seller_has_agreed()
    {
        Given(Asked).At(JustBefore(Days(2))).When(new Command.Elapsed()).ThenAlreadyDone();
        Given(Asked).At(Days(2)).When(new Command.Elapsed())
            .Then(new Event.Closed(CloseReason.CancelAuto, Refund: true, Days(2)))
            .ThenItIs(CancellationStatus.AutoAccepted, order => order.Cancellation!.Status);
    }

    [Fact]
    public void O14_The_seller_does_not_agree_and_his_time_to_ship_is_unchanged() => Given(Asked)
        .When(new Command.RejectCancellation(RejectReason.AlreadyHandedOver))
        .Then(new Event.CancellationRejected(RejectReason.AlreadyHandedOver))
        .ThenItIs(new Deadline(DeadlineKind.Ship, Days(7)), order => Next(order))
        .When(new Command.RejectCancellation(RejectReason.AlreadyHandedOver)).ThenAlreadyDone();

    [Fact]
    public void O17_A_seller_who_cancels_pays_back_and_gets_a_strike() => Given(Verified)
        .When(new Command.CancelBySeller(SellerCancelReason.OutOfStock))
        .Then(new Event.Closed(CloseReason.SellerCancelled, Refund: true, Midnight))
        .ThenItIs(true, order => order.OwesStrike)
        .ThenItIs(Coupon.Cause.SellerFault, order => order.OwesCoupons)
        .When(new Command.CancelBySeller(SellerCancelReason.OutOfStock)).ThenAlreadyDone()
        .When(new Command.StrikeNoted()).Then(new Event.StrikeNoted());

    [Fact]
    public void O18_The_end_of_the_ship_window_also_ends_a_request_to_cancel() =>
        Given([.. Verified, new Event.CancellationRequested(1, CancelReason.Other, null, Days(6), Days(8))])
            .At(Days(7)).When(new Command.Elapsed()).Then(new Event.Closed(CloseReason.NotShipped, true, Days(7)))
            .ThenItIs(CancellationStatus.Superseded, order => order.Cancellation!.Status);
}
