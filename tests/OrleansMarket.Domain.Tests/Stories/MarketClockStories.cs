using static OrleansMarket.Domain.MarketClock;

namespace OrleansMarket.Domain.Tests;

public sealed class MarketClockStories
{
    [Fact]
    public void The_clock_moves_forward_step_by_step() => Machines.MarketClock.Given()
        .When(new Command.Advance(TimeSpan.FromDays(1))).Then(new Event.Advanced(TimeSpan.FromDays(1)))
        .When(new Command.Advance(TimeSpan.FromDays(60)))
        .ThenItIs(TimeSpan.FromDays(61), clock => clock.Ahead);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(367)]
    public void The_clock_never_goes_back_or_stands_still_or_jumps_too_far(int days) => Machines.MarketClock.Given()
        .When(new Command.Advance(TimeSpan.FromDays(days))).Then(Rejection.DurationInvalid);

    [Fact]
    public void The_clock_ends_long_before_the_calendar_does() => Machines.MarketClock
        .Given(new Event.Advanced(Furthest - TimeSpan.FromDays(1)))
        .When(new Command.Advance(TimeSpan.FromDays(1))).ThenItIs(Furthest, clock => clock.Ahead)
        .When(new Command.Advance(TimeSpan.FromTicks(1))).Then(Rejection.DurationInvalid);

    [Fact]
    public void There_is_no_deadline() => Machines.MarketClock.Given().When(new Command.Elapsed()).ThenAlreadyDone();
}
