using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Tests;

public sealed class JourneyTests
{
    private static readonly Caller Operator = new("root", Role.Operator);

    [Fact]
    public async Task An_order_goes_from_the_cart_to_the_sellers_account()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 10);
        await market.List("rug", "bazaar", 5000, 10);

        var checkout = await market.CheckOut("ada", "lamp", "rug");
        Assert.Equal(Checkout.Status.Placed, checkout.Status);
        Assert.Equal([2700, 5300], checkout.Orders.Select(order => order.Total.Minor));
        Assert.Empty((await market.Grains.Cart("ada").View()).Groups);
        Assert.Equal(new StockView(10, 1, 0, 10), await market.Grains.Stock("lamp").View());

        var orders = checkout.Orders.Select(order => order.Id).ToArray();
        var payment = await market.Pay("ada", "tok_ok", orders);
        Assert.Equal((Payment.Status.Captured, Money.Usd(8000)), (payment.Status, payment.Amount));
        Assert.Equal(new StockView(9, 0, 1, 10), await market.Grains.Stock("lamp").View());

        var lamp = orders[0];
        Assert.Equal(Order.Status.AwaitingShipment, (await market.Order(lamp)).Status);
        Assert.Equal(Escrow.Status.Held, await market.Grains.EscrowOf(lamp).Status());

        var seller = new Caller("aurora", Role.Seller);
        Assert.True((await market.Grains.Parcel("TRACK-1").Dispatch(seller, lamp, "yunexpress", null, null)).IsDone);
        var scanned = await market.Grains.Parcel("TRACK-1").Record("scan-1", Parcel.ScanKind.Delivered, default);
        Assert.True(scanned.IsDone);
        Assert.Equal(Order.Status.Delivered, (await market.Order(lamp)).Status);

        Assert.True((await market.Grains.Order(lamp).ConfirmReceipt(new("ada", Role.Buyer), false, null)).IsDone);
        Assert.Equal(Order.EscrowStatus.Released, (await market.Order(lamp)).Escrow);
        // 24.00 less 5 % of the goods, and the shipping fee: 22.80 + 3.00.
        Assert.Equal([Money.Usd(2580)], (await market.Grains.SellerAccount("aurora").View()).Payable);

        var proof = await market.Grains.Order(lamp).Proof(Operator);
        Assert.True(proof!.Balanced);
        Assert.True(proof.InEscrow.IsZero);

        await market.Pass(TimeSpan.FromDays(90));
        Assert.Equal(Order.Status.Finished, (await market.Order(lamp)).Status);
        // The rug was never shipped: its order closed by itself and the buyer was refunded.
        var rug = await market.Order(orders[1]);
        Assert.Equal((Order.Status.Closed, Order.CloseReason.NotShipped), (rug.Status, rug.ClosedBecause));
        Assert.Equal(Order.EscrowStatus.Refunded, rug.Escrow);
        Assert.Equal(Refund.Status.Settled, (await market.Grains.Refund(Ids.RefundOf(orders[1], 0)).View())!.Status);
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("rug").View());

        var balance = await market.Grains.Ledger().TrialBalance();
        Assert.Equal(0, balance.Sum(account => account.Balance));
        Assert.Equal(0, balance.Single(account => account.Account == "escrow").Balance);
    }

    [Fact]
    public async Task O5_An_unpaid_order_closes_by_itself_and_its_goods_are_free()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 1);
        var order = (await market.CheckOut("ada", "lamp")).Orders[0].Id;
        var late = await market.CheckOut("bob", "lamp");
        Assert.Equal((Checkout.Status.Refused, Rejection.SoldOut, "lamp"), (late.Status, late.Why, late.Subject));

        await market.Pass(TimeSpan.FromMinutes(15));

        var closed = await market.Order(order);
        Assert.Equal((Order.Status.Closed, Order.CloseReason.PaymentTimeout), (closed.Status, closed.ClosedBecause));
        Assert.Equal(1, (await market.Grains.Stock("lamp").View()).Available);
    }
}
