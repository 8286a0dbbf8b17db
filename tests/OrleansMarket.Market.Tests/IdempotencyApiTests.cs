namespace OrleansMarket.Market.Tests;

/// <summary>One effect and one answer per key, however often and however simultaneously it is sent.</summary>
public sealed class IdempotencyApiTests(MarketHost market)
{
    private const int Many = 1_000;

    [Fact]
    public async Task A_thousand_simultaneous_checkouts_and_payments_with_one_key_have_one_effect_and_one_answer()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var sku = await seller.List(units: Many);
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);

        var checkout = await Same(() => buyer.Post("/v1/checkouts", new { ship_to = Shop.Home }, "one-checkout"));
        Assert.Single(checkout.Find("orders").EnumerateArray());
        Assert.Equal(Many - 1, (await buyer.Get($"/v1/listings/{sku}")).Number("available"));

        var order = checkout.Text("orders.0.id");
        var body = new { orders = new[] { order }, method = "tok_ok" };
        var payment = await Same(() => buyer.Post("/v1/payments", body, "one-payment"));
        Assert.Equal("captured", payment.Text("status"));

        var proof = (await buyer.Get($"/v1/orders/{order}/proof")).Is(200);
        Assert.Single(proof.Find("postings").EnumerateArray());
        Assert.Equal(2_700, proof.Number("in_escrow.amount"));

        static async Task<Answer> Same(Func<Task<Answer>> send)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => send()));
            Assert.Single(answers.Select(answer => (answer.Status, answer.Body, answer["Location"])).Distinct());
            Assert.Single(answers, answer => answer["Idempotent-Replayed"] is null);
            return answers[0].Is(201);
        }
    }

    [Fact]
    public async Task A_key_is_good_for_one_body_and_says_so()
    {
        var seller = await market.Seller();
        var sku = await seller.List(units: 0);
        var first = (await seller.Post($"/v1/listings/{sku}/stock", """{"add": 7}""", "delivery")).Is(200);
        // Not the same bytes, but the same request.
        var again = (await seller.Post($"/v1/listings/{sku}/stock", """{ "add":7 }""", "delivery")).Is(200);
        Assert.Equal(
            (first.Body, null, "true"),
            (again.Body, first["Idempotent-Replayed"], again["Idempotent-Replayed"]));

        (await seller.Post($"/v1/listings/{sku}/stock", """{"add": 8}""", "delivery"))
            .IsProblem(422, "idempotency_key_reused", "Idempotency-Key");
        Assert.Equal(7, (await seller.Get($"/v1/listings/{sku}")).Number("available"));
    }

    [Fact]
    public async Task The_same_key_of_another_caller_or_route_is_another_key()
    {
        var (one, other) = (await market.Seller(), await market.Seller());
        var (first, second, third) = (await one.List(units: 0), await one.List(units: 0), await other.List(units: 0));
        (await one.Post($"/v1/listings/{first}/stock", new { add = 1 }, "same")).Is(200);
        (await one.Post($"/v1/listings/{second}/stock", new { add = 2 }, "same")).Is(200);
        (await other.Post($"/v1/listings/{third}/stock", new { add = 3 }, "same")).Is(200);
        foreach (var (sku, units) in new[] { (first, 1), (second, 2), (third, 3) })
            Assert.Equal(units, (await one.Get($"/v1/listings/{sku}")).Number("available"));
    }

    [Fact]
    public async Task A_refusal_is_kept_too_but_a_wrong_body_is_not()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var key = Api.FreshKey();
        var wrong = new { ship_to = Shop.Home, coins = -5 };
        (await buyer.Post("/v1/checkouts", wrong, key)).IsProblem(400, "validation_failed", "coins");
        var refused = (await buyer.Post("/v1/checkouts", new { ship_to = Shop.Home }, key))
            .IsProblem(409, "cart_is_empty");

        var sku = await seller.List();
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        var again = await buyer.Post("/v1/checkouts", new { ship_to = Shop.Home }, key);
        Assert.Equal((refused.Status, refused.Body, "true"), (again.Status, again.Body, again["Idempotent-Replayed"]));
        Assert.Equal("application/problem+json", again["Content-Type"]);
        (await buyer.CheckOut()).Is(201);
    }

    [Fact]
    public async Task A_precondition_that_failed_can_be_mended_under_the_same_key()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var order = (await buyer.Order(await seller.List()))[0];
        var key = Api.FreshKey();
        (await buyer.Post($"/v1/orders/{order}/cancel", key: key, ifMatch: "\"99\""))
            .IsProblem(412, "version_mismatch");
        (await buyer.Post($"/v1/orders/{order}/cancel", key: key, ifMatch: "\"1\"")).Is(200);
    }

    [Theory]
    [InlineData("/v1/checkouts", "buyer")]
    [InlineData("/v1/payments", "buyer")]
    [InlineData("/v1/sellers/x/payouts", "seller")]
    [InlineData("/v1/listings/x/stock", "seller")]
    public async Task A_key_is_obligatory_where_money_or_goods_move(string path, string role)
    {
        var caller = await market.As(Shop.Name(role), role);
        (await caller.Post(path, new { })).IsProblem(400, "idempotency_key_missing");
        (await caller.Post(path, new { }, "")).IsProblem(400, "idempotency_key_missing");
    }

    [Fact]
    public async Task A_key_must_be_short_and_printable()
    {
        var buyer = await market.Buyer();
        var body = new { ship_to = Shop.Home };
        (await buyer.Post("/v1/checkouts", body, new string('k', 256))).IsProblem(400, "idempotency_key_invalid");
        (await buyer.Post("/v1/checkouts", body, new string('k', 255))).IsProblem(409, "cart_is_empty");
        (await buyer.Post("/v1/checkouts", body, "4242424242424242"))
            .IsProblem(400, "card_number_refused", "Idempotency-Key");
        // A random UUID can have such digits by chance; it is a good key.
        var uuid = await buyer.Post("/v1/checkouts", body, "8294d895-9010-4423-9185-213219602718");
        Assert.DoesNotContain("card_number_refused", uuid.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_with_a_key_gets_one_coupon()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var campaign = (await seller.Post("/v1/campaigns", Coupons.Campaign(perBuyer: 2), Api.FreshKey())).Is(201);
        var coupon = (await buyer.Post($"{campaign["Location"]}/claims", key: "mine")).Is(201);
        var again = (await buyer.Post($"{campaign["Location"]}/claims", key: "mine")).Is(201);
        Assert.Equal((coupon.Body, coupon["Location"]), (again.Body, again["Location"]));
        Assert.Equal(coupon.Body, (await buyer.Get(coupon["Location"]!)).Is(200).Body);
        Assert.NotEqual(coupon.Text("id"), (await buyer.Post($"{campaign["Location"]}/claims")).Is(201).Text("id"));
    }
}
