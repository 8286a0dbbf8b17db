using System.Text.RegularExpressions;

namespace OrleansMarket.Market.Tests;

/// <summary>What operators, and the platform, see of a market over HTTP.</summary>
public sealed partial class OverviewApiTests : IClassFixture<OverviewApiTests.OwnMarket>
{
    private readonly OwnMarket market;

    public OverviewApiTests(OwnMarket market) => this.market = market;

    public sealed class OwnMarket : MarketHost;

    [Fact]
    public async Task An_operator_sees_where_the_money_is_and_how_the_market_does()
    {
        var (seller, buyer, root) = (await market.Seller(), await market.Buyer(), await market.As("root", "operator"));
        (await buyer.Get("/v1/operator/overview")).IsProblem(403, "forbidden");
        var sku = await seller.List(units: 50);
        (await buyer.Pay("tok_ok", await buyer.Order(sku))).Is(201);
        await buyer.Order(sku);

        var overview = (await root.Get("/v1/operator/overview")).Is(200);

        var books = (await root.Get("/v1/operator/ledger/trial-balance")).Is(200).Find("accounts").EnumerateArray();
        var escrow = books.Single(account => account.GetProperty("account").GetString() == "escrow");
        Assert.Equal("USD", overview.Text("in_escrow.0.currency"));
        Assert.InRange(overview.Number("in_escrow.0.amount"), 2_700, long.MaxValue);
        Assert.Equal(-escrow.GetProperty("balance").GetInt64(), overview.Number("in_escrow.0.amount"));
        Assert.Equal((0, "PT0S"), (overview.Number("deadlines.due"), overview.Text("deadlines.overdue")));
        Assert.True(overview.Find("deadlines.earliest").GetDateTimeOffset() > overview.Find("at").GetDateTimeOffset());
        Assert.Equal(1, overview.Find("silos").GetArrayLength());
        Assert.Equal("active", overview.Text("silos.0.status"));
        Assert.True(overview.Number("silos.0.activations") > 5);
        Assert.True(overview.Find("silos.0.journal.appends_per_second").GetDouble() > 0);
        Assert.Equal(0, overview.Number("silos.0.journal.overloaded"));
        Assert.Equal(["orders", "feeds"], overview.Find("views").EnumerateArray()
            .Select(view => view.GetProperty("name").GetString()!));
    }

    [Fact]
    public async Task Prometheus_reads_what_is_measured_and_it_names_nobody()
    {
        var (seller, buyer) = (await market.As("shy-seller", "seller"), await market.As("shy-buyer", "buyer"));
        var sku = await seller.List(units: 5);
        var orders = await buyer.Order(sku);
        (await buyer.Pay("tok_ok", orders)).Is(201);

        var metrics = (await market.AsNobody().Get("/metrics")).Is(200);

        Assert.StartsWith("text/plain", metrics["Content-Type"]);
        var lines = metrics.Body.Split('\n').Where(line => line.Length > 0).ToArray();
        Assert.All(lines, line => Assert.Matches(Line(), line));
        foreach (var name in (string[])["market_order_placed", "market_order_paid", "journal_appends", "journal_batch",
            "journal_waiting", "orleans_", "dotnet_gc_", "http_server_request_duration_seconds"])
            Assert.Contains(lines, line => line.StartsWith(name, StringComparison.Ordinal));
        Assert.All((string[])[orders[0], sku, "shy-", "Ada"], personal =>
            Assert.DoesNotContain(personal, metrics.Body, StringComparison.Ordinal));
    }

    [GeneratedRegex("""\A(#.*|[a-zA-Z_:][a-zA-Z0-9_:]*(\{.*\})? [-+0-9.eENaInf]+( \d+)?)\z""")]
    private static partial Regex Line();
}
