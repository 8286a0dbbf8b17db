using OrleansMarket.Contracts;
using OrleansMarket.Grains.Webhooks;

namespace OrleansMarket.Grains.Tests.Webhooks;

/// <summary>Feeds that a test writes.</summary>
internal sealed class PaperFeeds(TimeProvider clock) : IFeeds
{
    private readonly Dictionary<string, List<MarketEvent>> feeds = [];
    private readonly Lock reading = new();

    /// <summary>What the numbers mean something with.</summary>
    public string Epoch { get; set; } = "one";

    /// <summary>An order's next event; answers with its id.</summary>
    public string Tell(string feed, string order, string type = "order.paid")
    {
        lock (reading)
        {
            if (!feeds.TryGetValue(feed, out var events)) feeds[feed] = events = [];
            var id = $"evt_{order}.{events.Count + 1}.0";
            events.Add(new(id, type, clock.GetUtcNow(), order, order, events.Count + 1, """{"total":1}"""));
            return id;
        }
    }

    public Task<FeedPage> Read(string feed, long after, int limit)
    {
        lock (reading)
        {
            var events = feeds.GetValueOrDefault(feed, []);
            var page = events.Select((happened, index) => new FedEvent(feed, index + 1, happened))
                .Where(fed => fed.Number > after).Take(limit);
            return Task.FromResult(new FeedPage([.. page], events.Count, Epoch));
        }
    }
}
