namespace OrleansMarket.Market.Tests;

/// <summary>Who may come in, what he may see, and how often he must be told what he knows.</summary>
public sealed class DoorTests(MarketHost market)
{
    [Fact]
    public async Task Nobody_and_impostors_are_told_how_to_come_in()
    {
        foreach (var token in new[] { null, "no.such.token", "x" })
        {
            var answer = (await new Api(market.Address, token).Get("/v1/cart")).IsProblem(401, "unauthorized");
            Assert.StartsWith("Bearer", answer["WWW-Authenticate"]);
        }
    }

    [Theory]
    [InlineData("seller", "GET", "/v1/cart", "buyer")]
    [InlineData("buyer", "GET", "/v1/operator/ledger/trial-balance", "operator")]
    [InlineData("buyer", "POST", "/v1/tracking-events", "carrier")]
    [InlineData("carrier", "GET", "/v1/orders/ord_a.1", "buyer or seller or operator")]
    [InlineData("buyer", "PUT", "/v1/listings/x", "seller")]
    public async Task Another_role_is_named(string role, string method, string path, string needed)
    {
        var api = await market.As(Shop.Name("member"), role);
        var answer = (await api.Send(new HttpMethod(method), path, null, _ => { })).IsProblem(403, "forbidden");
        Assert.Contains($"role {needed}", answer.Text("detail"));
    }

    [Fact]
    public async Task What_is_somebody_elses_is_not_there()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        (await buyer.Put($"/v1/cart/lines/{await seller.List()}", new { quantity = 1 })).Is(200);
        var checkout = (await buyer.CheckOut()).Is(201);
        var order = checkout.Text("orders.0.id");
        var payment = (await buyer.Pay("tok_ok", order)).Is(201);
        var stranger = await market.Buyer();
        var shop = await market.Seller();

        foreach (var path in new[] { "", "/history", "/proof" })
        {
            (await stranger.Get($"/v1/orders/{order}{path}")).IsProblem(404, "unknown_order");
            (await shop.Get($"/v1/orders/{order}{path}")).IsProblem(404, "unknown_order");
            (await seller.Get($"/v1/orders/{order}{path}")).Is(200);
        }

        (await stranger.Post($"/v1/orders/{order}/cancel")).IsProblem(404, "unknown_order");
        (await stranger.Post($"/v1/orders/{order}/receipt")).IsProblem(404, "unknown_order");
        var shipment = new { carrier = "c", tracking = Shop.Name("T") };
        (await shop.Post($"/v1/orders/{order}/shipments", shipment)).IsProblem(404, "unknown_order");
        (await stranger.Get(checkout["Location"]!)).IsProblem(404, "unknown_checkout");
        (await stranger.Get(payment["Location"]!)).IsProblem(404, "unknown_payment");
        (await shop.Get("/v1/sellers/another/account")).IsProblem(404, "not_found");
        var payout = new { amount = Shop.Money(1) };
        (await shop.Post("/v1/sellers/another/payouts", payout, Api.FreshKey())).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task An_order_and_a_cart_are_sent_again_only_when_they_have_changed()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var sku = await seller.List();
        var order = (await buyer.Order(sku))[0];
        var seen = (await buyer.Get($"/v1/orders/{order}")).Is(200);
        Assert.Equal($"\"{seen.Number("version")}\"", seen["ETag"]);
        var same = (await buyer.Get($"/v1/orders/{order}", ifNoneMatch: seen["ETag"])).Is(304);
        Assert.Equal(("", seen["ETag"]), (same.Body, same["ETag"]));
        (await buyer.Get($"/v1/orders/{order}", ifNoneMatch: "\"0\"")).Is(200);
        (await buyer.Get($"/v1/orders/{order}", ifNoneMatch: "*")).Is(304);

        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        var cart = (await buyer.Get("/v1/cart")).Is(200)["ETag"];
        (await buyer.Get("/v1/cart", ifNoneMatch: cart)).Is(304);
        // The cart has not changed, but what it would cost has.
        (await seller.Put($"/v1/listings/{sku}", Shop.Offer(9_900))).Is(200);
        (await buyer.Get("/v1/cart", ifNoneMatch: cart)).Is(200);
    }

    [Fact]
    public async Task An_order_is_changed_only_when_it_is_the_one_that_was_seen()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var order = (await buyer.Order(await seller.List()))[0];
        var seen = (await buyer.Get($"/v1/orders/{order}"))["ETag"];
        (await buyer.Pay("tok_ok", order)).Is(201);

        (await buyer.Post($"/v1/orders/{order}/cancel", ifMatch: seen)).IsProblem(412, "version_mismatch");
        (await buyer.Post($"/v1/orders/{order}/cancel", ifMatch: "seven"))
            .IsProblem(400, "validation_failed", "If-Match");
        var newest = (await buyer.Get($"/v1/orders/{order}"))["ETag"];
        (await buyer.Post($"/v1/orders/{order}/cancel", ifMatch: newest)).Is(200);
        var late = (await buyer.Post($"/v1/orders/{order}/receipt")).IsProblem(409, "invalid_transition");
        // It was paid: what is left to do is to rate the seller.
        Assert.Equal(["leave_feedback"], late.Texts("allowed_actions"));
    }

    [Fact]
    public async Task Listings_come_in_pages_that_follow_each_other()
    {
        var name = Shop.Name("seller");
        var seller = await market.As(name, "seller");
        var mine = new List<string>();
        for (var i = 0; i < 5; i++) mine.Add(await seller.List(units: 0));

        var (seen, next) = (new List<string>(), $"/v1/listings?seller={name}&limit=2");
        while (next is not null)
        {
            var page = (await seller.Get(next)).Is(200);
            seen.AddRange(page.Find("items").EnumerateArray().Select(item => item.GetProperty("sku").GetString()!));
            var more = page.Find("has_more").GetBoolean();
            Assert.Equal(more, page.Json.TryGetProperty("next_cursor", out _));
            Assert.Equal(more, page["Link"]?.EndsWith("rel=\"next\"", StringComparison.Ordinal) ?? false);
            next = more ? page["Link"]![1..page["Link"]!.IndexOf('>', StringComparison.Ordinal)] : null;
        }

        Assert.Equal(mine.Order(StringComparer.Ordinal), seen);
        Assert.Equal(mine[0], (await seller.Get($"/v1/listings?q={mine[0]}")).Text("items.0.sku"));
    }

    [Fact]
    public async Task The_caller_is_who_signed_in()
    {
        var me = (await (await market.As("ada-l", "carrier")).Get("/v1/me")).Is(200);
        Assert.Equal(("ada-l", "carrier"), (me.Text("member"), me.Text("role")));
        var lifetime = me.Find("expires_at").GetDateTimeOffset() - TimeProvider.System.GetUtcNow();
        Assert.InRange(lifetime, TimeSpan.FromHours(11.9), TimeSpan.FromHours(12));
        var nobody = market.AsNobody();
        (await nobody.Post("/v1/sign-in", new { member = "Ada", role = "buyer" }))
            .IsProblem(400, "validation_failed", "member");
        (await nobody.Post("/v1/sign-in", new { member = "ada", role = "king" }))
            .IsProblem(400, "validation_failed", "role");
    }

    [Fact]
    public async Task Answers_carry_a_request_id_and_tell_browsers_to_be_careful()
    {
        var mine = await Named("mine-1");
        Assert.Equal(("mine-1", "mine-1"), (mine["X-Request-Id"], mine.IsProblem(404, "not_found").Text("request_id")));
        var other = await Named("<script>");
        Assert.NotEqual("<script>", other["X-Request-Id"]);
        Assert.Equal(
            ("nosniff", "DENY", null),
            (other["X-Content-Type-Options"], other["X-Frame-Options"], other["Server"]));
        var wrong = await market.AsNobody().Delete("/v1/me");
        Assert.Contains("GET", wrong.IsProblem(405, "method_not_allowed")["Allow"]);

        Task<Answer> Named(string id) => market.AsNobody().Send(HttpMethod.Get, "/v1/nowhere", null, request =>
            request.Headers.TryAddWithoutValidation("X-Request-Id", id));
    }
}
