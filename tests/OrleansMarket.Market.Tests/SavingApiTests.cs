namespace OrleansMarket.Market.Tests;

/// <summary>Campaigns of every kind, codes, wallets, coins and what comes back, over HTTP.</summary>
public sealed class SavingApiTests(MarketHost market)
{
    [Fact]
    public async Task A_seller_steers_his_campaign_from_draft_to_its_end()
    {
        var (seller, buyer, root) = await People();
        var offered = (await seller.Post("/v1/campaigns", With(status: "draft"), Api.FreshKey())).Is(201);
        Assert.Equal(("draft", "store"), (offered.Text("status"), offered.Text("kind")));
        var campaign = offered["Location"]!;
        (await buyer.Get(campaign)).IsProblem(404, "unknown_campaign");
        (await buyer.Post($"{campaign}/claims")).IsProblem(409, "campaign_not_active");
        (await (await market.Seller()).Post($"{campaign}/activate")).IsProblem(404, "unknown_campaign");
        (await seller.Post($"{campaign}/pause")).IsProblem(409, "campaign_not_active");

        Assert.Equal("active", (await seller.Post($"{campaign}/activate")).Is(200).Text("status"));
        (await (await market.Seller()).Post($"{campaign}/pause")).IsProblem(403, "campaign_not_yours");
        (await buyer.Post($"{campaign}/pause")).IsProblem(403, "forbidden");
        (await buyer.Post($"{campaign}/claims")).Is(201);
        Assert.Equal("paused", (await seller.Post($"{campaign}/pause")).Is(200).Text("status"));
        (await (await market.Buyer()).Post($"{campaign}/claims")).IsProblem(409, "campaign_not_active");
        Assert.Equal("active", (await root.Post($"{campaign}/activate")).Is(200).Text("status"));
        Assert.Equal("ended", (await seller.Post($"{campaign}/end")).Is(200).Text("status"));
        (await seller.Post($"{campaign}/activate")).IsProblem(409, "campaign_is_over");
        (await seller.Post("/v1/campaigns/cmp_none/end")).IsProblem(404, "unknown_campaign");
    }

    [Fact]
    public async Task A_coupon_of_a_revoked_campaign_is_worth_nothing()
    {
        var (seller, buyer, _) = await People();
        var sku = await seller.List();
        var campaign = (await seller.Post("/v1/campaigns", With(), Api.FreshKey())).Is(201)["Location"]!;
        var coupon = (await buyer.Post($"{campaign}/claims")).Is(201).Text("id");
        Assert.Equal("revoked", (await seller.Post($"{campaign}/revoke")).Is(200).Text("status"));
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        (await buyer.CheckOut(Body([coupon]))).IsProblem(409, "coupon_revoked", "coupons");
        Assert.Equal("revoked", (await buyer.Get($"/v1/coupons/{coupon}")).Text("status"));
    }

    [Fact]
    public async Task A_code_is_typed_at_the_checkout_in_any_case_and_shows_who_pays()
    {
        var (seller, buyer, root) = await People();
        var sku = await seller.List(2_400);
        var code = Shop.Name("save");
        var campaign = (await root.Post("/v1/campaigns", With(kind: "code", code: code), Api.FreshKey())).Is(201);
        Assert.Equal(code.ToUpperInvariant(), campaign.Text("code"));
        (await seller.Post("/v1/campaigns", With(kind: "code", code: code))).IsProblem(409, "code_taken", "code");

        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        var quote = (await buyer.Post("/v1/checkouts/quote", Body([code]))).Is(200);
        Assert.Equal(("platform", "code", 500), (
            quote.Text("coupons.0.paid_by"), quote.Text("coupons.0.kind"), quote.Number("coupons.0.amount.amount")));
        Assert.Equal(0, (await root.Get(campaign["Location"]!)).Number("issued"));
        var order = (await buyer.CheckOut(Body([code]))).Is(201).Text("orders.0.id");
        Assert.Equal(1, (await root.Get(campaign["Location"]!)).Number("issued"));
        var use = (await buyer.Get($"/v1/orders/{order}")).Is(200).Texts("coupons")[0];
        var coupon = (await buyer.Get($"/v1/coupons/{use}")).Is(200);
        Assert.Equal(("locked", "code"), (coupon.Text("status"), coupon.Text("kind")));

        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        (await buyer.CheckOut(Body([code]))).IsProblem(409, "limit_per_buyer", "coupons");
        (await buyer.CheckOut(Body(["NO-SUCH-CODE"]))).IsProblem(404, "unknown_coupon", "coupons");
        (await buyer.Post($"/v1/orders/{order}/cancel")).Is(200);
        (await buyer.CheckOut(Body([code]))).Is(201);
    }

    [Fact]
    public async Task Coupons_that_cannot_be_combined_are_named()
    {
        var (seller, buyer, root) = await People();
        (await buyer.Put($"/v1/cart/lines/{await seller.List(2_400)}", new { quantity = 1 })).Is(200);
        var (one, other) = (await Coupons.Claim(root, buyer, With()), await Coupons.Claim(root, buyer, With()));
        (await buyer.CheckOut(Body([one, other]))).IsProblem(409, "coupons_not_combinable", "coupons");
        var store = await Coupons.Claim(seller, buyer, With(percent: 10));
        var checkout = (await buyer.CheckOut(Body([one, store]))).Is(201);
        Assert.Equal(2_400 - 240 - 500 + 300, checkout.Number("total.amount"));
    }

    [Fact]
    public async Task A_select_coupon_works_in_the_stores_that_accept_it_and_a_new_user_coupon_once()
    {
        var (seller, buyer, root) = await People();
        var other = await market.Seller();
        var store = (await seller.Get("/v1/me")).Text("member");
        var select = await Coupons.Claim(root, buyer, With(kind: "select", sellers: [store]));
        (await buyer.Put($"/v1/cart/lines/{await other.List()}", new { quantity = 1 })).Is(200);
        (await buyer.CheckOut(Body([select]))).IsProblem(409, "coupon_not_applicable", "coupons");

        var first = await Coupons.Claim(root, buyer, With(kind: "new_user"));
        (await buyer.CheckOut(Body([first]))).Is(201);
        var second = await Coupons.Claim(root, buyer, With(kind: "new_user"));
        (await buyer.Put($"/v1/cart/lines/{await seller.List()}", new { quantity = 1 })).Is(200);
        (await buyer.CheckOut(Body([second]))).IsProblem(409, "first_order_only", "coupons");
        (await buyer.CheckOut(Body([select]))).Is(201);
    }

    [Theory]
    [InlineData("seller", "kind", """ "kind": "platform" """)]
    [InlineData("seller", "sellers", """ "sellers": ["carol"] """)]
    [InlineData("operator", "kind", """ "kind": "store" """)]
    [InlineData("operator", "kind", """ "kind": "compensation" """)]
    [InlineData("operator", "sellers", """ "kind": "select" """)]
    [InlineData("operator", "code", """ "kind": "code" """)]
    [InlineData("operator", "code", """ "code": "WORD" """)]
    [InlineData("operator", "code", """ "kind": "code", "code": "no word" """)]
    [InlineData("operator", "percent", """ "percent": 101 """)]
    [InlineData("operator", "skus", """ "skus": [] """)]
    [InlineData("operator", "status", """ "status": "paused" """)]
    public async Task A_campaign_that_makes_no_sense_names_the_wrong_field(string role, string field, string what)
    {
        var caller = await market.As(Shop.Name(role), role);
        (await caller.Post("/v1/campaigns", $$"""
            {"title": "Off", "value": {"amount": 500, "currency": "USD"}, "quota": 1,
             "minimum_spend": {"amount": 0, "currency": "USD"}, "valid_until": "2099-01-01T00:00:00Z", {{what}} }
            """)).IsProblem(400, "validation_failed", field);
    }

    [Fact]
    public async Task A_wallet_is_shown_newest_first_page_by_page()
    {
        var (seller, buyer, _) = await People();
        var campaign = (await seller.Post("/v1/campaigns", With(perBuyer: 3), Api.FreshKey())).Is(201)["Location"];
        for (var i = 0; i < 3; i++) (await buyer.Post($"{campaign}/claims", key: Api.FreshKey())).Is(201);

        var page = (await buyer.Get("/v1/coupons?limit=2")).Is(200);
        Assert.True(page.Find("has_more").GetBoolean());
        Assert.EndsWith(".3", page.Text("items.0.id"));
        var next = page.Text("next_cursor");
        Assert.Equal($"</v1/coupons?limit=2&cursor={next}>; rel=\"next\"", page["Link"]);
        var last = (await buyer.Get($"/v1/coupons?limit=2&cursor={next}")).Is(200);
        Assert.EndsWith(".1", last.Text("items.0.id"));
        Assert.False(last.Find("has_more").GetBoolean());
        (await buyer.Get("/v1/coupons?limit=0")).IsProblem(400, "validation_failed", "limit");
        (await buyer.Get("/v1/coupons?cursor=x")).IsProblem(400, "validation_failed", "cursor");
        (await seller.Get("/v1/coupons")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task An_operator_makes_up_for_something_with_coupons_of_one_buyer()
    {
        var (_, buyer, root) = await People();
        var member = (await buyer.Get("/v1/me")).Text("member");
        var (path, key) = ($"/v1/operator/members/{member}/compensations", Api.FreshKey());
        var body = new { title = "Sorry", value = Shop.Money(500), pieces = 2 };
        var given = (await root.Post(path, body, key)).Is(201);
        Assert.Equal(2, given.Find("items").GetArrayLength());
        Assert.Equal(given.Body, (await root.Post(path, body, key)).Is(201).Body);
        var mine = (await buyer.Get("/v1/coupons")).Is(200);
        Assert.Equal(2, mine.Find("items").GetArrayLength());
        Assert.Equal("compensation", mine.Text("items.0.kind"));
        var validity = mine.Find("items.0.valid_until").GetDateTimeOffset()
            - mine.Find("items.0.valid_from").GetDateTimeOffset();
        Assert.Equal(TimeSpan.FromDays(60), validity);
        var campaign = $"/v1/campaigns/{mine.Text("items.0.campaign")}";
        (await (await market.Buyer()).Get(campaign)).IsProblem(404, "unknown_campaign");
        (await buyer.Get(campaign)).Is(200);
        (await buyer.Post(path, body, Api.FreshKey())).IsProblem(403, "forbidden");
        (await root.Post(path, body)).IsProblem(400, "idempotency_key_missing");
        (await root.Post("/v1/operator/members/no.name/compensations", body, key))
            .IsProblem(400, "validation_failed", "member");
    }

    [Fact]
    public async Task Coins_are_earned_by_looking_in_and_taken_off_at_the_checkout()
    {
        var (seller, buyer, _) = await People();
        Assert.Equal(0, (await buyer.Get("/v1/coins")).Is(200).Number("balance"));
        Assert.Equal(5, (await buyer.Post("/v1/coins/check-in")).Is(200).Number("balance"));
        Assert.Equal(5, (await buyer.Post("/v1/coins/check-in")).Is(200).Number("balance"));
        (await seller.Get("/v1/coins")).IsProblem(403, "forbidden");

        (await buyer.Put($"/v1/cart/lines/{await seller.List(2_400)}", new { quantity = 1 })).Is(200);
        (await buyer.Post("/v1/checkouts/quote", Body([], coins: 6))).IsProblem(409, "insufficient_coins", "coins");
        (await buyer.CheckOut(Body([], coins: 6))).IsProblem(409, "insufficient_coins", "coins");
        var quote = (await buyer.Post("/v1/checkouts/quote", Body([], coins: 5))).Is(200);
        Assert.Equal((5, 5, 5), (quote.Number("coins"), quote.Number("coin_discount.amount"),
            quote.Number("groups.0.lines.0.coin_discount.amount")));
        var order = (await buyer.CheckOut(Body([], coins: 5))).Is(201);
        Assert.Equal(2_695, order.Number("total.amount"));
        var purse = (await buyer.Get("/v1/coins")).Is(200);
        Assert.Equal((0, 5, "locked", -5), (purse.Number("balance"), purse.Number("locked"),
            purse.Text("movements.0.kind"), purse.Number("movements.0.count")));
        (await buyer.Pay("tok_ok", order.Text("orders.0.id"))).Is(201);
        Assert.Equal("spent", (await buyer.Get("/v1/coins")).Text("movements.0.kind"));
    }

    [Fact]
    public async Task Can_I_get_my_coupon_back_with_the_refund()
    {
        var (seller, buyer, root) = await People();
        (await buyer.Put($"/v1/cart/lines/{await seller.List(2_400)}", new { quantity = 1 })).Is(200);
        var coupon = await Coupons.Claim(root, buyer, With());
        var order = (await buyer.CheckOut(Body([coupon]))).Is(201).Text("orders.0.id");
        (await buyer.Pay("tok_ok", order)).Is(201);
        (await buyer.Post($"/v1/orders/{order}/cancel")).Is(200);

        var id = (await buyer.Get($"/v1/orders/{order}")).Text("refund");
        var refund = (await buyer.Get($"/v1/refunds/{id}")).Is(200);
        Assert.Equal(2_200, refund.Number("amount.amount"));
        Assert.Equal((coupon, "restored"), (
            refund.Text("coupon_outcomes.0.coupon"), refund.Text("coupon_outcomes.0.outcome")));
        Assert.EndsWith(".", refund.Text("coupon_outcomes.0.reason"));
        Assert.Equal("2099-01-01T00:00:00.000Z", refund.Text("coupon_outcomes.0.new_expiry"));
        Assert.Equal("available", (await buyer.Get($"/v1/coupons/{coupon}")).Text("status"));
    }

    [Fact]
    public async Task Shipping_is_free_from_a_threshold()
    {
        var (seller, buyer, _) = await People();
        var sku = Shop.Name("sku");
        var method = new
        {
            id = "standard",
            name = "Standard",
            fee = Shop.Money(300),
            days = 20,
            free_from = Shop.Money(4_000),
        };
        (await seller.Put($"/v1/listings/{sku}", new
        {
            title = "A thing",
            unit_price = Shop.Money(2_000),
            shipping_methods = new[] { method },
        })).Is(201);
        Assert.Equal(4_000, (await buyer.Get($"/v1/listings/{sku}")).Number("shipping_methods.0.free_from.amount"));
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        Assert.Equal(300, (await buyer.Post("/v1/checkouts/quote", Body([]))).Number("shipping.amount"));
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 2 })).Is(200);
        Assert.Equal(0, (await buyer.Post("/v1/checkouts/quote", Body([]))).Number("shipping.amount"));
    }

    private async Task<(Api Seller, Api Buyer, Api Root)> People() =>
        (await market.Seller(), await market.Buyer(), await market.As("root", "operator"));

    private static object Body(string[] coupons, int coins = 0) => new { ship_to = Shop.Home, coupons, coins };

    private static object With(
        string? kind = null, string? code = null, string[]? sellers = null, int? percent = null,
        string status = "active", int perBuyer = 1)
    {
        var campaign = new Dictionary<string, object>
        {
            ["title"] = "5 off",
            ["value"] = Shop.Money(500),
            ["minimum_spend"] = Shop.Money(0),
            ["valid_from"] = "2020-01-01T00:00:00Z",
            ["valid_until"] = "2099-01-01T00:00:00Z",
            ["quota"] = 10,
            ["per_buyer"] = perBuyer,
            ["status"] = status,
        };
        if (kind is not null) campaign["kind"] = kind;
        if (code is not null) campaign["code"] = code;
        if (sellers is not null) campaign["sellers"] = sellers;
        if (percent is not null) campaign["percent"] = percent;
        return campaign;
    }
}
