using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Tests;

public sealed class PolicyTests
{
    [Theory]
    [InlineData("modern", 24 * 60)]
    [InlineData("aliexpress-classic", 20 * 24 * 60)]
    [InlineData("flash-sale", 15)]
    public async Task The_policy_says_how_long_an_order_may_stay_unpaid(string name, int minutes)
    {
        await using var market = await MarketCluster.Start(Policy.Profiles[name]);
        await market.List("lamp", "aurora", 2400, 1);
        var order = await market.Place("ada", "lamp");
        await market.Pass(TimeSpan.FromMinutes(minutes) - TimeSpan.FromTicks(1));
        Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(order)).Status);
        await market.Pass(TimeSpan.FromTicks(1));
        Assert.Equal(Order.Status.Closed, (await market.Order(order)).Status);
    }

    [Fact]
    public async Task A_flash_sale_does_not_hold_payments_for_verification()
    {
        await using var market = await MarketCluster.Start(Policy.FlashSale);
        await market.List("lamp", "aurora", 2400, 1);
        Assert.Equal(Order.Status.AwaitingShipment, (await market.Order(await market.PlacePaid("ada", "lamp"))).Status);
    }

    [Fact]
    public async Task A_promise_keeps_the_numbers_it_was_made_with()
    {
        await using var before = await MarketCluster.Start(Policy.Modern);
        await before.List("lamp", "aurora", 2400, 2);
        var (unpaid, paid) = (await before.Place("ada", "lamp"), await before.PlacePaid("bob", "lamp"));
        var promises = (await before.Order(unpaid)).NextDeadline;
        await before.DisposeAsync();

        await using var market = await MarketCluster.Start(Policy.FlashSale, before.Store, before.Clock);
        Assert.Equal(promises, (await market.Order(unpaid)).NextDeadline);
        await market.Pass(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(unpaid)).Status);
        Assert.Equal(Order.Status.RiskReview, (await market.Order(paid)).Status);
        await market.Pass(TimeSpan.FromTicks(1));
        Assert.Equal(Order.Status.Closed, (await market.Order(unpaid)).Status);
        Assert.Equal(Order.Status.AwaitingShipment, (await market.Order(paid)).Status);
    }
}
