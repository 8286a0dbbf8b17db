using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using OrleansMarket.Grains.Shopping;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>When units leave the stock and come back, and how lines are put together.</summary>
public sealed class GoodsTests(ModernMarket shared) : IClassFixture<ModernMarket>
{
    private readonly MarketCluster market = shared.Market;

    [Fact]
    public async Task S1_2_Goods_deducted_on_payment_go_to_the_first_who_pays()
    {
        await ListOnPayment("scarce", 1);
        var (first, second) = (await market.Place("ada", "scarce"), await market.Place("bea", "scarce"));
        Assert.Equal(new StockView(1, 0, 0, 1), await market.Grains.Stock("scarce").View());

        await market.Pay("bea", "tok_ok", second);
        Assert.Equal(new StockView(0, 0, 1, 1), await market.Grains.Stock("scarce").View());
        await market.Pay("ada", "tok_ok", first);

        Assert.Equal(Order.Status.RiskReview, (await market.Order(second)).Status);
        Assert.Equal(Order.Status.Closed, (await market.Order(first)).Status);
        var books = await Audit.Check(market);
        Assert.Equal((0, 2700), (books.Holds(Account.Escrow(first)), books.Holds(Account.Escrow(second))));
        Assert.Equal(new StockView(0, 0, 1, 1), await market.Grains.Stock("scarce").View());
        var refused = await market.CheckOut("cyd", "scarce");
        Assert.Equal((Rejection.SoldOut, "scarce"), (refused.Why, refused.Subject));
    }

    [Fact]
    public async Task S1_2_Goods_deducted_on_payment_come_back_when_the_order_is_cancelled()
    {
        await ListOnPayment("back", 3);
        var order = await market.PlacePaid("ada", "back");
        Assert.Equal(new StockView(2, 0, 1, 3), await market.Grains.Stock("back").View());
        Done(await market.Grains.Order(order).Cancel(new("ada", Role.Buyer), null));
        Assert.Equal(new StockView(3, 0, 0, 3), await market.Grains.Stock("back").View());
        // A commit that was on its way all that time finds the door shut.
        Assert.Equal(Rejection.ReservationGone, (await market.Grains.Stock("back").Commit(order, 1)).Why);
        Assert.Equal(new StockView(3, 0, 0, 3), await market.Grains.Stock("back").View());
    }

    [Fact]
    public async Task I6_A_part_that_comes_back_is_on_hand_once_and_the_rest_follows_when_the_order_closes()
    {
        await market.List("parts", "aurora", 100, 10);
        Done(await market.Grains.Cart("dan").Put("parts", 5, null));
        var checkout = (await market.Grains.Cart("dan").CheckOut(
            market.Ids.New(Ids.Checkout), new(null, Home, [], null))).Value!;
        var order = Assert.Single(checkout.Orders).Id;
        var stock = market.Grains.Stock("parts");
        Assert.Equal(Rejection.ReservationGone, (await stock.TakeBack(order, "early", 1)).Why);
        await market.Pay("dan", "tok_ok", order);

        var copies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stock.TakeBack(order, "ret-1", 2)));
        Assert.All(copies, Done);
        Assert.Equal(new StockView(7, 0, 3, 10), await stock.View());
        Assert.Equal(Rejection.QuantityInvalid, (await stock.TakeBack(order, "ret-2", 4)).Why);
        Done(await market.Grains.Order(order).Cancel(new("dan", Role.Buyer), null));
        Assert.Equal(new StockView(10, 0, 0, 10), await stock.View());
        Done(await stock.TakeBack(order, "ret-1", 2));
        Assert.Equal(new StockView(10, 0, 0, 10), await stock.View());
    }

    [Fact]
    public async Task Q10_All_from_one_seller_are_as_many_orders_as_there_are_shipping_methods()
    {
        foreach (var (sku, method) in new[] { ("q-1", "standard"), ("q-2", "express"), ("q-3", "standard") })
        {
            await market.List(sku, "combiner", 1000, 5);
            Done(await market.Grains.Cart("eve").Put(sku, 1, method));
        }

        var placed = (await market.Grains.Cart("eve").CheckOut(
            market.Ids.New(Ids.Checkout), new(null, Home, [], null))).Value!;

        var orders = await Task.WhenAll(placed.Orders.Select(order => market.Order(order.Id)));
        Assert.Equal(
            ["standard q-1 q-3", "express q-2"],
            orders.Select(order => $"{order.ShippingMethod} {string.Join(' ', order.Lines.Select(line => line.Sku))}"));
        Assert.Equal([Money.Usd(2300), Money.Usd(1900)], orders.Select(order => order.Total));
    }

    [Fact]
    public async Task Q10_Goods_of_two_currencies_stand_apart_in_the_cart_and_are_ordered_one_after_the_other()
    {
        await market.List("in-dollars", "exporter", 1000, 5);
        await market.List("in-euros", "exporter", 900, 5, "EUR");
        foreach (var sku in new[] { "in-dollars", "in-euros" }) Done(await market.Grains.Cart("fay").Put(sku, 1, null));

        var groups = (await market.Grains.Cart("fay").View()).Groups;
        Assert.Equal([Money.Usd(1000), new(900, Currency.Parse("EUR"))], groups.Select(group => group.Subtotal));
        Assert.Equal(Rejection.CurrencyMixed, (await Order(null)).Value!.Why);
        Assert.Equal(Money.Usd(1300), Assert.Single((await Order(["in-dollars"])).Value!.Orders).Total);
        Assert.Equal(Currency.Parse("EUR"), Assert.Single((await Order(null)).Value!.Orders).Total.Currency);

        Task<Answer<CheckoutView>> Order(string[]? skus) =>
            market.Grains.Cart("fay").CheckOut(market.Ids.New(Ids.Checkout), new(skus, Home, [], null));
    }

    [Fact]
    public void S2_7_A_silo_without_the_stock_believes_what_it_heard_for_a_second_and_no_more_than_it_heard()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
        var board = new SoldOutBoard(new MarketTime(clock));
        var sale = new Listing.Sale(Money.Usd(900), 10, null, clock.GetUtcNow(), clock.GetUtcNow().AddHours(1));

        board.Learn("lamp", 3, null);
        Assert.True(board.IsSoldOut("lamp", 3, null));
        Assert.False(board.IsSoldOut("lamp", 2, null));
        Assert.False(board.IsSoldOut("mug", 1, null));
        board.Learn("mug", 1, sale);
        Assert.True(board.IsSoldOut("mug", 1, sale));
        Assert.False(board.IsSoldOut("mug", 1, null));
        Assert.False(board.IsSoldOut("mug", 1, sale with { Quota = 11 }));
        clock.Advance(SoldOutBoard.Lifetime);
        Assert.False(board.IsSoldOut("lamp", 3, null));
        Assert.False(board.IsSoldOut("mug", 1, sale));
    }

    [Fact]
    public void S2_7_On_the_silo_of_the_stock_its_newest_word_counts()
    {
        var board = new SoldOutBoard(new MarketTime(new FakeTimeProvider()));
        board.Post("lamp", 7, 0, null, 0);
        Assert.True(board.IsSoldOut("lamp", 1, null));
        board.Post("lamp", 9, 2, null, 0);
        board.Post("lamp", 8, 0, null, 0);
        board.Learn("lamp", 1, null);
        Assert.False(board.IsSoldOut("lamp", 2, null));
        Assert.True(board.IsSoldOut("lamp", 3, null));
        board.Forget("lamp");
        Assert.False(board.IsSoldOut("lamp", 3, null));
    }

    private Task ListOnPayment(string sku, int units) => market.List(
        sku, "aurora", 2400, units, also: offer => offer with { Deduct = Listing.Deduction.OnPayment });
}
