using System.Text.Json;
using OrleansMarket.Contracts;
using OrleansMarket.Grains.Webhooks;

namespace OrleansMarket.Grains.Tests.Webhooks;

/// <summary>Endpoints on a silo, whose clock, feeds and receiver the test holds.</summary>
public sealed class WebhookTests
{
    private const string Feed = WebhookMarket.Feed;

    [Fact]
    public async Task What_happens_is_sent_signed_and_in_the_form_of_the_events()
    {
        await using var market = await WebhookMarket.Start();
        market.Feeds.Tell(Feed, "before");
        var webhook = await market.Open();
        var id = await market.Tell(webhook, "ord_1.1");
        await market.Sent(webhook, 1);

        var message = Assert.Single(market.Receiver.Messages);
        var body = JsonSerializer.Deserialize<JsonElement>(message.Body.Span);
        Assert.Equal(
            (id, id, "order.paid", "2026-11-11T00:00:00.000Z", 1),
            (message.Id, body.GetProperty("id").GetString(), body.GetProperty("type").GetString(),
                body.GetProperty("timestamp").GetString(), body.GetProperty("data").GetProperty("total").GetInt32()));
        var secret = (await webhook.Secret(Feed))!.Secret;
        Assert.Equal(
            WebhookSignature.Of([secret], id, message.Timestamp, message.Body.Span), message.Signature);
        var delivery = Assert.Single((await webhook.Deliveries(Feed))!.Attempts);
        Assert.Equal((id, 204, 1, null), (delivery.Event, delivery.StatusCode, delivery.Attempt, delivery.Failure));
        Assert.Equal(0, (await webhook.View(Feed))!.Backlog);
    }

    [Fact]
    public async Task Only_what_is_asked_for_is_sent()
    {
        await using var market = await WebhookMarket.Start();
        var webhook = await market.Open(Feed, "order.*", "payout.paid");
        market.Feeds.Tell(Feed, "a", "stock.sold_out");
        market.Feeds.Tell(Feed, "b", "payout.paid");
        var last = await market.Tell(webhook, "c", "order.shipped");
        await market.Sent(webhook, 2);
        Assert.Equal(["evt_b.2.0", last], market.Receiver.Ids.Order());
    }

    [Fact]
    public async Task Messages_carry_the_real_time_however_far_the_market_is_ahead()
    {
        await using var market = await WebhookMarket.Start();
        var webhook = await market.Open();
        await market.Pass(webhook, TimeSpan.FromDays(30));
        await market.Tell(webhook, "a");
        await market.Sent(webhook, 1);
        Assert.Equal(market.Market.Clock.GetUtcNow().ToUnixTimeSeconds(), market.Receiver.Messages[0].Timestamp);
    }

    [Fact]
    public async Task What_is_not_taken_is_sent_again_by_the_market_s_time_and_never_before()
    {
        await using var market = await WebhookMarket.Start();
        market.Receiver.Answer = _ => new(500);
        var webhook = await market.Open();
        var id = await market.Tell(webhook, "a");
        await market.Sent(webhook, 1);
        var due = (await webhook.View(Feed))!.NextAttemptAt!.Value;
        Assert.InRange(due - market.Market.Clock.GetUtcNow(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.5));

        await market.Pass(webhook, TimeSpan.FromSeconds(4));
        Assert.Single((await webhook.Deliveries(Feed))!.Attempts);
        await market.Pass(webhook, TimeSpan.FromSeconds(2));
        await market.Sent(webhook, 2);
        market.Receiver.Answer = _ => new(200);
        await market.Pass(webhook, TimeSpan.FromMinutes(6));
        await market.Sent(webhook, 3);
        Assert.Equal([id, id, id], market.Receiver.Ids);
        Assert.Equal([1, 2, 3], (await webhook.Deliveries(Feed))!.Attempts.Reverse().Select(one => one.Attempt));
        Assert.Null((await webhook.View(Feed))!.NextAttemptAt);
    }

    [Fact]
    public async Task The_market_s_clock_wakes_what_waits_for_it()
    {
        await using var market = await WebhookMarket.Start();
        market.Receiver.Answer = _ => new(500);
        var webhook = await market.Open();
        await market.Tell(webhook, "a");
        await market.Sent(webhook, 1);
        market.Receiver.Answer = _ => new(200);
        // The dispatcher hears of endpoints a moment later; until then the clock wakes nobody.
        await MarketCluster.Eventually(async () =>
        {
            await market.Market.Pass(TimeSpan.FromSeconds(6));
            return market.Receiver.Messages.Count > 1;
        });
    }

    [Fact]
    public async Task An_endpoint_that_was_down_for_an_hour_gets_everything_and_each_order_in_order()
    {
        await using var market = await WebhookMarket.Start();
        market.Receiver.Answer = _ => new(null, "no connection");
        var webhook = await market.Open();
        for (var minute = 0; minute < 60; minute++)
        {
            for (var order = 0; order < 5; order++) market.Feeds.Tell(Feed, $"order-{order}");
            await market.Pass(webhook, TimeSpan.FromMinutes(1));
        }

        Assert.InRange((await webhook.View(Feed))!.Backlog, 300, 300);
        market.Receiver.Answer = _ => new(204);
        await MarketCluster.Eventually(async () =>
        {
            await market.Pass(webhook, TimeSpan.FromMinutes(10));
            return (await webhook.View(Feed))!.Backlog == 0;
        });

        Assert.Equal(300, market.Receiver.Taken.Distinct().Count());
        foreach (var order in market.Receiver.Taken.Distinct().GroupBy(id => id.Split('.')[0]))
            Assert.Equal(order.OrderBy(id => int.Parse(id.Split('.')[1])), order);
    }

    [Fact]
    public async Task What_was_sent_and_not_kept_is_sent_again_under_the_same_id()
    {
        await using var market = await WebhookMarket.Start();
        var webhook = await market.Open();
        market.Storage.Fails = state => state == "webhook";
        var id = await market.Tell(webhook, "a");
        await MarketCluster.Eventually(() => Task.FromResult(market.Storage.Failures > 0));
        market.Storage.Fails = _ => false;
        await MarketCluster.Eventually(async () =>
        {
            await webhook.Wake();
            return market.Receiver.Messages.Count > 1;
        });
        Assert.Equal([id], market.Receiver.Ids.Distinct());
        await MarketCluster.Eventually(async () => (await webhook.View(Feed))!.Backlog == 0);
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_where_it_was_and_gets_what_happened_meanwhile()
    {
        var market = await WebhookMarket.Start();
        string waits, meanwhile, id;
        await using (market)
        {
            market.Receiver.Answer = _ => new(500);
            var webhook = await market.Open();
            id = webhook.GetPrimaryKeyString();
            waits = await market.Tell(webhook, "a");
            await market.Sent(webhook, 1);
        }

        meanwhile = market.Feeds.Tell(Feed, "b");
        market.Receiver.Answer = _ => new(204);
        await using var next = await WebhookMarket.Start(market);
        // Nobody calls it: the start wakes it.
        await MarketCluster.Eventually(() => Task.FromResult(next.Receiver.Taken.Contains(meanwhile)));
        await next.Pass(next.Grains.Webhook(id), TimeSpan.FromSeconds(6));
        await MarketCluster.Eventually(() => Task.FromResult(next.Receiver.Taken.Contains(waits)));
        Assert.Equal(3, next.Receiver.Messages.Count);
    }

    [Fact]
    public async Task Whoever_listens_to_the_market_wakes_the_endpoints_of_a_feed()
    {
        await using var market = await WebhookMarket.Start();
        await market.Open();
        var id = market.Feeds.Tell(Feed, "a");
        var news = (await market.Feeds.Read(Feed, 0, 1)).Events;
        await MarketCluster.Eventually(async () =>
        {
            await market.Dispatcher.Happened(news);
            return market.Receiver.Ids.Contains(id);
        });
        Assert.Equal([id], market.Receiver.Ids);
    }

    [Fact]
    public async Task While_one_message_is_under_way_others_are_sent_and_the_endpoint_can_be_looked_at()
    {
        await using var market = await WebhookMarket.Start();
        using var answer = new ManualResetEventSlim();
        market.Receiver.Answer = message =>
        {
            if (message.Id.StartsWith("evt_slow", StringComparison.Ordinal)) answer.Wait(TimeSpan.FromSeconds(20));
            return new(204);
        };
        var webhook = await market.Open();
        await market.Tell(webhook, "slow");
        await market.Tell(webhook, "slow");
        await market.Tell(webhook, "b");
        await MarketCluster.Eventually(() => Task.FromResult(market.Receiver.Taken.Contains("evt_b.3.0")));
        Assert.Equal(2, (await webhook.View(Feed))!.Backlog);
        answer.Set();
        await market.Sent(webhook, 3);
        Assert.Equal(["evt_b.3.0", "evt_slow.1.0", "evt_slow.2.0"], market.Receiver.Taken);
    }
}
