using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>What silence means, to the tick (G6): nothing happens one tick before its time.</summary>
public sealed class TimeTests(ModernMarket shared) : IClassFixture<ModernMarket>
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly MarketCluster market = shared.Market;

    [Fact]
    public async Task O5_An_unpaid_order_closes_after_a_day()
    {
        await market.List("unpaid", "aurora", 2400, 1);
        var order = await market.Place("ada", "unpaid");
        Assert.Equal("pay", (await market.Order(order)).NextDeadline!.Kind);

        await Silence(TimeSpan.FromHours(24), order, Order.Status.AwaitingPayment, Order.Status.Closed);

        Assert.Equal(Order.CloseReason.PaymentTimeout, (await market.Order(order)).ClosedBecause);
        Assert.Equal(new StockView(1, 0, 0, 1), await market.Grains.Stock("unpaid").View());
        Assert.Equal(Rejection.InvalidTransition, (await market.Pay("ada", "tok_ok", order)).Why);
    }

    [Fact]
    public async Task O8_O18_A_paid_order_is_verified_after_a_day_and_refunded_when_it_is_not_shipped_in_seven()
    {
        await market.List("unshipped", "aurora", 2400, 1);
        var order = await market.PlacePaid("ada", "unshipped");
        Assert.Equal("risk_review", (await market.Order(order)).NextDeadline!.Kind);
        var early = await market.Grains.Parcel("EARLY")
            .Dispatch(new("aurora", Role.Seller), order, "yunexpress", null, null);
        Assert.Equal(Rejection.InvalidTransition, early.Why);

        await Silence(TimeSpan.FromHours(24), order, Order.Status.RiskReview, Order.Status.AwaitingShipment);
        Assert.Equal("ship", (await market.Order(order)).NextDeadline!.Kind);
        await Silence(TimeSpan.FromDays(7), order, Order.Status.AwaitingShipment, Order.Status.Closed);

        var closed = await market.Order(order);
        Assert.Equal(
            (Order.CloseReason.NotShipped, Order.EscrowStatus.Refunded), (closed.ClosedBecause, closed.Escrow));
        await Refunded(order);
        Assert.Equal(new StockView(1, 0, 0, 1), await market.Grains.Stock("unshipped").View());
    }

    [Fact]
    public async Task
        O23_O26_O27_A_delivered_order_is_confirmed_after_seven_days_released_after_three_and_finished_after_fifteen()
    {
        var order = await Shipped("delivered");
        await market.Deliver("T-delivered");
        Assert.Equal("reminder", (await market.Order(order)).NextDeadline!.Kind);
        await market.Pass(TimeSpan.FromDays(6));
        Assert.Equal("confirm", (await market.Order(order)).NextDeadline!.Kind);

        await Silence(TimeSpan.FromDays(1), order, Order.Status.Delivered, Order.Status.Completed);
        await ReleasedAfterThreeDays(order, "delivered");

        await Silence(TimeSpan.FromDays(12), order, Order.Status.Completed, Order.Status.Finished);
        Assert.Null((await market.Order(order)).NextDeadline);
    }

    [Fact]
    public async Task O24_An_order_without_a_scan_is_confirmed_when_the_protection_ends()
    {
        var order = await Shipped("unscanned");
        Assert.Equal("reminder", (await market.Order(order)).NextDeadline!.Kind);
        await market.Pass(TimeSpan.FromDays(19));
        Assert.Equal("protection", (await market.Order(order)).NextDeadline!.Kind);

        // Twenty days are promised by the shipping method.
        await Silence(TimeSpan.FromDays(1), order, Order.Status.AwaitingDelivery, Order.Status.Completed);
        await ReleasedAfterThreeDays(order, "unscanned");
    }

    [Fact]
    public async Task O21_A_delivery_does_not_make_the_protection_longer()
    {
        var order = await Shipped("close");
        await market.Pass(TimeSpan.FromDays(18));
        await market.Deliver("T-close");
        await Silence(TimeSpan.FromDays(2), order, Order.Status.Delivered, Order.Status.Completed);
    }

    [Fact]
    public async Task O22_A_confirmed_order_pays_its_seller_at_once_and_is_finished_after_fifteen_days()
    {
        var order = await Shipped("confirmed");
        var buyer = new Caller("ada", Role.Buyer);
        Assert.Equal(
            Rejection.ConfirmationNeeded, (await market.Grains.Order(order).ConfirmReceipt(buyer, false, null)).Why);
        Assert.Empty((await market.Grains.SellerAccount("confirmed").View()).Payable);

        Done(await market.Grains.Order(order).ConfirmReceipt(buyer, withoutScan: true, null));

        Assert.Equal(Order.EscrowStatus.Released, (await market.Order(order)).Escrow);
        Assert.Equal([Money.Usd(2580)], (await market.Grains.SellerAccount("confirmed").View()).Payable);
        Done(await market.Grains.Order(order).ConfirmReceipt(buyer, withoutScan: true, null));
        Assert.Equal(1, (await market.Grains.SellerAccount("confirmed").View()).Sales);
        await Silence(TimeSpan.FromDays(15), order, Order.Status.Completed, Order.Status.Finished);
    }

    [Fact]
    public async Task O7_A_buyer_cancels_alone_before_payment_and_the_goods_are_free()
    {
        await market.List("regret", "aurora", 2400, 1);
        var order = await market.Place("ada", "regret");

        Done(await market.Grains.Order(order).Cancel(new("ada", Role.Buyer), null));

        Assert.Equal(Order.CloseReason.BuyerCancelled, (await market.Order(order)).ClosedBecause);
        Assert.Equal(new StockView(1, 0, 0, 1), await market.Grains.Stock("regret").View());
        Done(await market.Grains.Order(order).Cancel(new("ada", Role.Buyer), null));
        Assert.Null(await market.Grains.Refund(Ids.RefundOf(order, 0)).View());
    }

    [Fact]
    public async Task O7_A_buyer_cancels_alone_while_the_payment_is_verified_and_is_refunded()
    {
        await market.List("second-thought", "aurora", 2400, 1);
        var order = await market.PlacePaid("ada", "second-thought");
        Assert.Equal(new StockView(0, 0, 1, 1), await market.Grains.Stock("second-thought").View());

        Done(await market.Grains.Order(order).Cancel(new("ada", Role.Buyer), null));

        Assert.Equal(Order.EscrowStatus.Refunded, (await market.Order(order)).Escrow);
        Assert.Equal(new StockView(1, 0, 0, 1), await market.Grains.Stock("second-thought").View());
        await Refunded(order);
    }

    [Fact]
    public async Task O7_Once_verified_an_order_is_not_cancelled_by_the_buyer_alone()
    {
        await market.List("too-late", "aurora", 2400, 1);
        var order = await market.PlacePaid("ada", "too-late");
        Done(await market.Grains.Order(order).JudgeRisk(RiskVerdict.Pass, null));
        Assert.Equal(
            Rejection.InvalidTransition, (await market.Grains.Order(order).Cancel(new("ada", Role.Buyer), null)).Why);
        Assert.Equal(Order.Status.AwaitingShipment, (await market.Order(order)).Status);
    }

    [Fact]
    public async Task Time_moves_forward_by_something_and_by_a_year_at_most()
    {
        Assert.Equal(Rejection.DurationInvalid, (await market.Grains.Clock().Advance(TimeSpan.Zero)).Why);
        Assert.Equal(Rejection.DurationInvalid, (await market.Grains.Clock().Advance(-Tick)).Why);
        Assert.Equal(
            Rejection.DurationInvalid, (await market.Grains.Clock().Advance(MarketClock.LongestStep + Tick)).Why);
        var before = await market.Grains.Clock().View();
        await market.Pass(Tick);
        Assert.Equal(
            before with { Now = before.Now + Tick, Ahead = before.Ahead + Tick }, await market.Grains.Clock().View());
    }

    private async Task Silence(TimeSpan window, string order, Order.Status before, Order.Status after)
    {
        await market.Pass(window - Tick);
        Assert.Equal(before, (await market.Order(order)).Status);
        await market.Pass(Tick);
        Assert.Equal(after, (await market.Order(order)).Status);
    }

    private async Task ReleasedAfterThreeDays(string order, string seller)
    {
        Assert.Equal(Order.EscrowStatus.Held, (await market.Order(order)).Escrow);
        await market.Pass(TimeSpan.FromDays(3) - Tick);
        Assert.Equal(Order.EscrowStatus.Held, (await market.Order(order)).Escrow);
        await market.Pass(Tick);
        Assert.Equal(Order.EscrowStatus.Released, (await market.Order(order)).Escrow);
        Assert.Equal([Money.Usd(2580)], (await market.Grains.SellerAccount(seller).View()).Payable);
    }

    private async Task Refunded(string order)
    {
        var refund = await market.Grains.Refund(Ids.RefundOf(order, 0)).View();
        Assert.Equal((Refund.Status.Settled, Money.Usd(2700)), (refund!.Status, refund.Amount));
        Assert.Equal(0, (await Books.Read(market.Store)).Holds(Account.Escrow(order)));
    }

    /// <summary>An order of ada's, on its way; its seller has the name of the SKU, and its parcel too.</summary>
    private async Task<string> Shipped(string sku)
    {
        await market.List(sku, sku, 2400, 1);
        var order = await market.PlacePaid("ada", sku);
        Done(await market.Grains.Order(order).JudgeRisk(RiskVerdict.Pass, null));
        await market.Ship(order, $"T-{sku}");
        return order;
    }
}
