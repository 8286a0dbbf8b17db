using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

public sealed class CartTests(FlashSaleMarket shared) : IClassFixture<FlashSaleMarket>
{
    private readonly MarketCluster market = shared.Market;

    [Fact]
    public async Task A_cart_is_grouped_as_it_would_be_ordered_and_quoted_as_it_would_be_paid()
    {
        await market.List("one", "aurora", 2400, 5);
        await market.List("two", "aurora", 1100, 5);
        await market.List("three", "bazaar", 999, 5);
        foreach (var (sku, method) in new[] { ("one", "standard"), ("two", "express"), ("three", "standard") })
            Done(await market.Grains.Cart("ada").Put(sku, 1, method));

        var cart = await market.Grains.Cart("ada").View();
        Assert.Equal(
            ["aurora standard", "aurora express", "bazaar standard"],
            cart.Groups.Select(one => $"{one.Seller} {one.ShippingMethod}"));
        var quote = (await market.Grains.Cart("ada").Quote(new(null, Home, [], null))).Value!;
        var checkout = market.Ids.New(Ids.Checkout);
        var placed = (await market.Grains.Cart("ada").CheckOut(checkout, new(null, Home, [], quote.Total))).Value!;

        Assert.Equal(quote.Groups.Select(one => one.Total), placed.Orders.Select(one => one.Total));
        Assert.Equal(Money.Usd(2400 + 1100 + 999 + 300 + 900 + 300), quote.Total);
    }

    [Fact]
    public async Task A_cart_says_what_it_cannot_hold()
    {
        await market.List("held", "aurora", 2400, 5);
        var cart = market.Grains.Cart("bea");
        Assert.Equal(new Outcome(Rejection.UnknownSku, "nothing"), await cart.Put("nothing", 1, null));
        Assert.Equal(new Outcome(Rejection.ShippingMethodUnknown, "by-pigeon"), await cart.Put("held", 1, "by-pigeon"));
        Assert.Equal(Rejection.QuantityInvalid, (await cart.Put("held", -1, null)).Why);
        Assert.Equal(
            Rejection.CartIsEmpty,
            (await cart.CheckOut(market.Ids.New(Ids.Checkout), new(null, Home, [], null))).Why);
        Done(await cart.Put("held", 1, null));
        Assert.Equal(
            Rejection.NotInCart,
            (await cart.CheckOut(market.Ids.New(Ids.Checkout), new(["other"], Home, [], null))).Why);
        Done(await cart.Put("held", 0, null));
        Assert.Empty((await cart.View()).Groups);
    }

    [Fact]
    public async Task I12_A_checkout_that_is_sent_again_after_others_is_answered_like_the_first_time()
    {
        await market.List("early", "aurora", 2400, 5);
        await market.List("late", "aurora", 2400, 5);
        Done(await market.Grains.Cart("cyd").Put("early", 1, null));
        Done(await market.Grains.Cart("cyd").Put("late", 1, null));
        // Two frontends made them, and the second came first.
        string[] ids = [$"{Ids.Checkout}b", $"{Ids.Checkout}a"];
        string[] skus = ["late", "early"];

        var first = await Answers();
        var again = await Answers();

        Assert.Equal(first, again);
        Assert.Equal(new StockView(5, 1, 0, 5), await market.Grains.Stock("early").View());
        Assert.Equal(new StockView(5, 1, 0, 5), await market.Grains.Stock("late").View());

        async Task<string[]> Answers()
        {
            var answers = new List<string>();
            foreach (var (id, sku) in ids.Zip(skus))
                answers.Add(Said(await market.Grains.Cart("cyd").CheckOut(id, new([sku], Home, [], null))));
            return [.. answers];
        }
    }
}
