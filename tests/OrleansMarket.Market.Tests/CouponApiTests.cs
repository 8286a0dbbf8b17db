namespace OrleansMarket.Market.Tests;

/// <summary>Coupons over HTTP.</summary>
public sealed class CouponApiTests(MarketHost market)
{
    [Fact]
    public async Task A_coupon_lowers_the_price_once()
    {
        var (seller, buyer) = await People();
        var sku = await seller.List(2_400);
        var coupon = await Coupons.Claim(seller, buyer);
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);

        var quote = (await buyer.Post("/v1/checkouts/quote", Body(coupon))).Is(200);
        Assert.Equal((500, 2_200), (quote.Number("discount.amount"), quote.Number("total.amount")));
        Assert.Equal(500, quote.Number("groups.0.lines.0.seller_discount.amount"));
        Assert.Equal(0, quote.Number("groups.0.lines.0.platform_discount.amount"));
        var checkout = (await buyer.CheckOut(Body(coupon))).Is(201);
        Assert.Equal(2_200, checkout.Number("total.amount"));
        Assert.Equal("locked", (await buyer.Get($"/v1/coupons/{coupon}")).Text("status"));

        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        (await buyer.CheckOut(Body(coupon))).IsProblem(409, "coupon_in_use", "coupons");
        (await buyer.Pay("tok_ok", checkout.Text("orders.0.id"))).Is(201);
        Assert.Equal("redeemed", (await buyer.Get($"/v1/coupons/{coupon}")).Text("status"));
        (await buyer.CheckOut(Body(coupon))).IsProblem(409, "coupon_used", "coupons");
    }

    [Fact]
    public async Task A_coupon_that_is_somebody_elses_or_does_not_fit_is_refused()
    {
        var (seller, buyer) = await People();
        var sku = await seller.List(2_400);
        (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);

        var foreign = await Coupons.Claim(seller, await market.Buyer());
        (await buyer.Get($"/v1/coupons/{foreign}")).IsProblem(404, "unknown_coupon");
        (await buyer.CheckOut(Body(foreign))).IsProblem(404, "unknown_coupon", "coupons");
        (await buyer.CheckOut(Body("cpn_none.1"))).IsProblem(404, "unknown_coupon", "coupons");

        var dear = await Coupons.Claim(seller, buyer, Coupons.Campaign(minimum: 5_000));
        (await buyer.CheckOut(Body(dear))).IsProblem(409, "coupon_minimum_not_met", "coupons");
        var other = await Coupons.Claim(await market.Seller(), buyer);
        (await buyer.CheckOut(Body(other))).IsProblem(409, "coupon_not_applicable", "coupons");
        var early = await Coupons.Claim(seller, buyer, Coupons.Campaign(from: "2098-01-01T00:00:00Z"));
        (await buyer.CheckOut(Body(early))).IsProblem(409, "coupon_not_yet_valid", "coupons");
        (await buyer.CheckOut()).Is(201);
    }

    [Fact]
    public async Task A_quota_is_exact_and_each_buyer_gets_his_share()
    {
        var (seller, buyer) = await People();
        var offered = await seller.Post("/v1/campaigns", Coupons.Campaign(quota: 2), Api.FreshKey());
        var campaign = offered.Is(201)["Location"];
        (await buyer.Post($"{campaign}/claims")).Is(201);
        (await buyer.Post($"{campaign}/claims")).IsProblem(409, "limit_per_buyer");
        (await (await market.Buyer()).Post($"{campaign}/claims")).Is(201);
        (await (await market.Buyer()).Post($"{campaign}/claims")).IsProblem(409, "coupon_quota_exhausted");
        Assert.Equal(2, (await buyer.Get(campaign!)).Is(200).Number("issued"));
        (await buyer.Post("/v1/campaigns/cmp_none/claims")).IsProblem(404, "unknown_campaign");
        (await buyer.Get("/v1/campaigns/cmp_none")).IsProblem(404, "unknown_campaign");
    }

    [Fact]
    public async Task A_campaign_that_is_over_gives_no_coupons()
    {
        var (seller, buyer) = await People();
        var offered = await seller.Post("/v1/campaigns", Coupons.Campaign(until: "2021-01-01T00:00:00Z"));
        var over = offered.Is(201)["Location"];
        (await buyer.Post($"{over}/claims")).IsProblem(409, "coupon_expired");
    }

    private async Task<(Api Seller, Api Buyer)> People() =>
        (await market.Seller(), await market.Buyer());

    private static object Body(params string[] coupons) => new { ship_to = Shop.Home, coupons };
}
