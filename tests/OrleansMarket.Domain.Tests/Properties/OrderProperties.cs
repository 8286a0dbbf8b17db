using static OrleansMarket.Domain.Order;

namespace OrleansMarket.Domain.Tests;

public sealed class OrderProperties
{
    /// <summary>A price that changes under a capture is the payment's to prevent, so nobody changes it here.</summary>
    private static readonly Command[] Commands =
    [
        .. OrderTable.Commands.Select(asked => asked.Command).Where(command => command is not Command.AdjustPrice),
        new Command.RequestCancellation(1, CancelReason.Other, [new(0, 1)]),
        new Command.RequestCancellation(2, CancelReason.Other, [new(1, 1)]),
        new Command.OnDispute(Complaint.Open with { Dispute = "dsp_2", Reason = Dispute.Reason.NotReceived }),
        new Command.OnDispute(new Dispute.Command.Counter(Complaint.FiveOffered)),
        new Command.OnDispute(new Dispute.Command.Judge(Complaint.SevenByPlatform)),
        new Command.OnDispute(new Dispute.Command.Judge(Complaint.ReturnRuled)),
        new Command.OnDispute(new Dispute.Command.ReturnShipped("DHL", "trk_9")),
        new Command.RecordDelivery("trk_9"),
        new Command.OnDispute(new Dispute.Command.ReturnReceived()),
    ];

    private static readonly Policy[] Policies = [.. Policy.Profiles.Values];

    private static readonly Gen<(Policy Policy, Stride[] Strides)> Histories =
        Gen.Select(Gen.OneOf(Policies), Stride.Any.Array[0, 40]);

    [Fact]
    public void Every_live_order_has_a_deadline_and_no_ended_one() => Walks((_, walk) =>
        Assert.Equal(!HasEnded(walk.State) && walk.State.Status != Status.None, DueAt(walk.State) is not null));

    [Fact]
    public void I10_An_ended_order_that_owes_nothing_holds_neither_money_nor_goods() => Walks((_, walk) =>
    {
        var order = walk.State;
        if (!HasEnded(order) || Owed(order).Count > 0) return;
        Assert.Equal(order.PaidAt is null ? EscrowStatus.None
            : order.Status == Status.Finished ? EscrowStatus.Released : EscrowStatus.Refunded, order.Escrow);
        Assert.Equal(order.Status == Status.Finished, order.HoldsGoods);
    });

    [Fact]
    public void I5_Money_goes_to_the_seller_of_a_completed_order_and_to_the_buyer_of_a_closed_one() =>
        Walks((_, walk) => Assert.True(walk.State.Escrow switch
        {
            EscrowStatus.Releasing or EscrowStatus.Released => walk.State.Status is Status.Completed or Status.Finished,
            EscrowStatus.Refunding or EscrowStatus.Refunded => walk.State.Status == Status.Closed,
            EscrowStatus.None => walk.State.PaidAt is null,
            _ => walk.State.PaidAt is not null && !HasEnded(walk.State),
        }));

    [Fact]
    public void I3_No_part_gives_back_more_than_was_paid_for_it_over_all_paths() => Walks((_, walk) =>
    {
        if (walk.State.Terms is not { } terms) return;
        Assert.All(Refundable(walk.State), left => Assert.True(left >= Usd(0)));
        Assert.Equal(walk.State.Refunds.Count, walk.State.Refunds.Select(refund => refund.Number).Distinct().Count());
        Assert.All(Enumerable.Range(0, terms.Lines.Count), line => Assert.True(
            Unshipped(walk.State).Where(units => units.Line == line).Sum(units => units.Quantity)
                <= terms.Lines[line].Quantity));
    });

    [Fact]
    public void A_live_order_holds_its_goods() => Walks((_, walk) =>
        Assert.True(walk.State.HoldsGoods || walk.State.Status is Status.None or Status.Closed));

    [Fact]
    public void I4_Each_capture_pays_the_order_or_goes_back() => Walks((_, walk) =>
    {
        Assert.Equal(walk.State.Returned.Count, walk.State.Returned.Distinct().Count());
        if (walk.State.PaidAt is not null) Assert.DoesNotContain(walk.State.Payment!, walk.State.Returned);
    });

    [Fact]
    public void A_deadline_that_has_come_means_something_unless_a_step_is_owed() => Walks((policy, walk) =>
    {
        if (DueAt(walk.State) is not { } due || Owed(walk.State).Count > 0) return;
        Assert.NotEmpty(Decide(walk.State, new Command.Elapsed(), policy, due).Events);
        Assert.True(Decide(walk.State, new Command.Elapsed(), policy, JustBefore(due)).IsAlreadyDone);
    });

    [Fact]
    public void What_is_allowed_is_accepted() => Walks((policy, walk) =>
    {
        var allowed = Enum.GetValues<Side>()
            .SelectMany(side => AllowedActions(walk.State, side, policy, walk.Now)).ToHashSet();
        Says("pay", new Command.SubmitPayment("pay_9"));
        Says("cancel", new Command.Cancel());
        Says("ship", new Command.Ship("UPS", "trk_9"));
        Says("confirm_receipt", new Command.ConfirmReceipt(WithoutScan: true));
        Says("pass_risk", new Command.PassRisk());

        void Says(string action, Command command) =>
            Assert.Equal(allowed.Contains(action), Decide(walk.State, command, policy, walk.Now).Events.Count > 0);
    });

    [Fact]
    public void Silence_alone_brings_every_order_to_its_end()
    {
        var ends = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        Histories.Sample((policy, strides) =>
        {
            var walk = Begin(policy);
            walk.Ask(new Command.Place(OrderExample.Wanted));
            foreach (var stride in strides) walk.Step(stride);
            CarryOut(walk);
            for (var i = 0; DueAt(walk.State) is { } due; i++)
            {
                Assert.True(i < 20, "There is always one more deadline.");
                walk.Wait(due);
                Assert.NotEmpty(walk.Ask(new Command.Elapsed()).Events);
                CarryOut(walk);
            }

            Assert.True(HasEnded(walk.State));
            Assert.Empty(Owed(walk.State));
            ends.AddOrUpdate($"{walk.State.Status} {walk.State.ClosedBecause}", 1, (_, times) => times + 1);
        }, iter: 1_500);
        HashSet<string> common = ["Closed BuyerCancelled", "Closed NotShipped", "Closed PaymentTimeout", "Finished "];
        Assert.Subset(ends.Keys.ToHashSet(), common);
    }

    /// <summary>Looks at every step of many histories.</summary>
    private static void Walks(Action<Policy, Walk<State, Command, Event>> look) => Histories.Sample((policy, strides) =>
    {
        var walk = Begin(policy);
        foreach (var stride in strides)
        {
            walk.Step(stride);
            look(policy, walk);
        }
    }, iter: 500);

    private static Walk<State, Command, Event> Begin(Policy policy) =>
        new(Machines.OrderUnder(policy), new Command.Elapsed(), Commands, DueAt);

    private static void CarryOut(Walk<State, Command, Event> walk)
    {
        while (Owed(walk.State) is [var step, ..]) walk.Ask(Telling.DoneOf(step));
    }

    private static bool HasEnded(State order) => order.Status is Status.Finished or Status.Closed;
}
