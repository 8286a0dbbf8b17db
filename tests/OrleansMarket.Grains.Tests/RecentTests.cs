using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Grains.Running;

namespace OrleansMarket.Grains.Tests;

/// <summary>What happened lately.</summary>
public sealed class RecentTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_rate_is_that_of_the_last_minute()
    {
        var orders = new RecentCount(clock);
        Assert.Equal(0, orders.PerSecond());
        for (var second = 0; second < 100; second++)
        {
            orders.Add(second < 50 ? 100 : 10);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // Of the 59 whole seconds, 9 are from the time of a hundred.
        Assert.Equal((9 * 100 + 50 * 10) / 59.0, orders.PerSecond());
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, orders.PerSecond());
    }

    [Fact]
    public void A_rate_of_a_few_seconds_is_that_of_these_seconds()
    {
        var orders = new RecentCount(clock);
        orders.Add(30);
        clock.Advance(TimeSpan.FromSeconds(3));
        orders.Add(1_000);
        Assert.Equal(10, orders.PerSecond());
    }

    [Fact]
    public void Percentiles_are_exact_to_a_sixteenth_and_the_longest_is_exact()
    {
        var durations = new RecentDurations(clock);
        for (var ms = 1; ms <= 10_000; ms++) durations.Add(TimeSpan.FromMilliseconds(ms));
        var spread = durations.Read();
        Assert.Equal((10_000, TimeSpan.FromSeconds(10)), (spread.Count, spread.Max));
        Assert.InRange(spread.P50.TotalMilliseconds, 5_000, 5_000 * 17 / 16.0);
        Assert.InRange(spread.P99.TotalMilliseconds, 9_900, 10_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.9)]
    [InlineData(1)]
    [InlineData(2.2)]
    [InlineData(86_400_000)]
    [InlineData(86_400_000_000)]
    public void One_duration_is_its_own_percentile(double ms)
    {
        var durations = new RecentDurations(clock);
        var one = TimeSpan.FromMilliseconds(ms);
        durations.Add(one, times: 7);
        Assert.Equal(new Spread(7, one, one, one), durations.Read());
    }

    [Fact]
    public void What_is_older_than_five_minutes_is_forgotten()
    {
        var durations = new RecentDurations(clock);
        Assert.Equal(default, durations.Read());
        durations.Add(TimeSpan.FromHours(1));
        clock.Advance(TimeSpan.FromSeconds(295));
        durations.Add(TimeSpan.FromSeconds(1));
        Assert.Equal((2, TimeSpan.FromHours(1)), (durations.Read().Count, durations.Read().Max));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((1, TimeSpan.FromSeconds(1)), (durations.Read().Count, durations.Read().Max));
    }
}
