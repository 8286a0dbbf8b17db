namespace OrleansMarket.Market.Tests;

/// <summary>The audit over HTTP, in a market that nobody else is in.</summary>
public sealed class AuditApiTests : IClassFixture<AuditApiTests.OwnMarket>
{
    private readonly OwnMarket market;

    public AuditApiTests(OwnMarket market) => this.market = market;

    public sealed class OwnMarket : MarketHost;

    [Fact]
    public async Task An_operator_audits_a_market_that_goes_on()
    {
        var (seller, buyer, root) = (await market.Seller(), await market.Buyer(), await market.As("root", "operator"));
        (await root.Get("/v1/operator/audit")).IsProblem(404, "not_found");
        (await buyer.Post("/v1/operator/audit")).IsProblem(403, "forbidden");
        var sku = await seller.List(units: 50);

        var shopping = Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            var shopper = await market.Buyer();
            (await shopper.Pay("tok_ok", (await shopper.Order(sku))[0])).Is(201);
        }));
        // Whatever it sees of what is under way, it is whole.
        while (!shopping.IsCompleted) Clean((await root.Post("/v1/operator/audit")).Is(200));
        await shopping;

        var report = Clean((await root.Post("/v1/operator/audit", new { expect_settled = false })).Is(200));
        Assert.Equal(18, report.Find("invariants").GetArrayLength());
        Assert.True(report.Number("entries") > 30 * 10);
        Assert.Equal(report.Body, (await root.Get("/v1/operator/audit")).Is(200).Body);

        // Two who ask at once get a report each.
        var reports = await Task.WhenAll(root.Post("/v1/operator/audit"), root.Post("/v1/operator/audit"));
        Assert.All(reports, one => Clean(one.Is(200)));

        var settled = (await root.Post("/v1/operator/audit", new { expect_settled = true })).Is(200);
        Assert.False(settled.Find("clean").GetBoolean());
        Assert.Contains("though everything should have ended", settled.Body, StringComparison.Ordinal);
    }

    private static Answer Clean(Answer report)
    {
        Assert.True(report.Find("clean").GetBoolean(), report.Body);
        return report;
    }
}
