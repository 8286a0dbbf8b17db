using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Tests;

/// <summary>
/// Money that comes when nobody waits for it any more, and a provider that does not answer for long (G3).
/// </summary>
public sealed class LateMoneyTests
{
    private readonly TestGateway gateway = new();

    [Fact]
    public async Task O4L_A_capture_after_the_pay_window_goes_back_and_never_revives_the_order()
    {
        await using var market = await MarketCluster.Start(gateway: gateway);
        await market.List("lamp", "aurora", 2400, 1);
        var order = await market.Place("ada", "lamp");
        gateway.Silent["card"] = true;
        var payment = await market.Pay("ada", "card", order);
        Assert.Equal(Payment.Status.Processing, payment.Status);

        await market.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(Order.CloseReason.PaymentTimeout, (await market.Order(order)).ClosedBecause);
        Assert.Equal(1, (await market.Grains.Stock("lamp").View()).Available);
        Assert.Equal(2700, gateway.Balance);

        gateway.Silent.Clear();
        await market.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(Payment.Status.Captured, (await market.PaymentOf(payment.Id)).Status);
        Assert.Equal((Order.Status.Closed, Order.EscrowStatus.None),
            ((await market.Order(order)).Status, (await market.Order(order)).Escrow));
        var refund = await market.Grains.Refund(Ids.RefundOf(order, 1)).View();
        Assert.Equal((Refund.Status.Settled, Money.Usd(2700)), (refund!.Status, refund.Amount));
        Assert.Equal(0, gateway.Balance);
        await Audit.CheckSettled(market);
        Assert.All(await market.Grains.Ledger().TrialBalance(), account => Assert.Equal(0, account.Balance));
    }

    [Fact]
    public async Task O6_An_unanswered_order_is_paid_anew_and_what_the_first_payment_brings_goes_back()
    {
        await using var market = await MarketCluster.Start(Policy.Modern, gateway: gateway);
        await market.List("lamp", "aurora", 2400, 1);
        var order = await market.Place("ada", "lamp");
        gateway.Silent["card"] = true;
        var first = await market.Pay("ada", "card", order);
        await market.Pass(TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1));
        Assert.Equal(Order.Status.PaymentProcessing, (await market.Order(order)).Status);
        await market.Pass(TimeSpan.FromTicks(1));
        Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(order)).Status);

        var second = await market.Pay("ada", "other card", order);
        Assert.Equal(Payment.Status.Captured, second.Status);
        gateway.Silent.Clear();
        await market.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(Payment.Status.Captured, (await market.PaymentOf(first.Id)).Status);
        var paid = await market.Order(order);
        Assert.Equal((Order.Status.RiskReview, second.Id), (paid.Status, paid.Payment));
        Assert.Equal(Refund.Status.Settled, (await market.Grains.Refund(Ids.RefundOf(order, 1)).View())!.Status);
        Assert.Equal((2, 2700), (gateway.Charges, gateway.Balance));
        Assert.Equal(2700, (await Audit.Check(market)).Holds(Account.Escrow(order)));
    }

    [Fact]
    public async Task O6_The_first_payment_may_still_win_while_the_second_is_under_way()
    {
        await using var market = await MarketCluster.Start(Policy.Modern, gateway: gateway);
        await market.List("lamp", "aurora", 2400, 1);
        var order = await market.Place("ada", "lamp");
        gateway.Silent["card"] = gateway.Silent["other card"] = true;
        var first = await market.Pay("ada", "card", order);
        await market.Pass(TimeSpan.FromMinutes(30));
        var second = await market.Pay("ada", "other card", order);
        gateway.Silent.TryRemove("card", out _);
        await market.Grains.Payment(first.Id).ReportCaptured();
        var paid = await market.Order(order);
        Assert.Equal((Order.Status.RiskReview, first.Id), (paid.Status, paid.Payment));

        gateway.Silent.Clear();
        await market.Pass(TimeSpan.FromDays(40));

        Assert.Equal(Payment.Status.Captured, (await market.PaymentOf(second.Id)).Status);
        Assert.Equal(0, gateway.Balance);
        await Audit.CheckSettled(market);
    }

    [Fact]
    public async Task A_refund_is_asked_for_until_the_provider_says_yes()
    {
        await using var market = await MarketCluster.Start(Policy.Modern, gateway: gateway);
        await market.List("lamp", "aurora", 2400, 1);
        var order = await market.PlacePaid("ada", "lamp");
        gateway.IsSilentOnRefunds = true;

        MarketCluster.Done(await market.Grains.Order(order).Cancel(new("ada", Role.Buyer), null));
        await market.Pass(TimeSpan.FromHours(1));
        Assert.Equal(Refund.Status.Pending, (await market.Grains.Refund(Ids.RefundOf(order, 0)).View())!.Status);
        Assert.Equal(2700, (await Audit.Check(market)).Holds(Account.RefundPending(order)));

        gateway.IsSilentOnRefunds = false;
        await market.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal(Refund.Status.Settled, (await market.Grains.Refund(Ids.RefundOf(order, 0)).View())!.Status);
        Assert.Equal(0, gateway.Balance);
        await Audit.CheckSettled(market);
    }

    [Fact]
    public async Task Whatever_the_provider_does_not_answer_the_others_find_their_deadlines_at_their_own_time()
    {
        // One partition, so that all deadlines stand in one line behind the one that cannot be carried out.
        await using var market = await MarketCluster.Start(Policy.Modern, new Journal.MemoryStore(1), gateway: gateway);
        await market.List("lamp", "aurora", 2400, 3);
        var (mute, unpaid) = (await market.Place("ada", "lamp"), await market.Place("bob", "lamp"));
        var paid = await market.PlacePaid("cyd", "lamp");
        gateway.Silent["card"] = true;
        await market.Pay("ada", "card", mute);

        await market.Pass(TimeSpan.FromDays(10));

        // A long way is gone in 200 steps, so that much later than its time a deadline may be, and no more.
        var step = TimeSpan.FromDays(10) / 200;
        await Closed(mute, TimeSpan.FromDays(1));
        await Closed(unpaid, TimeSpan.FromDays(1));
        await Closed(paid, TimeSpan.FromDays(8));

        async Task Closed(string order, TimeSpan after)
        {
            var history = await market.Grains.Order(order).History(MarketCluster.Operator);
            var late = history!.Single(line => line.Kind == "order.closed").At - history![0].At - after;
            Assert.InRange(late, TimeSpan.Zero, step * 2);
        }
    }
}
