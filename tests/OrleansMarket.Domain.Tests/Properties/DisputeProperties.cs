using static OrleansMarket.Domain.Dispute;
using static OrleansMarket.Domain.Tests.Complaint;

namespace OrleansMarket.Domain.Tests;

public sealed class DisputeProperties
{
    private static readonly Command[] Commands =
    [
        .. Tables.Dispute.Commands.Select(asked => asked.Command),
        new Command.Open("dsp_3", Reason.NotReceived, AllBack, [], Refundable),
        new Command.Modify(Asks(Kind.Refund, "Too much.", new Share(1, 1, Usd(839)))),
        new Command.Judge(SevenByPlatform with { Shares = [new(2, 0, Usd(301))] }),
    ];

    private static readonly Policy[] Policies =
        [.. Policy.Profiles.Values, Policy.Modern with { SilentJudgeFavours = Party.Seller }];

    private static readonly Gen<(Policy Policy, Stride[] Strides)> Histories =
        Gen.Select(Gen.OneOf(Policies), Stride.Any.Array[0, 40]);

    [Fact]
    public void Every_open_dispute_has_a_deadline_in_words_and_no_other_one_has() => Walks((_, walk, _) =>
    {
        Assert.Equal(IsOpen(walk.State), DueAt(walk.State) is not null);
        Assert.Equal(DueAt(walk.State), NextDeadline(walk.State)?.At);
    });

    [Fact]
    public void A_deadline_that_has_come_means_something() => Walks((policy, walk, _) =>
    {
        if (DueAt(walk.State) is not { } due) return;
        Assert.NotEmpty(Decide(walk.State, new Command.Elapsed(), policy, due).Events);
        Assert.True(Decide(walk.State, new Command.Elapsed(), policy, JustBefore(due)).IsAlreadyDone);
    });

    [Fact]
    public void I3_No_outcome_is_more_than_was_left_of_each_part() => Walks((_, walk, _) =>
    {
        foreach (var outcome in new[] { walk.State.Outcome, walk.State.AfterReturn }.OfType<Outcome>())
        {
            Assert.Equal(outcome.Shares.Count, outcome.Shares.Select(share => share.Part).Distinct().Count());
            Assert.All(outcome.Shares, share =>
            {
                Assert.InRange(share.Cash.Minor, 0, walk.State.Refundable[share.Part].Cash.Minor);
                Assert.InRange(share.Quantity, 0, walk.State.Refundable[share.Part].Quantity);
            });
        }
    });

    [Fact]
    public void Every_resolved_dispute_has_an_outcome_that_the_seller_or_the_platform_pays() => Walks((_, walk, _) =>
    {
        Assert.Equal(walk.State.Status == Status.Resolved, walk.State.Outcome is not null);
        Assert.NotEqual(Party.Buyer, walk.State.Outcome?.PaidBy ?? Party.Seller);
        Assert.Equal(walk.State.Outcome?.How == How.ReturnReceived, walk.State.Outcome?.Returned ?? false);
    });

    [Fact]
    public void D10_D16_The_goods_of_a_dispute_go_back_and_are_contested_once_at_most()
    {
        Histories.Sample((policy, strides) =>
        {
            var walk = Begin(policy);
            var (returns, contests) = (0, 0);
            foreach (var stride in strides)
            {
                var events = walk.Step(stride).Events;
                if (events.Any(happened => happened is Event.Opened)) (returns, contests) = (0, 0);
                returns += events.Count(happened => happened is Event.ReturnAgreed);
                contests += events.Count(happened => happened is Event.ReturnContested);
                Assert.InRange(returns, 0, 1);
                Assert.InRange(contests, 0, returns);
            }
        }, iter: 500);
    }

    [Fact]
    public void What_is_allowed_is_accepted() => Walks((policy, walk, now) =>
    {
        Says(Party.Seller, "accept", new Command.Accept());
        Says(Party.Seller, "counter", new Command.Counter(Offers(Kind.Refund, "Fresh", new Share(1, 1, Usd(1)))));
        Says(Party.Buyer, "accept_counter", new Command.AcceptCounter());
        Says(Party.Buyer, "modify", new Command.Modify(Asks(Kind.Refund, "Fresh", new Share(1, 1, Usd(1)))));
        Says(Party.Buyer, "withdraw", new Command.Withdraw());
        Says(Party.Buyer, "escalate", new Command.Escalate());
        Says(Party.Buyer, "evidence", new Command.AddEvidence(Shows(99, Party.Buyer, "Fresh")));
        Says(Party.Seller, "evidence", new Command.AddEvidence(Shows(99, Party.Seller, "Fresh")));
        Says(Party.Platform, "judge", new Command.Judge(SevenByPlatform with { Note = "Fresh" }));
        Says(Party.Buyer, "return_shipped", new Command.ReturnShipped("UPS", "trk_99"));
        Says(Party.Seller, "return_received", new Command.ReturnReceived());
        Says(Party.Seller, "contest_return", new Command.ContestReturn([Packing]));

        void Says(Party party, string action, Command command) => Assert.Equal(
            AllowedActions(walk.State, party, policy, now).Contains(action),
            Decide(walk.State, command, policy, now).Events.Count > 0);
    });

    [Fact]
    public void O29_A_pause_keeps_what_is_next_and_gives_the_time_that_was_left_or_more() => Histories.Sample(
        (policy, strides) =>
        {
            var walk = Begin(policy);
            foreach (var stride in strides)
            {
                walk.Step(stride);
                var (by, notBefore) = (TimeSpan.FromMinutes(stride.Choice), walk.Now + TimeSpan.FromDays(1));
                var after = Resume(walk.State, by, notBefore);
                if (NextDeadline(walk.State) is not { } next) continue;
                Assert.Equal(next with { At = Later(next.At + by, notBefore) }, NextDeadline(after));
            }
        }, iter: 500);

    [Fact]
    public void Silence_alone_resolves_every_dispute_within_three_deadlines()
    {
        var ends = new System.Collections.Concurrent.ConcurrentDictionary<How, int>();
        Histories.Sample((policy, strides) =>
        {
            var walk = Begin(policy);
            walk.Ask(Open);
            foreach (var stride in strides) walk.Step(stride);
            for (var i = 0; DueAt(walk.State) is { } due; i++)
            {
                Assert.True(i < 3, "There is always one more deadline.");
                walk.Wait(due);
                Assert.NotEmpty(walk.Ask(new Command.Elapsed()).Events);
            }

            Assert.True(walk.State.Status is Status.Resolved or Status.Withdrawn or Status.Superseded);
            if (walk.State.Outcome is { How: var how }) ends.AddOrUpdate(how, 1, (_, times) => times + 1);
        }, iter: 1_500);
        Assert.Equal(Enum.GetValues<How>(), ends.Keys.Order());
    }

    /// <summary>Looks at every step of many histories.</summary>
    private static void Walks(Action<Policy, Walk<State, Command, Event>, DateTimeOffset> look) =>
        Histories.Sample((policy, strides) =>
        {
            var walk = Begin(policy);
            foreach (var stride in strides)
            {
                walk.Step(stride);
                look(policy, walk, walk.Now);
            }
        }, iter: 500);

    private static Walk<State, Command, Event> Begin(Policy policy) =>
        new(Machines.DisputeUnder(policy), new Command.Elapsed(), Commands, DueAt);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
