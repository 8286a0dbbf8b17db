using System.Text.Json;
using OrleansMarket.Contracts;

namespace OrleansMarket.Market.Tests.Webhooks;

/// <summary>Webhook endpoints over HTTP, with a real receiver.</summary>
public sealed class WebhookApiTests(WebhookHost host) : IClassFixture<WebhookHost>
{
    private const string Root = "/v1/webhook-endpoints";

    [Fact]
    public async Task A_seller_has_his_events_sent_and_sees_how_it_goes()
    {
        var (name, seller) = Seller();
        var made = (await seller.Post(Root, new { url = host.Receiver.Url, events = new[] { "order.*" } })).Is(201);
        var id = made.Text("id");
        Assert.Equal($"{Root}/{id}", made["Location"]);
        Assert.StartsWith("whsec_", made.Text("secret"));
        Assert.Equal(("enabled", name), (made.Text("status"), made.Text("member")));

        var happened = await host.Tell(name, id, "ord_a.1");
        var message = await host.Message(happened);
        Assert.Equal(
            ("application/json", "order.paid", happened),
            (message.Headers["content-type"], Json(message).GetProperty("type").GetString(),
                Json(message).GetProperty("id").GetString()));
        await Attempts(seller, id, 1);
        var attempt = (await seller.Get($"{Root}/{id}/deliveries")).Is(200);
        Assert.Equal(
            (happened, 204, 1), (attempt.Text("attempts.0.event"), attempt.Number("attempts.0.status_code"),
                attempt.Number("attempts.0.attempt")));
        Assert.True(attempt.Find("attempts.0.taken").GetBoolean());

        var seen = (await seller.Get($"{Root}/{id}")).Is(200);
        Assert.DoesNotContain("secret", seen.Body);
        Assert.Equal(0, seen.Number("backlog"));
        Assert.DoesNotContain("secret", (await seller.Get(Root)).Is(200).Body);

        Assert.Empty((await seller.Delete($"{Root}/{id}")).Is(200).Find("items").EnumerateArray());
        (await seller.Get($"{Root}/{id}")).IsProblem(404, "unknown_webhook_endpoint");
    }

    [Fact]
    public async Task A_repeated_request_makes_one_endpoint_and_shows_its_secret_again()
    {
        var (_, seller) = Seller();
        var (key, body) = (Api.FreshKey(), new { url = host.Receiver.Url });
        var (one, two) = (await seller.Post(Root, body, key), await seller.Post(Root, body, key));
        Assert.Equal(one.Is(201).Text("id"), two.Is(201).Text("id"));
        Assert.Equal(one.Text("secret"), two.Text("secret"));
        Assert.Single((await seller.Get(Root)).Find("items").EnumerateArray());
        var rotate = $"{Root}/{one.Text("id")}/rotate-secret";
        var (first, second) = (await seller.Post(rotate, key: key), await seller.Post(rotate, key: key));
        Assert.Equal(first.Is(200).Text("secret"), second.Is(200).Text("secret"));
        Assert.NotEqual(one.Text("secret"), first.Text("secret"));
        Assert.NotEmpty(first.Text("previous_secret_until"));
    }

    [Fact]
    public async Task A_receiver_that_is_busy_is_left_alone_as_long_as_it_asks_for()
    {
        var (name, seller) = Seller();
        var id = (await seller.Post(Root, new { url = host.Receiver.Url })).Is(201).Text("id");
        host.Receiver.Answer = response =>
        {
            response.StatusCode = 503;
            response.Headers.RetryAfter = "1200";
        };
        await host.Tell(name, id, "ord_b.1");
        var tried = await Attempts(seller, id, 1);
        host.Receiver.Answer = response => response.StatusCode = 204;
        var pause = tried.Find("attempts.0.next_attempt_at").GetDateTimeOffset()
            - tried.Find("attempts.0.at").GetDateTimeOffset();
        Assert.InRange(pause, TimeSpan.FromSeconds(1_200), TimeSpan.FromSeconds(1_230));
        Assert.Equal("answered 503", (await seller.Get($"{Root}/{id}")).Text("last_failure"));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_counts_as_not_taken()
    {
        var (name, seller) = Seller();
        var id = (await seller.Post(Root, new { url = host.Receiver.Url })).Is(201).Text("id");
        host.Receiver.Answer = response => response.Redirect("/elsewhere");
        await host.Tell(name, id, "ord_c.1");
        var tried = await Attempts(seller, id, 1);
        host.Receiver.Answer = response => response.StatusCode = 204;
        Assert.Equal("answered 302", tried.Text("attempts.0.failure"));
        Assert.DoesNotContain(host.Receiver.Messages, message => message.Path != "/hooks");
    }

    [Fact]
    public async Task An_endpoint_that_says_it_is_gone_is_shown_to_operators_and_can_be_enabled()
    {
        var (name, seller) = Seller();
        var root = host.As("root", Role.Operator);
        var id = (await seller.Post(Root, new { url = host.Receiver.Url })).Is(201).Text("id");
        host.Receiver.Answer = response => response.StatusCode = 410;
        var happened = await host.Tell(name, id, "ord_d.1");
        await WebhookHost.Eventually(async () =>
            (await root.Get("/v1/operator/webhook-endpoints?limit=100")).Is(200).Body.Contains(id));
        Assert.Equal("gone", (await root.Get($"{Root}/{id}")).Is(200).Text("disabled_because"));
        host.Receiver.Answer = response => response.StatusCode = 204;
        (await seller.Post($"{Root}/{id}/enable")).Is(200);
        await Attempts(seller, id, 2);
        (await seller.Post($"{Root}/{id}/redeliver", new { @event = happened })).Is(200);
        await Attempts(seller, id, 3);
        (await seller.Post($"{Root}/{id}/redeliver", new { after = 0 })).Is(200);
        await Attempts(seller, id, 4);
        Assert.Equal(4, host.Receiver.Messages.Count(message => message.Id == happened));
    }

    [Fact]
    public async Task Only_the_owner_changes_an_endpoint()
    {
        var (_, seller) = Seller();
        var id = (await seller.Post(Root, new { url = host.Receiver.Url })).Is(201).Text("id");
        (await host.As("ada", Role.Buyer).Post(Root, new { url = host.Receiver.Url })).IsProblem(403, "forbidden");
        foreach (var other in new[] { Seller().Api, host.As("root", Role.Operator) })
        {
            (await other.Post($"{Root}/{id}/rotate-secret")).IsProblem(404, "unknown_webhook_endpoint");
            (await other.Post($"{Root}/{id}/enable")).IsProblem(404, "unknown_webhook_endpoint");
            (await other.Post($"{Root}/{id}/redeliver", new { after = 0 })).IsProblem(404, "unknown_webhook_endpoint");
            (await other.Delete($"{Root}/{id}")).IsProblem(404, "unknown_webhook_endpoint");
        }

        (await Seller().Api.Get($"{Root}/{id}")).IsProblem(404, "unknown_webhook_endpoint");
        (await seller.Get($"{Root}/whe_nothing")).IsProblem(404, "unknown_webhook_endpoint");
        (await seller.Get($"{Root}/nothing")).IsProblem(404, "unknown_webhook_endpoint");
    }

    [Theory]
    [InlineData("""{"url": "ftp://example.org/"}""", "validation_failed", "url")]
    [InlineData("""{"url": "/hooks"}""", "validation_failed", "url")]
    [InlineData("""{"url": "http://a:b@example.org/"}""", "webhook_url_refused", "url")]
    [InlineData("""{"url": "http://example.org/", "events": []}""", "validation_failed", "events")]
    [InlineData("""{"url": "http://example.org/", "events": ["order.pa*"]}""", "validation_failed", "events[0]")]
    [InlineData("""{"url": "http://example.org/", "events": ["Order.paid"]}""", "validation_failed", "events[0]")]
    public async Task An_endpoint_names_the_wrong_field(string body, string code, string field) =>
        (await Seller().Api.Post(Root, body)).IsProblem(400, code, field);

    [Theory]
    [InlineData("{}", "event")]
    [InlineData("""{"event": "evt_1", "after": 1}""", "event")]
    [InlineData("""{"event": "ord_1"}""", "event")]
    [InlineData("""{"after": -1}""", "after")]
    public async Task A_redelivery_names_the_wrong_field(string body, string field) =>
        (await Seller().Api.Post($"{Root}/whe_nothing/redeliver", body)).IsProblem(400, "validation_failed", field);

    private (string Name, Api Api) Seller()
    {
        var name = Shop.Name("seller");
        return (name, host.As(name, Role.Seller));
    }

    private static async Task<Answer> Attempts(Api seller, string id, int count)
    {
        Answer? deliveries = null;
        await WebhookHost.Eventually(async () =>
        {
            deliveries = (await seller.Get($"{Root}/{id}/deliveries")).Is(200);
            return deliveries.Find("attempts").GetArrayLength() >= count;
        });
        return deliveries!;
    }

    private static JsonElement Json(Received message) => JsonSerializer.Deserialize<JsonElement>(message.Body);
}
