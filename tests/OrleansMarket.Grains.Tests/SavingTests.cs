using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Codes, coupons that come back, and coins, on a silo.</summary>
public sealed class SavingTests
{
    [Fact]
    public async Task G5_A_hundred_buyers_at_once_of_a_code_with_ten_places_get_ten()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 500);
        var campaign = await Offer(market, plan => plan with { Kind = Coupon.Kind.Code, Code = "TEN", Quota = 10 });

        var checkouts = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => CheckOut(market, $"fan-{i}", "TEN")));

        var placed = checkouts.Where(one => one.Status == Checkout.Status.Placed).ToArray();
        Assert.Equal(10, placed.Length);
        Assert.All(placed, one => Assert.Equal(Money.Usd(2400 - 500 + 300), one.Orders[0].Total));
        Assert.All(checkouts.Except(placed), one =>
            Assert.Equal((Rejection.CouponQuotaExhausted, "TEN"), (one.Why, one.Subject)));
        Assert.Equal((10, Campaign.Status.Exhausted), await Standing(market, campaign));

        // Three pay, the others let their time run out: seven places are free again, and no more than seven.
        foreach (var one in placed[..3]) await market.Pay(one.Buyer!, "tok_ok", one.Orders[0].Id);
        await market.Pass(TimeSpan.FromMinutes(21));
        Assert.Equal((3, Campaign.Status.Active), await Standing(market, campaign));
        var late = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => CheckOut(market, $"late-{i}", "TEN")));
        Assert.Equal(7, late.Count(one => one.Status == Checkout.Status.Placed));
        await Audit.Check(market);
    }

    [Fact]
    public async Task G5_A_hundred_wallets_at_once_claim_ten_coupons()
    {
        await using var market = await MarketCluster.Start();
        var campaign = await Offer(market, plan => plan with { Quota = 10 });

        var claims = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            market.Grains.Wallet($"fan-{i}").Claim($"clm-{i}", campaign)));

        var coupons = claims.Select(claim => claim.Value).OfType<string>().ToArray();
        Assert.Equal(10, coupons.Distinct().Count());
        Assert.Equal(10, coupons.Length);
        for (var i = 0; i < claims.Length; i++)
        {
            var page = await market.Grains.Wallet($"fan-{i}").Page(null, 20);
            Assert.Equal(claims[i].Value is { } coupon ? [coupon] : [], page.Coupons);
            if (claims[i].Value is null) Assert.Equal(Rejection.CouponQuotaExhausted, claims[i].Why);
        }

        Assert.Equal(claims[0].Value, (await market.Grains.Wallet("fan-0").Claim("clm-0", campaign)).Value);
        await Audit.Check(market);
    }

    [Fact]
    public async Task A_wallet_is_shown_newest_first_and_page_by_page()
    {
        await using var market = await MarketCluster.Start();
        var campaign = await Offer(market, plan => plan with { Quota = 10, PerBuyer = 10 });
        var wallet = market.Grains.Wallet("ada");
        for (var i = 1; i <= 5; i++) Assert.NotNull((await wallet.Claim($"clm-{i}", campaign)).Value);

        var first = await wallet.Page(null, 2);
        var second = await wallet.Page(first.Next, 2);
        var third = await wallet.Page(second.Next, 2);
        Assert.Equal([5, 4, 3, 2, 1], first.Coupons.Concat(second.Coupons).Concat(third.Coupons)
            .Select(id => Ids.CampaignOf(id).Number));
        Assert.Null(third.Next);
    }

    [Fact]
    public async Task A_code_belongs_to_one_campaign_and_a_refused_campaign_does_not_keep_it()
    {
        await using var market = await MarketCluster.Start();
        var plan = await Plan(market) with { Kind = Coupon.Kind.Code, Code = "MINE" };
        Assert.Equal(Rejection.QuantityInvalid, (await New(market).Create(plan with { Quota = 0 })).Why);
        var campaign = New(market);
        Done(await campaign.Create(plan));
        Done(await campaign.Create(plan));
        var taken = await New(market).Create(plan);
        Assert.Equal((Rejection.CodeTaken, "MINE"), (taken.Why, taken.Subject));
        var claim = await market.Grains.Wallet("ada").Claim("clm", await Id(campaign));
        Assert.Equal(Rejection.CampaignNotActive, claim.Why);
    }

    [Fact]
    public async Task S1_3_A_coupon_comes_back_with_grace_when_the_seller_did_not_ship_and_coins_come_back_too()
    {
        await using var market = await MarketCluster.Start(Policy.Modern);
        await market.List("lamp", "aurora", 2400, 10);
        var campaign = await Offer(market, plan => plan with { ValidUntil = plan.ValidFrom.AddDays(5) });
        var coupon = (await market.Grains.Wallet("ada").Claim("clm", campaign)).Value!;
        Done(await market.Grains.Coins("ada").Grant("ord_before.1", 500));

        var order = (await CheckOut(market, "ada", coupon, coins: 1_000)).Orders[0];
        // 24.00 less 5.00 is 19.00; a tenth of it is paid by 190 coins.
        Assert.Equal(Money.Usd(1900 - 190 + 300), order.Total);
        var purse = await market.Grains.Coins("ada").View();
        Assert.Equal((310, 190), (purse.Balance, purse.Locked));
        Assert.Equal(Payment.Status.Captured, (await market.Pay("ada", "tok_ok", order.Id)).Status);
        purse = await market.Grains.Coins("ada").View();
        Assert.Equal((310, 0), (purse.Balance, purse.Locked));
        var outcome = await market.Grains.Coupon(coupon).OutcomeFor(order.Id);
        Assert.Equal(Coupon.Result.Pending, outcome!.Result);

        await market.Pass(TimeSpan.FromDays(8));
        var now = market.Clock.GetUtcNow();
        outcome = await market.Grains.Coupon(coupon).OutcomeFor(order.Id);
        Assert.Equal((Coupon.Result.Restored, Coupon.Reason.SellerFault), (outcome!.Result, outcome.Because));
        Assert.Equal(outcome.NewExpiry, (await market.Grains.Coupon(coupon).View("ada"))!.ValidUntil);
        Assert.Equal(500, (await market.Grains.Coins("ada").View()).Balance);
        Assert.Null(await market.Grains.Coupon(coupon).OutcomeFor("ord_other.1"));
        Assert.True(outcome.NewExpiry > now);
        Assert.Equal(Checkout.Status.Placed, (await CheckOut(market, "ada", coupon)).Status);
        await Audit.Check(market);
    }

    [Fact]
    public async Task S1_3_A_shared_coupon_stays_used_while_one_order_is_kept()
    {
        await using var market = await MarketCluster.Start(Policy.Modern);
        await market.List("lamp", "aurora", 2400, 10);
        await market.List("mug", "bazaar", 2400, 10);
        var coupon = (await market.Grains.Wallet("ada").Claim("clm", await Offer(market))).Value!;
        var checkout = await CheckOut(market, "ada", coupon, 0, "lamp", "mug");
        string[] orders = [checkout.Orders[0].Id, checkout.Orders[1].Id];
        await market.Pay("ada", "tok_ok", orders);

        Done(await market.Grains.Order(orders[0]).Cancel(new("ada", Role.Buyer), null));
        var outcome = await market.Grains.Coupon(coupon).OutcomeFor(orders[0]);
        Assert.Equal((Coupon.Result.Consumed, Coupon.Reason.OtherOrdersKeepIt), (outcome!.Result, outcome.Because));
        Done(await market.Grains.Order(orders[1]).Cancel(new("ada", Role.Buyer), null));
        outcome = await market.Grains.Coupon(coupon).OutcomeFor(orders[0]);
        Assert.Equal((Coupon.Result.Restored, Coupon.Reason.BuyerCancelled), (outcome!.Result, outcome.Because));
        Assert.Equal(Coupon.Status.Available, (await market.Grains.Coupon(coupon).View("ada"))!.Status);
    }

    [Fact]
    public async Task S1_3_A_code_whose_order_was_cancelled_can_be_typed_again()
    {
        await using var market = await MarketCluster.Start(Policy.Modern);
        await market.List("lamp", "aurora", 2400, 10);
        var campaign = await Offer(market, plan => plan with { Kind = Coupon.Kind.Code, Code = "ONCE", Quota = 1 });
        var order = (await CheckOut(market, "ada", "ONCE")).Orders[0].Id;
        await market.Pay("ada", "tok_ok", order);
        var use = Assert.Single((await market.Order(order)).Coupons);
        Assert.Equal(campaign, Ids.CampaignOf(use).Campaign);
        Assert.Equal(Rejection.CouponQuotaExhausted, (await CheckOut(market, "bob", "ONCE")).Why);

        Done(await market.Grains.Order(order).Cancel(new("ada", Role.Buyer), null));
        await Eventually(async () => (await Standing(market, campaign)).Taken == 0);
        Assert.Equal(Checkout.Status.Placed, (await CheckOut(market, "bob", "ONCE")).Status);
        Assert.Equal((1, Campaign.Status.Exhausted), await Standing(market, campaign));
        await Audit.Check(market);
    }

    [Fact]
    public async Task S1_3_A_code_that_is_over_comes_back_as_a_coupon_in_the_wallet_when_the_seller_did_not_ship()
    {
        await using var market = await MarketCluster.Start(Policy.Modern);
        await market.List("lamp", "aurora", 2400, 10);
        await Offer(market, plan => plan with
        {
            Kind = Coupon.Kind.Code,
            Code = "SHORT",
            ValidUntil = plan.ValidFrom.AddDays(5),
        });
        var order = (await CheckOut(market, "ada", "SHORT")).Orders[0].Id;
        await market.Pay("ada", "tok_ok", order);
        var use = Assert.Single((await market.Order(order)).Coupons);
        Assert.Empty((await market.Grains.Wallet("ada").Page(null, 10)).Coupons);

        await market.Pass(TimeSpan.FromDays(8));
        await Eventually(async () => (await market.Grains.Wallet("ada").Page(null, 10)).Coupons.Contains(use));
        var coupon = (await market.Grains.Coupon(use).View("ada"))!;
        Assert.Equal((Coupon.Status.Available, Coupon.Kind.Platform), (coupon.Status, coupon.Kind));
        Assert.Equal(Checkout.Status.Placed, (await CheckOut(market, "ada", use)).Status);
        await Audit.Check(market);
    }

    [Fact]
    public async Task S2_6_Coupons_of_a_revoked_campaign_cannot_be_used_but_placed_orders_keep_their_price()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 10);
        var campaign = await Offer(market, plan => plan with { Seller = "aurora", PerBuyer = 2 });
        var (used, unused) = ((await market.Grains.Wallet("ada").Claim("clm-1", campaign)).Value!,
            (await market.Grains.Wallet("ada").Claim("clm-2", campaign)).Value!);
        var order = (await CheckOut(market, "ada", used)).Orders[0].Id;

        var grain = market.Grains.Campaign(campaign);
        Assert.Equal(Rejection.CampaignNotYours, (await grain.Revoke(new("bazaar", Role.Seller))).Why);
        Assert.Equal(Rejection.CampaignNotYours, (await grain.Pause(new("aurora", Role.Buyer))).Why);
        Done(await grain.Pause(new("aurora", Role.Seller)));
        Assert.Equal(Rejection.CampaignNotActive, (await market.Grains.Wallet("bob").Claim("clm-3", campaign)).Why);
        Done(await grain.Revoke(Operator));
        Assert.Equal((Rejection.CouponRevoked, unused), (await Refused(market, "ada", unused)));
        Assert.Equal(Coupon.Status.Revoked, (await market.Grains.Coupon(unused).View("ada"))!.Status);
        Assert.Equal(Payment.Status.Captured, (await market.Pay("ada", "tok_ok", order)).Status);
        Assert.Equal(Coupon.Status.Redeemed, (await market.Grains.Coupon(used).View("ada"))!.Status);
    }

    [Fact]
    public async Task S1_3_A_new_user_coupon_is_for_a_first_order_and_for_another_try_at_it()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 10);
        var campaign = await Offer(market, plan => plan with { Kind = Coupon.Kind.NewUser });
        var mine = (await market.Grains.Wallet("ada").Claim("clm", campaign)).Value!;
        Assert.Equal(Checkout.Status.Placed, (await CheckOut(market, "ada", mine)).Status);
        await market.Pass(TimeSpan.FromMinutes(21));
        Assert.Equal(Checkout.Status.Placed, (await CheckOut(market, "ada", mine)).Status);

        var late = (await market.Grains.Wallet("bob").Claim("clm-2", campaign)).Value!;
        await market.Place("bob", "lamp");
        Assert.Equal((Rejection.FirstOrderOnly, late), await Refused(market, "bob", late));
    }

    [Fact]
    public async Task S1_4_Coins_that_are_not_there_cannot_be_used_and_unpaid_ones_come_back()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 10);
        Done(await market.Grains.Coins("ada").CheckIn());
        Done(await market.Grains.Coins("ada").CheckIn());
        Assert.Equal((Rejection.InsufficientCoins, null), await Refused(market, "ada", coins: 6));
        Assert.Equal(Money.Usd(2400 - 5 + 300), (await CheckOut(market, "ada", coins: 5)).Orders[0].Total);
        Assert.Equal(0, (await market.Grains.Coins("ada").View()).Balance);
        await market.Pass(TimeSpan.FromMinutes(21));
        var purse = await market.Grains.Coins("ada").View();
        Assert.Equal((5, 0), (purse.Balance, purse.Locked));
        Assert.Equal(["unlocked", "locked", "checked_in"], purse.Movements.Select(one => one.Kind));
    }

    [Fact]
    public async Task A_quote_says_who_pays_for_what_and_changes_nothing()
    {
        await using var market = await MarketCluster.Start(Policy.Modern with { TaxBasisPoints = 1_000 });
        await market.List("lamp", "aurora", 2400, 10);
        var store = (await market.Grains.Wallet("ada").Claim("clm",
            await Offer(market, plan => plan with { Seller = "aurora", Percent = 50, Value = Money.Usd(300) }))).Value!;
        await Offer(market, plan => plan with { Kind = Coupon.Kind.Code, Code = "FIVE" });
        Done(await market.Grains.Coins("ada").Grant("ord_before.1", 100));
        Done(await market.Grains.Cart("ada").Put("lamp", 1, null));

        var quote = (await market.Grains.Cart("ada").Quote(new(null, Home, [store, "FIVE"], null, 40))).Value!;
        Assert.Equal(
            [(store, Coupon.Kind.Store, "aurora", 300L), ("FIVE", Coupon.Kind.Code, null, 500L)],
            quote.Coupons.Select(one => (one.Coupon, one.Kind, one.PaidBy, one.Amount.Minor)));
        Assert.Equal((40, Money.Usd(40), Money.Usd(156)), (quote.Coins, quote.CoinDiscount, quote.Tax));
        Assert.Equal(Money.Usd(2400 - 840 + 156 + 300), quote.Total);
        Assert.Equal(100, (await market.Grains.Coins("ada").View()).Balance);
        Assert.Equal(Rejection.InsufficientCoins,
            (await market.Grains.Cart("ada").Quote(new(null, Home, [], null, 101))).Why);
    }

    [Fact]
    public async Task A_quote_promises_nothing_that_a_checkout_would_refuse()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 10);
        var now = (await market.Grains.Clock().View()).Now;
        var campaign = await Offer(market, plan => plan with { PerBuyer = 9, ValidUntil = now.AddDays(2) });
        var code = await Offer(market,
            plan => plan with { Kind = Coupon.Kind.Code, Code = "ONE", Quota = 1, ValidUntil = now.AddDays(1) });
        var early = await Claim("early", await Offer(market, plan => plan with { ValidFrom = now.AddDays(20) }));
        var (coupon, revoked) = (await Claim("clm-1", campaign), await Claim("clm-2",
            await Offer(market, plan => plan with { Title = "Soon gone" })));
        Assert.Null(await Why(coupon));
        Assert.Null(await Why("ONE"));
        Assert.Equal(Rejection.CouponNotYetValid, await Why(early));
        Done(await market.Grains.Campaign(Ids.CampaignOf(revoked).Campaign).Revoke(Operator));
        Assert.Equal(Rejection.CouponRevoked, await Why(revoked));

        var order = (await CheckOut(market, "ada", coupon)).Orders[0].Id;
        Assert.Equal(Rejection.CouponInUse, await Why(coupon));
        await market.Pay("ada", "tok_ok", order);
        Assert.Equal(Rejection.CouponUsed, await Why(coupon));
        await CheckOut(market, "bob", "ONE");
        Assert.Equal(Rejection.CouponQuotaExhausted, await Why("ONE"));
        await market.Pass(TimeSpan.FromMinutes(21));
        Done(await market.Grains.Campaign(code).Pause(Operator));
        Assert.Equal(Rejection.CampaignNotActive, await Why("ONE"));
        await market.Pass(TimeSpan.FromDays(1));
        Assert.Equal(Rejection.CouponExpired, await Why("ONE"));
        Assert.Equal(Rejection.UnknownCoupon, await Why("NO-SUCH-CODE"));

        async Task<string> Claim(string claim, string of) =>
            (await market.Grains.Wallet("ada").Claim(claim, of)).Value!;

        async Task<Rejection?> Why(string id)
        {
            Done(await market.Grains.Cart("ada").Put("lamp", 1, null));
            return (await market.Grains.Cart("ada").Quote(new(null, Home, [id], null))).Why;
        }
    }

    private static async Task<CheckoutView> CheckOut(
        MarketCluster market, string buyer, string? coupon = null, int coins = 0, params string[] skus)
    {
        if (skus.Length == 0) skus = ["lamp"];
        foreach (var sku in skus) Done(await market.Grains.Cart(buyer).Put(sku, 1, null));
        var order = new CheckoutOrder(skus, Home, coupon is null ? [] : [coupon], null, coins);
        return (await market.Grains.Cart(buyer).CheckOut(market.Ids.New(Ids.Checkout), order)).Value!;
    }

    private static async Task<(Rejection? Why, string? Subject)> Refused(
        MarketCluster market, string buyer, string? coupon = null, int coins = 0)
    {
        var answer = await CheckOut(market, buyer, coupon, coins);
        return (answer.Why, answer.Subject);
    }

    private static async Task<(int Taken, Campaign.Status Status)> Standing(MarketCluster market, string campaign)
    {
        var view = (await market.Grains.Campaign(campaign).View())!;
        return (view.Issued, view.Status);
    }

    private static async Task<string> Offer(MarketCluster market, Func<CampaignPlan, CampaignPlan>? change = null)
    {
        var (campaign, plan) = (New(market), await Plan(market));
        Done(await campaign.Create(change is null ? plan : change(plan)));
        return await Id(campaign);
    }

    private static async Task<CampaignPlan> Plan(MarketCluster market)
    {
        var now = (await market.Grains.Clock().View()).Now;
        return new(null, "Five off", Money.Usd(500), Money.Usd(0), now, now.AddDays(30), Quota: 100, PerBuyer: 1);
    }

    private static ICampaignGrain New(MarketCluster market) => market.Grains.Campaign(market.Ids.New(Ids.Campaign));

    private static async Task<string> Id(ICampaignGrain campaign) => (await campaign.View())!.Id;
}
