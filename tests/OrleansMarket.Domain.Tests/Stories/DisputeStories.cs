using static OrleansMarket.Domain.Dispute;
using static OrleansMarket.Domain.Tests.Complaint;

namespace OrleansMarket.Domain.Tests;

/// <summary>From opening a dispute to its outcome; rows D1 to D8 of DOMAIN.md §2.5.</summary>
public sealed class DisputeStories
{
    [Fact]
    public void D1_The_buyer_asks_for_money_back_and_the_seller_has_5_days_to_answer() => Given()
        .When(Open).Then(Opened)
        .ThenItIs(Status.AwaitingSeller, dispute => dispute.Status)
        .ThenItIs(Days(5), dispute => DueAt(dispute))
        .When(Open).ThenAlreadyDone();

    [Fact]
    public void D1_An_order_has_one_dispute_at_a_time() => Given(Opened)
        .When(Open with { Dispute = "dsp_2" }).Then(Rejection.DisputeIsOpen);

    [Fact]
    public void D1_A_claim_needs_evidence_unless_nothing_has_come()
    {
        Given().When(Open with { Evidence = [] }).Then(Rejection.EvidenceNeeded);
        Given().When(Open with { Evidence = [], Reason = Reason.ChangedMind }).Then(Rejection.EvidenceNeeded);
        Given().When(Open with { Evidence = [], Reason = Reason.NotReceived })
            .ThenItIs(Status.AwaitingSeller, dispute => dispute.Status);
        Given().When(Open with { Evidence = Pieces(20) }).ThenItIs(20, dispute => dispute.Evidence.Count);
        Given().When(Open with { Evidence = Pieces(21) }).Then(Rejection.TooMuchEvidence);
    }

    [Fact]
    public void D1_Evidence_bears_the_time_of_the_market() => Given().At(Hours(1))
        .When(Open).ThenItIs(Hours(1), dispute => dispute.Evidence[0].At);

    [Fact]
    public void D1_No_more_is_asked_for_than_is_left_of_each_part()
    {
        Given().When(Open with { Proposal = AllBack }).ThenItIs(AllBack, dispute => dispute.Asked);
        Refuses(Rejection.RefundTooHigh, new Share(0, 1, Usd(1829)));
        Refuses(Rejection.RefundTooHigh, new Share(0, 1, Usd(100)), new Share(2, 0, Usd(301)));
    }

    [Fact]
    public void D1_A_proposal_makes_sense()
    {
        Refuses(Rejection.ProposalInvalid);
        Refuses(Rejection.ProposalInvalid, new Share(0, 1, Usd(0)));
        Refuses(Rejection.ProposalInvalid, new Share(0, 1, Usd(-1)), new Share(1, 1, Usd(2)));
        Refuses(Rejection.ProposalInvalid, new Share(0, 1, Usd(1)), new Share(0, 1, Usd(1)));
        Refuses(Rejection.ProposalInvalid, new Share(3, 1, Usd(1)));
        Refuses(Rejection.ProposalInvalid, new Share(-1, 1, Usd(1)));
        Refuses(Rejection.ProposalInvalid, new Share(0, 2, Usd(1)));
        Refuses(Rejection.ProposalInvalid, new Share(0, -1, Usd(1)));
        Refuses(Rejection.ProposalInvalid, new Share(2, 1, Usd(1)));
        Refuses(Rejection.ProposalInvalid, new Share(0, 1, new Money(1, Currency.Parse("EUR"))));
        Given().When(Open with { Proposal = Asks(Kind.ReturnAndRefund, "", new Share(2, 0, Usd(300))) })
            .Then(Rejection.ProposalInvalid);
    }

    [Fact]
    public void D2_The_seller_agrees_and_the_buyer_has_what_he_asked_for() => Given(Opened)
        .At(Days(1)).When(new Command.Accept())
        .Then(new Event.Resolved(new(TenBack.Shares, Party.Seller, Party.Seller, false, How.Agreed), Days(1)))
        .ThenItIs(Status.Resolved, dispute => dispute.Status)
        .ThenItIs(null, dispute => DueAt(dispute))
        .When(new Command.Accept()).ThenAlreadyDone();

    [Fact]
    public void D2_The_seller_agrees_to_take_the_goods_back() => Given(Opened with { Proposal = LampBack })
        .When(new Command.Accept()).Then(ReturnAgreed)
        .ThenItIs(Status.AwaitingReturn, dispute => dispute.Status)
        .When(new Command.Accept()).ThenAlreadyDone();

    [Fact]
    public void D2_A_buyer_who_changed_his_mind_is_at_fault_himself() =>
        Given(Opened with { Reason = Reason.ChangedMind })
            .When(new Command.Accept()).ThenItIs(Party.Buyer, dispute => dispute.Outcome!.AtFault);

    [Fact]
    public void D3_A_silent_seller_has_agreed() => Given(Opened)
        .At(JustBefore(Days(5))).When(new Command.Elapsed()).ThenAlreadyDone()
        .At(Days(5)).When(new Command.Elapsed())
        .Then(new Event.Resolved(new(TenBack.Shares, Party.Seller, Party.Seller, false, How.SellerSilent), Days(5)));

    [Fact]
    public void D3_A_silent_seller_has_agreed_to_take_the_goods_back() => Given(Opened with { Proposal = LampBack })
        .At(Days(5)).When(new Command.Elapsed())
        .ThenItIs(Status.AwaitingReturn, dispute => dispute.Status)
        .ThenItIs(How.SellerSilent, dispute => dispute.AfterReturn!.How)
        .ThenItIs(Days(15), dispute => DueAt(dispute));

    [Fact]
    public void D3_A_dead_heat_of_both_deadlines_is_the_sellers_silence() => Machines.DisputeUnder(Policy.Instant)
        .Given().When(Open).When(new Command.Elapsed()).ThenItIs(How.SellerSilent, dispute => dispute.Outcome!.How);

    [Fact]
    public void D4_The_seller_who_rejects_offers_something_else() => Given(Opened)
        .When(new Command.Counter(FiveOffered)).Then(Countered)
        .ThenItIs(Status.Negotiating, dispute => dispute.Status)
        .ThenItIs(Days(7), dispute => DueAt(dispute))
        .When(new Command.Counter(FiveOffered with { Shares = [.. FiveOffered.Shares] })).ThenAlreadyDone()
        .When(new Command.Counter(NothingOffered)).Then(Rejection.InvalidTransition);

    [Fact]
    public void D4_An_offer_is_anything_from_nothing_to_all_or_a_return()
    {
        Given(Opened).When(new Command.Counter(NothingOffered))
            .ThenItIs(NothingOffered, dispute => dispute.Offered);
        Given(Opened).When(new Command.Counter(ReturnOffered)).ThenItIs(ReturnOffered, dispute => dispute.Offered);
        Given(Opened).When(new Command.Counter(Offers(Kind.Refund, "", new Share(1, 1, Usd(839)))))
            .Then(Rejection.RefundTooHigh);
        Given(Opened).When(new Command.Counter(Offers(Kind.ReturnAndRefund, ""))).Then(Rejection.ProposalInvalid);
    }

    [Fact]
    public void D5_The_buyer_takes_what_the_seller_offers()
    {
        Given(Opened, Countered).At(Days(2)).When(new Command.AcceptCounter())
            .Then(new Event.Resolved(
                new(FiveOffered.Shares, Party.Seller, Party.Seller, false, How.CounterAccepted), Days(2)))
            .When(new Command.AcceptCounter()).ThenAlreadyDone();
        Given(Opened, new Event.Countered(ReturnOffered, Midnight)).When(new Command.AcceptCounter())
            .ThenItIs(Status.AwaitingReturn, dispute => dispute.Status)
            .ThenItIs(Party.Buyer, dispute => dispute.ReturnShippingBy)
            .When(new Command.AcceptCounter()).ThenAlreadyDone();
    }

    [Fact]
    public void D5_Whoever_takes_nothing_has_an_outcome_without_money_and_without_fault() =>
        Given(Opened, new Event.Countered(NothingOffered, Midnight)).When(new Command.AcceptCounter())
            .Then(new Event.Resolved(new([], Party.Seller, null, false, How.CounterAccepted), Midnight));

    [Fact]
    public void D5_There_must_be_an_offer() => Given(Opened)
        .When(new Command.AcceptCounter()).Then(Rejection.InvalidTransition);

    [Fact]
    public void D6_The_buyer_asks_anew_and_the_sellers_time_begins_again_but_not_the_time_to_agree() =>
        Given(Opened, Countered).At(Days(1)).When(new Command.Modify(AllBack))
            .Then(new Event.Modified(AllBack, Days(1), Days(6)))
            .ThenItIs(Status.AwaitingSeller, dispute => dispute.Status)
            .ThenItIs(Days(6), dispute => DueAt(dispute))
            .ThenItIs(Days(7), dispute => dispute.NegotiateBy)
            .When(new Command.Modify(AllBack with { Shares = [.. AllBack.Shares] })).ThenAlreadyDone();

    [Fact]
    public void D6_Asking_for_the_same_again_changes_nothing() => Given(Opened, Countered)
        .When(new Command.Modify(TenBack)).ThenAlreadyDone();

    [Fact]
    public void D6_The_buyer_asks_anew_five_times_at_most()
    {
        var story = Given(Opened, Countered);
        for (var i = 1; i <= 5; i++)
            story = story.When(new Command.Modify(TenBack with { Note = $"Ten, {i}." }))
                .When(new Command.Counter(FiveOffered));
        story.ThenItIs(5, dispute => dispute.Modifications)
            .When(new Command.Modify(AllBack)).Then(Rejection.TooManyModifications);
    }

    [Fact]
    public void D6_What_is_asked_anew_is_looked_at_like_the_first()
    {
        Given(Opened, Countered).When(new Command.Modify(Asks(Kind.Refund, "", new Share(0, 1, Usd(1829)))))
            .Then(Rejection.RefundTooHigh);
        Given(Opened, Countered).When(new Command.Modify(Asks(Kind.Refund, ""))).Then(Rejection.ProposalInvalid);
        Given(Opened).When(new Command.Modify(AllBack)).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void D7_The_buyer_gives_it_up()
    {
        Given(Opened).At(Days(1)).When(new Command.Withdraw()).Then(new Event.Withdrawn(Days(1)))
            .ThenItIs(null, dispute => DueAt(dispute))
            .When(new Command.Withdraw()).ThenAlreadyDone();
        Given(Opened, Countered).When(new Command.Withdraw()).Then(new Event.Withdrawn(Midnight));
        Given(Opened, Escalated).When(new Command.Withdraw()).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void D7_Another_one_begins_from_the_beginning_and_the_old_one_is_not_opened_twice() =>
        Given(Opened, Countered, new Event.Withdrawn(Midnight))
            .When(Open).ThenAlreadyDone()
            .When(Open with { Dispute = "dsp_2" }).Then(Opened with { Dispute = "dsp_2" })
            .ThenItIs(null, dispute => dispute.Offered)
            .ThenItIs((string[])["dsp_1", "dsp_2"], dispute => dispute.Ids)
            .When(Open).ThenAlreadyDone();

    [Fact]
    public void D7_An_order_cannot_be_held_up_by_one_dispute_after_the_other()
    {
        var story = Given();
        for (var i = 1; i <= 3; i++)
            story = story.When(Open with { Dispute = $"dsp_{i}" }).When(new Command.Withdraw());
        story.When(Open with { Dispute = "dsp_4" }).Then(Rejection.TooManyDisputes);
    }

    [Fact]
    public void D8_From_the_third_day_the_buyer_can_call_for_the_platform()
    {
        Given(Opened).At(JustBefore(Days(3))).When(new Command.Escalate()).Then(Rejection.TooEarlyToEscalate);
        Given(Opened, Countered).At(Days(3)).When(new Command.Escalate())
            .Then(new Event.Escalated(ByHand: true, Days(3), Days(6), Days(10), Party.Buyer))
            .ThenItIs(Status.Escalated, dispute => dispute.Status)
            .ThenItIs(Days(10), dispute => DueAt(dispute))
            .When(new Command.Escalate()).ThenAlreadyDone();
    }

    [Fact]
    public void D8_After_seven_days_without_agreement_the_platform_is_called() => Given(Opened, Countered)
        .At(JustBefore(Days(7))).When(new Command.Elapsed()).ThenAlreadyDone()
        .At(Days(7)).When(new Command.Elapsed()).Then(Escalated);

    [Fact]
    public void D8_Also_when_the_buyer_asked_anew_and_the_seller_has_time_left() =>
        Given(Opened, Countered, new Event.Modified(AllBack, Days(4), Days(9)))
            .ThenItIs(Days(7), dispute => DueAt(dispute))
            .At(Days(30)).When(new Command.Elapsed()).ThenItIs(Status.Escalated, dispute => dispute.Status);

    private static Evidence[] Pieces(int count) =>
        [.. Enumerable.Range(1, count).Select(number => Shows(number, Party.Buyer, "A crack"))];

    private static void Refuses(Rejection why, params Share[] shares) =>
        Given().When(Open with { Proposal = Asks(Kind.Refund, "", shares) }).Then(why);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Dispute.Given(happened);
}
