using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Frozen orders and charge-backs (O28 to O30 and O32 of DOMAIN.md §2.2).</summary>
public sealed class FreezeTests
{
    private readonly TestGateway gateway = new();

    [Fact]
    public async Task O28_O29_A_frozen_order_stands_still_and_has_its_time_back_when_it_is_thawed()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        var shipBy = (await deal.View()).NextDeadline!.At;
        await market.Pass(TimeSpan.FromDays(3));
        for (var i = 0; i < 2; i++) Done(await deal.Order.Freeze(Order.FreezeReason.Investigation, null));
        await market.Pass(TimeSpan.FromDays(6));
        var refused = await market.Grains.Parcel("T-cold").Dispatch(deal.Seller, deal.Id, "yunexpress", null, null);
        Assert.Equal(Rejection.OrderFrozen, refused.Why);
        Assert.Equal("freeze_review", (await deal.View()).NextDeadline!.Kind);
        for (var i = 0; i < 2; i++) Done(await deal.Order.Thaw(null));

        var view = await deal.View();
        Assert.Equal((Order.Status.AwaitingShipment, shipBy.AddDays(6)), (view.Status, view.NextDeadline!.At));
        await deal.Arrive();
        await deal.Confirm();
        await LampMarket.Settle(market);
        Assert.Equal((5905, 0), await deal.Account());
    }

    [Fact]
    public async Task O30_Nobody_decides_for_thirty_days_and_the_buyer_has_his_money_back()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        Done(await deal.Order.Freeze(Order.FreezeReason.PaymentAnomaly, null));
        await market.Pass(TimeSpan.FromDays(30) - TimeSpan.FromTicks(1));
        Assert.Equal(6200, gateway.Balance);

        await market.Pass(TimeSpan.FromTicks(1));

        Assert.Equal(Order.CloseReason.FrozenRefunded, (await deal.View()).ClosedBecause);
        Assert.Equal((Money.Usd(6200), 0), (await deal.Refunded(0), gateway.Balance));
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("lamp").View());
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task O30_A_frozen_order_whose_seller_was_paid_goes_on_at_the_limit()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await deal.Arrive();
        await deal.Confirm();
        Done(await deal.Order.Freeze(Order.FreezeReason.SellerFraud, null));
        await market.Pass(TimeSpan.FromDays(30));
        Assert.Null((await deal.View()).Freeze);
        await LampMarket.Settle(market);
        Assert.Equal((Order.Status.Finished, (5905L, 0L)), ((await deal.View()).Status, await deal.Account()));
    }

    [Fact]
    public async Task O32_P10_A_charge_back_that_is_lost_takes_the_held_money_and_nothing_is_refunded()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await Report(deal, Order.ChargeBackStage.Opened);
        Assert.Equal(Rejection.ChargeBackOpen, (await deal.Order.Thaw(null)).Why);
        await Report(deal, Order.ChargeBackStage.Lost);

        Assert.Equal(Order.CloseReason.ChargeBackLost, (await deal.View()).ClosedBecause);
        Assert.Null(await deal.Refunded(0));
        Assert.Equal(0, await Cash(market));
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("lamp").View());
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task O32_P10_After_the_payout_the_seller_owes_what_the_bank_took()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await deal.Arrive();
        await deal.Confirm();
        Done(await market.Grains.SellerAccount("aurora").PayOut("po_1", Money.Usd(5905)));
        await Report(deal, Order.ChargeBackStage.Opened);
        await Report(deal, Order.ChargeBackStage.Lost);

        Assert.Equal((Order.Status.Finished, (0L, 5905L)), ((await deal.View()).Status, await deal.Account()));
        Assert.Null(await deal.Refunded(1));
        Assert.Equal(-5905, await Cash(market));
        Assert.Equal(new StockView(8, 0, 2, 10), await market.Grains.Stock("lamp").View());
        await LampMarket.Settle(market);
        Assert.Equal(0, (await market.Grains.Coins("ada").View()).Balance);
    }

    [Fact]
    public async Task O32_A_charge_back_that_is_won_thaws_the_order_and_one_that_nobody_contradicts_is_lost()
    {
        await using var market = await LampMarket.Open(gateway);
        var (won, silent) = (await Deal.Make(market, "ada"), await Deal.Make(market, "bob"));
        await Report(won, Order.ChargeBackStage.Opened);
        await Report(silent, Order.ChargeBackStage.Opened);
        await Report(won, Order.ChargeBackStage.Won);
        await won.Arrive();
        await won.Confirm();
        await LampMarket.Settle(market);
        Assert.Equal((Order.Status.Finished, (5905L, 0L)), ((await won.View()).Status, await won.Account()));
        Assert.Equal(Order.CloseReason.ChargeBackLost, (await silent.View()).ClosedBecause);
    }

    private static async Task Report(Deal deal, Order.ChargeBackStage stage)
    {
        for (var i = 0; i < 2; i++) Done(await deal.Order.ReportChargeBack(stage, null));
    }

    private static async Task<long> Cash(MarketCluster market) =>
        (await market.Grains.Ledger().TrialBalance()).Single(one => one.Account == Account.PspCash).Balance;
}
