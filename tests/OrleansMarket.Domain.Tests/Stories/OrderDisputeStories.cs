using static OrleansMarket.Domain.Order;
using static OrleansMarket.Domain.Tests.OrderExample;

namespace OrleansMarket.Domain.Tests;

/// <summary>What a dispute does to its order; row O25 of DOMAIN.md §2.2, effects of §2.5.</summary>
public sealed class OrderDisputeStories
{
    private static readonly Command.OnDispute Damaged = new(Complaint.Open);

    private static Command.OnDispute NotThere => new(Complaint.Open with { Reason = Dispute.Reason.NotReceived });

    [Fact]
    public void O25_While_a_dispute_is_open_the_orders_own_timers_stand_still() => Given(Delivered)
        .At(Days(1)).When(Damaged)
        .ThenItIs(new Deadline(DeadlineKind.Dispute, Days(6)), order => Next(order))
        .When(new Command.ConfirmReceipt(WithoutScan: true)).Then(Rejection.DisputeIsOpen);

    [Fact]
    public void O25_What_can_be_refunded_is_what_is_left_of_each_part() => Given(Delivered)
        .When(Damaged).ThenItIs(Complaint.Refundable, order => order.Dispute.Refundable)
        .When(Damaged).ThenAlreadyDone();

    [Fact]
    public void O25_Goods_that_have_not_come_are_disputed_when_they_are_late()
    {
        Given(Shipped).At(JustBefore(Days(10))).When(NotThere).Then(Rejection.TooEarlyToDispute);
        Given(Shipped).At(Days(10)).When(NotThere).ThenItIs(true, order => order.IsDisputed);
        Given(Shipped).When(Damaged).ThenItIs(true, order => order.IsDisputed);
        Given(Verified).When(NotThere).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void O25_A_dispute_can_be_opened_until_15_days_after_the_completion()
    {
        Given(Released).At(JustBefore(Days(22))).When(Damaged).ThenItIs(true, order => order.IsDisputed);
        Given(Released).At(Days(22)).When(Damaged).Then(Rejection.WindowClosed);
    }

    [Fact]
    public void D2_A_refund_in_part_completes_the_order_and_the_seller_gets_the_rest() => Given(Delivered)
        .When(Damaged).At(Days(2)).When(new Command.OnDispute(new Dispute.Command.Accept()))
        .ThenItIs(Status.Completed, order => order.Status)
        .ThenItIs(Days(5), order => order.ReleaseAt)
        .ThenItIs(new[] { Share(0, 1000, whole: false) }, order => order.Refunds[0].Shares)
        .ThenItIs(new[] { Usd(828), Usd(838), Usd(300) }, Refundable)
        .ThenItIs(typeof(Step.RefundPart), order => Owed(order).Single().GetType());

    [Fact]
    public void D2_All_of_it_back_closes_the_order_while_the_escrow_is_held() => Given(Delivered)
        .When(new Command.OnDispute(Complaint.Open with { Proposal = Complaint.AllBack }))
        .When(new Command.OnDispute(new Dispute.Command.Accept()))
        .ThenItIs(CloseReason.DisputeFullRefund, order => order.ClosedBecause)
        .ThenItIs(new Step[]
        {
            new Step.ReturnCoupons(Coupon.Cause.DisputeSellerFault),
            new Step.RefundEscrow(CloseReason.DisputeFullRefund),
        }, Owed)
        .When(new Command.LeaveFeedback(Side.Buyer, new(1, 1, 1), null)).Then(Rejection.InvalidTransition);

    [Fact]
    public void D2_After_the_release_the_seller_owes_what_goes_back_and_the_order_is_finished() => Given(Released)
        .At(Days(12)).When(new Command.OnDispute(Complaint.Open with { Proposal = Complaint.AllBack }))
        .When(new Command.OnDispute(new Dispute.Command.Accept()))
        .ThenItIs(Status.Finished, order => order.Status)
        .ThenItIs(EscrowStatus.Released, order => order.Escrow)
        .ThenItIs(true, order => order.Refunds[0].AfterRelease)
        .ThenItIs(Usd(2966), order => order.Refunds[0].Amount);

    [Fact]
    public void D7_A_dispute_that_is_taken_back_leaves_at_least_three_days()
    {
        var withdraw = new Command.OnDispute(new Dispute.Command.Withdraw());
        Given(Delivered).At(Days(1)).When(Damaged).At(Days(4)).When(withdraw)
            .ThenItIs(Days(10), order => order.ConfirmBy);
        Given(Delivered).At(Days(6)).When(Damaged).At(Days(7)).When(withdraw)
            .ThenItIs(Days(10), order => order.ConfirmBy)
            .When(withdraw).ThenAlreadyDone();
    }

    [Fact]
    public void D10_What_the_platform_pays_is_not_taken_from_the_seller() => Given(Delivered)
        .When(Damaged).At(Days(7)).When(new Command.OnDispute(new Dispute.Command.Escalate()))
        .When(new Command.OnDispute(new Dispute.Command.Judge(Complaint.SevenByPlatform)))
        .ThenItIs(Status.Completed, order => order.Status)
        .ThenItIs((true, Usd(700)), order => (order.Refunds[0].ByPlatform, order.Refunds[0].Amount));

    [Fact]
    public void D14_Goods_that_came_back_go_into_stock() => Given(
        [
            .. Delivered, new Event.DisputeMoved(Complaint.Opened), new Event.DisputeMoved(Complaint.ReturnAgreed),
            new Event.DisputeMoved(Complaint.ReturnShipped),
        ])
        .When(new Command.RecordDelivery("trk_9")).ThenItIs(Days(7), order => Next(order)!.Value.At)
        .When(new Command.OnDispute(new Dispute.Command.ReturnReceived()))
        .ThenItIs(new Units[] { new(0, 1) }, order => order.TakeBacks.Single().Units)
        .ThenItIs(new[] { Share(0, 1828, whole: true) }, order => order.Refunds[0].Shares);

    [Fact]
    public void A_settled_dispute_is_not_opened_again() => Given(Delivered)
        .When(Damaged).When(new Command.OnDispute(new Dispute.Command.Accept()))
        .When(new Command.OnDispute(Complaint.Open with { Dispute = "dsp_2" })).Then(Rejection.DisputeIsSettled);

    [Fact]
    public void The_escrow_pays_parts_back_before_it_pays_the_seller() => Given(Delivered)
        .When(Damaged).When(new Command.OnDispute(new Dispute.Command.Accept()))
        .At(Days(3)).When(new Command.Elapsed()).Then(new Event.ReleaseOrdered())
        .ThenItIs(typeof(Step.RefundPart), order => Owed(order).Single().GetType())
        .When(new Command.RefundDone(1)).Then(new Event.RefundDone(1))
        .ThenItIs(new Step[] { new Step.ReleaseEscrow() }, Owed);
}
