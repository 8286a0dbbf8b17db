using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Orders that are shipped in parts, or only in part (O15 to O18p of DOMAIN.md §2.2).</summary>
public sealed class PartialShipmentTests
{
    private readonly TestGateway gateway = new();

    [Fact]
    public async Task O15_O16_O21_An_order_in_two_parcels_is_delivered_with_the_second()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        var first = await deal.Ship(new OrderUnits("lamp", 1));
        Assert.Equal(Order.Status.PartiallyShipped, (await deal.View()).Status);
        await market.Deliver(first);
        Assert.Equal(Order.Status.PartiallyShipped, (await deal.View()).Status);
        var second = await deal.Ship();
        Assert.Equal([new OrderUnits("lamp", 1), new OrderUnits("cable", 1)], (await deal.View()).Shipments[1].Units);
        await market.Deliver(second);
        Assert.Equal(Order.Status.Delivered, (await deal.View()).Status);
        await LampMarket.Settle(market);
        Assert.Equal((6200 - 295, 0), await deal.Account());
    }

    [Fact]
    public async Task O18p_What_is_not_shipped_in_time_is_refunded_and_the_rest_is_paid_out()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        var tracking = await deal.Ship(new OrderUnits("lamp", 1));
        await market.Pass(TimeSpan.FromDays(7));

        Assert.Equal(Order.Status.AwaitingDelivery, (await deal.View()).Status);
        Assert.Equal((Money.Usd(3500), 2700), (await deal.Refunded(1), gateway.Balance));
        Assert.Equal(new StockView(9, 0, 1, 10), await market.Grains.Stock("lamp").View());
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("cable").View());

        await market.Deliver(tracking);
        await deal.Confirm();
        Assert.Equal((2400 + 300 - 120, 0), await deal.Account());
        await LampMarket.Settle(market);
        Assert.Equal(Order.Status.Finished, (await deal.View()).Status);
    }

    [Fact]
    public async Task O17p_A_seller_who_cancels_the_rest_refunds_it()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await market.Deliver(await deal.Ship(new OrderUnits("cable", 1)));
        for (var i = 0; i < 2; i++)
            Done(await deal.Order.CancelBySeller(deal.Seller, Order.SellerCancelReason.OutOfStock, null));

        // All that will ever come is there.
        Assert.Equal(Order.Status.Delivered, (await deal.View()).Status);
        Assert.Equal((Money.Usd(4800), 1400), (await deal.Refunded(1), gateway.Balance));
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("lamp").View());
        await LampMarket.Settle(market);
        Assert.Equal((1100 + 300 - 55, 0), await deal.Account());
    }
}
