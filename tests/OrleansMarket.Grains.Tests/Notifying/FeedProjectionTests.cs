using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Notifying;
using OrleansMarket.Grains.Tests.Auditing;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests.Notifying;

/// <summary>Feeds and inboxes of a market on paper: each event once, in order, whatever is delivered how.</summary>
public sealed class FeedProjectionTests : IAsyncDisposable
{
    private readonly MemoryStore store = new(1);
    private readonly MemoryViewStore views = new();
    private readonly PaperMarket market;

    public FeedProjectionTests()
    {
        market = new PaperMarket(store, Policy.Modern, PaperMarket.Midnight);
        market.List("lamp", "aurora", 2);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await views.DisposeAsync();
    }

    [Fact]
    public async Task Both_sides_are_told_of_an_order_in_order()
    {
        market.Finished("r", "ana", "lamp");
        await Follow();
        string[] both =
        [
            "order.placed", "order.paid", "escrow.held", "order.risk_passed", "order.shipped", "order.delivered",
            "order.completed", "escrow.released", "order.finished",
        ];
        Assert.Equal(both, await Types(Feeds.OfBuyer("ana")));
        Assert.Equal(both, await Types(Feeds.OfSeller("aurora")));
        Assert.Equal(both, await Types(Feeds.Market));
        Assert.Equal(
            ["order.placed", "order.paid", "order.shipped", "order.delivered"],
            await Types(FeedProjection.InboxOf(Feeds.OfBuyer("ana"))));
        Assert.Equal(
            ["order.placed", "order.paid", "order.risk_passed", "order.completed", "escrow.released"],
            await Types(FeedProjection.InboxOf(Feeds.OfSeller("aurora"))));
    }

    [Fact]
    public async Task Whatever_is_delivered_twice_or_to_another_activation_is_told_once()
    {
        market.Finished("r", "ana", "lamp");
        await market.Paper.Flush();
        var entries = await store.ReadPartition(0, 0, 1_000);
        var (first, second) = (Follower(out _), Follower(out _));
        await first.Receive([.. entries.Take(7)]);
        // The other one begins in the middle, where nothing is remembered of the order, and hears some of it again.
        await second.Receive([.. entries.Skip(4)]);
        await first.Receive([.. entries.Skip(5)]);
        await first.Receive(entries);
        var ids = (await Events(Feeds.Market)).Select(told => told.Id).ToArray();
        Assert.Equal(9, ids.Length);
        Assert.Distinct(ids);
        Assert.Equal("A lamp", DataOf((await Events(Feeds.Market))[^1]).Title);
    }

    [Fact]
    public async Task What_is_pushed_is_what_is_kept()
    {
        market.Finished("r", "ana", "lamp");
        await market.Paper.Flush();
        var follower = Follower(out var projection);
        List<FedEvent> pushed = [];
        projection.Tell = pushed.AddRange;
        await follower.CatchUp(long.MaxValue);
        foreach (var feed in new[] { Feeds.Market, Feeds.OfBuyer("ana"), Feeds.OfSeller("aurora") })
        {
            var own = pushed.Where(fed => fed.Feed == feed).ToArray();
            Assert.Equal(Enumerable.Range(1, own.Length).Select(number => (long)number), own.Select(fed => fed.Number));
            Assert.Equal(await Events(feed), own.Select(fed => fed.Event));
        }

        Assert.DoesNotContain(pushed, fed => fed.Feed.StartsWith("inbox", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_unit_tells_its_seller_that_it_is_sold_out()
    {
        market.CheckOut("r", "ana", null, new PaperMarket.Wish("lamp", 1));
        await Follow();
        Assert.DoesNotContain("stock.sold_out", await Types(Feeds.OfSeller("aurora")));
        market.CheckOut("s", "ben", null, new PaperMarket.Wish("lamp", 1));
        await Follow();
        var told = Assert.Single(await Events(Feeds.OfSeller("aurora")), one => one.Type == "stock.sold_out");
        Assert.Equal(("lamp", "/v1/listings/lamp"), (told.Subject, told.Link()));
        Assert.DoesNotContain("stock.sold_out", await Types(Feeds.OfBuyer("ben")));
    }

    [Fact]
    public async Task A_coupon_is_told_to_its_buyer_alone()
    {
        market.Offer("cmp_five", null, 10);
        var coupon = market.Claim("cmp_five", "ana");
        var order = market.CheckOut("r", "ana", coupon, new PaperMarket.Wish("lamp", 1))[0];
        market.Pay("r", order);
        await Follow();
        string[] own = ["coupon.issued", "coupon.locked", "coupon.redeemed"];
        Assert.Equal(own, (await Types(Feeds.OfBuyer("ana"))).Where(IsOfCoupon));
        Assert.Equal(own, (await Types(Feeds.Market)).Where(IsOfCoupon));
        Assert.DoesNotContain(await Types(Feeds.OfSeller("aurora")), IsOfCoupon);

        static bool IsOfCoupon(string type) => type.StartsWith("coupon.", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_of_a_failed_payment_but_its_buyer()
    {
        var order = market.CheckOut("r", "ana", null, new PaperMarket.Wish("lamp", 1))[0];
        market.Order(order, new Order.Command.SubmitPayment("pay_r"));
        market.Order(order, new Order.Command.FailPayment("pay_r", "insufficient_funds"));
        await Follow();
        Assert.Contains("order.payment_failed", await Types(Feeds.OfBuyer("ana")));
        Assert.DoesNotContain("order.payment_failed", await Types(Feeds.OfSeller("aurora")));
    }

    [Fact]
    public async Task Whoever_is_erased_has_no_feed_and_no_inbox_any_more()
    {
        market.Finished("r", "ana", "lamp");
        await Follow();
        market.Paper.Forge(market.Paper.Machines.Member, Ids.Member + "ana",
            new Member.Event.PartErased(Member.Part.Coins), new Member.Event.Erased(market.Paper.Now));
        await Follow();
        Assert.Empty(await Types(Feeds.OfBuyer("ana")));
        Assert.Empty(await Types(FeedProjection.InboxOf(Feeds.OfBuyer("ana"))));
        Assert.NotEmpty(await Types(Feeds.OfSeller("aurora")));
    }

    private async Task Follow()
    {
        await market.Paper.Flush();
        await Follower(out _).CatchUp(long.MaxValue);
    }

    private Follower Follower(out FeedProjection projection)
    {
        projection = new FeedProjection(store, views);
        return new Follower(store, views, FeedProjection.View, 0, projection, TimeProvider.System);
    }

    private async Task<MarketEvent[]> Events(string list) =>
        [.. (await EventLists.After(views, list, 0, 1_000)).Select(one => one.Event)];

    private async Task<string[]> Types(string list) => [.. (await Events(list)).Select(told => told.Type)];

    private static EventData DataOf(MarketEvent told) =>
        System.Text.Json.JsonSerializer.Deserialize(told.Data, EventDataForm.Default.EventData)!;
}
