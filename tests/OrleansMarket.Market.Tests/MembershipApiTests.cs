using System.Text;

namespace OrleansMarket.Market.Tests;

/// <summary>Leaving the market over HTTP, in a market of its own: it takes 14 days.</summary>
public sealed class MembershipApiTests : IClassFixture<MembershipApiTests.OwnMarket>
{
    private static readonly object Leave = new { reason = "privacy", confirm = true };

    private readonly OwnMarket market;

    public MembershipApiTests(OwnMarket market) => this.market = market;

    public sealed class OwnMarket : MarketHost;

    [Fact]
    public async Task Q8_A_member_leaves_and_his_address_is_gone_from_every_answer_and_file()
    {
        var (seller, root) = (await market.Seller(), await market.As("root", "operator"));
        var name = Shop.Name("buyer");
        var buyer = await market.As(name, "buyer");
        var order = (await buyer.Order(await seller.List()))[0];
        var (key, path) = (Api.FreshKey(), $"/v1/orders/{order}");
        Assert.Equal("London", (await buyer.Get(path)).Text("ship_to.city"));
        var cancelled = (await buyer.Post($"{path}/cancel", key: key)).Is(200);
        // An answer that is kept with its key holds no address, from the first time on.
        Assert.False(cancelled.Json.TryGetProperty("ship_to", out _));
        Assert.Equal("active", (await buyer.Get("/v1/me")).Text("status"));

        var warned = (await buyer.Post("/v1/me/deactivation", new { reason = "privacy" }))
            .IsProblem(400, "validation_failed", "confirm", "confirmation_needed");
        Assert.Contains("are lost", warned.Text("detail"), StringComparison.Ordinal);
        var left = (await buyer.Post("/v1/me/deactivation", Leave, Api.FreshKey())).Is(200);
        Assert.Equal(("leaving", "privacy"), (left.Text("status"), left.Text("reason")));
        Assert.Contains(left.Texts("will_be_lost"), line => line.StartsWith("Addresses", StringComparison.Ordinal));
        (await buyer.Put($"/v1/cart/lines/{await seller.List()}", new { quantity = 1 })).Is(200);
        (await buyer.CheckOut()).IsProblem(409, "membership_ending");
        Assert.Equal("London", (await root.Get(path)).Text("ship_to.city"));

        (await root.Post("/v1/operator/clock/advance", new { by = "P14D" }, Api.FreshKey())).Is(200);

        Assert.Equal("erased", (await buyer.Get("/v1/me")).Text("status"));
        Assert.False((await root.Get(path)).Is(200).Json.TryGetProperty("ship_to", out _));
        Assert.Equal(cancelled.Body, (await buyer.Post($"{path}/cancel", key: key)).Body);
        (await buyer.CheckOut()).IsProblem(409, "membership_ended");
        (await buyer.Delete("/v1/me/deactivation")).IsProblem(409, "membership_ended");
        (await market.AsNobody().Post("/v1/sign-in", new { member = name, role = "seller" }))
            .IsProblem(409, "membership_ended", "member");
        NothingPersonalInTheJournal(name);
    }

    [Fact]
    public async Task What_is_open_is_listed_with_links()
    {
        var (name, seller) = (Shop.Name("seller"), Shop.Name("seller"));
        var (buyer, shop) = (await market.As(name, "buyer"), await market.As(seller, "seller"));
        var order = (await buyer.Order(await shop.List()))[0];
        (await buyer.Pay("tok_ok", order)).Is(201);

        var key = Api.FreshKey();
        var refused = (await buyer.Post("/v1/me/deactivation", Leave, key))
            .IsProblem(409, "membership_has_open_obligations");
        Assert.Equal("paid_order", refused.Text("blockers.0.kind"));
        Assert.Equal($"/v1/orders/{order}", refused.Text("blockers.0.link"));
        (await buyer.Get(refused.Text("blockers.0.link"))).Is(200);
        var sale = (await shop.Post("/v1/me/deactivation", Leave)).IsProblem(409, "membership_has_open_obligations");
        Assert.Equal(("sale", order), (sale.Text("blockers.0.kind"), sale.Text("blockers.0.subject")));
        Assert.Equal("active", (await buyer.Get("/v1/me")).Text("status"));

        // The same request is asked anew: what was open may be over.
        (await buyer.Post($"/v1/orders/{order}/cancel")).Is(200);
        (await buyer.Post("/v1/me/deactivation", Leave, key)).Is(200);
        Assert.Equal("active", (await buyer.Delete("/v1/me/deactivation")).Is(200).Text("status"));
        Assert.Single(await buyer.Order(await shop.List()));
    }

    [Fact]
    public async Task Operators_and_carriers_do_not_leave_by_this_door() =>
        (await (await market.As("root", "operator")).Post("/v1/me/deactivation", Leave)).IsProblem(403, "forbidden");

    /// <summary>The journal's files as they lie there; that they can be read, the member's name shows.</summary>
    private void NothingPersonalInTheJournal(string member)
    {
        string[] files = ["market.db", "market.db-wal", "views.db", "views.db-wal"];
        var bytes = files.SelectMany(file => Read(Path.Combine(market.Data, file))).ToArray();
        Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(member)) >= 0);
        foreach (var word in new[] { "Ada Lovelace", "St James", "SW1Y" })
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) < 0, word);

        static byte[] Read(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
