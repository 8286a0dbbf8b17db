using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>What the end of a dispute does to money, goods and coupons (DOMAIN.md §2.5).</summary>
public sealed class DisputeTests
{
    private readonly TestGateway gateway = new();

    [Fact]
    public async Task D2_A_refund_in_part_completes_the_order_and_the_seller_gets_the_rest_three_days_later()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await deal.Arrive();
        var dispute = await deal.Complain(Money.Usd(1000));
        Assert.Equal(Rejection.DisputeIsOpen, (await deal.Order.ConfirmReceipt(deal.Buyer, true, null)).Why);
        for (var i = 0; i < 2; i++) await deal.Accept(dispute);

        var view = await deal.View();
        Assert.Equal((Order.Status.Completed, Dispute.Status.Resolved), (view.Status, view.Dispute!.Status));
        Assert.Equal((Money.Usd(1000), 5200), (await deal.Refunded(1), gateway.Balance));
        Assert.Equal((0, 0), await deal.Account());
        await market.Pass(TimeSpan.FromDays(3));
        // 5 % of the lamps is 2.40; of what went back, 0.50 are not the platform's any more.
        Assert.Equal((5200 - 295 + 50, 0), await deal.Account());
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task D3_A_silent_seller_has_agreed_and_a_full_refund_closes_the_order()
    {
        await using var market = await LampMarket.Open(gateway);
        var coupon = await LampMarket.Coupon(market, TimeSpan.FromDays(3));
        var deal = await Deal.Make(market, "ada", [new("lamp", 1)], coupon);
        await deal.Arrive();
        await deal.Complain(null);
        await market.Pass(TimeSpan.FromDays(5));

        var view = await deal.View();
        Assert.Equal((Order.CloseReason.DisputeFullRefund, Order.EscrowStatus.Refunded),
            (view.ClosedBecause, view.Escrow));
        Assert.Equal((Money.Usd(2200), 0), (await deal.Refunded(0), gateway.Balance));
        Assert.Equal((Coupon.Result.Restored, Coupon.Reason.DisputeSellerFault), await deal.OutcomeOf(coupon));
        // The buyer keeps what he has.
        Assert.Equal(new StockView(9, 0, 1, 10), await market.Grains.Stock("lamp").View());
        await LampMarket.Settle(market);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task P6_P8_A_refund_after_the_release_is_taken_back_from_the_seller(bool isPaidOut)
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await deal.Arrive();
        await deal.Confirm();
        Assert.Equal((5905, 0), await deal.Account());
        if (isPaidOut) Done(await market.Grains.SellerAccount("aurora").PayOut("po_1", Money.Usd(5905)));
        await deal.Accept(await deal.Complain(Money.Usd(1000)));

        Assert.Equal((Money.Usd(1000), 5200), (await deal.Refunded(1), gateway.Balance));
        Assert.Equal(isPaidOut ? (0, 950) : (5905 - 950, 0), await deal.Account());
        Assert.Equal(Order.EscrowStatus.Released, (await deal.View()).Escrow);
        await LampMarket.Settle(market);
        Assert.Equal(Order.Status.Finished, (await deal.View()).Status);
    }

    [Fact]
    public async Task D2_All_of_the_money_after_the_release_finishes_the_order_and_gives_the_coupon_back()
    {
        await using var market = await LampMarket.Open(gateway);
        var coupon = await LampMarket.Coupon(market, TimeSpan.FromDays(30));
        var deal = await Deal.Make(market, "ada", [new("lamp", 1)], coupon);
        await deal.Arrive();
        await deal.Confirm();
        await deal.Accept(await deal.Complain(null));

        Assert.Equal((Order.Status.Finished, 0), ((await deal.View()).Status, gateway.Balance));
        Assert.Equal((Coupon.Result.Restored, Coupon.Reason.DisputeSellerFault), await deal.OutcomeOf(coupon));
        Assert.Equal((0, 0), await deal.Account());
        Assert.Equal(0, (await market.Grains.Coins("ada").View()).Balance);
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task D10_P9_The_platform_pays_when_its_judge_says_so_and_the_seller_keeps_his_money()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await deal.Arrive();
        var dispute = await deal.Complain(Money.Usd(1000));
        await market.Pass(TimeSpan.FromDays(3));
        Done(await market.Grains.Dispute(dispute).Escalate(deal.Buyer, dispute, null));
        var ruling = new DisputeRuling(Dispute.Kind.Refund, [new("lamp", 1, Money.Usd(1000))],
            Dispute.Party.Platform, null, Dispute.Party.Seller, "The carrier broke it.");
        for (var i = 0; i < 2; i++) Done(await market.Grains.Dispute(dispute).Judge(dispute, ruling, null));

        Assert.Equal((Money.Usd(1000), 5200), (await deal.Refunded(1), gateway.Balance));
        await market.Pass(TimeSpan.FromDays(3));
        Assert.Equal((5905, 0), await deal.Account());
        var ledger = (await market.Grains.Ledger().TrialBalance()).ToDictionary(one => one.Account, one => one.Balance);
        Assert.Equal((1000, -1000), (ledger[Account.Guarantee], ledger[Account.PlatformCash]));
        await LampMarket.Settle(market);
    }

    [Fact]
    public async Task D14_Goods_that_came_back_are_sold_again()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await deal.Arrive();
        var dispute = await deal.Complain(Money.Usd(2400), Dispute.Kind.ReturnAndRefund);
        await deal.Accept(dispute);
        Assert.Equal(6200, gateway.Balance);
        Done(await market.Grains.Parcel("T-back").DispatchReturn(deal.Buyer, dispute, "yunexpress", null));
        await market.Deliver("T-back");
        Assert.NotNull((await market.Grains.Dispute(dispute).ViewDispute(deal.Seller, dispute))!.Return!.DeliveredAt);
        for (var i = 0; i < 2; i++)
            Done(await market.Grains.Dispute(dispute).ReturnReceived(deal.Seller, dispute, null));

        Assert.Equal((Money.Usd(2400), 3800), (await deal.Refunded(1), gateway.Balance));
        Assert.Equal(new StockView(9, 0, 1, 10), await market.Grains.Stock("lamp").View());
        await LampMarket.Settle(market);
        Assert.Equal((3800 - 295 + 120, 0), await deal.Account());
    }

    [Fact]
    public async Task D7_A_dispute_that_is_taken_back_gives_the_protection_its_time_back()
    {
        await using var market = await LampMarket.Open(gateway);
        var deal = await Deal.Make(market, "ada");
        await deal.Arrive();
        var before = (await deal.View()).NextDeadline!;
        var dispute = await deal.Complain(null);
        await market.Pass(TimeSpan.FromDays(4));
        Done(await market.Grains.Dispute(dispute).Withdraw(deal.Buyer, dispute, null));
        Assert.Equal(before with { At = before.At.AddDays(4) }, (await deal.View()).NextDeadline);
        await LampMarket.Settle(market);
        Assert.Equal((5905, 0), await deal.Account());
    }
}
