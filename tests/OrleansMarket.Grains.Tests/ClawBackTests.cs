using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Refunds in pieces, and money that goes back after its seller was paid, on a silo.</summary>
public sealed class ClawBackTests : IAsyncDisposable
{
    private readonly FaultyStore store = new(new MemoryStore(8));
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
    private readonly TestGateway gateway = new();
    private string order = "";

    [Fact]
    public Task P4_A_part_goes_back_at_once_and_once_and_the_seller_gets_the_rest() => Live(async market =>
    {
        await Sell(market);
        for (var i = 0; i < 2; i++)
            Done(await market.Grains.EscrowOf(order).Refund(1, [new(0, Money.Usd(1000), false)], "Judged", false));
        Assert.Equal(1700, gateway.Balance);
        var refund = (await market.Grains.Refund(Ids.RefundOf(order, 1)).View())!;
        Assert.Equal((Refund.Status.Settled, Money.Usd(1000), 1), (refund.Status, refund.Amount, refund.Number));
        Assert.Equal(Rejection.RefundInvalid,
            (await market.Grains.EscrowOf(order).Refund(2, [new(0, Money.Usd(1401), false)], "Judged", false)).Why);

        await Complete(market);
        Assert.Equal([Money.Usd(1630)], (await market.Grains.SellerAccount("aurora").View()).Payable);
        await Audit.Check(market);
    });

    [Fact]
    public Task P9_The_platform_pays_and_the_seller_keeps_his_money() => Live(async market =>
    {
        await Sell(market);
        await Complete(market);
        Done(await market.Grains.EscrowOf(order).Refund(1, [new(0, Money.Usd(1000), false)], "Judged", true));

        var account = await market.Grains.SellerAccount("aurora").View();
        Assert.Equal([Money.Usd(2580)], account.Payable);
        Assert.Empty(account.Receivable);
        var ledger = (await market.Grains.Ledger().TrialBalance()).ToDictionary(one => one.Account, one => one.Balance);
        Assert.Equal((1000, -1000, 2700),
            (ledger[Account.Guarantee], ledger[Account.PlatformCash], ledger[Account.PspCash]));
        await Audit.Check(market);
    });

    [Fact]
    public async Task P6_A_claw_back_is_told_after_the_restart_and_once()
    {
        await Live(async market =>
        {
            await Sell(market);
            await Complete(market);
            store.Refuse("debited");
            Done(await market.Grains.EscrowOf(order).Refund(1, [new(0, Money.Usd(1000), false)], "Judged", false));
            Assert.Equal(1700, gateway.Balance);
            Assert.Equal([Money.Usd(2580)], (await market.Grains.SellerAccount("aurora").View()).Payable);
        });
        store.Heal();
        await Live(async market =>
        {
            Done(await market.Grains.EscrowOf(order).Refund(1, [new(0, Money.Usd(1000), false)], "Judged", false));
            await market.Pass(TimeSpan.FromMinutes(1));
            Assert.Equal([Money.Usd(1630)], (await market.Grains.SellerAccount("aurora").View()).Payable);
            Assert.Equal(1700, gateway.Balance);
            await market.Pass(TimeSpan.FromDays(30));
            await Audit.CheckSettled(market);
        });
    }

    [Fact]
    public Task P8_P10_A_seller_who_was_paid_out_owes_the_charge_back_and_his_next_sale_repays_it() =>
        Live(async market =>
        {
            await Sell(market);
            await Complete(market);
            var account = market.Grains.SellerAccount("aurora");
            Done(await account.PayOut("po_1", Money.Usd(2580)));
            Done(await market.Grains.EscrowOf(order).ChargeBack(1, "ChargebackLost"));
            Done(await market.Grains.EscrowOf(order).ChargeBack(1, "ChargebackLost"));
            Assert.Equal([Money.Usd(2580)], (await account.View()).Receivable);
            Assert.Null(await market.Grains.Refund(Ids.RefundOf(order, 1)).View());

            order = await market.PlacePaid("bob", "lamp");
            await Complete(market);
            var view = await account.View();
            Assert.Empty(view.Receivable);
            Assert.Equal((Money.Usd(0), 2), (Assert.Single(view.Payable), view.Sales));
            await market.Pass(TimeSpan.FromDays(30));
            await Audit.CheckSettled(market);
        });

    [Fact]
    public Task A_frozen_seller_is_not_paid_out() => Live(async market =>
    {
        await Sell(market);
        await Complete(market);
        var account = market.Grains.SellerAccount("aurora");
        Done(await account.Freeze("OfflinePayment"));
        Assert.Equal(Rejection.PayoutsFrozen, (await account.PayOut("po_1", Money.Usd(1))).Why);
        Assert.Equal("OfflinePayment", (await account.View()).Frozen);
        Done(await account.Thaw());
        Done(await account.PayOut("po_1", Money.Usd(1)));
        Assert.Null((await account.View()).Frozen);
    });

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task Sell(MarketCluster market)
    {
        await market.List("lamp", "aurora", 2400, 5);
        order = await market.PlacePaid("ada", "lamp");
    }

    private async Task Complete(MarketCluster market)
    {
        Done(await market.Grains.Order(order).JudgeRisk(RiskVerdict.Pass, null));
        await market.Ship(order, $"T-{Ids.Tail(order).Replace('.', '-')}");
        await market.Confirm(order);
    }

    /// <summary>One life of the market, from its start to its stop.</summary>
    private async Task Live(Func<MarketCluster, Task> life)
    {
        await using var market = await Start(Policy.Modern, store, clock, gateway);
        await life(market);
    }
}
