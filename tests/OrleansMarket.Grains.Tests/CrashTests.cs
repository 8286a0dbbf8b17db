using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Stores that fail and markets that stop in the middle: whatever was begun ends by itself (G3, G7).</summary>
public sealed class CrashTests : IAsyncDisposable
{
    private readonly FaultyStore store = new(new MemoryStore(8));
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
    private readonly TestGateway gateway = new();
    private string order = "";

    [Fact]
    public Task A_commit_that_was_stored_and_reported_as_failed_counts_once() => Live(async market =>
    {
        store.LosesAnswers = 2;
        await market.List("lamp", "aurora", 2400, 10);
        for (var i = 0; i < 5; i++)
        {
            order = await market.PlacePaid($"ada-{i}", "lamp");
            Done(await market.Grains.Order(order).JudgeRisk(RiskVerdict.Pass, null));
            await market.Ship(order, $"T-{i}");
            await market.Deliver($"T-{i}");
            await market.Confirm(order);
        }

        await market.Pass(TimeSpan.FromDays(30));
        Assert.InRange(store.Lost, 40, 1_000);
        Assert.Equal((5, 5 * 2700), (gateway.Charges, gateway.Balance));
        await Audit.CheckSettled(market);
    });

    [Fact]
    public Task While_the_store_is_away_callers_learn_it_and_the_same_request_works_afterwards() => Live(async market =>
    {
        await market.List("lamp", "aurora", 2400, 10);
        Done(await market.Grains.Cart("ada").Put("lamp", 1, null));
        var (checkout, payment) = (market.Ids.New(Ids.Checkout), market.Ids.New(Ids.Payment));

        var placed = await RetriedAfterHealing(async () =>
            (await market.Grains.Cart("ada").CheckOut(checkout, new(null, Home, [], null))).Value!);
        order = Assert.Single(placed.Orders).Id;
        Assert.Equal(new StockView(10, 1, 0, 10), await market.Grains.Stock("lamp").View());

        var paid = await RetriedAfterHealing(() => market.Grains.Payment(payment).Pay("ada", [order], "card"));
        Assert.Equal(Payment.Status.Captured, paid.Status);
        Assert.Equal((1, 2700), (gateway.Charges, gateway.Balance));
        await market.Pass(TimeSpan.FromDays(30));
        await Audit.CheckSettled(market);

        async Task<T> RetriedAfterHealing<T>(Func<Task<T>> ask)
        {
            store.Refuses = _ => true;
            await Assert.ThrowsAsync<JournalUnavailableException>(ask);
            store.Heal();
            return await ask();
        }
    });

    [Fact]
    public async Task An_order_that_nobody_paid_before_the_restart_closes_after_it()
    {
        await Live(async market =>
        {
            await market.List("lamp", "aurora", 2400, 1);
            order = await market.Place("ada", "lamp");
        });
        await Live(async market =>
        {
            Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(order)).Status);
            Assert.Equal(1, (await market.Grains.Stock("lamp").View()).Reserved);
            await market.Pass(TimeSpan.FromDays(1));
            Assert.Equal(Order.CloseReason.PaymentTimeout, (await market.Order(order)).ClosedBecause);
            await Audit.CheckSettled(market);
        });
    }

    [Fact]
    public async Task A_payment_without_an_answer_is_asked_for_after_the_restart()
    {
        PaymentView? payment = null;
        await Live(async market =>
        {
            await market.List("lamp", "aurora", 2400, 1);
            order = await market.Place("ada", "lamp");
            gateway.Silent["card"] = true;
            payment = await market.Pay("ada", "card", order);
        });
        gateway.Silent.Clear();
        await Live(async market =>
        {
            Assert.Equal(Payment.Status.Processing, (await market.PaymentOf(payment!.Id)).Status);
            await market.Pass(TimeSpan.FromMinutes(1));
            Assert.Equal(Payment.Status.Captured, (await market.PaymentOf(payment.Id)).Status);
            Assert.Equal(Order.Status.RiskReview, (await market.Order(order)).Status);
            await market.Pass(TimeSpan.FromDays(30));
            Assert.Equal((1, 0), (gateway.Charges, gateway.Balance));
            await Audit.CheckSettled(market);
        });
    }

    [Fact]
    public async Task Goods_of_a_closed_order_are_freed_after_the_restart()
    {
        await Live(async market =>
        {
            await market.List("lamp", "aurora", 2400, 1);
            order = await market.Place("ada", "lamp");
            store.Refuse("freed");
            Done(await market.Grains.Order(order).Cancel(new("ada", Role.Buyer), null));
            Assert.Equal(Order.Status.Closed, (await market.Order(order)).Status);
            Assert.Equal(1, (await market.Grains.Stock("lamp").View()).Reserved);
        });
        await LiveHealed("lamp", new StockView(1, 0, 0, 1));
    }

    [Fact]
    public async Task A_seller_is_credited_after_the_restart()
    {
        await Live(async market =>
        {
            await market.List("lamp", "aurora", 2400, 1);
            order = await market.PlacePaid("ada", "lamp");
            Done(await market.Grains.Order(order).JudgeRisk(RiskVerdict.Pass, null));
            await market.Ship(order, "T-1");
            store.Refuse("credited");
            await market.Confirm(order);
            Assert.Equal(Escrow.Status.Released, await market.Grains.EscrowOf(order).Status());
            Assert.Empty((await market.Grains.SellerAccount("aurora").View()).Payable);
        });
        await LiveHealed("lamp", new StockView(0, 0, 1, 1));
        await Live(async market =>
            Assert.Equal([Money.Usd(2580)], (await market.Grains.SellerAccount("aurora").View()).Payable));
    }

    [Fact]
    public async Task Goods_that_are_committed_for_a_payment_wait_for_it()
    {
        await Live(async market =>
        {
            await market.List("lamp", "aurora", 2400, 1);
            order = await market.Place("ada", "lamp");
            store.Refuse("paid");
            Assert.Equal(Payment.Status.Processing, (await market.Pay("ada", "card", order)).Status);
            Assert.Equal(new StockView(0, 0, 1, 1), await market.Grains.Stock("lamp").View());
        });
        store.Heal();
        await Live(async market =>
        {
            await market.Pass(TimeSpan.FromMinutes(1));
            Assert.Equal(Order.Status.RiskReview, (await market.Order(order)).Status);
            Assert.Equal((1, 2700), (gateway.Charges, gateway.Balance));
        });
    }

    [Fact]
    public Task Goods_that_are_committed_for_a_payment_come_back_when_it_does_not_get_through_in_time() =>
        Live(async market =>
        {
            await market.List("lamp", "aurora", 2400, 1);
            order = await market.Place("ada", "lamp");
            store.Refuse("paid");
            await market.Pay("ada", "card", order);
            await market.Pass(TimeSpan.FromMinutes(20));
            Assert.Equal(Order.CloseReason.PaymentTimeout, (await market.Order(order)).ClosedBecause);
            Assert.Equal(new StockView(1, 0, 0, 1), await market.Grains.Stock("lamp").View());

            store.Heal();
            await market.Pass(TimeSpan.FromMinutes(10));
            Assert.Equal((1, 0), (gateway.Charges, gateway.Balance));
            await Audit.CheckSettled(market);
        }, Policy.FlashSale);

    [Fact]
    public async Task The_clock_goes_on_from_where_it_was()
    {
        var before = TimeSpan.Zero;
        await Live(async market =>
        {
            await market.Pass(TimeSpan.FromDays(3));
            await market.Pass(TimeSpan.FromTicks(7));
            before = (await market.Grains.Clock().View()).Ahead;
        });
        await Live(async market =>
        {
            Assert.Equal(new ClockView(clock.GetUtcNow() + before, before), await market.Grains.Clock().View());
            Assert.Equal(TimeSpan.FromDays(3) + TimeSpan.FromTicks(7), before);
        });
    }

    [Fact]
    public async Task Deadlines_that_come_while_nobody_runs_are_carried_out_at_the_start()
    {
        await Live(async market =>
        {
            await market.List("lamp", "aurora", 2400, 1);
            order = await market.Place("ada", "lamp");
        });
        clock.Advance(TimeSpan.FromDays(2));
        await Live(market => Eventually(async () => (await market.Grains.Stock("lamp").View()).Available == 1
            && (await market.Order(order)).Status == Order.Status.Closed));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private Task LiveHealed(string sku, StockView expected)
    {
        store.Heal();
        return Live(async market =>
        {
            await market.Pass(TimeSpan.FromMinutes(1));
            Assert.Equal(expected, await market.Grains.Stock(sku).View());
            await market.Pass(TimeSpan.FromDays(30));
            await Audit.CheckSettled(market);
        });
    }

    /// <summary>One life of the market, from its start to its stop.</summary>
    private async Task Live(Func<MarketCluster, Task> life, Policy? policy = null)
    {
        await using var market = await Start(policy ?? Policy.Modern, store, clock, gateway);
        await life(market);
    }
}
