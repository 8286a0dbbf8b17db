using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Many want the same thing in the same moment.</summary>
public sealed class SimultaneousTests(FlashSaleMarket shared) : IClassFixture<FlashSaleMarket>
{
    private readonly MarketCluster market = shared.Market;

    [Fact]
    public async Task G2_A_thousand_copies_of_a_checkout_are_one_checkout()
    {
        await market.List("echo", "aurora", 2400, 5_000);
        await market.List("echo-2", "bazaar", 900, 5_000);
        Done(await market.Grains.Cart("ada").Put("echo", 2, null));
        Done(await market.Grains.Cart("ada").Put("echo-2", 1, null));
        var checkout = market.Ids.New(Ids.Checkout);

        var answers = await Same(1_000, () => market.Grains.Cart("ada").CheckOut(checkout, new(null, Home, [], null)));

        Assert.Equal(2, answers.Value!.Orders.Length);
        Assert.Equal(new StockView(5_000, 2, 0, 5_000), await market.Grains.Stock("echo").View());
        Assert.Equal(new StockView(5_000, 1, 0, 5_000), await market.Grains.Stock("echo-2").View());
        Assert.Empty((await market.Grains.Cart("ada").View()).Groups);
    }

    [Fact]
    public async Task G2_A_thousand_copies_of_a_refused_checkout_are_refused_alike()
    {
        await market.List("rare", "aurora", 2400, 1);
        var plan = new CheckoutPlan("bea", [new("rare", 2, "standard", null)], Home, [], null);
        var checkout = market.Ids.New(Ids.Checkout);

        var answer = await Same(1_000, () => market.Grains.Checkout(checkout).Place(plan));

        Assert.Equal((Checkout.Status.Refused, Rejection.SoldOut, "rare"), (answer.Status, answer.Why, answer.Subject));
        Assert.Equal(new StockView(1, 0, 0, 1), await market.Grains.Stock("rare").View());
    }

    [Fact]
    public async Task I12_A_thousand_copies_of_a_payment_take_the_money_once()
    {
        await market.List("copy", "aurora", 2400, 10);
        var (order, payment) = (await market.Place("cyd", "copy"), market.Ids.New(Ids.Payment));

        var answer = await Same(1_000, () => market.Grains.Payment(payment).Pay("cyd", [order], "tok_ok"));

        Assert.Equal((Payment.Status.Captured, Money.Usd(2700)), (answer.Status, answer.Amount));
        var captures = (await Books.Read(market.Store)).Moves
            .Where(move => move.Rule == "P1" && move.Credit == Account.Escrow(order));
        Assert.Equal(2700, Assert.Single(captures).Minor);
    }

    [Theory]
    [InlineData("tok_ok", "tok_ok")]
    [InlineData("tok_ok", "tok_insufficient_funds")]
    [InlineData("tok_captured_but_no_answer", "tok_ok")]
    public async Task I4_Two_payments_of_one_order_at_once_pay_it_at_most_once(string method, string other)
    {
        var sku = $"twice-{method[4..].Replace('_', '-')}-{other[4..].Replace('_', '-')}";
        await market.List(sku, "aurora", 2400, 100);
        var orders = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => market.Place($"dan-{i}-{sku[6..]}", sku)));

        await Task.WhenAll(orders.SelectMany((order, i) =>
            new[] { method, other }.Select(with => market.Pay($"dan-{i}-{sku[6..]}", with, order))));
        await market.Pass(TimeSpan.FromMinutes(2));

        var books = await Audit.Check(market);
        Assert.All(orders, order =>
        {
            var captures = books.Moves
                .Where(move => move.Rule == "P1" && move.Credit == Account.Escrow(order))
                .ToArray();
            var isPaid = books.Orders()[order].PaidAt is not null;
            Assert.Equal(isPaid ? 2700 : 0, books.Holds(Account.Escrow(order)));
            Assert.Equal(captures.Length, books.Orders()[order].Returned.Count + (isPaid ? 1 : 0));
        });
        if (other == "tok_ok") Assert.All(orders, order => Assert.NotNull(books.Orders()[order].PaidAt));
    }

    [Fact]
    public async Task G1_Two_hundred_buyers_of_fifty_units_get_fifty()
    {
        await market.List("flash", "aurora", 100, 50);

        var checkouts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => market.CheckOut($"fan-{i}", "flash")));

        Assert.Equal(50, checkouts.Count(one => one.Status == Checkout.Status.Placed));
        Assert.All(checkouts.Where(one => one.Status != Checkout.Status.Placed), one =>
            Assert.Equal((Checkout.Status.Refused, Rejection.SoldOut, "flash"), (one.Status, one.Why, one.Subject)));
        Assert.Equal(new StockView(50, 50, 0, 50), await market.Grains.Stock("flash").View());

        // Those who were too late keep their carts, and nothing is kept for them.
        var late = Array.FindIndex(checkouts, one => one.Why is not null);
        Assert.Single((await market.Grains.Cart($"fan-{late}").View()).Groups);
        await market.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal(new StockView(50, 0, 0, 50), await market.Grains.Stock("flash").View());
    }

    [Fact]
    public async Task G1_Two_lines_of_one_SKU_are_added_up_before_anything_is_reserved()
    {
        await market.List("pair", "aurora", 2400, 10);

        var refused = await Place(5, 6);
        Assert.Equal(
            (Checkout.Status.Refused, Rejection.SoldOut, "pair"), (refused.Status, refused.Why, refused.Subject));
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("pair").View());

        var placed = await Place(4, 6);
        Assert.Equal((Checkout.Status.Placed, 2), (placed.Status, placed.Orders.Length));
        Assert.Equal(new StockView(10, 10, 0, 10), await market.Grains.Stock("pair").View());

        Task<CheckoutView> Place(int standard, int express)
        {
            PlannedLine[] lines = [new("pair", standard, "standard", null), new("pair", express, "express", null)];
            return market.Grains.Checkout(market.Ids.New(Ids.Checkout)).Place(new("eve", lines, Home, [], null));
        }
    }

    [Fact]
    public async Task I8_A_coupon_wanted_by_two_checkouts_at_once_goes_to_one()
    {
        await market.List("wish", "aurora", 2400, 100);
        var campaign = await Campaign(quota: 20, perBuyer: 20);
        for (var i = 0; i < 10; i++)
        {
            var coupon = (await market.Grains.Campaign(campaign).Claim($"clm-{i}", "fay")).Value!;
            var plan = new CheckoutPlan("fay", [new("wish", 1, "standard", null)], Home, [coupon], null);

            var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
                market.Grains.Checkout(market.Ids.New(Ids.Checkout)).Place(plan)));

            var loser = Assert.Single(both, one => one.Status == Checkout.Status.Refused);
            Assert.Equal((Rejection.CouponInUse, coupon), (loser.Why, loser.Subject));
            Assert.Equal(Money.Usd(2200), Assert.Single(both.Except([loser])).Orders[0].Total);
            Assert.Equal(Coupon.Status.Locked, (await market.Grains.Coupon(coupon).View("fay"))!.Status);
        }

        Assert.Equal(10, (await market.Grains.Stock("wish").View()).Reserved);
    }

    [Fact]
    public async Task G5_Three_hundred_buyers_of_a_hundred_coupons_get_a_hundred()
    {
        var campaign = await Campaign(quota: 100, perBuyer: 1);

        var claims = await Task.WhenAll(Enumerable.Range(0, 300).Select(i =>
            market.Grains.Campaign(campaign).Claim($"clm-{i}", $"gus-{i}")));

        var coupons = claims.Select(claim => claim.Value).OfType<string>().ToArray();
        Assert.Equal(100, coupons.Distinct().Count());
        Assert.Equal(100, coupons.Length);
        Assert.All(claims.Where(claim => claim.Value is null), claim =>
            Assert.Equal(Rejection.CouponQuotaExhausted, claim.Why));
        Assert.Equal(100, (await market.Grains.Campaign(campaign).View())!.Issued);
        var views = await Task.WhenAll(claims.Select((claim, i) =>
            claim.Value is { } coupon
                ? market.Grains.Coupon(coupon).View($"gus-{i}")
                : Task.FromResult<CouponView?>(null)));
        Assert.Equal(100, views.Count(view => view?.Status == Coupon.Status.Available));
    }

    [Fact]
    public async Task I12_A_claim_that_is_sent_often_is_one_coupon()
    {
        var campaign = await Campaign(quota: 100, perBuyer: 1);

        var answer = await Same(100, () => market.Grains.Campaign(campaign).Claim("clm-1", "hal"));

        Assert.Equal(Ids.CouponOf(campaign, 1), answer.Value);
        Assert.Equal(1, (await market.Grains.Campaign(campaign).View())!.Issued);
        Assert.Equal(Rejection.LimitPerBuyer, (await market.Grains.Campaign(campaign).Claim("clm-2", "hal")).Why);
    }

    [Fact]
    public async Task I12_A_thousand_copies_of_a_request_are_about_one_thing()
    {
        var request = market.Grains.Request("digest");

        var claims = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => request.Claim("what", $"chk_{i}")));

        Assert.Single(claims.Distinct());
        Assert.Equal(Rejection.IdempotencyKeyReused, (await request.Claim("else", "chk_x")).Outcome.Why);
        Assert.Equal(new RequestReply(201, "first"), await request.Answer(201, "first"));
        Assert.Equal(new RequestReply(201, "first"), await request.Answer(500, "second"));
    }

    private async Task<string> Campaign(int quota, int perBuyer)
    {
        var (id, now) = (market.Ids.New(Ids.Campaign), (await market.Grains.Clock().View()).Now);
        Done(await market.Grains.Campaign(id).Create(
            new(null, "Five off", Money.Usd(500), Money.Usd(2000), now, now.AddDays(30), quota, perBuyer)));
        return id;
    }

    /// <summary>Asks the same so often at once, and requires that every answer is the same.</summary>
    private static async Task<T> Same<T>(int times, Func<Task<T>> ask)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, times).Select(_ => ask()));
        Assert.Single(answers.Select(Said).Distinct());
        return answers[0];
    }
}
