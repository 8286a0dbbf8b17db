using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Auditing;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Notifying;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Views;
using OrleansMarket.Silo;

namespace OrleansMarket.Market.Tests.Crash;

public sealed class KillTests
{
    private const int Kills = 5;
    private const int Shoppers = 24;

    /// <summary>
    /// G2, G3, G7, G8 and I1 to I18 as a person who pulls the plug would check them: kill -9 under load,
    /// again and again, then let all silence pass and read the whole journal.
    /// </summary>
    [Fact]
    public async Task Killed_at_any_moment_the_market_loses_nothing_and_does_nothing_twice()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        await using var market = new MarketProcess("--profile", "flash-sale", "--rate-limit", "0");
        await market.Start();
        var skus = await Skus(market);

        var diary = new Shopper.Diary();
        using var stop = new CancellationTokenSource();
        var shoppers = new List<Task>();
        for (var i = 0; i < Shoppers; i++)
        {
            var http = await market.SignIn($"shopper-{i}", "buyer");
            shoppers.Add(new Shopper(http, skus, seed + i, diary).Shop(stop.Token));
        }

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(400, 1_600));
            await market.Kill();
            await market.Start();
        }

        await Task.Delay(1_000);
        await stop.CancelAsync();
        await Task.WhenAll(shoppers).WaitAsync(TimeSpan.FromSeconds(60));

        using var root = await market.SignIn("root", "operator");
        // Past every window: what was not paid is closed, what was not shipped is refunded, what was delivered is
        // finished.
        await Post(root, "/v1/operator/clock/advance", new { by = "P120D" });
        var balance = await root.GetFromJsonAsync<JsonNode>("/v1/operator/ledger/trial-balance");
        Assert.True(balance!["balanced"]!.GetValue<bool>());
        Assert.Equal(0, await market.Stop());

        Assert.Empty(diary.Wrong);
        Assert.All(diary.Repeated, answers => Assert.Equal(answers.First, answers.Again));
        Assert.True(diary.Paid.Count > 20, $"Only {diary.Paid.Count} orders were paid (seed {seed}).");

        await using var store = SqliteStore.Open(Path.Combine(market.Folder, "data", "market.db"), new SqliteOptions());
        var audit = await MarketAudit.Run(store, Policy.FlashSale, new AuditOptions { ExpectSettled = true });
        Assert.True(audit.IsClean, JsonSerializer.Serialize(audit));
        var stored = await StoredMarket.Read(store);
        Assert.All(diary.Placed, placed => Assert.Equal(
            placed.Value, stored.Checkouts[placed.Key].Orders.Select(order => order.Order)));
        Assert.All(diary.Paid, paid =>
        {
            var order = stored.Orders[paid.Key];
            Assert.Equal((paid.Value, true), (order.Payment, order.PaidAt is not null));
            Assert.Equal(Payment.Status.Captured, stored.Payments[paid.Value].Status);
        });
        // A key that was claimed in vain makes no checkout; one that was answered makes one.
        var placed = stored.Checkouts.Values.Count(checkout => checkout.Status == Checkout.Status.Placed);
        Assert.Equal(diary.Placed.Count, placed);
        await NotificationsAreWhole(store, new DataFolder(Path.Combine(market.Folder, "data")));
    }

    [Fact]
    public async Task A_restart_carries_on_with_every_order_and_every_token()
    {
        await using var market = new MarketProcess();
        await market.Start();
        using var alice = await market.SignIn("alice", "buyer");
        await alice.PutAsJsonAsync("/v1/cart/lines/aurora-desk-lamp", new { quantity = 1 });
        Assert.Equal(0, await market.Stop());

        await market.Start();
        var cart = await alice.GetFromJsonAsync<JsonNode>("/v1/cart");
        Assert.Equal("aurora-desk-lamp", cart!["groups"]![0]!["lines"]![0]!["sku"]!.GetValue<string>());
        Assert.Equal(0, await market.Stop());
    }

    /// <summary>
    /// G8: feeds and inboxes that were cut off again and again hold what those hold that nothing has ever happened to:
    /// each event once, numbered without a gap.
    /// </summary>
    private static async Task NotificationsAreWhole(SqliteStore journal, DataFolder folder)
    {
        await using var kept = SqliteViewStore.Open(folder.Views, new SqliteViewOptions());
        await using var anew = new MemoryViewStore();
        var (found, expected) = (await Lists(journal, kept), await Lists(journal, anew));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, list =>
        {
            Assert.Equal(
                Enumerable.Range(1, list.Value.Count).Select(n => (long)n), list.Value.Select(one => one.Number));
            Assert.Equal(
                expected[list.Key].Select(one => one.Id).Order(StringComparer.Ordinal),
                list.Value.Select(one => one.Id).Order(StringComparer.Ordinal));
        });
    }

    private static async Task<Dictionary<string, List<(long Number, string Id)>>> Lists(
        SqliteStore journal, IViewStore views)
    {
        for (var partition = 0; partition < journal.Partitions; partition++)
        {
            var follower = new Follower(
                journal, views, FeedProjection.View, partition, new FeedProjection(journal, views),
                TimeProvider.System);
            await follower.CatchUp(long.MaxValue);
        }

        var documents = (await views.Read(FeedProjection.View, [new KeyRange("", "~", int.MaxValue)]))[0];
        return documents.GroupBy(document => NumberedList.ListOf(document.Key).ToString()).ToDictionary(
            list => list.Key,
            list => list.SelectMany(EventLists.Unpack)
                .Select(one => (one.Number, StoredEvent.Read(one.Body).Id)).ToList());
    }

    private static async Task<string[]> Skus(MarketProcess market)
    {
        using var http = await market.SignIn("anybody", "buyer");
        var page = await http.GetFromJsonAsync<JsonNode>("/v1/listings?limit=20");
        return [.. page!["items"]!.AsArray().Select(item => item!["sku"]!.GetValue<string>())];
    }

    private static async Task Post(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
