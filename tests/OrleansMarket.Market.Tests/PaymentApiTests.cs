namespace OrleansMarket.Market.Tests;

/// <summary>Payments over HTTP, as the simulated payment provider makes them go.</summary>
public sealed class PaymentApiTests(MarketHost market)
{
    [Theory]
    [InlineData("tok_number_invalid", "card_number_invalid", "The card number was invalid.", "correct")]
    [InlineData("tok_insufficient_funds", "insufficient_funds", "There were insufficient funds.", "later")]
    [InlineData("tok_limit_exceeded", "limit_exceeded", "The limit of the card was exceeded.", "later")]
    [InlineData(
        "tok_security_code_invalid", "security_code_invalid", "The 3-digit security code was invalid.", "correct")]
    [InlineData("tok_verification_failed", "verification_failed", "The verification was unsuccessful.", "authenticate")]
    [InlineData("tok_expired", "expired_card", "The card has expired.", "other_method")]
    [InlineData(
        "tok_processing_error", "processing_error", "The payment provider could not process the payment.", "again")]
    public async Task A_declined_payment_says_why_in_its_own_words_and_can_be_made_anew(
        string method, string code, string message, string retry)
    {
        var (buyer, order) = await Ordered();
        var failed = (await buyer.Pay(method, order)).Is(201);
        Assert.Equal(("failed", code), (failed.Text("status"), failed.Text("failure.code")));
        Assert.Equal(retry, failed.Text("failure.retry"));
        Assert.StartsWith(message, failed.Text("failure.message"));

        var seen = (await buyer.Get($"/v1/orders/{order}")).Is(200);
        Assert.Equal(("awaiting_payment", code), (seen.Text("status"), seen.Text("last_payment_failure.code")));
        Assert.Equal("captured", (await buyer.Pay("tok_ok", order)).Is(201).Text("status"));
        Assert.False((await buyer.Get($"/v1/orders/{order}")).Json.TryGetProperty("last_payment_failure", out _));
    }

    [Theory]
    [InlineData("tok_slow", "captured")]
    [InlineData("tok_captured_but_no_answer", "captured")]
    [InlineData("tok_captured_twice_reported", "captured")]
    [InlineData("tok_no_answer", "failed")]
    public async Task A_payment_without_a_prompt_answer_is_taken_once_or_not_at_all(string method, string end)
    {
        var (buyer, order) = await Ordered();
        var payment = (await buyer.Pay(method, order)).Is(201);
        var status = await Eventually(
            async () => (await buyer.Get(payment["Location"]!)).Is(200).Text("status"), "processing");
        Assert.Equal(end, status);

        var proof = (await buyer.Get($"/v1/orders/{order}/proof")).Is(200);
        Assert.Equal(end == "captured" ? 1 : 0, proof.Find("postings").GetArrayLength());
        var seen = (await buyer.Get($"/v1/orders/{order}")).Is(200);
        Assert.Equal(end == "captured" ? "risk_review" : "awaiting_payment", seen.Text("status"));
        if (end == "failed") Assert.Equal("not_captured", seen.Text("last_payment_failure.code"));
    }

    [Fact]
    public async Task Orders_that_cannot_be_paid_are_named()
    {
        var (buyer, order) = await Ordered();
        var stranger = await market.Buyer();
        (await stranger.Pay("tok_ok", order)).IsProblem(404, "unknown_order", "orders");
        (await buyer.Pay("tok_ok", "ord_none.1")).IsProblem(404, "unknown_order", "orders");
        (await buyer.Pay("tok_ok", order)).Is(201);
        var late = (await buyer.Pay("tok_ok", order)).IsProblem(409, "invalid_transition", "orders");
        Assert.Equal(["cancel"], late.Texts("allowed_actions"));
        (await stranger.Get("/v1/payments/pay_none")).IsProblem(404, "unknown_payment");
    }

    [Fact]
    public async Task An_unknown_method_names_the_known_ones_and_leaves_the_key_free()
    {
        var (buyer, order) = await Ordered();
        var orders = new[] { order };
        var refused = (await buyer.Post("/v1/payments", new { orders, method = "tok_gold" }, "pay"))
            .IsProblem(400, "payment_method_unknown", "method");
        Assert.Contains("tok_captured_but_no_answer", refused.Text("detail"));
        (await buyer.Post("/v1/payments", new { orders, method = "tok_ok" }, "pay")).Is(201);
    }

    [Fact]
    public async Task An_order_can_be_tried_to_be_paid_so_often_only()
    {
        var (buyer, order) = await Ordered();
        for (var i = 0; i < 5; i++) (await buyer.Pay("tok_expired", order)).Is(201);
        (await buyer.Pay("tok_ok", order)).IsProblem(409, "too_many_payment_attempts", "orders");
    }

    private async Task<(Api Buyer, string Order)> Ordered()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        return (buyer, (await buyer.Order(await seller.List()))[0]);
    }

    /// <summary>Looks again until it is something else, for a minute at most.</summary>
    private static async Task<string> Eventually(Func<Task<string>> look, string not)
    {
        var deadline = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1);
        var seen = await look();
        while (seen == not && TimeProvider.System.GetUtcNow() < deadline)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
            seen = await look();
        }

        return seen;
    }
}
