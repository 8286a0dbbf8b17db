using System.Collections.Concurrent;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Many want few units, for less, in a short time (DOMAIN.md §1.2, §2.7).</summary>
public sealed class FlashSaleTests : IAsyncLifetime
{
    private readonly Reservations asked = new();
    private MarketCluster market = null!;

    private DateTimeOffset Now => market.Clock.GetUtcNow();

    public async ValueTask InitializeAsync() => market = await Start(
        Policy.Modern with { RiskReview = TimeSpan.Zero },
        configure: silo => silo.AddIncomingGrainCallFilter(asked));

    public async ValueTask DisposeAsync()
    {
        await Audit.Check(market);
        await market.DisposeAsync();
    }

    [Fact]
    public async Task S2_7_A_thousand_buyers_of_a_sale_of_a_hundred_get_a_hundred()
    {
        var sale = await List("flash", 500, new(Money.Usd(900), 100, 1, Now, Now.AddHours(1)));

        var all = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Place($"fan-{i}", "flash")));

        Assert.Equal(100, all.Count(one => one.Status == Checkout.Status.Placed));
        Assert.All(all.Where(one => one.Why is not null), one =>
            Assert.Equal((Rejection.SoldOut, "flash"), (one.Why, one.Subject)));
        Assert.All(all.SelectMany(one => one.Orders), order => Assert.Equal(Money.Usd(1200), order.Total));
        var stock = await market.Grains.Stock("flash").View();
        Assert.Equal((400, 100, 0), (stock.Available, stock.Reserved, stock.LeftOf(sale)));

        // Whoever does not pay in a quarter of an hour has nothing, and others can have it.
        await market.Pass(TimeSpan.FromMinutes(15));
        stock = await market.Grains.Stock("flash").View();
        Assert.Equal((500, 100), (stock.Available, stock.LeftOf(sale)));
        Assert.Equal(Checkout.Status.Placed, (await Place("late", "flash")).Status);
    }

    [Fact]
    public async Task S2_7_A_thousand_requests_of_one_buyer_at_once_get_him_his_limit()
    {
        await market.List("one-each", "aurora", 2400, 500, also: offer => offer with { PerBuyerLimit = 2 });

        var all = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Place("bot", "one-each")));

        Assert.Equal(2, all.Count(one => one.Status == Checkout.Status.Placed));
        Assert.All(all.Where(one => one.Why is not null), one =>
            Assert.Equal((Rejection.LimitPerBuyer, "one-each"), (one.Why, one.Subject)));
        Assert.Equal(new StockView(500, 2, 0, 500), await market.Grains.Stock("one-each").View());
        Assert.Equal(Checkout.Status.Placed, (await Place("somebody", "one-each")).Status);
    }

    [Fact]
    public async Task S1_2_An_order_of_a_sale_waits_for_15_minutes_and_others_for_a_day()
    {
        await List("quick", 5, new(Money.Usd(900), 5, null, Now, Now.AddHours(1)));
        await market.List("slow", "bazaar", 2400, 5);

        var checkout = await market.CheckOut("ada", "quick", "slow");

        var (quick, slow) = (await market.Order(checkout.Orders[0].Id), await market.Order(checkout.Orders[1].Id));
        Assert.Equal(Now.AddMinutes(15), quick.NextDeadline!.At);
        Assert.Equal(Now.AddHours(24), slow.NextDeadline!.At);
        Assert.Equal((Money.Usd(900), Money.Usd(2400)), (quick.Lines[0].UnitPrice, quick.Lines[0].ListPrice));
        Assert.Null(slow.Lines[0].ListPrice);
        await market.Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(5, (await market.Grains.Stock("quick").View()).Available);
        Assert.Equal(4, (await market.Grains.Stock("slow").View()).Available);
    }

    [Fact]
    public async Task A_cart_that_was_filled_before_the_sale_is_ordered_at_the_sales_price()
    {
        await List("eve", 5, new(Money.Usd(900), 5, null, Now.AddHours(1), Now.AddHours(2)));
        Done(await market.Grains.Cart("bea").Put("eve", 1, null));
        await market.Pass(TimeSpan.FromHours(1));

        var line = Assert.Single(Assert.Single((await market.Grains.Cart("bea").View()).Groups).Lines);
        Assert.Equal((Money.Usd(900), Money.Usd(2400), 5, true),
            (line.UnitPrice, line.ListPrice, line.Available, line.Agreed));
        var order = Assert.Single((await Order("bea")).Orders);
        Assert.Equal(Money.Usd(1200), order.Total);

        // And one that was filled in the sale is not ordered for more without a word.
        Done(await market.Grains.Cart("cyd").Put("eve", 1, null));
        await market.Pass(TimeSpan.FromHours(1));
        var refused = await Order("cyd");
        Assert.Equal((Rejection.PriceChanged, "eve"), (refused.Why, refused.Subject));
    }

    [Fact]
    public async Task S2_7_Who_comes_too_late_is_told_so_without_a_way_to_the_stock()
    {
        await market.List("gone", "aurora", 2400, 1);
        var first = Assert.Single((await Place("ada", "gone")).Orders).Id;
        Assert.Equal(Rejection.SoldOut, (await Place("bea", "gone")).Why);
        Assert.Equal(2, asked.Of("gone"));

        var crowd = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Place($"late-{i}", "gone")));
        Assert.All(crowd, one => Assert.Equal((Rejection.SoldOut, "gone"), (one.Why, one.Subject)));
        Assert.Equal(2, asked.Of("gone"));

        // What comes back can be had at once, not only when what is known has become old.
        Done(await market.Grains.Order(first).Cancel(new("ada", Role.Buyer), null));
        Assert.Equal(Checkout.Status.Placed, (await Place("cyd", "gone")).Status);
        Assert.Equal(Rejection.SoldOut, (await Place("dan", "gone")).Why);
        Done(await market.Grains.Stock("gone").Receive("more", 1));
        Assert.Equal(Checkout.Status.Placed, (await Place("eve", "gone")).Status);
    }

    [Fact]
    public async Task S2_7_A_quota_that_is_gone_is_known_too()
    {
        await List("few", 10, new(Money.Usd(900), 1, null, Now, Now.AddHours(1)));
        Assert.Equal(Checkout.Status.Placed, (await Place("ada", "few")).Status);
        Assert.Equal(Rejection.SoldOut, (await Place("bea", "few")).Why);
        var crowd = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Place($"late-{i}", "few")));
        Assert.All(crowd, one => Assert.Equal(Rejection.SoldOut, one.Why));
        Assert.Equal(2, asked.Of("few"));

        await market.Pass(TimeSpan.FromHours(1));
        Assert.Equal(Money.Usd(2700), Assert.Single((await Place("bea", "few")).Orders).Total);
    }

    [Fact]
    public async Task S2_7_What_is_known_to_be_sold_out_is_looked_up_again_after_a_second()
    {
        await market.List("old", "aurora", 2400, 0);
        Assert.Equal(Rejection.SoldOut, (await Place("ada", "old")).Why);
        Assert.Equal(Rejection.SoldOut, (await Place("bea", "old")).Why);
        Assert.Equal(1, asked.Of("old"));
        market.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Rejection.SoldOut, (await Place("cyd", "old")).Why);
        Assert.Equal(2, asked.Of("old"));
    }

    private Task<CheckoutView> Place(string buyer, string sku) => market.Grains.Checkout(market.Ids.New(Ids.Checkout))
        .Place(new(buyer, [new(sku, 1, "standard", null)], Home, [], null));

    private async Task<CheckoutView> Order(string buyer) => (await market.Grains.Cart(buyer)
        .CheckOut(market.Ids.New(Ids.Checkout), new(null, Home, [], null))).Value!;

    private async Task<Listing.Sale> List(string sku, int units, Listing.Sale sale)
    {
        await market.List(sku, "aurora", 2400, units, also: offer => offer with { Sale = sale });
        return sale;
    }

    /// <summary>Counts the reservations that stocks are asked for.</summary>
    private sealed class Reservations : IIncomingGrainCallFilter
    {
        private readonly ConcurrentDictionary<string, int> counts = new();

        public int Of(string sku) => counts.GetValueOrDefault(Ids.Stock + sku);

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod?.DeclaringType == typeof(IStockGrain)
                && context.InterfaceMethod.Name == nameof(IStockGrain.Reserve))
                counts.AddOrUpdate(context.TargetId.Key.ToString()!, 1, (_, count) => count + 1);
            return context.Invoke();
        }
    }
}
