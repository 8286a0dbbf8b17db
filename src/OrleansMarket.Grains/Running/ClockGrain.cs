using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.MarketClock.State, OrleansMarket.Domain.MarketClock.Command,
    OrleansMarket.Domain.MarketClock.Event, OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Running;

/// <summary>
/// The market's clock. It moves from deadline to deadline, so that each finds the market at its own time.
/// </summary>
[GrainType("clock")]
internal sealed class ClockGrain(
    IGrainContext context, IGrainFactory grains, IJournalStore store, Market market, MarketOptions options)
    : IClockGrain
{
    /// <summary>
    /// A long way is gone in at most so many steps; deadlines within one step are carried out together.
    /// </summary>
    private const int MostSteps = 200;

    private const int MostRounds = 100;

    private readonly Runner clock = market.Run(context, market.Machines.Clock);

    public Task<ClockView> View() => Task.FromResult(new ClockView(market.Time.GetUtcNow(), market.Time.Ahead));

    public async Task<Answer<ClockView>> Advance(TimeSpan by)
    {
        if (!options.IsSimulation) return new(null, Rejection.InvalidTransition);
        if (by <= TimeSpan.Zero || by > MarketClock.LongestStep || by > MarketClock.Furthest - market.Time.Ahead)
            return new(null, Rejection.DurationInvalid);

        // The way is measured on the clock's own lead: real time goes on while deadlines are carried out.
        var target = market.Time.Ahead + by;
        var shortest = Longer(by / MostSteps, TimeSpan.FromTicks(1));
        var next = await RunDue();
        while (target - market.Time.Ahead is var left && left > TimeSpan.Zero)
        {
            var step = next is { } due ? Longer(due - market.Time.GetUtcNow(), shortest) : left;
            await MoveTo(step < left ? step : left);
            next = await RunDue();
        }

        return new(await View());
    }

    private async Task MoveTo(TimeSpan by)
    {
        await clock.Transact(new MarketClock.Command.Advance(by));
        market.Time.LeapTo((await clock.Durable()).Ahead);
    }

    /// <summary>Carries out what is due, and answers with what comes next; null when nothing does.</summary>
    private async Task<DateTimeOffset?> RunDue()
    {
        DateTimeOffset? next = null;
        // What is carried out may make new deadlines that are due at once, in any partition.
        for (var round = 0; round < MostRounds; round++)
        {
            var nexts = await Task.WhenAll(Enumerable.Range(0, store.Partitions)
                .Select(p => grains.GetGrain<IDeadlineGrain>(p).RunDue()));
            next = nexts.Min();
            if (next is null || next > market.Time.GetUtcNow()) break;
        }

        return next;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
