namespace OrleansMarket.Market.Tests;

/// <summary>What sellers see of their sales.</summary>
public sealed class SalesApiTests(MarketHost market) : IClassFixture<MarketHost>
{
    [Fact]
    public async Task A_seller_sees_by_day_what_he_has_sold_right_after_he_has()
    {
        var deal = await Deal.Delivered(market, 1);
        var path = $"/v1/sellers/{deal.Store}/sales";
        Assert.Equal((1, 2_700, 0, 0), Totals(await deal.Seller.Get(path)));

        // 24.00 less 5 %, and the shipping fee.
        (await deal.Buyer.Post($"{deal.Path}/receipt")).Is(200);
        var sales = (await deal.Seller.Get(path)).Is(200);
        Assert.Equal((1, 2_700, 120, 2_580), Totals(sales));
        var paid = (await deal.Look()).Text("paid_at")[..10];
        var items = sales.Find("items").EnumerateArray().ToArray();
        Assert.Contains(items, day => day.GetProperty("day").GetString() == paid
            && day.GetProperty("orders").GetInt32() == 1);
        Assert.Equal(0, sales.Number("totals.0.refunded.amount"));
        Assert.Equal(sales.Body, (await deal.Root.Get(path)).Is(200).Body);

        var past = (await deal.Seller.Get($"{path}?from=2020-01-01&to=2020-04-09")).Is(200);
        Assert.Equal("2020-01-01", past.Text("from"));
        Assert.Equal(0, past.Find("items").GetArrayLength());
        Assert.Equal(0, past.Find("totals").GetArrayLength());
    }

    [Fact]
    public async Task Refunds_are_seen_and_sales_of_others_are_not()
    {
        var (seller, buyer) = (await market.Seller(), await market.Buyer());
        var deal = await Deal.Paid(market, 1);
        (await deal.Buyer.Post($"{deal.Path}/cancel")).Is(200);
        var sales = (await deal.Seller.Get($"/v1/sellers/{deal.Store}/sales")).Is(200);
        Assert.Equal((1, 2_700, 0, 0), Totals(sales));
        Assert.Equal(2_700, sales.Number("totals.0.refunded.amount"));
        (await seller.Get($"/v1/sellers/{deal.Store}/sales")).IsProblem(404, "not_found");
        Assert.Equal(403, (await buyer.Get($"/v1/sellers/{deal.Store}/sales")).Status);
    }

    [Theory]
    [InlineData("from=yesterday", "from", "invalid")]
    [InlineData("to=2026-11-31", "to", "invalid")]
    [InlineData("from=2026-11-02&to=2026-11-01", "to", "out_of_range")]
    [InlineData("from=2026-01-01&to=2026-04-11", "to", "out_of_range")]
    [InlineData("from=2020-01-01", "from", "out_of_range")]
    public async Task Days_that_cannot_be_asked_for_are_refused(string query, string field, string code)
    {
        var root = await market.As("root", "operator");
        (await root.Get($"/v1/sellers/carol/sales?{query}")).IsProblem(400, "validation_failed", field, code);
    }

    private static (long Orders, long Gross, long Commission, long Released) Totals(Answer sales) => (
        sales.Is(200).Number("totals.0.orders"), sales.Number("totals.0.gross.amount"),
        sales.Number("totals.0.commission.amount"), sales.Number("totals.0.released.amount"));
}
