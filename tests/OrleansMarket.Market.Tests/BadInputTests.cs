using System.Text;

namespace OrleansMarket.Market.Tests;

/// <summary>What is wrong is said in one answer: which code, which status, which field.</summary>
public sealed class BadInputTests(MarketHost market)
{
    private const string ShipTo =
        """ "ship_to": {"name": "Ada", "street": "1 Street", "city": "London", "country": "GB"} """;

    [Theory]
    [InlineData(
        """{"ship_to": {"name": "", "street": "1 Street", "city": "London", "country": "GB"}}""",
        "ship_to.name", "required")]
    [InlineData(
        """{"ship_to": {"name": "Ada", "street": " ", "city": "London", "country": "GB"}}""",
        "ship_to.street", "required")]
    [InlineData("""{"ship_to": {"name": "Ada", "street": "1 Street", "country": "GB"}}""", "ship_to.city", "required")]
    [InlineData(
        """{"ship_to": {"name": "Ada", "street": "1 Street", "city": "Lon\u0000don", "country": "GB"}}""",
        "ship_to.city", "invalid")]
    [InlineData(
        """{"ship_to": {"name": "Ada", "street": "1 Street", "city": "London", "country": "gb"}}""",
        "ship_to.country", "invalid")]
    [InlineData(
        """{"ship_to": {"name": "Ada", "street": "1 Street", "city": "London", "country": "XX"}}""",
        "ship_to.country", "invalid")]
    [InlineData(
        """{"ship_to": {"name": "Ada", "street": 1, "city": "London", "country": "GB"}}""",
        "ship_to.street", "wrong_type")]
    [InlineData(
        """{"ship_to": {"name": "Ada", "street": "1 Street", "city": "London", "country": "GB", "zip": "1"}}""",
        "ship_to.zip", "unknown_field")]
    [InlineData("""{"ship_to": "here"}""", "ship_to", "wrong_type")]
    [InlineData("""{"ship_to": null}""", "ship_to", "required")]
    [InlineData("""{}""", "ship_to", "required")]
    [InlineData("""[]""", "The body", "wrong_type")]
    [InlineData("{" + ShipTo + ""","lines": []}""", "lines", "required")]
    [InlineData("{" + ShipTo + ""","lines": ["a", "a"]}""", "lines", "duplicate")]
    [InlineData("{" + ShipTo + ""","lines": ["a", 1]}""", "lines[1]", "wrong_type")]
    [InlineData("{" + ShipTo + ""","lines": ["no spaces"]}""", "lines[0]", "invalid")]
    [InlineData("{" + ShipTo + ""","lines": "a"}""", "lines", "wrong_type")]
    [InlineData("{" + ShipTo + ""","coupons": ["NO CODE"]}""", "coupons[0]", "invalid")]
    [InlineData("{" + ShipTo + ""","coupons": ["cmp_1"]}""", "coupons[0]", "invalid")]
    [InlineData("{" + ShipTo + ""","coins": -5}""", "coins", "out_of_range")]
    [InlineData("{" + ShipTo + ""","coins": 5.5}""", "coins", "wrong_type")]
    [InlineData(
        "{" + ShipTo + ""","expected_total": {"amount": 1.5, "currency": "USD"}}""",
        "expected_total.amount", "wrong_type")]
    [InlineData(
        "{" + ShipTo + ""","expected_total": {"amount": -1, "currency": "USD"}}""",
        "expected_total.amount", "out_of_range")]
    [InlineData(
        "{" + ShipTo + ""","expected_total": {"amount": 1, "currency": "XYZ"}}""",
        "expected_total.currency", "invalid")]
    [InlineData(
        "{" + ShipTo + ""","expected_total": {"amount": 99999999999999999999, "currency": "USD"}}""",
        "expected_total.amount", "out_of_range")]
    [InlineData("{" + ShipTo + ""","linse": ["a"]}""", "linse", "unknown_field")]
    [InlineData("{" + ShipTo + ""","seller": "a", "seller": "b"}""", "seller", "duplicate_field")]
    public async Task A_checkout_names_the_wrong_field(string body, string field, string code)
    {
        var buyer = await market.As("bad-input", "buyer");
        (await buyer.Post("/v1/checkouts", body, Api.FreshKey())).IsProblem(400, "validation_failed", field, code);
        (await buyer.Post("/v1/checkouts/quote", body)).IsProblem(400, "validation_failed", field, code);
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        var buyer = await market.As("bad-input", "buyer");
        var answer = await buyer.Post("/v1/checkouts",
            """{"ship_to": {"name": "", "street": "", "city": "", "country": "x"}, "coins": -1}""", Api.FreshKey());
        string[] wrong = ["ship_to.name", "ship_to.street", "ship_to.city", "ship_to.country", "coins"];
        Assert.Equal(wrong, answer.IsProblem(400, "validation_failed").Find("errors").EnumerateArray()
            .Select(error => error.GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("""{"quantity": -1}""", "quantity_invalid")]
    [InlineData("""{"quantity": 10000}""", "quantity_invalid")]
    [InlineData("""{"quantity": 1000000000}""", "quantity_invalid")]
    [InlineData("""{"quantity": 10000000000}""", "out_of_range")]
    [InlineData("""{"quantity": 1.5}""", "wrong_type")]
    [InlineData("""{"quantity": "2"}""", "wrong_type")]
    [InlineData("""{"quantity": null}""", "required")]
    [InlineData("""{}""", "required")]
    public async Task A_quantity_must_be_a_sensible_number(string body, string code)
    {
        var buyer = await market.As("bad-input", "buyer");
        (await buyer.Put("/v1/cart/lines/sku", body)).IsProblem(400, "validation_failed", "quantity", code);
    }

    [Theory]
    [InlineData(
        """{"title": "", "unit_price": {"amount": 1, "currency": "USD"}, "shipping_methods": []}""",
        "title", "required")]
    [InlineData(
        """{"title": "a", "unit_price": {"amount": 0, "currency": "USD"}, "shipping_methods": []}""",
        "unit_price.amount", "out_of_range")]
    [InlineData(
        """{"title": "a", "unit_price": {"amount": 1, "currency": "USD"}, "shipping_methods": []}""",
        "shipping_methods", "required")]
    [InlineData(
        """{"title": "a", "unit_price": {"amount": 1, "currency": "USD"}, "shipping_methods": [""" +
        """{"id": "s", "name": "S", "fee": {"amount": 1, "currency": "EUR"}, "days": 1}]}""",
        "shipping_methods[0].fee.currency", "invalid")]
    public async Task A_listing_names_the_wrong_field(string body, string field, string code)
    {
        var seller = await market.As("bad-seller", "seller");
        (await seller.Put("/v1/listings/fresh", body)).IsProblem(400, "validation_failed", field, code);
    }

    [Theory]
    [InlineData("""{"orders": [], "method": "tok_ok"}""", "orders", "required")]
    [InlineData("""{"orders": ["ord_a.1", "ord_a.1"], "method": "tok_ok"}""", "orders", "duplicate")]
    [InlineData("""{"orders": ["chk_a"], "method": "tok_ok"}""", "orders[0]", "invalid")]
    [InlineData("""{"orders": ["ord_a.1"], "method": ""}""", "method", "invalid")]
    [InlineData("""{"orders": ["ord_a.1"]}""", "method", "required")]
    public async Task A_payment_names_the_wrong_field(string body, string field, string code)
    {
        var buyer = await market.As("bad-input", "buyer");
        (await buyer.Post("/v1/payments", body, Api.FreshKey())).IsProblem(400, "validation_failed", field, code);
        var many = new { orders = Enumerable.Range(1, 51).Select(i => $"ord_a.{i}"), method = "tok_ok" };
        (await buyer.Post("/v1/payments", many, Api.FreshKey()))
            .IsProblem(400, "validation_failed", "orders", "too_long");
    }

    [Theory]
    [InlineData("buyer", "/v1/payments", """{"orders": ["ord_a.1"], "method": "4242424242424242"}""", "method")]
    [InlineData(
        "buyer", "/v1/payments", """{"orders": ["ord_a.1"], "method": "tok_ok", "card_number": "x"}""",
        "card_number")]
    [InlineData("buyer", "/v1/payments", """{"orders": ["ord_a.1"], "method": "tok_ok", "Cvc": 123}""", "Cvc")]
    [InlineData("buyer", "/v1/payments", """{"orders": ["ord_a.1"], "method": 4242424242424242}""", "method")]
    [InlineData("buyer", "/v1/checkouts", """{"ship_to": {"name": "5555-5555-5555-4444"}}""", "ship_to.name")]
    [InlineData("buyer", "/v1/checkouts", """{"ship_to": {"name": "card 3782 822463 10005 please"}}""", "ship_to.name")]
    [InlineData("buyer", "/v1/checkouts", """{"\u0034242424242424242": 1}""", "a field's name")]
    [InlineData("carrier", "/v1/tracking-events", """{"event_id": "4000056655665556"}""", "event_id")]
    public async Task Card_data_is_refused_before_anything_else_and_never_repeated(
        string role, string path, string body, string field)
    {
        var caller = await market.As("bad-input", role);
        var answer = (await caller.Post(path, body, Api.FreshKey())).IsProblem(400, "card_number_refused", field);
        foreach (var digits in new[] { "4242", "5555", "822463", "66556655" })
        {
            Assert.DoesNotContain(digits, answer.Body);
            Assert.DoesNotContain(digits, market.Output);
        }
    }

    [Fact]
    public async Task A_sku_that_looks_like_a_card_cannot_be_listed()
    {
        var seller = await market.As("bad-seller", "seller");
        var refused = await seller.Put("/v1/listings/4242424242424242", Shop.Offer(1));
        Assert.DoesNotContain("4242", refused.IsProblem(400, "card_number_refused", "sku").Body);
        (await seller.Put("/v1/listings/no_underscores", Shop.Offer(1))).IsProblem(400, "validation_failed", "sku");
    }

    [Theory]
    [InlineData("{\"ship_to\": \n {\"a\"}", "line 2, position 6")]
    [InlineData("", "empty")]
    [InlineData("{} {}", "line 1, position 4")]
    [InlineData("{\"lines\": [\"\\ud800\"]}", "surrogate")]
    public async Task What_is_no_JSON_says_where(string body, string where)
    {
        var buyer = await market.As("bad-input", "buyer");
        var answer = (await buyer.Post("/v1/checkouts/quote", body)).IsProblem(400, "malformed_json");
        Assert.Contains(where, answer.Text("detail"));
    }

    [Fact]
    public async Task A_body_must_be_JSON_in_UTF8_and_not_too_large()
    {
        var buyer = await market.As("bad-input", "buyer");
        (await Send(new ByteArrayContent([0x7b, 0x22, 0xff, 0x22, 0x7d]), "application/json"))
            .IsProblem(400, "malformed_json");
        (await Send(new StringContent("a=b"), "application/x-www-form-urlencoded"))
            .IsProblem(415, "unsupported_media_type");
        (await Send(new StringContent("{}"), "application/json; charset=latin1"))
            .IsProblem(415, "unsupported_media_type");
        (await Send(new StringContent("{}"), "application/json; charset=utf-8"))
            .IsProblem(400, "validation_failed", "ship_to");
        var large = Encoding.UTF8.GetBytes($"{{\"seller\": \"{new string('x', 70_000)}\"}}");
        (await Send(new ByteArrayContent(large), "application/json")).IsProblem(413, "body_too_large");
        using var stream = new MemoryStream(large);
        (await Send(new StreamContent(stream), "application/json", chunked: true)).IsProblem(413, "body_too_large");

        Task<Answer> Send(HttpContent content, string type, bool chunked = false)
        {
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return buyer.Send(HttpMethod.Post, "/v1/checkouts/quote", content, request =>
                request.Headers.TransferEncodingChunked = chunked);
        }
    }

    [Fact]
    public async Task Goods_that_cannot_be_had_are_named()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        (await buyer.Put("/v1/cart/lines/nobody-has-it", new { quantity = 1 })).IsProblem(404, "unknown_sku", "sku");
        (await buyer.Get("/v1/listings/nobody-has-it")).IsProblem(404, "unknown_sku");
        var sku = await seller.List(units: 1);
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1, shipping_method = "drone" }))
            .IsProblem(400, "shipping_method_unknown", "shipping_method");

        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 2 })).Is(200);
        var soldOut = (await buyer.CheckOut()).IsProblem(409, "sold_out", "lines");
        Assert.Equal(sku, soldOut.Text("errors.0.subject"));
        Assert.Contains(sku, soldOut.Text("detail"));
        (await buyer.Post("/v1/checkouts", new { ship_to = Shop.Home, lines = new[] { "other" } }, Api.FreshKey()))
            .IsProblem(409, "not_in_cart", "lines");
    }

    [Fact]
    public async Task A_changed_price_must_be_agreed_to()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var sku = await seller.List(2_400);
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        (await seller.Put($"/v1/listings/{sku}", Shop.Offer(2_500))).Is(200);
        Assert.True((await buyer.Get("/v1/cart")).Find("groups.0.lines.0.price_changed").GetBoolean());

        (await buyer.CheckOut()).IsProblem(409, "price_changed", "lines");
        var wrong = new { ship_to = Shop.Home, expected_total = Shop.Money(2_700) };
        (await buyer.CheckOut(wrong)).IsProblem(409, "price_changed", "expected_total");
        (await buyer.CheckOut(new { ship_to = Shop.Home, expected_total = Shop.Money(2_800) })).Is(201);
    }

    [Fact]
    public async Task A_sku_belongs_to_its_first_seller()
    {
        var sku = await (await market.Seller()).List();
        var other = await market.Seller();
        (await other.Put($"/v1/listings/{sku}", Shop.Offer(1))).IsProblem(403, "listing_not_yours");
        (await other.Post($"/v1/listings/{sku}/stock", new { add = 1 }, Api.FreshKey()))
            .IsProblem(403, "listing_not_yours");
    }

    [Theory]
    [InlineData(
        """{"tracking": "T-1", "event_id": "e", "kind": "teleported", "at": "2026-01-01T00:00:00Z"}""",
        "kind", "invalid")]
    [InlineData(
        """{"tracking": "T-1", "event_id": "e", "kind": "delivered", "at": "2026-01-01T00:00:00"}""",
        "at", "wrong_type")]
    [InlineData("""{"tracking": "T-1", "event_id": "e", "kind": "delivered", "at": 5}""", "at", "wrong_type")]
    [InlineData(
        """{"tracking": "T-1", "event_id": "", "kind": "delivered", "at": "2026-01-01T00:00:00Z"}""",
        "event_id", "invalid")]
    public async Task A_tracking_event_names_the_wrong_field(string body, string field, string code)
    {
        var carrier = await market.As("bad-input", "carrier");
        (await carrier.Post("/v1/tracking-events", body)).IsProblem(400, "validation_failed", field, code);
        var unknown = new { tracking = "NONE", event_id = "e", kind = "lost", at = "2026-01-01T00:00:00+01:00" };
        (await carrier.Post("/v1/tracking-events", unknown)).IsProblem(404, "unknown_tracking", "tracking");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=%21%21", "cursor")]
    public async Task A_page_names_the_wrong_parameter(string query, string parameter)
    {
        var buyer = await market.As("bad-input", "buyer");
        (await buyer.Get($"/v1/listings?{query}")).IsProblem(400, "validation_failed", parameter);
    }
}
