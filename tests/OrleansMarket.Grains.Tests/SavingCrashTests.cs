using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Markets that stop between coupon and wallet, code and place, coins and checkout.</summary>
public sealed class SavingCrashTests : IAsyncDisposable
{
    private readonly FaultyStore store = new(new MemoryStore(8));
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
    private string campaign = "";

    [Fact]
    public async Task G5_A_coupon_that_a_campaign_gave_before_the_crash_gets_into_the_wallet_after_it()
    {
        await Live(async market =>
        {
            await Offer(market, null, quota: 5);
            store.Refuse("noted");
            await Assert.ThrowsAnyAsync<Exception>(() => market.Grains.Wallet("ada").Claim("clm-1", campaign));
            Assert.Equal(1, (await market.Grains.Campaign(campaign).View())!.Issued);
        });
        store.Heal();
        await Live(async market =>
        {
            await market.Pass(TimeSpan.FromMinutes(1));
            var coupon = Assert.Single((await market.Grains.Wallet("ada").Page(null, 10)).Coupons);
            Assert.Equal(coupon, (await market.Grains.Wallet("ada").Claim("clm-1", campaign)).Value);
            Assert.Equal(1, (await market.Grains.Campaign(campaign).View())!.Issued);
            await Audit.Check(market);
        });
    }

    [Fact]
    public async Task G5_A_place_that_a_code_owed_before_the_crash_is_given_back_once_after_it()
    {
        await Live(async market =>
        {
            await market.List("lamp", "aurora", 2400, 10);
            await Offer(market, "ONCE", quota: 1);
            Assert.Equal(Checkout.Status.Placed, (await CheckOut(market, "ada", "ONCE", 0)).Status);
            store.Refuse("given_back");
            await market.Pass(TimeSpan.FromMinutes(21));
            Assert.Equal(1, (await market.Grains.Campaign(campaign).View())!.Issued);
            Assert.Equal(Rejection.CouponQuotaExhausted, (await CheckOut(market, "bob", "ONCE", 0)).Why);
        });
        store.Heal();
        await Live(async market =>
        {
            await market.Pass(TimeSpan.FromMinutes(6));
            Assert.Equal(0, (await market.Grains.Campaign(campaign).View())!.Issued);
            Assert.Equal(Checkout.Status.Placed, (await CheckOut(market, "bob", "ONCE", 0)).Status);
            await Audit.Check(market);
        });
    }

    [Fact]
    public async Task G7_What_a_lost_checkout_has_locked_is_found_again_by_it()
    {
        await Live(async market =>
        {
            await market.List("lamp", "aurora", 2400, 10);
            await Offer(market, "LOST", quota: 1);
            Done(await market.Grains.Coins("ada").Grant("ord_before.1", 100));
            store.Refuse("placed");
            await Assert.ThrowsAnyAsync<Exception>(() => CheckOut(market, "ada", "LOST", 100));
            Assert.Equal(100, (await market.Grains.Coins("ada").View()).Locked);
            Assert.Equal(1, (await market.Grains.Campaign(campaign).View())!.Issued);
        });
        store.Heal();
        await Live(async market =>
        {
            // The cart asks again for the checkout that it owes, and finds the place and the coins that it had.
            await market.Pass(TimeSpan.FromMinutes(1));
            Assert.Empty((await market.Grains.Cart("ada").View()).Groups);
            var coins = await market.Grains.Coins("ada").View();
            Assert.Equal((0, 100), (coins.Balance, coins.Locked));
            Assert.Equal(1, (await market.Grains.Campaign(campaign).View())!.Issued);
            await market.Pass(TimeSpan.FromMinutes(25));
            Assert.Equal(100, (await market.Grains.Coins("ada").View()).Balance);
            Assert.Equal(0, (await market.Grains.Campaign(campaign).View())!.Issued);
            await Audit.Check(market);
        });
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task Live(Func<MarketCluster, Task> life)
    {
        await using var market = await MarketCluster.Start(store: store, clock: clock);
        await life(market);
    }

    private async Task Offer(MarketCluster market, string? code, int quota)
    {
        var now = (await market.Grains.Clock().View()).Now;
        campaign = market.Ids.New(Ids.Campaign);
        Done(await market.Grains.Campaign(campaign).Create(new(
            null, "Five off", Money.Usd(500), Money.Usd(0), now, now.AddDays(30), quota, PerBuyer: 1,
            code is null ? null : Coupon.Kind.Code, Code: code)));
    }

    private static async Task<CheckoutView> CheckOut(MarketCluster market, string buyer, string code, int coins)
    {
        Done(await market.Grains.Cart(buyer).Put("lamp", 1, null));
        var order = new CheckoutOrder(["lamp"], Home, [code], null, coins);
        return (await market.Grains.Cart(buyer).CheckOut(market.Ids.New(Ids.Checkout), order)).Value!;
    }
}
