using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Coins, coupons and prices that fall, along the whole life of an order.</summary>
public sealed class OrderSavingTests
{
    private readonly TestGateway gateway = new();

    [Fact]
    public async Task S1_4_Coins_go_back_with_a_part_and_a_finished_order_earns_new_ones()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await WithCoins(market);
        await Cancel(deal, "cable");
        // A tenth of the goods is paid by coins, so the cable has 1.10 of the 5.90.
        Assert.Equal(Money.Usd(990), await deal.Refunded(1));
        Assert.Equal(1000 - 590 + 110, await Balance(market));

        await deal.Arrive();
        await deal.Confirm();
        await LampMarket.Settle(market);
        // 43.20 were paid for the goods in the end.
        Assert.Equal(1000 - 590 + 110 + 43, await Balance(market));
        Assert.Equal((4800 + 300 - 240, 0), await deal.Account());
    }

    [Fact]
    public async Task S1_4_All_coins_are_back_when_the_rest_comes_to_nothing_too()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await WithCoins(market);
        await Cancel(deal, "cable");
        Done(await deal.Order.CancelBySeller(deal.Seller, Order.SellerCancelReason.OutOfStock, null));
        Assert.Equal((1000, 0), (await Balance(market), gateway.Balance));
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task A_cheaper_price_gives_a_new_pay_window_in_which_goods_coupon_and_coins_are_still_held()
    {
        await using var market = await LampMarket.Open(gateway);
        var coupon = await LampMarket.Coupon(market, TimeSpan.FromDays(30));
        Done(await market.Grains.Coins("ada").Grant("ord_before.1", 100));
        var deal = await Deal.Place(market, "ada", [new("lamp", 2), new("cable", 1)], coupon, coins: 100);
        await market.Pass(TimeSpan.FromHours(23));
        for (var i = 0; i < 2; i++)
            Done(await deal.Order.AdjustPrice(deal.Seller, "adj_1", Money.Usd(100), null));
        Assert.Equal(Money.Usd(5900 - 500 - 100 - 100 + 300), (await deal.View()).Total);

        // The first window, and all that was held for it, would be over by now.
        await market.Pass(TimeSpan.FromHours(22));
        Assert.Equal(new StockView(10, 2, 0, 10), await market.Grains.Stock("lamp").View());
        Assert.Equal(Coupon.Status.Locked, (await market.Grains.Coupon(coupon).View("ada"))!.Status);
        Assert.Equal(100, (await market.Grains.Coins("ada").View()).Locked);

        await deal.Pay();
        Assert.Equal(5500, gateway.Balance);
        Assert.Equal(new StockView(8, 0, 2, 10), await market.Grains.Stock("lamp").View());
        Assert.Equal(Coupon.Status.Redeemed, (await market.Grains.Coupon(coupon).View("ada"))!.Status);
        var purse = await market.Grains.Coins("ada").View();
        Assert.Equal((0, 0), (purse.Balance, purse.Locked));
        await deal.Arrive();
        await deal.Confirm();
        await LampMarket.Settle(market);
        // The seller pays for what he took off; the commission is of what is left: of 47.19 and of 10.81.
        Assert.Equal((5800 + 300 - 235 - 54, 0), await deal.Account());
    }

    [Fact]
    public async Task A_cheaper_price_that_nobody_pays_ends_with_the_new_window_and_frees_everything()
    {
        await using var market = await LampMarket.Open(gateway);
        var coupon = await LampMarket.Coupon(market, TimeSpan.FromDays(30));
        var deal = await Deal.Place(market, "ada", [new("lamp", 2)], coupon);
        Done(await deal.Order.AdjustPrice(deal.Seller, "adj_1", Money.Usd(100), null));
        await market.Pass(TimeSpan.FromHours(24));
        Assert.Equal(Order.CloseReason.PaymentTimeout, (await deal.View()).ClosedBecause);
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("lamp").View());
        Assert.Equal(Coupon.Status.Available, (await market.Grains.Coupon(coupon).View("ada"))!.Status);
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task O1z_What_costs_nothing_is_paid_with_the_checkout()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Gift(market);
        var view = await deal.View();
        Assert.Equal((Order.Status.RiskReview, Money.Usd(0)), (view.Status, view.Total));
        Assert.Equal(new StockView(0, 0, 1, 1), await market.Grains.Stock("gift").View());
        Done(await deal.Order.JudgeRisk(RiskVerdict.Pass, null));
        await deal.Arrive();
        await deal.Confirm();
        Assert.Equal((2400 - 120, 0), await deal.Account());
        Assert.Equal(0, gateway.Charges);
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task O1z_What_cost_nothing_gives_its_coupon_back_when_it_is_cancelled()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Gift(market);
        var coupon = Assert.Single((await deal.View()).Coupons);
        Done(await deal.Order.Cancel(deal.Buyer, null));
        Assert.Equal((Coupon.Result.Restored, Coupon.Reason.BuyerCancelled), await deal.OutcomeOf(coupon));
        Assert.Equal(new StockView(1, 0, 0, 1), await market.Grains.Stock("gift").View());
        Assert.Null(await deal.Refunded(0));
        await LampMarket.Settle(market);
    }

    private static async Task<Deal> WithCoins(MarketCluster market)
    {
        Done(await market.Grains.Coins("ada").Grant("ord_before.1", 1000));
        var deal = await Deal.Make(market, "ada", [new("lamp", 2), new("cable", 1)], coins: 1000);
        Assert.Equal((Money.Usd(6200 - 590), 410), ((await deal.View()).Total, await Balance(market)));
        return deal;
    }

    private static async Task Cancel(Deal deal, string sku)
    {
        Done(await deal.Order.RequestCancellation(
            deal.Buyer, Order.CancelReason.OrderedByMistake, [new(sku, 1)], null));
        Done(await deal.Order.AcceptCancellation(deal.Seller, null));
    }

    private static async Task<long> Balance(MarketCluster market) =>
        (await market.Grains.Coins("ada").View()).Balance;

    /// <summary>Something that a coupon pays for, from whoever sends it for nothing.</summary>
    private static async Task<Deal> Gift(MarketCluster market)
    {
        await market.List("gift", "aurora", 2400, 1, also: offer => offer with
        {
            ShippingMethods = [new("standard", "Standard", Money.Usd(0), 20)],
        });
        var coupon = await LampMarket.Coupon(market, TimeSpan.FromDays(30), minor: 2400);
        return await Deal.Place(market, "ada", [new("gift", 1)], coupon);
    }
}
