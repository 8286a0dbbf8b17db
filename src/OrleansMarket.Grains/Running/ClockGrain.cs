using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.MarketClock.State, OrleansMarket.Domain.MarketClock.Command,
    OrleansMarket.Domain.MarketClock.Event, OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Running;

/// <summary>The market's clock. It moves from deadline to deadline, so that each finds the market at its own time.</summary>
[GrainType("clock")]
internal sealed class ClockGrain(
    IGrainContext context, IGrainFactory grains, IJournalStore store, Market market, MarketOptions options) : IClockGrain
{
    /// <summary>A long way is gone in at most so many steps; deadlines within one step are carried out together.</summary>
    private const int MostSteps = 200;

    private const int MostRounds = 100;

    private readonly Runner clock = market.Run(context, market.Machines.Clock);

    public Task<ClockView> View() => Task.FromResult(new ClockView(market.Time.GetUtcNow(), market.Time.Ahead));

    public async Task<Answer<ClockView>> Advance(TimeSpan by)
    {
        if (!options.IsSimulation) return new(null, Rejection.InvalidTransition);
        if (by <= TimeSpan.Zero || by > MarketClock.LongestStep) return new(null, Rejection.DurationInvalid);

        // The way is measured on the clock's own lead: real time goes on while deadlines are carried out.
        var target = market.Time.Ahead + by;
        var shortest = by / MostSteps;
        while (target - market.Time.Ahead is var left && left > TimeSpan.Zero)
        {
            var now = market.Time.GetUtcNow();
            var step = await NextDeadline(now) is { } next ? Longer(next - now, shortest) : left;
            await MoveTo(step < left ? step : left);
            await RunDue();
        }

        return new(await View());
    }

    private async Task MoveTo(TimeSpan by)
    {
        await clock.Transact(new MarketClock.Command.Advance(by));
        market.Time.MoveTo((await clock.Durable()).Ahead);
    }

    private async Task<DateTimeOffset?> NextDeadline(DateTimeOffset after)
    {
        var nexts = await Task.WhenAll(Enumerable.Range(0, store.Partitions).Select(p => store.NextDeadline(p).AsTask()));
        return nexts.Where(next => next > after).Min();
    }

    /// <summary>What is carried out may make new deadlines that are due at once, in any partition.</summary>
    private async Task RunDue()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var nexts = await Task.WhenAll(Enumerable.Range(0, store.Partitions)
                .Select(p => grains.GetGrain<IDeadlineGrain>(p).RunDue()));
            if (nexts.All(next => next is null || next > market.Time.GetUtcNow())) return;
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
