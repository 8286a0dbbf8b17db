using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using OrleansMarket.Contracts;
using OrleansMarket.Grains.Webhooks;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests.Webhooks;

/// <summary>A market with feeds, a receiver and a storage that the test holds.</summary>
internal sealed class WebhookMarket : IAsyncDisposable
{
    public const string Feed = "seller/carol";

    private static int made;

    private WebhookMarket(MarketCluster market, PaperFeeds feeds, PaperReceiver receiver, PaperStorage storage) =>
        (Market, Feeds, Receiver, Storage) = (market, feeds, receiver, storage);

    public MarketCluster Market { get; }

    public PaperFeeds Feeds { get; }

    public PaperReceiver Receiver { get; }

    public PaperStorage Storage { get; }

    public IGrainFactory Grains => Market.Grains;

    public WebhookDispatcher Dispatcher => Market.Silo.GetRequiredService<WebhookDispatcher>();

    /// <summary>Starts one; with what another one has left, it carries on.</summary>
    public static async Task<WebhookMarket> Start(WebhookMarket? left = null)
    {
        var clock = left?.Market.Clock ?? new FakeTimeProvider(new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
        var (feeds, receiver, storage) =
            (left?.Feeds ?? new(clock), left?.Receiver ?? new(), left?.Storage ?? new PaperStorage());
        var market = await MarketCluster.Start(
            store: left?.Market.Store ?? new MemoryStore(4), clock: clock, configure: silo => silo.Services
                .AddSingleton<IFeeds>(feeds)
                .AddSingleton<IWebhookSender>(receiver)
                .AddSingleton<IGrainStorage>(services =>
                    storage.In(services.GetRequiredService<IGrainStorageSerializer>())));
        return new(market, feeds, receiver, storage);
    }

    /// <summary>An endpoint of the feed that nobody has opened.</summary>
    public static string NewId() => $"{Ids.Webhook}test-{Interlocked.Increment(ref made)}";

    /// <summary>Opens an endpoint.</summary>
    public async Task<IWebhookGrain> Open(string feed = Feed, params string[] events)
    {
        var webhook = Grains.Webhook(NewId());
        var opened = await webhook.Open(new WebhookPlan(feed, "https://shop.example/hooks", events, null));
        Assert.NotNull(opened.Value);
        return webhook;
    }

    /// <summary>Something happens to an order, and an endpoint is told that there is news.</summary>
    public async Task<string> Tell(IWebhookGrain webhook, string order, string type = "order.paid")
    {
        var id = Feeds.Tell(Feed, order, type);
        await webhook.Wake();
        return id;
    }

    /// <summary>The market's time passes, and an endpoint notices.</summary>
    public async Task Pass(IWebhookGrain webhook, TimeSpan time)
    {
        await Market.Pass(time);
        await webhook.Wake();
    }

    /// <summary>Waits until so many messages were sent, and what became of them is kept.</summary>
    public Task Sent(IWebhookGrain webhook, int count) => MarketCluster.Eventually(async () =>
        Receiver.Messages.Count >= count
        && (await webhook.Deliveries(Feed))!.Attempts.Length >= Math.Min(count, 50));

    public ValueTask DisposeAsync() => Market.DisposeAsync();
}
