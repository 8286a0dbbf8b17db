using OrleansMarket.Contracts;

namespace OrleansMarket.Market.Tests;

/// <summary>Events and inboxes over HTTP.</summary>
public sealed class EventApiTests
{
    private static readonly string[] ToldBuyer = ["order.placed", "order.paid", "order.risk_passed", "escrow.held"];

    [Fact]
    public async Task A_feed_is_read_page_by_page_and_from_where_one_was()
    {
        await using var market = await LiveMarket.Start();
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        Assert.Empty((await buyer.Get("/v1/events")).Is(200).Find("items").EnumerateArray());
        await Buy(seller, buyer);
        await market.Follow();

        var first = (await buyer.Get("/v1/events?limit=3")).Is(200);
        Assert.Equal(ToldBuyer[..3], Types(first));
        Assert.True(first.Find("has_more").GetBoolean());
        var rest = (await buyer.Get($"/v1/events?after={first.Text("next_cursor")}")).Is(200);
        Assert.Equal(ToldBuyer[3..], Types(rest));
        Assert.False(rest.Find("has_more").GetBoolean());
        var none = (await buyer.Get($"/v1/events?after={rest.Text("next_cursor")}")).Is(200);
        Assert.Equal((0, rest.Text("next_cursor")), (Types(none).Length, none.Text("next_cursor")));

        await Buy(seller, buyer);
        await market.Follow();
        var more = (await buyer.Get($"/v1/events?after={none.Text("next_cursor")}&types=order.paid,escrow.*")).Is(200);
        Assert.Equal(["order.paid", "escrow.held"], Types(more));
        Assert.Equal("A thing", more.Text("items.0.data.title"));
        Assert.Equal((2_700, "USD"), (more.Number("items.0.data.amount.amount"),
            more.Text("items.0.data.amount.currency")));
        Assert.Equal($"/v1/orders/{more.Text("items.0.subject")}", more.Text("items.0.link"));
        (await buyer.Get(more.Text("items.0.link"))).Is(200);
    }

    [Fact]
    public async Task Everybody_sees_his_own_events_and_operators_all()
    {
        await using var market = await LiveMarket.Start();
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        await Buy(seller, buyer);
        await market.Follow();
        Assert.Equal(ToldBuyer, Types(await seller.Get("/v1/events")));
        Assert.Equal(ToldBuyer, Types(await (await market.As("root", "operator")).Get("/v1/events")));
        foreach (var (member, role) in new[] { ("ben", "buyer"), ("ada", "seller"), ("aurora", "buyer") })
        {
            var other = await market.As(member, role);
            Assert.Empty(Types(await other.Get("/v1/events")));
            Assert.Equal(0, (await other.Get("/v1/inbox")).Is(200).Number("unread"));
        }

        (await (await market.As("yun", "carrier")).Get("/v1/events")).IsProblem(403, "forbidden");
        (await (await market.As("root", "operator")).Get("/v1/inbox")).IsProblem(403, "forbidden");
        (await new Api(market.Address, null).Get("/v1/events/stream")).IsProblem(401, "unauthorized");
    }

    [Fact]
    public async Task A_cursor_that_leads_nowhere_is_refused()
    {
        await using var market = await LiveMarket.Start();
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        await Buy(seller, buyer);
        await market.Follow();
        var cursor = (await buyer.Get("/v1/events")).Is(200).Text("next_cursor");
        (await buyer.Get("/v1/events?after=nonsense")).IsProblem(400, "validation_failed", "after");
        (await buyer.Get("/v1/events?limit=0")).IsProblem(400, "validation_failed", "limit");
        (await buyer.Get("/v1/events?types=order.paid,%20")).IsProblem(400, "validation_failed", "types");
        (await buyer.Get($"/v1/events?after={cursor}0")).IsProblem(410, "cursor_expired");
        await market.LoseFeeds();
        (await buyer.Get($"/v1/events?after={cursor}")).IsProblem(410, "cursor_expired");
    }

    [Fact]
    public async Task An_inbox_says_in_words_what_to_do_and_counts_what_was_not_read()
    {
        await using var market = await LiveMarket.Start();
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        var order = await Buy(seller, buyer);
        await market.Follow();

        var inbox = (await seller.Get("/v1/inbox?limit=2")).Is(200);
        Assert.Equal(3, inbox.Number("unread"));
        Assert.Equal((3, "order.risk_passed", "Please ship", $"/v1/orders/{order}"), (inbox.Number("items.0.number"),
            inbox.Text("items.0.type"), inbox.Text("items.0.title"), inbox.Text("items.0.link")));
        Assert.StartsWith("The payment of ada for “A thing” is verified.", inbox.Text("items.0.text"));
        var older = (await seller.Get($"/v1/inbox?after={inbox.Text("next_cursor")}")).Is(200);
        Assert.Equal((1, false), (older.Number("items.0.number"), older.Find("has_more").GetBoolean()));

        var read = (await seller.Post("/v1/inbox/read", new { up_to = 2 })).Is(200);
        Assert.Equal((2, 1), (read.Number("read_up_to"), read.Number("unread")));
        Assert.Equal(1, (await seller.Post("/v1/inbox/read", new { up_to = 1 })).Is(200).Number("unread"));
        Assert.Equal(0, (await seller.Post("/v1/inbox/read", new { up_to = 99 })).Is(200).Number("unread"));
        Assert.True((await seller.Get("/v1/inbox")).Find("items.0.is_read").GetBoolean());
        Assert.Equal(2, (await buyer.Get("/v1/inbox")).Number("unread"));
        (await seller.Post("/v1/inbox/read", new { up_to = -1 })).IsProblem(400, "validation_failed", "up_to");
        (await seller.Get("/v1/inbox?after=nonsense")).IsProblem(400, "validation_failed", "after");
    }

    /// <summary>Orders and pays one thing; answers with the order's id.</summary>
    internal static async Task<string> Buy(Api seller, Api buyer)
    {
        var order = (await buyer.Order(await seller.List()))[0];
        (await buyer.Pay("tok_ok", order)).Is(201);
        return order;
    }

    private static string[] Types(Answer page) =>
        [.. page.Is(200).Find("items").EnumerateArray().Select(told => told.GetProperty("type").GetString()!)];
}
