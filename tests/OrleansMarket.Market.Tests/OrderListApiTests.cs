using System.Text.Json;

namespace OrleansMarket.Market.Tests;

/// <summary>What buyers and sellers find in the lists of their orders.</summary>
public sealed class OrderListApiTests(MarketHost market) : IClassFixture<MarketHost>
{
    [Fact]
    public async Task Every_order_is_in_its_tabs_and_they_are_counted()
    {
        var deal = await Deal.Verified(market, 1);
        var mine = (await deal.Buyer.Get("/v1/orders")).Is(200);
        Assert.Equal([deal.Order], Ids(mine));
        Assert.Equal("awaiting_shipment", mine.Text("items.0.display"));
        Assert.Equal(["all", "processing"], mine.Texts("items.0.tabs"));
        Assert.Contains("request_cancellation", mine.Texts("items.0.allowed_actions"));
        Assert.Equal("ship", mine.Text("items.0.next_deadline.kind"));
        Assert.False(mine.Find("has_more").GetBoolean());
        Assert.Contains("ship", (await deal.Seller.Get("/v1/orders?tab=processing")).Texts("items.0.allowed_actions"));
        Assert.Empty(Ids(await deal.Seller.Get("/v1/orders?tab=shipped")));

        (await deal.Seller.Post($"{deal.Path}/shipments", new { carrier = "dhl", tracking = deal.Tracking })).Is(201);
        Assert.Equal([deal.Order], Ids(await deal.Seller.Get("/v1/orders?tab=shipped")));
        var counts = (await deal.Seller.Get("/v1/orders/counts")).Is(200);
        Assert.Equal((1, 0, 1, 0), (counts.Number("all"), counts.Number("processing"), counts.Number("shipped"),
            counts.Number("cancelled")));
        Assert.False((await deal.Buyer.Get("/v1/orders/counts")).Is(200).Json.TryGetProperty("cancelled", out _));
    }

    [Fact]
    public async Task Orders_are_found_by_what_people_know_of_them()
    {
        var deal = await Deal.Shipped(market, 1);
        var other = (await deal.Buyer.Order(await (await market.Seller()).List()))[0];
        Assert.Equal([other, deal.Order], Ids(await deal.Buyer.Get("/v1/orders")));
        foreach (var query in (string[])
        [
            $"q={deal.Order}", $"q={deal.Tracking}", $"tracking={deal.Tracking}", $"seller={deal.Store}",
            "status=awaiting_delivery", "tab=shipped&q=thing",
        ]) Assert.Equal([deal.Order], Ids(await deal.Buyer.Get($"/v1/orders?{query}")));
        Assert.Equal([other, deal.Order], Ids(await deal.Buyer.Get("/v1/orders?q=A%20THING")));
        Assert.Empty(Ids(await deal.Buyer.Get("/v1/orders?q=a%20bicycle")));

        var placed = (await deal.Look()).Text("placed_at");
        Assert.Equal([other, deal.Order], Ids(await deal.Buyer.Get($"/v1/orders?created[gte]={placed}")));
        Assert.Empty(Ids(await deal.Buyer.Get($"/v1/orders?created[lt]={placed}")));
        Assert.Empty(Ids(await deal.Buyer.Get("/v1/orders?created[lt]=2020-01-01")));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_while_orders_come()
    {
        var (buyer, sku) = (await market.Buyer(), await (await market.Seller()).List());
        var placed = new List<string>();
        for (var i = 0; i < 5; i++) placed.Insert(0, (await buyer.Order(sku))[0]);
        var first = (await buyer.Get("/v1/orders?limit=2&tab=awaiting_payment")).Is(200);
        Assert.True(first.Find("has_more").GetBoolean());
        var late = (await buyer.Order(sku))[0];

        var found = Ids(first).ToList();
        for (var next = Next(first); next is not null;)
        {
            Assert.Contains("tab=awaiting_payment", next, StringComparison.Ordinal);
            var page = (await buyer.Get(next)).Is(200);
            found.AddRange(Ids(page));
            next = Next(page);
        }

        Assert.Equal(placed, found);
        Assert.Equal(late, Ids(await buyer.Get("/v1/orders?limit=1"))[0]);
    }

    [Theory]
    [InlineData("tab=completed", "tab", "unknown")]
    [InlineData("tab=none", "tab", "unknown")]
    [InlineData("status=none", "status", "unknown")]
    [InlineData("status=lost", "status", "unknown")]
    [InlineData("seller=a%2Fb", "seller", "invalid")]
    [InlineData("tracking=a%20b", "tracking", "invalid")]
    [InlineData("created[gte]=yesterday", "created[gte]", "invalid")]
    [InlineData("created[lt]=11/11/2026", "created[lt]", "invalid")]
    [InlineData("limit=101", "limit", "out_of_range")]
    [InlineData("cursor=MTIz", "cursor", "invalid")]
    [InlineData("cursor=MWFsbA", "cursor", "invalid")]
    public async Task What_cannot_be_asked_is_refused(string query, string field, string code) =>
        (await (await market.Buyer()).Get($"/v1/orders?{query}")).IsProblem(400, "validation_failed", field, code);

    [Fact]
    public async Task Long_texts_are_refused_and_operators_have_no_lists()
    {
        var buyer = await market.Buyer();
        (await buyer.Get($"/v1/orders?q={new string('a', 81)}")).IsProblem(400, "validation_failed", "q", "too_long");
        var root = await market.As("root", "operator");
        (await root.Get("/v1/orders")).IsProblem(403, "forbidden");
        (await root.Get("/v1/orders/counts")).IsProblem(403, "forbidden");
    }

    private static string[] Ids(Answer page) =>
        [.. page.Is(200).Find("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static string? Next(Answer page)
    {
        if (page["Link"] is not { } link)
        {
            Assert.False(page.Json.TryGetProperty("next_cursor", out JsonElement _));
            return null;
        }

        return link[1..link.IndexOf('>', StringComparison.Ordinal)];
    }
}
