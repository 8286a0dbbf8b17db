using Microsoft.Extensions.Logging;
using Orleans.Utilities;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Webhooks;

/// <summary>Which endpoints a share of the feeds has.</summary>
[GenerateSerializer, Immutable, Alias("webhook-directory-document")]
internal sealed record DirectoryDocument
{
    /// <summary>The ids of a feed's endpoints, oldest first.</summary>
    [Id(0)]
    public Dictionary<string, string[]> Feeds { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Those that are disabled.</summary>
    [Id(1)]
    public string[] Disabled { get; init; } = [];
}

/// <summary>Knows which endpoints a share of the feeds has, and tells the dispatchers.</summary>
[GrainType("webhook-directory")]
internal sealed class WebhookDirectoryGrain(
    [PersistentState("webhook-directory")] Orleans.Runtime.IPersistentState<DirectoryDocument> kept,
    ILogger<WebhookDirectoryGrain> log) : Grain, IWebhookDirectoryGrain
{
    /// <summary>How many endpoints a feed can have.</summary>
    private const int Most = 10;

    private readonly ObserverManager<IWebhookWatcher> watchers = new(TimeSpan.FromMinutes(2), log);

    public Task<string[]> List(string feed) => Task.FromResult(Of(feed));

    public Task<string[]> Disabled() => Task.FromResult(kept.State.Disabled);

    public async Task<Outcome> Add(string feed, string id)
    {
        var ids = Of(feed);
        if (ids.Contains(id)) return Outcome.Done;
        if (ids.Length >= Most) return Rejection.TooManyWebhookEndpoints;
        await Keep(feed, [.. ids, id], kept.State.Disabled);
        return Outcome.Done;
    }

    public async Task Remove(string feed, string id)
    {
        var ids = Of(feed);
        if (!ids.Contains(id)) return;
        await Keep(feed, [.. ids.Where(one => one != id)], [.. kept.State.Disabled.Where(one => one != id)]);
    }

    public async Task Mark(string feed, string id, bool isDisabled)
    {
        var disabled = kept.State.Disabled;
        if (disabled.Contains(id) == isDisabled || !Of(feed).Contains(id)) return;
        await Keep(feed, Of(feed), isDisabled ? [.. disabled, id] : [.. disabled.Where(one => one != id)]);
    }

    public Task<FeedEndpoints[]> Watch(IWebhookWatcher watcher)
    {
        watchers.Subscribe(watcher, watcher);
        return Task.FromResult<FeedEndpoints[]>(
            [.. kept.State.Feeds.Select(feed => new FeedEndpoints(feed.Key, feed.Value))]);
    }

    private string[] Of(string feed) => kept.State.Feeds.GetValueOrDefault(feed, []);

    private async Task Keep(string feed, string[] ids, string[] disabled)
    {
        var feeds = new Dictionary<string, string[]>(kept.State.Feeds, StringComparer.Ordinal);
        if (ids.Length == 0) feeds.Remove(feed);
        else feeds[feed] = ids;
        kept.State = new DirectoryDocument { Feeds = feeds, Disabled = disabled };
        try
        {
            await kept.WriteStateAsync();
        }
        catch (Exception)
        {
            // What the store has is not known: the next activation reads it.
            DeactivateOnIdle();
            throw;
        }

        await watchers.Notify(watcher => watcher.Changed(new FeedEndpoints(feed, ids)));
    }
}
