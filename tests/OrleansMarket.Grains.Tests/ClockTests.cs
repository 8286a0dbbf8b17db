using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Tests;

/// <summary>How the clock and the deadlines work together.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task A_market_that_is_no_simulation_has_the_real_time()
    {
        await using var market = await MarketCluster.Start(isSimulation: false);
        Assert.Equal(Rejection.InvalidTransition, (await market.Grains.Clock().Advance(TimeSpan.FromHours(1))).Why);
        var before = await market.Grains.Clock().View();
        Assert.Equal((market.Clock.GetUtcNow(), TimeSpan.Zero), (before.Now, before.Ahead));
        market.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(before.Now.AddMinutes(1), (await market.Grains.Clock().View()).Now);
    }
}
