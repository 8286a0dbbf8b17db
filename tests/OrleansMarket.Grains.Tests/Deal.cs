using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>One order of a market: what its two sides do, and what it leaves behind.</summary>
internal sealed class Deal(MarketCluster market, string id, string buyer, string seller)
{
    private int parcels;

    public string Id => id;

    public Caller Buyer { get; } = new(buyer, Role.Buyer);

    public Caller Seller { get; } = new(seller, Role.Seller);

    public IOrderGrain Order => market.Grains.Order(id);

    /// <summary>Orders SKUs of one seller.</summary>
    public static async Task<Deal> Place(
        MarketCluster market, string buyer, OrderUnits[] wishes, string? coupon = null, int coins = 0)
    {
        foreach (var (sku, quantity) in wishes) Done(await market.Grains.Cart(buyer).Put(sku, quantity, null));
        var answer = await market.Grains.Cart(buyer).CheckOut(market.Ids.New(Ids.Checkout), new(
            [.. wishes.Select(wish => wish.Sku)], Home, coupon is null ? [] : [coupon], null, coins));
        Assert.Null(answer.Value!.Why);
        var placed = Assert.Single(answer.Value.Orders);
        return new(market, placed.Id, buyer, placed.Seller);
    }

    /// <summary>Orders and pays; the payment is verified.</summary>
    public static async Task<Deal> Make(
        MarketCluster market, string buyer, OrderUnits[] wishes, string? coupon = null, int coins = 0)
    {
        var deal = await Place(market, buyer, wishes, coupon, coins);
        await deal.Pay();
        return deal;
    }

    /// <summary>Orders two lamps and a cable, for 62.00 with shipping.</summary>
    public static Task<Deal> Make(MarketCluster market, string buyer) =>
        Make(market, buyer, [new("lamp", 2), new("cable", 1)]);

    public async Task Pay()
    {
        Assert.Equal(Payment.Status.Captured, (await market.Pay(buyer, "tok_ok", id)).Status);
        Done(await Order.JudgeRisk(RiskVerdict.Pass, null));
    }

    /// <summary>The seller ships some of it, or all that is left.</summary>
    public async Task<string> Ship(params OrderUnits[] units)
    {
        var tracking = $"T-{Ids.Tail(id).Replace('.', '-')}-{++parcels}";
        Done(await market.Grains.Parcel(tracking)
            .Dispatch(Seller, id, "yunexpress", units.Length == 0 ? null : units, null));
        return tracking;
    }

    /// <summary>All of it reaches the buyer.</summary>
    public async Task Arrive() => await market.Deliver(await Ship());

    public async Task Confirm() => Done(await Order.ConfirmReceipt(Buyer, withoutScan: true, null));

    /// <summary>The buyer complains about broken goods; null for all of the money.</summary>
    public async Task<string> Complain(Money? cash, Dispute.Kind kind = Dispute.Kind.Refund)
    {
        DisputeShare[]? shares = cash is null ? null : [new("lamp", 1, cash)];
        var opened = await market.Grains.DisputesOf(id).Open(Buyer, new(
            Dispute.Reason.Damaged, new(kind, shares, Dispute.Party.Seller, "It is broken."),
            [new("evd_1", "A crack.", "https://example.org/crack.png")]), null);
        Assert.Null(opened.Why);
        return opened.Value!;
    }

    public async Task Accept(string dispute) =>
        Done(await market.Grains.Dispute(dispute).Accept(Seller, dispute, null));

    public Task<OrderView> View() => market.Order(id);

    /// <summary>A refund of it by its number, settled; null when there is none.</summary>
    public async Task<Money?> Refunded(int number)
    {
        var refund = await market.Grains.Refund(Ids.RefundOf(id, number)).View();
        if (refund is not null) Assert.Equal(Refund.Status.Settled, refund.Status);
        return refund?.Amount;
    }

    /// <summary>What the seller can be paid out, and what he owes, in cents.</summary>
    public async Task<(long Payable, long Receivable)> Account()
    {
        var account = await market.Grains.SellerAccount(seller).View();
        return (account.Payable.Sum(one => one.Minor), account.Receivable.Sum(one => one.Minor));
    }

    /// <summary>What became of a coupon of it.</summary>
    public async Task<(Coupon.Result Result, Coupon.Reason Because)> OutcomeOf(string coupon)
    {
        var outcome = (await market.Grains.Coupon(coupon).OutcomeFor(id))!;
        return (outcome.Result, outcome.Because);
    }
}

/// <summary>A market with two SKUs of one seller, ten units each, whose payment provider keeps its own books.</summary>
internal static class LampMarket
{
    public static async Task<MarketCluster> Open(TestGateway gateway, Policy? policy = null)
    {
        var market = await Start(policy ?? Policy.Modern, gateway: gateway);
        await Stock(market);
        return market;
    }

    public static async Task Stock(MarketCluster market)
    {
        await market.List("lamp", "aurora", 2400, 10);
        await market.List("cable", "aurora", 1100, 10);
    }

    /// <summary>A coupon of the platform that takes 5.00 off, in ada's wallet.</summary>
    public static async Task<string> Coupon(MarketCluster market, TimeSpan validity, long minor = 500)
    {
        var (campaign, now) = (market.Ids.New(Ids.Campaign), (await market.Grains.Clock().View()).Now);
        Done(await market.Grains.Campaign(campaign).Create(new(
            null, "Off", Money.Usd(minor), Money.Usd(0), now, now + validity, Quota: 9, PerBuyer: 9)));
        return (await market.Grains.Wallet("ada").Claim($"clm-{campaign}", campaign)).Value!;
    }

    /// <summary>Everything that silence still means has happened, and every book is right.</summary>
    public static async Task Settle(MarketCluster market)
    {
        await market.Pass(TimeSpan.FromDays(100));
        await Audit.CheckSettled(market);
    }
}
