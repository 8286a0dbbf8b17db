using static OrleansMarket.Domain.Dispute;
using static OrleansMarket.Domain.Tests.Complaint;

namespace OrleansMarket.Domain.Tests;

/// <summary>Evidence, judgement and what silence of the judge means; rows D9 to D11 of DOMAIN.md §2.5.</summary>
public sealed class JudgementStories
{
    [Fact]
    public void D9_Either_side_adds_changes_and_removes_evidence_of_its_own() => Given(Opened, Escalated)
        .At(Days(8)).When(new Command.AddEvidence(Packing))
        .Then(new Event.EvidenceAdded(Packing with { At = Days(8) }))
        .When(new Command.AddEvidence(Packing)).ThenAlreadyDone()
        .When(new Command.ChangeEvidence(Packing with { Text = "In foam" }))
        .Then(new Event.EvidenceChanged(Packing with { Text = "In foam", At = Days(8) }))
        .When(new Command.ChangeEvidence(Packing with { Text = "In foam" })).ThenAlreadyDone()
        .When(new Command.RemoveEvidence("evd_2", Party.Seller))
        .Then(new Event.EvidenceRemoved("evd_2", Days(8)))
        .When(new Command.RemoveEvidence("evd_2", Party.Seller)).ThenAlreadyDone()
        .When(new Command.AddEvidence(Packing)).ThenAlreadyDone()
        .ThenItIs("In foam", dispute => dispute.RemovedEvidence[0].Text);

    [Fact]
    public void D9_Nobody_touches_the_evidence_of_the_other_side()
    {
        Given(Opened).When(new Command.ChangeEvidence(Crack with { By = Party.Seller, Text = "Dust" }))
            .Then(Rejection.UnknownEvidence);
        Given(Opened).When(new Command.RemoveEvidence("evd_1", Party.Seller)).Then(Rejection.UnknownEvidence);
        Given(Opened).When(new Command.RemoveEvidence("evd_9", Party.Buyer)).Then(Rejection.UnknownEvidence);
    }

    [Fact]
    public void D9_Each_side_has_20_pieces_and_those_it_removed_count()
    {
        var story = Given(Opened);
        for (var i = 3; i <= 22; i++) story = story.When(new Command.AddEvidence(Shows(i, Party.Seller, "Foam")));
        story = story.When(new Command.RemoveEvidence("evd_22", Party.Seller));
        story.When(new Command.AddEvidence(Shows(23, Party.Seller, "Foam"))).Then(Rejection.TooMuchEvidence);
        story.When(new Command.AddEvidence(Shows(23, Party.Buyer, "Foam")))
            .ThenItIs(21, dispute => dispute.Evidence.Count);
    }

    [Fact]
    public void D9_A_claim_that_needs_evidence_keeps_some()
    {
        Given(Opened).When(new Command.RemoveEvidence("evd_1", Party.Buyer)).Then(Rejection.EvidenceNeeded);
        Given(Opened with { Reason = Reason.NotReceived }).When(new Command.RemoveEvidence("evd_1", Party.Buyer))
            .ThenItIs(0, dispute => dispute.Evidence.Count);
        Given(Opened, new Event.EvidenceAdded(Shows(3, Party.Buyer, "Another crack")))
            .When(new Command.RemoveEvidence("evd_1", Party.Buyer)).ThenItIs(1, dispute => dispute.Evidence.Count);
    }

    [Fact]
    public void D9_The_time_for_evidence_ends_three_days_after_the_platform_was_called()
    {
        Given(Opened, Escalated).At(JustBefore(Days(10))).When(new Command.AddEvidence(Packing))
            .ThenItIs(2, dispute => dispute.Evidence.Count);
        Given(Opened, Escalated).At(Days(10)).When(new Command.AddEvidence(Packing)).Then(Rejection.WindowClosed);
        Given(Opened, Escalated).At(Days(10)).When(new Command.RemoveEvidence("evd_1", Party.Buyer))
            .Then(Rejection.WindowClosed);
    }

    [Fact]
    public void D9_A_case_that_is_over_takes_no_evidence() => Given(Opened, new Event.Withdrawn(Midnight))
        .When(new Command.AddEvidence(Packing)).Then(Rejection.InvalidTransition);

    [Fact]
    public void D10_An_operator_decides_what_is_refunded_and_who_pays() => Given(Opened, Escalated)
        .At(Days(8)).When(new Command.Judge(SevenByPlatform))
        .Then(
            new Event.Judged(SevenByPlatform, Days(8)),
            new Event.Resolved(new(SevenByPlatform.Shares, Party.Platform, null, false, How.Judged), Days(8)))
        .When(new Command.Judge(SevenByPlatform with { Shares = [.. SevenByPlatform.Shares] })).ThenAlreadyDone()
        .When(new Command.Judge(ReturnRuled)).Then(Rejection.InvalidTransition);

    [Fact]
    public void D10_An_operator_has_the_goods_sent_back() => Given(Opened, Escalated)
        .At(Days(8)).When(new Command.Judge(ReturnRuled))
        .Then(
            new Event.Judged(ReturnRuled, Days(8)),
            new Event.ReturnAgreed(
                new(ReturnRuled.Shares, Party.Seller, Party.Seller, false, How.Judged),
                Party.Seller, Days(8), Days(18)))
        .When(new Command.Judge(ReturnRuled)).ThenAlreadyDone();

    [Fact]
    public void D10_The_goods_go_back_once() => Given(Opened, ReturnAgreed, ReturnShipped, Escalated)
        .When(new Command.Judge(ReturnRuled)).Then(Rejection.ReturnOnlyOnce);

    [Fact]
    public void D10_A_ruling_makes_sense()
    {
        Refuses(Rejection.RefundTooHigh, SevenByPlatform with { Shares = [new(0, 1, Usd(1829))] });
        Refuses(Rejection.ProposalInvalid, SevenByPlatform with { PaidBy = Party.Buyer });
        Refuses(Rejection.ProposalInvalid, SevenByPlatform with { AtFault = Party.Platform });
        Refuses(Rejection.ProposalInvalid, ReturnRuled with { Shares = [] });
        Given(Opened, Escalated).When(new Command.Judge(SevenByPlatform with { Shares = [], AtFault = Party.Buyer }))
            .ThenItIs(new Outcome([], Party.Platform, Party.Buyer, false, How.Judged), dispute => dispute.Outcome);

        static void Refuses(Rejection why, Ruling ruling) =>
            Given(Opened, Escalated).When(new Command.Judge(ruling)).Then(why);
    }

    [Fact]
    public void D10_Nobody_judges_what_is_not_escalated() => Given(Opened, Countered)
        .When(new Command.Judge(SevenByPlatform)).Then(Rejection.InvalidTransition);

    [Fact]
    public void D11_If_nobody_judges_the_buyer_has_what_he_asked_for_last() =>
        Given(Opened, Countered, new Event.Modified(AllBack, Days(4), Days(9)), Escalated)
            .At(JustBefore(Days(14))).When(new Command.Elapsed()).ThenAlreadyDone()
            .At(Days(14)).When(new Command.Elapsed())
            .Then(new Event.Resolved(
                new(AllBack.Shares, Party.Seller, Party.Seller, false, How.JudgeSilent), Days(14)));

    [Fact]
    public void D11_Also_when_he_asked_to_send_the_goods_back() => Given(Opened with { Proposal = LampBack }, Escalated)
        .At(Days(14)).When(new Command.Elapsed())
        .ThenItIs(Status.AwaitingReturn, dispute => dispute.Status)
        .ThenItIs(How.JudgeSilent, dispute => dispute.AfterReturn!.How);

    [Fact]
    public void D11_A_policy_can_favour_the_sellers_last_offer_as_it_was_when_the_platform_was_called()
    {
        var sellers = Machines.DisputeUnder(Policy.Modern with { SilentJudgeFavours = Party.Seller });
        var favour = Escalated with { SilenceFavours = Party.Seller };
        sellers.Given(Opened, Countered).At(Days(7)).When(new Command.Elapsed()).Then(favour);
        Given(Opened, Countered, favour).At(Days(14)).When(new Command.Elapsed())
            .ThenItIs(FiveOffered.Shares, dispute => dispute.Outcome!.Shares);
        Given(Opened, favour).At(Days(14)).When(new Command.Elapsed())
            .ThenItIs(TenBack.Shares, dispute => dispute.Outcome!.Shares);
        sellers.Given(Opened, Countered, Escalated).At(Days(14)).When(new Command.Elapsed())
            .ThenItIs(TenBack.Shares, dispute => dispute.Outcome!.Shares);
    }

    [Fact]
    public void D11_If_nobody_judges_a_contested_return_the_refund_is_what_was_settled_before_it() =>
        Given(Opened, Countered, ReturnAgreed, ReturnShipped, new Event.ReturnContested([Packing], Days(2)), Escalated)
            .At(Days(14)).When(new Command.Elapsed())
            .Then(new Event.Resolved(ReturnAgreed.Then with { How = How.JudgeSilent }, Days(14)));

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Dispute.Given(happened);
}
