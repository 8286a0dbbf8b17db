using System.Globalization;
using System.Text;
using OrleansMarket.Contracts;
using OrleansMarket.Grains.Webhooks;

namespace OrleansMarket.Market.Tests.Webhooks;

/// <summary>What the market sends is what receivers with the public package take.</summary>
public sealed class StandardWebhooksTests(WebhookHost host, StandardWebhooksPackage package)
    : IClassFixture<WebhookHost>, IClassFixture<StandardWebhooksPackage>
{
    private const string Root = "/v1/webhook-endpoints";

    [Fact]
    public async Task The_public_package_takes_what_is_sent_with_either_secret_and_nothing_else()
    {
        var name = Shop.Name("seller");
        var seller = host.As(name, Role.Seller);
        var made = (await seller.Post(Root, new { url = host.Receiver.Url })).Is(201);
        var (id, old) = (made.Text("id"), made.Text("secret"));
        var before = await host.Message(await host.Tell(name, id, "ord_a.1"));
        var fresh = (await seller.Post($"{Root}/{id}/rotate-secret")).Is(200).Text("secret");
        var after = await host.Message(await host.Tell(name, id, "ord_b.1"));

        var answers = await package.Verify(
            (old, before), (old, after), (fresh, after), (fresh, before),
            (old, before with { Body = before.Body + " " }), (old, before with { Headers = after.Headers }));
        Assert.Equal([before.Body, after.Body, after.Body], answers[..3]);
        Assert.All(answers[3..], answer => Assert.StartsWith("refused: ", answer));
    }

    [Fact]
    public async Task The_public_package_refuses_a_message_of_more_than_five_minutes_ago()
    {
        var secret = WebhookSignature.NewSecret();
        var now = TimeProvider.System.GetUtcNow();
        var answers = await package.Verify(
            (secret, Sent(now)), (secret, Sent(now.AddSeconds(-240))), (secret, Sent(now.AddSeconds(-310))),
            (secret, Sent(now.AddSeconds(310))));
        Assert.Equal(["{}", "{}"], answers[..2]);
        Assert.All(answers[2..], answer => Assert.Contains("timestamp", answer));

        Received Sent(DateTimeOffset at) => new("/hooks", new Dictionary<string, string>
        {
            ["webhook-id"] = "evt_1",
            ["webhook-timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["webhook-signature"] =
                WebhookSignature.Of([secret], "evt_1", at.ToUnixTimeSeconds(), Encoding.UTF8.GetBytes("{}")),
        }, "{}");
    }
}
