using OrleansMarket.Contracts;

namespace OrleansMarket.Grains.Webhooks;

/// <summary>The feeds, as couriers read them.</summary>
internal interface IFeeds
{
    /// <summary>Events of a feed behind a number, oldest first.</summary>
    Task<FeedPage> Read(string feed, long after, int limit);
}

/// <summary>The feeds of the market.</summary>
internal sealed class MarketFeeds(IGrainFactory grains) : IFeeds
{
    public Task<FeedPage> Read(string feed, long after, int limit) =>
        grains.GetGrain<IEventFeedGrain>(0).Read(feed, after, limit);
}
