namespace OrleansMarket.Market.Tests;

/// <summary>Flash sales, limits and combining, over HTTP.</summary>
public sealed class FlashSaleApiTests(MarketHost market)
{
    private const string Before = "2020-01-01T00:00:00Z";

    [Fact]
    public async Task S2_7_A_sale_shows_what_is_left_and_charges_its_price_within_its_limits()
    {
        var (seller, buyer) = await People();
        var sku = await seller.List(2_400);
        var root = await market.As("root", "operator");
        var now = (await root.Get("/v1/operator/clock")).Is(200).Find("now").GetDateTimeOffset();
        var put = (await seller.Put($"/v1/listings/{sku}", Offer(new
        {
            unit_price = Shop.Money(900),
            quota = 2,
            per_buyer_limit = 1,
            from = now.AddDays(-1),
            until = now.AddDays(60),
        }))).Is(200);
        Assert.Equal((2, 2, 3), (put.Number("sale.quota"), put.Number("sale.left"), put.Number("per_buyer_limit")));

        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        var line = (await buyer.Get("/v1/cart")).Is(200);
        Assert.Equal(
            (900, 2_400, 2, 3),
            (line.Number("groups.0.lines.0.unit_price.amount"), line.Number("groups.0.lines.0.list_price.amount"),
                line.Number("groups.0.lines.0.available"), line.Number("groups.0.lines.0.per_buyer_limit")));
        var checkout = (await buyer.CheckOut()).Is(201);
        Assert.Equal(1_200, checkout.Number("total.amount"));
        var order = (await buyer.Get($"/v1/orders/{checkout.Text("orders.0.id")}")).Is(200);
        Assert.Equal(2_400, order.Number("lines.0.list_price.amount"));

        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        (await buyer.CheckOut()).IsProblem(409, "limit_per_buyer", "lines");
        Assert.Equal(1, (await buyer.Get($"/v1/listings/{sku}")).Is(200).Number("sale.left"));
        var other = await market.Buyer();
        await other.Order(sku);
        var late = await market.Buyer();
        (await late.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        (await late.CheckOut()).IsProblem(409, "sold_out", "lines");
        var after = (await late.Get($"/v1/listings/{sku}")).Is(200);
        Assert.Equal((0, 8), (after.Number("sale.left"), after.Number("available")));
    }

    [Fact]
    public async Task A_sale_that_makes_no_sense_is_refused_by_its_field()
    {
        var seller = await market.Seller();
        var sku = await seller.List();
        await Refused("sale.unit_price.amount", 2_400, "USD", 1, Before, "2020-01-02T00:00:00Z");
        await Refused("sale.unit_price.currency", 900, "EUR", 1, Before, "2020-01-02T00:00:00Z");
        await Refused("sale.quota", 900, "USD", 0, Before, "2020-01-02T00:00:00Z");
        await Refused("sale.until", 900, "USD", 1, Before, Before);
        await Refused("sale.until", 900, "USD", 1, Before, "2020-04-01T00:00:00Z");
        Assert.False((await seller.Get($"/v1/listings/{sku}")).Is(200).Body.Contains("sale", StringComparison.Ordinal));

        async Task Refused(string field, long amount, string currency, int quota, string from, string until) =>
            (await seller.Put($"/v1/listings/{sku}",
                Offer(new { unit_price = Shop.Money(amount, currency), quota, from, until })))
                .IsProblem(400, "validation_failed", field);
    }

    [Fact]
    public async Task S1_2_Goods_deducted_on_payment_stay_available_until_somebody_pays()
    {
        var (seller, buyer) = await People();
        var sku = await seller.List(2_400, 1);
        (await seller.Put($"/v1/listings/{sku}", Offer(null, "on_payment"))).Is(200);
        var orders = await buyer.Order(sku);
        Assert.Equal(1, (await buyer.Get($"/v1/listings/{sku}")).Is(200).Number("available"));
        (await buyer.Pay("tok_ok", orders)).Is(201);
        var listing = (await buyer.Get($"/v1/listings/{sku}")).Is(200);
        Assert.Equal((0, "on_payment"), (listing.Number("available"), listing.Text("deduct")));
    }

    [Fact]
    public async Task Q10_Buy_all_from_this_seller_leaves_the_others_in_the_cart()
    {
        var (seller, buyer) = await People();
        var (one, two) = (await seller.List(1_000), await seller.List(2_000));
        var others = await (await market.Seller()).List(5_000);
        foreach (var sku in new[] { one, others, two })
            (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        var id = (await buyer.Get($"/v1/listings/{one}")).Text("seller.id");

        var body = new { ship_to = Shop.Home, seller = id };
        Assert.Equal(3_300, (await buyer.Post("/v1/checkouts/quote", body)).Is(200).Number("total.amount"));
        var key = Api.FreshKey();
        var checkout = (await buyer.Post("/v1/checkouts", body, key)).Is(201);
        Assert.Equal(3_300, checkout.Number("total.amount"));
        Assert.Equal(1, checkout.Find("orders").GetArrayLength());
        Assert.Equal(checkout.Text("id"), (await buyer.Post("/v1/checkouts", body, key)).Is(201).Text("id"));

        var cart = (await buyer.Get("/v1/cart")).Is(200);
        Assert.Equal((1, others), (cart.Find("groups").GetArrayLength(), cart.Text("groups.0.lines.0.sku")));
        (await buyer.CheckOut(body)).IsProblem(409, "cart_is_empty", "lines");
    }

    private static object Offer(object? sale, string? deduct = null)
    {
        var offer = new Dictionary<string, object>
        {
            ["title"] = "A thing",
            ["unit_price"] = Shop.Money(2_400),
            ["shipping_methods"] =
                new[] { new { id = "standard", name = "Standard", fee = Shop.Money(300), days = 20 } },
        };
        if (deduct is not null) offer["deduct"] = deduct;
        if (sale is null) return offer;
        offer["sale"] = sale;
        offer["per_buyer_limit"] = 3;
        return offer;
    }

    private async Task<(Api Seller, Api Buyer)> People() => (await market.Seller(), await market.Buyer());
}
