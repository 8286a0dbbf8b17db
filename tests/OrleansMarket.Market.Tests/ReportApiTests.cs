namespace OrleansMarket.Market.Tests;

/// <summary>Reporting sellers over HTTP.</summary>
public sealed class ReportApiTests(MarketHost market)
{
    private static readonly object Cash = new { category = "offline_payment", text = "Asked for a bank transfer." };

    [Fact]
    public async Task Q9_A_report_goes_to_the_operators_who_keep_the_seller_from_orders_or_open_him_again()
    {
        var name = Shop.Name("seller");
        var (seller, buyer, root) =
            (await market.As(name, "seller"), await market.Buyer(), await market.As("root", "operator"));
        var sku = await seller.List(units: 50);
        var order = (await buyer.Order(sku))[0];
        var body = new
        {
            category = "offline_payment",
            text = "Asked for a bank transfer.",
            order,
            evidence = new[] { "https://example.org/message.png" },
        };

        var report = (await buyer.Post($"/v1/sellers/{name}/reports", body, Api.FreshKey())).Is(201);
        Assert.Equal((name, "open", order), (report.Text("seller"), report.Text("verdict"), report.Text("order")));
        var again = (await buyer.Post($"/v1/sellers/{name}/reports", body, Api.FreshKey())).Is(201);
        Assert.Equal(report.Body, again.Body);
        Assert.True((await buyer.Get($"/v1/sellers/{name}")).Is(200).Find("takes_orders").GetBoolean());
        Assert.Contains(report.Text("id"), await Queue(root));

        var confirmed = (await root.Post($"/v1/operator/reports/{report.Text("id")}/confirm", new { fraud = true }))
            .Is(200);
        Assert.Equal("confirmed", confirmed.Text("verdict"));
        Assert.DoesNotContain(report.Text("id"), await Queue(root));
        var stands = (await buyer.Get($"/v1/sellers/{name}")).Is(200);
        Assert.Equal(
            (false, "seller_frozen", 1),
            (stands.Find("takes_orders").GetBoolean(), stands.Text("because"), stands.Number("confirmed_reports")));
        Assert.False(stands.Json.TryGetProperty("frozen", out _));
        Assert.Equal("confirmed_fraud", (await root.Get($"/v1/sellers/{name}")).Text("frozen"));
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        (await buyer.CheckOut()).IsProblem(409, "seller_frozen", "lines");
        var payout = new { amount = Shop.Money(1) };
        (await seller.Post($"/v1/sellers/{name}/payouts", payout, Api.FreshKey())).IsProblem(409, "payouts_frozen");
        (await root.Post($"/v1/operator/reports/{report.Text("id")}/dismiss")).IsProblem(409, "report_decided");

        var reopened = (await root.Post($"/v1/operator/sellers/{name}/reopen")).Is(200);
        Assert.True(reopened.Find("takes_orders").GetBoolean());
        (await buyer.CheckOut()).Is(201);
    }

    [Fact]
    public async Task Reports_that_make_no_sense_are_refused_with_a_reason()
    {
        var name = Shop.Name("seller");
        var (seller, buyer) = (await market.As(name, "seller"), await market.Buyer());
        var order = (await (await market.Buyer()).Order(await seller.List()))[0];
        var path = $"/v1/sellers/{name}/reports";

        (await buyer.Post("/v1/sellers/nobody-sells-here/reports", Cash)).IsProblem(404, "unknown_seller");
        (await buyer.Get("/v1/sellers/nobody-sells-here")).IsProblem(404, "unknown_seller");
        (await buyer.Post(path, new { category = "offline_payment", text = "Mine?", order }))
            .IsProblem(404, "unknown_order", "order");
        (await buyer.Post(path, new { category = "ugly", text = "x" })).IsProblem(400, "validation_failed", "category");
        (await buyer.Post(path, new { category = "other", text = " " })).IsProblem(400, "validation_failed", "text");
        (await buyer.Post(path, new { category = "other", text = "x", evidence = new[] { "javascript:alert(1)" } }))
            .IsProblem(400, "validation_failed", "evidence[0]");
        (await seller.Post(path, Cash)).IsProblem(403, "forbidden");
        var root = await market.As("root", "operator");
        (await root.Post("/v1/operator/reports/rpt_nobody.1/dismiss")).IsProblem(404, "unknown_report");
        (await root.Post("/v1/operator/reports/nonsense/confirm")).IsProblem(404, "unknown_report");
        (await root.Get("/v1/operator/reports?limit=0")).IsProblem(400, "validation_failed", "limit");
        (await root.Get("/v1/operator/reports?cursor=x")).IsProblem(400, "validation_failed", "cursor");
        (await buyer.Get("/v1/operator/reports")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task The_queue_comes_in_pages_that_follow_each_other()
    {
        var (name, root) = (Shop.Name("seller"), await market.As("root", "operator"));
        await (await market.As(name, "seller")).List();
        var mine = new List<string>();
        for (var i = 0; i < 3; i++)
            mine.Add((await (await market.Buyer()).Post($"/v1/sellers/{name}/reports", Cash)).Is(201).Text("id"));

        var (seen, next) = (new List<string>(), "/v1/operator/reports?limit=2");
        while (next is not null)
        {
            var page = (await root.Get(next)).Is(200);
            seen.AddRange(page.Find("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.Find("has_more").GetBoolean()
                ? $"/v1/operator/reports?limit=2&cursor={page.Text("next_cursor")}"
                : null;
        }

        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        Assert.Equal(mine.Order(StringComparer.Ordinal), seen.Intersect(mine));
    }

    private static async Task<string[]> Queue(Api root)
    {
        var page = (await root.Get("/v1/operator/reports?limit=100")).Is(200);
        return [.. page.Find("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }
}
