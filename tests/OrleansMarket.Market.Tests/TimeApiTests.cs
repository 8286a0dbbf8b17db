namespace OrleansMarket.Market.Tests;

/// <summary>What time does, in markets whose clock nobody else looks at.</summary>
public sealed class TimeApiTests : IClassFixture<TimeApiTests.OwnMarket>
{
    private readonly OwnMarket market;

    public TimeApiTests(OwnMarket market) => this.market = market;

    public sealed class OwnMarket : MarketHost;

    [Fact]
    public async Task An_operator_moves_the_clock_and_the_deadlines_on_the_way_are_carried_out()
    {
        var (seller, buyer, root) = await People();
        var sku = await seller.List(units: 2);
        var unpaid = (await buyer.Order(sku))[0];
        var unsent = (await buyer.Order(sku))[0];
        (await buyer.Pay("tok_ok", unsent)).Is(201);
        var before = (await root.Get("/v1/operator/clock")).Is(200);

        var after = (await root.Post("/v1/operator/clock/advance", new { by = "P20D" }, Api.FreshKey())).Is(200);

        var moved = after.Find("now").GetDateTimeOffset() - before.Find("now").GetDateTimeOffset();
        Assert.InRange(moved, TimeSpan.FromDays(20), TimeSpan.FromDays(20) + TimeSpan.FromMinutes(2));
        Assert.Equal("payment_timeout", (await buyer.Get($"/v1/orders/{unpaid}")).Text("closed_because"));
        var refunded = (await buyer.Get($"/v1/orders/{unsent}")).Is(200);
        Assert.Equal(("not_shipped", "refunded"), (refunded.Text("closed_because"), refunded.Text("regions.escrow")));
        Assert.Equal("settled", (await buyer.Get($"/v1/refunds/{refunded.Text("refund")}")).Is(200).Text("status"));
        Assert.Equal(2, (await buyer.Get($"/v1/listings/{sku}")).Number("available"));
        Assert.True((await root.Get("/v1/operator/ledger/trial-balance")).Find("balanced").GetBoolean());
        // Tokens live by the real clock.
        (await buyer.Get("/v1/me")).Is(200);
    }

    [Fact]
    public async Task A_coupon_whose_time_is_over_is_refused()
    {
        var (seller, buyer, root) = await People();
        var now = (await root.Get("/v1/operator/clock")).Find("now").GetDateTimeOffset();
        var until = now.AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        var coupon = await Coupons.Claim(seller, buyer, Coupons.Campaign(until: until));
        (await buyer.Put($"/v1/cart/lines/{await seller.List()}", new { quantity = 1 })).Is(200);
        (await root.Post("/v1/operator/clock/advance", new { by = "PT3H" })).Is(200);

        (await buyer.Post("/v1/checkouts", new { ship_to = Shop.Home, coupons = new[] { coupon } }, Api.FreshKey()))
            .IsProblem(409, "coupon_expired", "coupons");
        Assert.Equal("expired", (await buyer.Get($"/v1/coupons/{coupon}")).Text("status"));
    }

    [Fact]
    public async Task Moving_the_clock_twice_with_one_key_moves_it_once()
    {
        var (_, _, root) = await People();
        var first = (await root.Post("/v1/operator/clock/advance", new { by = "PT1H" }, "once")).Is(200);
        var again = (await root.Post("/v1/operator/clock/advance", new { by = "PT1H" }, "once")).Is(200);
        Assert.Equal(first.Body, again.Body);
    }

    [Theory]
    [InlineData("20 days")]
    [InlineData("P1M")]
    [InlineData("PT0S")]
    [InlineData("-P1D")]
    [InlineData("P367D")]
    [InlineData("")]
    public async Task A_duration_must_make_sense(string by)
    {
        var (_, _, root) = await People();
        (await root.Post("/v1/operator/clock/advance", new { by }))
            .IsProblem(400, "validation_failed", "by", "duration_invalid");
    }

    private async Task<(Api Seller, Api Buyer, Api Root)> People() =>
        (await market.Seller(), await market.Buyer(), await market.As("root", "operator"));
}
