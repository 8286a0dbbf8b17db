using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Paying;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests;

/// <summary>Many deadlines at once, and some that take long.</summary>
public sealed class DeadlineTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task Only_so_many_are_told_at_the_same_time()
    {
        using var pace = new DeadlinePace(new MarketTime(clock));
        var (end, begun) = (new TaskCompletionSource(), 0);
        var takes = Enumerable.Range(0, 500).Select(_ => pace.Take(() =>
        {
            Interlocked.Increment(ref begun);
            return end.Task;
        })).ToArray();
        Assert.Equal(DeadlinePace.AtOnce, begun);

        end.SetResult();
        Assert.All(await Task.WhenAll(takes), Assert.Null);
        Assert.Equal(500, begun);
    }

    [Fact]
    public async Task Whoever_takes_long_gives_up_his_place()
    {
        using var pace = new DeadlinePace(new MarketTime(clock));
        var never = new TaskCompletionSource();
        var slow = Enumerable.Range(0, DeadlinePace.AtOnce).Select(_ => pace.Take(() => never.Task)).ToArray();
        var next = pace.Take(() => Task.CompletedTask);
        Assert.False(next.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.All(await Task.WhenAll(slow), telling => Assert.Same(never.Task, telling));
        Assert.Null(await next);
    }

    [Fact]
    public async Task A_silent_payment_provider_holds_up_no_other_deadline()
    {
        var gateway = new MuteGateway();
        await using var market = await MarketCluster.Start(store: new MemoryStore(1), gateway: gateway);
        await market.List("lamp", "aurora", 2400, 2);
        var order = await market.Place("ada", "lamp");
        var paying = market.Pay("bob", "card", await market.Place("bob", "lamp"));
        await gateway.Asked;
        market.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Payment.Status.Processing, (await paying).Status);

        var deadlines = market.Grains.GetGrain<IDeadlineGrain>(0);
        await MarketCluster.Eventually(async () =>
        {
            market.Clock.Advance(TimeSpan.FromSeconds(30));
            await deadlines.Wake(DateTimeOffset.MinValue);
            return (await market.Order(order)).Status == Order.Status.Closed;
        });
        gateway.Answer();
    }

    [Fact]
    public async Task What_a_leap_of_the_clock_has_skipped_is_not_late()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 1);
        await market.Place("ada", "lamp");
        await market.Pass(TimeSpan.FromDays(10));
        var lateness = ((MarketMeters)market.Silo.GetService(typeof(MarketMeters))!).Lateness.Read();
        Assert.True(lateness.Count > 0);
        Assert.Equal(TimeSpan.Zero, lateness.Max);
    }

    /// <summary>Takes a charge and says nothing until it is told to.</summary>
    private sealed class MuteGateway : IPaymentGateway
    {
        private readonly TaskCompletionSource asked = new();
        private readonly TaskCompletionSource<Charge> answer = new();

        public Task Asked => asked.Task;

        public bool Knows(string method) => true;

        public Task<Charge> Charge(string key, Money amount, string method)
        {
            asked.TrySetResult();
            return answer.Task;
        }

        public Task Refund(string key, string payment, Money amount) => Task.CompletedTask;

        public void Answer() => answer.TrySetResult(Paying.Charge.Captured);
    }
}
