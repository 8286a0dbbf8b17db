using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Webhooks;

namespace OrleansMarket.Grains.Tests.Webhooks;

/// <summary>What owners do with their endpoints.</summary>
public sealed class WebhookOwnerTests
{
    private const string Feed = WebhookMarket.Feed;

    [Fact]
    public async Task For_a_day_after_a_rotation_both_secrets_sign()
    {
        await using var market = await WebhookMarket.Start();
        var webhook = await market.Open();
        var old = (await webhook.Secret(Feed))!.Secret;
        var fresh = (await webhook.Rotate(Feed, "once"))!;
        Assert.Equal(fresh, await webhook.Rotate(Feed, "once"));
        Assert.Equal(market.Market.Clock.GetUtcNow().AddDays(1), fresh.PreviousUntil);

        await market.Tell(webhook, "a");
        await market.Sent(webhook, 1);
        await market.Pass(webhook, TimeSpan.FromDays(1));
        await market.Tell(webhook, "b");
        await market.Sent(webhook, 2);
        Assert.Equal(
            [Signed(market.Receiver.Messages[0], fresh.Secret, old), Signed(market.Receiver.Messages[1], fresh.Secret)],
            market.Receiver.Messages.Select(message => message.Signature));
        Assert.Null((await webhook.Secret(Feed))!.PreviousUntil);

        static string Signed(WebhookMessage message, params string[] secrets) =>
            WebhookSignature.Of(secrets, message.Id, message.Timestamp, message.Body.Span);
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_is_sent_nothing_until_it_is_enabled_and_then_everything()
    {
        await using var market = await WebhookMarket.Start();
        market.Receiver.Answer = _ => new(410);
        var webhook = await market.Open();
        var id = webhook.GetPrimaryKeyString();
        var first = await market.Tell(webhook, "a");
        await MarketCluster.Eventually(async () =>
            (await market.Grains.WebhooksOf(Feed).Disabled()).Contains(id));
        var view = (await webhook.View(Feed))!;
        Assert.Equal(
            (WebhookDisabledBecause.Gone, market.Market.Clock.GetUtcNow(), null),
            (view.Because, view.DisabledAt, view.NextAttemptAt));

        market.Receiver.Answer = _ => new(204);
        var second = await market.Tell(webhook, "a");
        Assert.Equal(2, (await webhook.View(Feed))!.Backlog);
        Assert.Equal([first], market.Receiver.Ids);
        MarketCluster.Done(await webhook.Enable(Feed));
        await market.Sent(webhook, 3);
        Assert.Equal([first, first, second], market.Receiver.Ids);
        Assert.Empty(await market.Grains.WebhooksOf(Feed).Disabled());
        Assert.Null((await webhook.View(Feed))!.Because);
    }

    [Fact]
    public async Task An_endpoint_that_takes_nothing_for_three_days_is_disabled_by_itself()
    {
        await using var market = await WebhookMarket.Start();
        market.Receiver.Answer = _ => new(503);
        var webhook = await market.Open();
        await market.Tell(webhook, "a");
        for (var attempt = 1; (await webhook.View(Feed))!.Because is null; attempt++)
        {
            Assert.InRange(attempt, 1, 20);
            await market.Sent(webhook, attempt);
            if ((await webhook.View(Feed))!.NextAttemptAt is not { } due) continue;
            await market.Pass(webhook, due - (await market.Grains.Clock().View()).Now);
        }

        var view = (await webhook.View(Feed))!;
        Assert.Equal((WebhookDisabledBecause.Failing, 1), (view.Because, view.Backlog));
        Assert.Equal(TimeSpan.FromDays(3), view.DisabledAt!.Value - market.Market.Clock.GetUtcNow());
        await MarketCluster.Eventually(async () =>
            (await market.Grains.WebhooksOf(Feed).Disabled()).Contains(webhook.GetPrimaryKeyString()));
    }

    [Fact]
    public async Task An_event_or_all_behind_a_number_can_be_sent_again()
    {
        await using var market = await WebhookMarket.Start();
        var webhook = await market.Open();
        string[] ids =
            [await market.Tell(webhook, "a"), await market.Tell(webhook, "b"), await market.Tell(webhook, "a")];
        await market.Sent(webhook, 3);
        MarketCluster.Done(await webhook.Redeliver(Feed, ids[0]));
        await market.Sent(webhook, 4);
        Assert.Equal(ids[0], market.Receiver.Ids[3]);
        MarketCluster.Done(await webhook.RedeliverAfter(Feed, 1));
        await market.Sent(webhook, 6);
        Assert.Equal(ids[1..], market.Receiver.Ids.Skip(4));
        Assert.Equal(Rejection.UnknownEvent, (await webhook.Redeliver(Feed, "evt_nothing")).Why);
    }

    [Fact]
    public async Task A_closed_endpoint_is_sent_nothing_and_never_comes_back()
    {
        await using var market = await WebhookMarket.Start();
        var webhook = await market.Open();
        MarketCluster.Done(await webhook.Close(Feed));
        await market.Tell(webhook, "a");
        Assert.Null(await webhook.View(Feed));
        Assert.Empty(await market.Grains.WebhooksOf(Feed).List(Feed));
        var again = await webhook.Open(new WebhookPlan(Feed, "https://shop.example/hooks", [], null));
        Assert.Equal(Rejection.UnknownWebhookEndpoint, again.Why);
        Assert.Empty(market.Receiver.Messages);
    }

    [Fact]
    public async Task Opened_again_it_is_what_it_was()
    {
        await using var market = await WebhookMarket.Start();
        var webhook = market.Grains.Webhook(WebhookMarket.NewId());
        var plan = new WebhookPlan(Feed, "https://shop.example/hooks", [], null);
        var both = await Task.WhenAll(webhook.Open(plan), webhook.Open(plan));
        var secret = await webhook.Secret(Feed);
        await webhook.Open(plan);
        Assert.Equal(secret, await webhook.Secret(Feed));
        Assert.Equal(MarketCluster.Said(both[0].Value), MarketCluster.Said(both[1].Value));
        Assert.Single(await market.Grains.WebhooksOf(Feed).List(Feed));
    }

    [Fact]
    public async Task A_feed_has_ten_endpoints_at_most()
    {
        await using var market = await WebhookMarket.Start();
        for (var i = 0; i < 10; i++) await market.Open();
        var one = market.Grains.Webhook(WebhookMarket.NewId());
        var refused = await one.Open(new WebhookPlan(Feed, "https://shop.example/hooks", [], null));
        Assert.Equal(Rejection.TooManyWebhookEndpoints, refused.Why);
        Assert.Null(await one.View(Feed));
        Assert.Equal(10, (await market.Grains.WebhooksOf(Feed).List(Feed)).Length);
    }

    [Fact]
    public async Task An_endpoint_of_another_feed_is_as_if_it_were_not_there()
    {
        await using var market = await WebhookMarket.Start();
        var webhook = await market.Open();
        const string other = "seller/mallory";
        Assert.Null(await webhook.View(other));
        Assert.Null(await webhook.Secret(other));
        Assert.Null(await webhook.Rotate(other, "once"));
        Assert.Null(await webhook.Deliveries(other));
        Assert.All(
            [
                await webhook.Close(other), await webhook.Enable(other), await webhook.Redeliver(other, "evt_1"),
                await webhook.RedeliverAfter(other, 0),
            ],
            outcome => Assert.Equal(Rejection.UnknownWebhookEndpoint, outcome.Why));
        Assert.NotNull(await webhook.View(Feed));
    }

    [Fact]
    public async Task An_address_that_the_sender_refuses_opens_nothing()
    {
        await using var market = await WebhookMarket.Start();
        var webhook = market.Grains.Webhook(WebhookMarket.NewId());
        var refused = await webhook.Open(new WebhookPlan(Feed, "https://refused.example/", [], null));
        Assert.Equal((Rejection.WebhookUrlRefused, "url is refused."), (refused.Why, refused.Subject));
        Assert.Null(await webhook.View(Feed));
    }
}
