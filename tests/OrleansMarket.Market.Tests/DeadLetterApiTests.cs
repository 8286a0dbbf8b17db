using OrleansMarket.Contracts;
using OrleansMarket.Web;

namespace OrleansMarket.Market.Tests;

/// <summary>What views have put aside, over HTTP.</summary>
public sealed class DeadLetterApiTests
{
    private readonly Letters letters = new();

    [Fact]
    public async Task Letters_are_listed_page_by_page()
    {
        await using var web = await WebOnItsOwn.Start(grain: letters);
        var root = As(web, Role.Operator);
        var first = (await root.Get("/v1/operator/dead-letters?limit=2")).Is(200);
        Assert.Equal(["dlt_orders.0.1", "dlt_orders.0.2"], Ids(first));
        Assert.True(first.Find("has_more").GetBoolean());
        var cursor = first.Text("next_cursor");
        Assert.Contains($"cursor={cursor}", first["Link"], StringComparison.Ordinal);
        var last = (await root.Get($"/v1/operator/dead-letters?limit=2&cursor={cursor}")).Is(200);
        Assert.Equal(["dlt_orders.0.3"], Ids(last));
        Assert.False(last.Find("has_more").GetBoolean());
        var letter = last.Find("items")[0];
        Assert.Equal(
            ("orders", 0, 3, "ord_a.1", 2, "It is broken.", "2026-11-12T10:00:00.000Z"),
            (letter.GetProperty("view").GetString(), letter.GetProperty("partition").GetInt32(),
                letter.GetProperty("sequence").GetInt32(), letter.GetProperty("aggregate").GetString(),
                letter.GetProperty("version").GetInt32(), letter.GetProperty("reason").GetString(),
                letter.GetProperty("at").GetString()));

        (await root.Get("/v1/operator/dead-letters?limit=0")).IsProblem(400, "validation_failed");
        (await root.Get("/v1/operator/dead-letters?cursor=x")).IsProblem(400, "validation_failed");
        (await As(web, Role.Seller).Get("/v1/operator/dead-letters")).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_letter_is_gone_when_it_is_taken_and_says_the_new_reason_when_it_is_not()
    {
        await using var web = await WebOnItsOwn.Start(grain: letters);
        var root = As(web, Role.Operator);
        var taken = (await root.Post("/v1/operator/dead-letters/dlt_orders.0.1/redeliver")).Is(200);
        Assert.Equal("""{"id":"dlt_orders.0.1","taken":true}""", taken.Body);
        (await root.Post("/v1/operator/dead-letters/dlt_orders.0.1/redeliver")).IsProblem(404, "not_found");
        var still = (await root.Post("/v1/operator/dead-letters/dlt_orders.0.2/redeliver"))
            .IsProblem(409, "still_undeliverable");
        Assert.Equal("It is broken.", still.Text("detail"));
        (await root.Post("/v1/operator/dead-letters/ord_a.1/redeliver")).IsProblem(404, "not_found");
        (await As(web, Role.Buyer).Post("/v1/operator/dead-letters/dlt_orders.0.2/redeliver"))
            .IsProblem(403, "forbidden");
    }

    private static IEnumerable<string?> Ids(Answer page) =>
        page.Find("items").EnumerateArray().Select(item => item.GetProperty("id").GetString());

    private static Api As(WebOnItsOwn web, Role role) =>
        new(web.Address, Auth.Sign(WebOnItsOwn.Options, new Caller("root", role), TimeProvider.System).Token);

    /// <summary>Three letters, of which the first is taken when it is tried again.</summary>
    private sealed class Letters : IDeadLetterGrain
    {
        private readonly List<DeadLetterView> all =
        [
            .. Enumerable.Range(1, 3).Select(number => new DeadLetterView(
                $"dlt_orders.0.{number}", "orders", 0, number, "ord_a.1", 2, "It is broken.",
                new DateTimeOffset(2026, 11, 12, 10, 0, 0, TimeSpan.Zero))),
        ];

        public Task<DeadLetterView[]> List(string? after, int limit) => Task.FromResult(
            all.Where(letter => string.CompareOrdinal(letter.Id, after) > 0).Take(limit).ToArray());

        public Task<LetterDelivery> Redeliver(string id)
        {
            if (all.Find(letter => letter.Id == id) is not { } letter)
                return Task.FromResult(new LetterDelivery(false, null));
            if (letter.Sequence != 1) return Task.FromResult(new LetterDelivery(true, letter.Reason));
            all.Remove(letter);
            return Task.FromResult(new LetterDelivery(true, null));
        }
    }
}
