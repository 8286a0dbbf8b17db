namespace OrleansMarket.Market.Tests;

/// <summary>The way of an order over HTTP.</summary>
public sealed class JourneyApiTests(MarketHost market)
{
    [Fact]
    public async Task An_order_goes_from_the_cart_to_the_payout()
    {
        var (seller, sellerName) = (await market.As("aurora", "seller"), "aurora");
        var buyer = await market.As("ada", "buyer");
        var root = await market.As("root", "operator");
        var carrier = await market.As("yunexpress", "carrier");
        var sku = await seller.List(2_400, 10);

        var wanted = new { quantity = 2, shipping_method = "standard" };
        var cart = (await buyer.Put($"/v1/cart/lines/{sku}", wanted)).Is(200);
        Assert.Equal(
            (4_800, 300), (cart.Number("groups.0.subtotal.amount"), cart.Number("groups.0.shipping_fee.amount")));
        Assert.Equal(sellerName, cart.Text("groups.0.seller.id"));

        var body = new { ship_to = Shop.Home, expected_total = Shop.Money(5_100) };
        var quote = (await buyer.Post("/v1/checkouts/quote", body)).Is(200);
        Assert.Equal(5_100, quote.Number("total.amount"));

        var key = Api.FreshKey();
        var checkout = (await buyer.Post("/v1/checkouts", body, key)).Is(201);
        Assert.Equal($"/v1/checkouts/{checkout.Text("id")}", checkout["Location"]);
        Assert.Equal(("placed", 5_100), (checkout.Text("status"), checkout.Number("total.amount")));
        var again = (await buyer.Post("/v1/checkouts", body, key)).Is(201);
        Assert.Equal((checkout.Body, checkout["Location"]), (again.Body, again["Location"]));
        Assert.Equal("true", again["Idempotent-Replayed"]);
        Assert.Equal(checkout.Body, (await buyer.Get(checkout["Location"]!)).Is(200).Body);
        Assert.Empty((await buyer.Get("/v1/cart")).Find("groups").EnumerateArray());

        var order = checkout.Text("orders.0.id");
        var placed = (await buyer.Get($"/v1/orders/{order}")).Is(200);
        Assert.Equal(["pay", "cancel"], placed.Texts("allowed_actions"));
        Assert.Equal(("awaiting_payment", "none"), (placed.Text("regions.primary"), placed.Text("regions.escrow")));

        var payment = (await buyer.Pay("tok_ok", order)).Is(201);
        Assert.Equal(("captured", 5_100), (payment.Text("status"), payment.Number("amount.amount")));
        Assert.Equal(payment.Body, (await buyer.Get(payment["Location"]!)).Is(200).Body);

        // Before the payment is verified the seller sees that there is an order, and not where it goes.
        Assert.False((await seller.Get($"/v1/orders/{order}")).Is(200).Json.TryGetProperty("ship_to", out _));
        (await root.Post($"/v1/operator/orders/{order}/risk", new { verdict = "pass" })).Is(200);
        var paid = (await seller.Get($"/v1/orders/{order}")).Is(200);
        Assert.Equal(("awaiting_shipment", "London"), (paid.Text("status"), paid.Text("ship_to.city")));
        Assert.Equal(["ship", "cancel_by_seller", "extend_shipping"], paid.Texts("allowed_actions"));

        var tracking = Shop.Name("TRACK");
        var shipment = new { carrier = "yunexpress", tracking };
        var shipped = (await seller.Post($"/v1/orders/{order}/shipments", shipment, ifMatch: paid["ETag"])).Is(201);
        Assert.Equal(("awaiting_delivery", tracking), (shipped.Text("status"), shipped.Text("shipments.0.tracking")));
        (await seller.Post($"/v1/orders/{order}/shipments", shipment)).Is(201);

        (await buyer.Post($"/v1/orders/{order}/receipt")).IsProblem(409, "confirmation_needed", "without_scan");
        foreach (var kind in new[] { "delivered", "in_transit", "delivered" })
            (await carrier.Post("/v1/tracking-events", Scan(tracking, kind))).Is(200);
        Assert.Equal("delivered", (await buyer.Get($"/v1/orders/{order}")).Text("status"));
        var received = (await buyer.Post($"/v1/orders/{order}/receipt")).Is(200);
        Assert.Equal(("completed", "released"), (received.Text("status"), received.Text("regions.escrow")));

        // 48.00 less 5 % of the goods, and the shipping fee.
        var account = (await seller.Get($"/v1/sellers/{sellerName}/account")).Is(200);
        Assert.Equal(4_860, account.Number("payable.0.amount"));
        Assert.Equal(4_860, (await PayOut(4_860)).Is(201).Number("amount.amount"));
        (await PayOut(1)).IsProblem(409, "insufficient_payable", "amount");

        var history = (await buyer.Get($"/v1/orders/{order}/history")).Is(200);
        Assert.Equal("order.placed", history.Text("items.0.kind"));
        var proof = (await root.Get($"/v1/orders/{order}/proof")).Is(200);
        Assert.True(proof.Find("balanced").GetBoolean());
        Assert.Equal(0, proof.Number("in_escrow.amount"));
        await Balance(root);

        Task<Answer> PayOut(long cents) =>
            seller.Post($"/v1/sellers/{sellerName}/payouts", new { amount = Shop.Money(cents) }, Api.FreshKey());
    }

    [Fact]
    public async Task A_cancelled_order_is_refunded_and_its_goods_are_free()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var sku = await seller.List(units: 1);
        var order = (await buyer.Order(sku))[0];
        (await buyer.Pay("tok_ok", order)).Is(201);
        Assert.Equal(0, (await buyer.Get($"/v1/listings/{sku}")).Number("available"));

        var cancelled = (await buyer.Post($"/v1/orders/{order}/cancel")).Is(200);

        Assert.Equal(("closed", "buyer_cancelled"), (cancelled.Text("status"), cancelled.Text("closed_because")));
        var path = $"/v1/refunds/{cancelled.Text("refund")}";
        var refund = (await buyer.Get(path)).Is(200);
        Assert.Equal((order, 2_700), (refund.Text("order"), refund.Number("amount.amount")));
        Assert.Equal(1, (await buyer.Get($"/v1/listings/{sku}")).Number("available"));
        (await seller.Get(path)).IsProblem(403, "forbidden");
        (await (await market.Buyer()).Get(path)).IsProblem(404, "not_found");
        await Balance(await market.As("root", "operator"));
    }

    [Fact]
    public async Task One_checkout_orders_from_several_sellers_or_from_one_of_them()
    {
        var buyer = await market.Buyer();
        var (one, other) = (Shop.Name("seller"), Shop.Name("seller"));
        var first = await (await market.As(one, "seller")).List();
        var second = await (await market.As(other, "seller")).List();
        foreach (var sku in new[] { first, second })
            (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);

        var quote = (await buyer.Post("/v1/checkouts/quote", new { ship_to = Shop.Home })).Is(200);
        Assert.Equal(5_400, quote.Number("total.amount"));
        var checkout = (await buyer.CheckOut(new { ship_to = Shop.Home, seller = one })).Is(201);

        Assert.Equal(one, Assert.Single(checkout.Find("orders").EnumerateArray()).GetProperty("seller").GetString());
        Assert.Equal(second, (await buyer.Get("/v1/cart")).Text("groups.0.lines.0.sku"));
        (await buyer.CheckOut(new { ship_to = Shop.Home, seller = one }))
            .IsProblem(409, "cart_is_empty", "lines");
    }

    [Fact]
    public async Task Lines_can_be_changed_and_removed()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var sku = await seller.List(units: 3);
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 5 })).Is(200);
        var cart = (await buyer.Get("/v1/cart")).Is(200);
        Assert.False(cart.Find("groups.0.lines.0.is_available").GetBoolean());
        var none = (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 0 })).Is(200);
        Assert.Empty(none.Find("groups").EnumerateArray());
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 2 })).Is(200);
        Assert.Empty((await buyer.Delete($"/v1/cart/lines/{sku}")).Is(200).Find("groups").EnumerateArray());
        (await buyer.Delete($"/v1/cart/lines/{sku}")).Is(200);
    }

    private static object Scan(string tracking, string kind) =>
        new { tracking, event_id = $"scan-{kind}", kind, at = "2026-11-20T09:30:00Z" };

    private static async Task Balance(Api root)
    {
        var trial = (await root.Get("/v1/operator/ledger/trial-balance")).Is(200);
        Assert.True(trial.Find("balanced").GetBoolean());
        Assert.All(trial.Find("sums").EnumerateObject(), sum => Assert.Equal(0, sum.Value.GetInt64()));
    }
}
