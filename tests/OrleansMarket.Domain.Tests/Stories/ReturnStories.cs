using static OrleansMarket.Domain.Dispute;
using static OrleansMarket.Domain.Tests.Complaint;

namespace OrleansMarket.Domain.Tests;

/// <summary>
/// The way of the goods back, rows D12 to D16 of DOMAIN.md §2.5; and what every open dispute has in common.
/// </summary>
public sealed class ReturnStories
{
    private static readonly Event.Opened AskedForReturn = Opened with { Proposal = LampBack };

    [Fact]
    public void D12_The_buyer_sends_the_goods_back_and_the_seller_has_30_days_to_confirm() =>
        Given(AskedForReturn, ReturnAgreed)
            .At(Days(2)).When(new Command.ReturnShipped("DHL", "trk_9"))
            .Then(new Event.ReturnShipped("DHL", "trk_9", Days(2), Days(32)))
            .ThenItIs(Status.ReturnInTransit, dispute => dispute.Status)
            .ThenItIs(Days(32), dispute => DueAt(dispute))
            .When(new Command.ReturnShipped("DHL", "trk_9")).ThenAlreadyDone()
            .When(new Command.ReturnShipped("DHL", "trk_8")).Then(Rejection.InvalidTransition);

    [Fact]
    public void D12_Nothing_goes_back_that_nobody_wants() => Given(Opened)
        .When(new Command.ReturnShipped("DHL", "trk_9")).Then(Rejection.InvalidTransition);

    [Fact]
    public void D13_Who_does_not_send_the_goods_back_gets_nothing() => Given(AskedForReturn, ReturnAgreed)
        .At(JustBefore(Days(10))).When(new Command.Elapsed()).ThenAlreadyDone()
        .At(Days(10)).When(new Command.Elapsed())
        .Then(new Event.Resolved(new([], Party.Seller, null, Returned: false, How.NotReturned), Days(10)));

    [Fact]
    public void D14_The_seller_has_the_goods_back_and_the_buyer_his_money() =>
        Given(AskedForReturn, ReturnAgreed, ReturnShipped)
            .At(Days(6)).When(new Command.ReturnReceived())
            .Then(
                new Event.ReturnReceived(Days(6)),
                new Event.Resolved(ReturnAgreed.Then with { Returned = true, How = How.ReturnReceived }, Days(6)))
            .When(new Command.ReturnReceived()).ThenAlreadyDone()
            .When(new Command.Accept()).ThenAlreadyDone()
            .When(new Command.ReturnShipped("DHL", "trk_9")).ThenAlreadyDone()
            .When(new Command.ReturnDelivered("trk_9")).ThenAlreadyDone();

    [Fact]
    public void D15_A_silent_seller_has_the_goods_back() => Given(AskedForReturn, ReturnAgreed, ReturnShipped)
        .At(JustBefore(Days(30))).When(new Command.Elapsed()).ThenAlreadyDone()
        .At(Days(30)).When(new Command.Elapsed())
        .Then(new Event.Resolved(ReturnAgreed.Then with { How = How.ReturnNotConfirmed }, Days(30)));

    [Fact]
    public void D15_After_the_carriers_scan_he_has_seven_days() => Given(AskedForReturn, ReturnAgreed, ReturnShipped)
        .At(Days(5)).When(new Command.ReturnDelivered("trk_9")).Then(new Event.ReturnDelivered(Days(5), Days(12)))
        .ThenItIs(Days(12), dispute => DueAt(dispute))
        .At(Days(6)).When(new Command.ReturnDelivered("trk_9")).ThenAlreadyDone()
        .When(new Command.ReturnDelivered("trk_8")).Then(Rejection.UnknownTracking);

    [Fact]
    public void D15_A_late_scan_gives_him_no_more_time() => Given(AskedForReturn, ReturnAgreed, ReturnShipped)
        .At(Days(28)).When(new Command.ReturnDelivered("trk_9")).Then(new Event.ReturnDelivered(Days(28), Days(30)));

    [Fact]
    public void D16_The_seller_contests_what_came_back_and_the_platform_decides() =>
        Given(AskedForReturn, ReturnAgreed, ReturnShipped)
            .At(Days(6)).When(new Command.ContestReturn([Packing]))
            .Then(
                new Event.ReturnContested([Packing with { At = Days(6) }], Days(6)),
                new Event.Escalated(ByHand: false, Days(6), Days(9), Days(13), Party.Buyer))
            .ThenItIs(2, dispute => dispute.Evidence.Count)
            .When(new Command.ContestReturn([Packing])).ThenAlreadyDone()
            .When(new Command.ReturnDelivered("trk_9")).ThenItIs(Days(6), dispute => dispute.ReturnDeliveredAt)
            .When(new Command.ReturnReceived()).Then(Rejection.InvalidTransition);

    [Fact]
    public void D16_Once_judged_it_is_not_contested_again() =>
        Given(AskedForReturn, ReturnAgreed, ReturnShipped, new Event.ReturnContested([Packing], Midnight), Escalated)
            .When(new Command.Judge(SevenByPlatform)).ThenItIs(Status.Resolved, dispute => dispute.Status)
            .When(new Command.ContestReturn([Packing])).ThenAlreadyDone();

    [Fact]
    public void D16_Whoever_contests_shows_why()
    {
        Given(AskedForReturn, ReturnAgreed, ReturnShipped).When(new Command.ContestReturn([]))
            .Then(Rejection.EvidenceNeeded);
        Given(AskedForReturn, ReturnAgreed, ReturnShipped)
            .When(new Command.ContestReturn([.. Enumerable.Repeat(Packing, 21)])).Then(Rejection.TooMuchEvidence);
    }

    [Fact]
    public void An_order_that_is_closed_otherwise_ends_its_dispute()
    {
        foreach (var open in new Event[][]
            { [], [Countered], [Escalated], [ReturnAgreed], [ReturnAgreed, ReturnShipped] })
            Given([Opened, .. open]).At(Days(1)).When(new Command.Supersede()).Then(new Event.Superseded(Days(1)))
                .ThenItIs(null, dispute => DueAt(dispute))
                .When(new Command.Supersede()).ThenAlreadyDone()
                .When(Open with { Dispute = "dsp_2" }).Then(Rejection.InvalidTransition);
        Given().When(new Command.Supersede()).ThenAlreadyDone();
        Given(Opened, new Event.Withdrawn(Midnight)).When(new Command.Supersede()).ThenAlreadyDone();
    }

    [Fact]
    public void Without_a_dispute_there_is_nothing_to_say() => Given()
        .When(new Command.Accept()).Then(Rejection.UnknownDispute);

    [Fact]
    public void O29_After_a_pause_everything_has_the_time_it_had_left()
    {
        var paused = Resume(Machines.Dispute.Fold(State.Initial, [Opened]), TimeSpan.FromDays(10), Days(11));
        Assert.Equal((Days(15), Days(17), Days(13)), (paused.RespondBy, paused.NegotiateBy, paused.EscalateFrom));
    }

    [Fact]
    public void O29_But_at_least_so_much_that_the_next_deadline_is_not_too_near_and_none_overtakes_another()
    {
        var modified = Machines.Dispute.Fold(
            State.Initial, [Opened, Countered, new Event.Modified(AllBack, Days(6), Days(11))]);
        var paused = Resume(modified, TimeSpan.FromDays(10), Days(18));
        Assert.Equal((Days(22), Days(18)), (paused.RespondBy, paused.NegotiateBy));
        Assert.Equal("dispute_negotiate", NextDeadline(paused)!.Kind);
    }

    [Fact]
    public void O29_Time_for_evidence_that_was_over_stays_over()
    {
        var escalated = Machines.Dispute.Fold(State.Initial, [Opened, Escalated]);
        var paused = Resume(escalated, TimeSpan.FromDays(1), Days(20));
        Assert.Equal((Days(11), Days(20)), (paused.EvidenceBy, paused.JudgeBy));
        Assert.Equal(State.Initial, Resume(State.Initial, TimeSpan.FromDays(1), Days(20)));
    }

    [Fact]
    public void Every_deadline_says_what_happens()
    {
        Says("dispute_respond", "The dispute is settled as the buyer asks.", Opened);
        Says("dispute_negotiate", "The platform is called to decide.", Opened, Countered);
        Says("dispute_judge", "The dispute is settled as the buyer asked last.", Opened, Escalated);
        Says("dispute_judge", "The dispute is settled as the seller offered last.",
            Opened, Countered, Escalated with { SilenceFavours = Party.Seller });
        Says("return_ship", "The dispute ends without a refund.", Opened, ReturnAgreed);
        Says("return_confirm", "The return counts as received, and the buyer is refunded.",
            Opened, ReturnAgreed, ReturnShipped);
        Says("dispute_judge", "The buyer is refunded as it was settled before the return.",
            Opened, ReturnAgreed, ReturnShipped, new Event.ReturnContested([Packing], Midnight), Escalated);
        Assert.Null(NextDeadline(State.Initial));

        static void Says(string kind, string what, params Event[] happened)
        {
            var deadline = NextDeadline(Machines.Dispute.Fold(State.Initial, happened))!;
            Assert.Equal((kind, what), (deadline.Kind, deadline.WhatHappens));
        }
    }

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Dispute.Given(happened);
}
