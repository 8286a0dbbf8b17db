using static OrleansMarket.Domain.Member;

namespace OrleansMarket.Domain.Tests;

public sealed class MemberProperties
{
    private static readonly Blocker Open = new(BlockerKind.PaidOrder, "ord_1");

    private static readonly Command[] Commands =
    [
        new Command.Deactivate(Reason.Other), new Command.Undo(), new Command.OpenDoors(), new Command.Look([]),
        new Command.Look([Open]), new Command.Erase(Part.CartAndAddresses),
        new Command.Erase(Part.Coins), new Command.Erase(Part.Coupons),
    ];

    /// <summary>
    /// The look is answered with the truth, in a world in which orders come and go while the doors are open and only go
    /// while they are shut.
    /// </summary>
    [Fact]
    public void I18_A_member_who_has_left_has_nothing_open() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3]).Array[0, 80].Sample(choices =>
        {
            var walk = new Walk<State, Command, Event>(Machines.Member, new Command.Elapsed(), [], DueAt);
            var (orders, doorsAreShut) = (0, false);
            foreach (var (choice, days) in choices)
            {
                walk.Wait(walk.Now.AddDays(days));
                switch (choice)
                {
                    case 0 when !doorsAreShut:
                        orders++;
                        break;
                    case 1 when orders > 0:
                        orders--;
                        break;
                    case 2:
                        walk.Ask(new Command.Deactivate(Reason.Other));
                        break;
                    case 3:
                        walk.Ask(new Command.Undo());
                        break;
                    case 4:
                        walk.Ask(new Command.Elapsed());
                        break;
                    default:
                        foreach (var step in Owed(walk.State)) Carry(step);
                        break;
                }

                if (walk.State.Status is Status.Leaving or Status.Erasing or Status.Erased)
                    Assert.Equal((0, true), (orders, doorsAreShut));
            }

            void Carry(Step step)
            {
                switch (step)
                {
                    case Step.LookForObligations:
                        doorsAreShut = true;
                        walk.Ask(new Command.Look([.. Enumerable.Repeat(Open, orders)]));
                        break;
                    case Step.OpenDoors:
                        doorsAreShut = false;
                        walk.Ask(new Command.OpenDoors());
                        break;
                    case Step.Erase erase:
                        walk.Ask(new Command.Erase(erase.Part));
                        break;
                }
            }
        }, iter: 2_000);

    [Fact]
    public void Whatever_is_asked_silence_and_carrying_out_lead_to_a_member_or_to_none() =>
        Stride.Any.Array[0, 60].Sample(strides =>
        {
            var walk = new Walk<State, Command, Event>(Machines.Member, new Command.Elapsed(), Commands, DueAt);
            foreach (var stride in strides) walk.Step(stride);
            for (var i = 0; i < 10; i++)
            {
                if (DueAt(walk.State) is { } due) walk.Wait(due);
                walk.Ask(new Command.Elapsed());
                foreach (var step in Owed(walk.State))
                {
                    walk.Ask(step switch
                    {
                        Step.LookForObligations => new Command.Look([]),
                        Step.OpenDoors => new Command.OpenDoors(),
                        Step.Erase erase => new Command.Erase(erase.Part),
                        _ => throw new InvalidOperationException($"{step}"),
                    });
                }
            }

            Assert.Contains(walk.State.Status, (Status[])[Status.Active, Status.Erased]);
            Assert.Empty(Owed(walk.State));
            Assert.Null(DueAt(walk.State));
        }, iter: 1_000);
}
