using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests;

/// <summary>How the clock and the deadlines work together.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task A_deadline_that_was_postponed_and_is_over_keeps_nobody_awake()
    {
        var gateway = new TestGateway();
        await using var market = await MarketCluster.Start(Policy.Modern, new MemoryStore(1), gateway: gateway);
        await market.List("lamp", "aurora", 2400, 1);
        var order = await market.Place("ada", "lamp");
        gateway.Silent["card"] = true;
        var payment = await market.Pay("ada", "card", order);
        await market.Pass(TimeSpan.FromSeconds(45));
        Assert.Equal(Payment.Status.Processing, (await market.PaymentOf(payment.Id)).Status);

        // It is carried out before its deadline is told again.
        gateway.Silent.Clear();
        await market.Grains.Payment(payment.Id).ReportCaptured();
        await market.Pass(TimeSpan.FromHours(1));

        var next = await market.Grains.GetGrain<IDeadlineGrain>(0).RunDue();
        Assert.Equal((await market.Order(order)).NextDeadline!.At, next);
    }

    [Fact]
    public async Task A_clock_that_can_go_no_further_says_so()
    {
        var (store, almost) = (new MemoryStore(1), MarketClock.Furthest - TimeSpan.FromHours(1));
        var advanced = Codecs.MarketClock.Write([new MarketClock.Event.Advanced(almost)]);
        await store.Commit([new(new(Ids.Clock, 1, default, null, null, null, advanced), null, [])]);
        await using var market = await MarketCluster.Start(store: store);

        Assert.Equal(Rejection.DurationInvalid, (await market.Grains.Clock().Advance(TimeSpan.FromHours(2))).Why);
        Assert.Equal(almost, (await market.Grains.Clock().View()).Ahead);
        await market.Pass(TimeSpan.FromHours(1));
    }

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
