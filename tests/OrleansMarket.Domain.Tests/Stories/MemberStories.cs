using static OrleansMarket.Domain.Member;

namespace OrleansMarket.Domain.Tests;

/// <summary>How somebody leaves the market (DOMAIN.md §1.7).</summary>
public sealed class MemberStories
{
    private static readonly Command.Deactivate Leave = new(Reason.Privacy);
    private static readonly Command.Look Nothing = new([]);
    private static readonly Blocker AnOrder = new(BlockerKind.PaidOrder, "ord_1");
    private static readonly Blocker ARefund = new(BlockerKind.Refund, "rfd_1.0");
    private static readonly Command.Look Something = new([AnOrder, ARefund]);

    [Fact]
    public void Q8_Whoever_has_nothing_open_leaves_and_is_erased_after_14_days() => Given()
        .When(Leave).Then(new Event.Asked(Reason.Privacy, Midnight))
        .ThenItIs(new Step[] { new Step.LookForObligations() }, Owed)
        .When(Nothing).Then(new Event.Left(Midnight, Days(14)))
        .ThenItIs(Array.Empty<Step>(), Owed).ThenItIs(Days(14), member => DueAt(member))
        .At(JustBefore(Days(14))).When(new Command.Elapsed()).ThenAlreadyDone()
        .At(Days(14)).When(new Command.Elapsed()).Then(new Event.TimeEnded())
        .When(Nothing).Then(new Event.ErasureBegun(Days(14)))
        .ThenItIs(Enum.GetValues<Part>().Select(part => new Step.Erase(part)).ToArray(), Owed)
        .When(new Command.Erase(Part.CartAndAddresses)).Then(new Event.PartErased(Part.CartAndAddresses))
        .When(new Command.Erase(Part.Coupons)).When(new Command.Erase(Part.Coins))
        .Then(new Event.PartErased(Part.Coins), new Event.Erased(Days(14)))
        .ThenItIs(Status.Erased, member => member.Status).ThenItIs(Array.Empty<Step>(), Owed);

    [Fact]
    public void Whoever_has_something_open_stays_and_is_told_what() => Given()
        .When(Leave).When(Something).Then(new Event.Blocked([AnOrder, ARefund]))
        .ThenItIs(Status.Active, member => member.Status)
        .ThenItIs(new[] { AnOrder, ARefund }, member => member.Blockers)
        .ThenItIs(new Step[] { new Step.OpenDoors() }, Owed)
        .When(new Command.OpenDoors()).Then(new Event.DoorsOpened()).ThenItIs(Array.Empty<Step>(), Owed)
        .When(Leave).ThenItIs(Array.Empty<Blocker>(), member => member.Blockers)
        .When(Nothing).ThenItIs(Status.Leaving, member => member.Status);

    [Fact]
    public void Whoever_changes_his_mind_within_14_days_is_a_member_as_before() => Left()
        .At(Days(13)).When(new Command.Undo()).Then(new Event.Undone(Days(13)))
        .ThenItIs(new Step[] { new Step.OpenDoors() }, Owed).ThenItIs(null, member => DueAt(member))
        .When(new Command.Undo()).ThenAlreadyDone()
        .At(Days(14)).When(new Command.Elapsed()).ThenAlreadyDone()
        .When(new Command.OpenDoors()).ThenItIs(Array.Empty<Step>(), Owed)
        .When(Leave).When(Nothing).ThenItIs(Days(28), member => member.EraseAt);

    [Fact]
    public void What_is_found_when_the_time_is_over_puts_the_erasure_off_day_by_day() => Left()
        .At(Days(14)).When(new Command.Elapsed())
        .When(Something).Then(new Event.Postponed(Days(15), [AnOrder, ARefund]))
        .ThenItIs(Days(15), member => DueAt(member))
        .At(Days(15)).When(new Command.Elapsed())
        .When(Something).Then(new Event.Postponed(Days(16), Something.Blockers))
        .At(Days(16)).When(new Command.Elapsed())
        .When(new Command.Undo()).ThenItIs(Status.Active, member => member.Status)
        .When(Nothing).ThenAlreadyDone();

    [Fact]
    public void Nobody_comes_back_from_an_erasure_not_even_from_one_that_has_only_begun()
    {
        var begun = Left().At(Days(14)).When(new Command.Elapsed()).When(Nothing);
        begun.When(new Command.Undo()).Then(Rejection.MembershipEnded);
        begun.When(Leave).ThenAlreadyDone();
        var erased = begun.When(new Command.Erase(Part.CartAndAddresses))
            .When(new Command.Erase(Part.Coins)).When(new Command.Erase(Part.Coupons));
        erased.When(new Command.Undo()).Then(Rejection.MembershipEnded);
        erased.When(Leave).Then(Rejection.MembershipEnded);
        erased.When(new Command.Erase(Part.CartAndAddresses)).ThenAlreadyDone();
    }

    [Fact]
    public void An_answer_that_comes_late_changes_nothing()
    {
        Given().When(Nothing).ThenAlreadyDone();
        Given().When(new Command.OpenDoors()).ThenAlreadyDone();
        Given().When(new Command.Erase(Part.CartAndAddresses)).ThenAlreadyDone();
        Given().When(new Command.Undo()).ThenAlreadyDone();
        Left().When(Something).ThenAlreadyDone();
        Left().When(Leave).ThenAlreadyDone();
    }

    [Fact]
    public void An_erasure_is_never_put_off_for_less_than_a_minute() => Assert.Equal(
        Midnight.AddMinutes(1),
        Assert.IsType<Event.Postponed>(Assert.Single(Decide(
            new State { Status = Status.Checking }, Something, Policy.Instant, Midnight).Events)).EraseAt);

    private static Story<State, Command, Event> Left() => Given().When(Leave).When(Nothing);

    private static Story<State, Command, Event> Given() => Machines.Member.Given();
}
