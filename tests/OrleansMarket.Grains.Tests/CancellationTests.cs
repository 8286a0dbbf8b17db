using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Orders that buyer and seller cancel together, or the seller alone (DOMAIN.md §2.4).</summary>
public sealed class CancellationTests
{
    private readonly TestGateway gateway = new();

    [Fact]
    public async Task O12_What_both_agree_to_cancel_is_refunded_and_its_goods_are_back()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        for (var i = 0; i < 2; i++)
            Done(await deal.Order.RequestCancellation(deal.Buyer, Order.CancelReason.TooSlow, null, null));
        Assert.Equal(6200, gateway.Balance);

        for (var i = 0; i < 2; i++) Done(await deal.Order.AcceptCancellation(deal.Seller, null));

        var closed = await deal.View();
        Assert.Equal((Order.CloseReason.CancelAgreed, Order.EscrowStatus.Refunded, Order.CancellationStatus.Accepted),
            (closed.ClosedBecause, closed.Escrow, closed.Cancellation!.Status));
        Assert.Equal((Money.Usd(6200), 0), (await deal.Refunded(0), gateway.Balance));
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("lamp").View());
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task O13_A_seller_who_says_nothing_for_48_hours_has_agreed()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        Done(await deal.Order.RequestCancellation(deal.Buyer, Order.CancelReason.Duplicate, null, null));
        await market.Pass(TimeSpan.FromHours(48) - TimeSpan.FromTicks(1));
        Assert.Equal("cancellation", (await deal.View()).NextDeadline!.Kind);

        await market.Pass(TimeSpan.FromTicks(1));

        Assert.Equal(Order.CloseReason.CancelAuto, (await deal.View()).ClosedBecause);
        Assert.Equal((Money.Usd(6200), 0), (await deal.Refunded(0), gateway.Balance));
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("cable").View());
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task O12_Some_lines_are_cancelled_and_the_rest_is_shipped_and_paid_out()
    {
        await using var market = await LampMarket.Open(gateway);
        var coupon = await LampMarket.Coupon(market, TimeSpan.FromDays(30));
        var deal = await Deal.Make(market, "ada", [new("lamp", 2), new("cable", 1)], coupon);
        var lamps = (await deal.View()).Lines[0].Total;
        Done(await deal.Order.RequestCancellation(
            deal.Buyer, Order.CancelReason.OrderedByMistake, [new("lamp", 1), new("cable", 1)], null));
        Done(await deal.Order.AcceptCancellation(deal.Seller, null));

        // 5.00 are divided over 48.00 and 11.00: 4.07 and 0.93.
        Assert.Equal(Money.Usd(4800 - 407), lamps);
        Assert.Equal(Money.Usd(2196 + 1100 - 93), await deal.Refunded(1));
        Assert.Equal((Coupon.Result.Consumed, Coupon.Reason.PartialRefund), await deal.OutcomeOf(coupon));
        Assert.Equal(new StockView(9, 0, 1, 10), await market.Grains.Stock("lamp").View());
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("cable").View());

        await deal.Arrive();
        await deal.Confirm();
        var view = await deal.View();
        Assert.Equal([new OrderUnits("lamp", 1)], view.Shipments[0].Units);
        Assert.Equal([new OrderUnits("lamp", 1), new OrderUnits("cable", 1)], view.Removed);
        // A lamp and the shipping, less 5 % of the lamp's price.
        Assert.Equal((2400 + 300 - 120, 0), await deal.Account());
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task O14_O11_A_request_that_is_rejected_or_taken_back_changes_nothing_and_shipping_overtakes_it()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await Ask();
        Done(await deal.Order.RejectCancellation(deal.Seller, Order.RejectReason.CustomMade, null));
        await Ask();
        Done(await deal.Order.WithdrawCancellation(deal.Buyer, null));
        await Ask();
        await deal.Ship();
        Assert.Equal(Order.CancellationStatus.Superseded, (await deal.View()).Cancellation!.Status);
        Assert.Equal(
            Rejection.InvalidTransition, (await deal.Order.AcceptCancellation(deal.Seller, null)).Why);
        await deal.Confirm();
        Assert.Equal(6200, gateway.Balance);
        await LampMarket.Settle(market);

        async Task Ask() =>
            Done(await deal.Order.RequestCancellation(deal.Buyer, Order.CancelReason.Other, null, null));
    }

    [Fact]
    public async Task O17_A_seller_who_cancels_has_a_strike_and_the_coupon_comes_back_with_more_time()
    {
        await using var market = await LampMarket.Open(gateway);
        var coupon = await LampMarket.Coupon(market, TimeSpan.FromDays(2));
        var deal = await Deal.Make(market, "ada", [new("lamp", 1)], coupon);
        for (var i = 0; i < 2; i++)
            Done(await deal.Order.CancelBySeller(deal.Seller, Order.SellerCancelReason.OutOfStock, null));

        Assert.Equal(Order.CloseReason.SellerCancelled, (await deal.View()).ClosedBecause);
        Assert.Equal((Money.Usd(2200), 0), (await deal.Refunded(0), gateway.Balance));
        var strike = Assert.Single((await market.Grains.SellerStanding("aurora").View()).Strikes);
        Assert.Equal((deal.Id, Order.CloseReason.SellerCancelled), (strike.Order, strike.Because));
        var outcome = (await market.Grains.Coupon(coupon).OutcomeFor(deal.Id))!;
        Assert.Equal((Coupon.Result.Restored, Coupon.Reason.SellerFault), (outcome.Result, outcome.Because));
        Assert.Equal((await market.Grains.Clock().View()).Now.AddDays(7), outcome.NewExpiry);
        await LampMarket.Settle(market);
    }
}
