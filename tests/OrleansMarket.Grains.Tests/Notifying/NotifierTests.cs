using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Tests.Notifying;

/// <summary>Feeds, inboxes and live events of a whole market.</summary>
public sealed class NotifierTests
{
    private static readonly string[] Journey =
    [
        "order.placed", "order.paid", "order.risk_passed", "escrow.held", "order.shipped", "order.delivered",
        "order.completed", "escrow.released",
    ];

    [Fact]
    public async Task Buyer_and_seller_are_told_everything_once_and_in_order_over_a_restart()
    {
        var views = new Journal.Views.MemoryViewStore();
        Journal.IJournalStore store;
        await using (var market = await MarketCluster.Start(views: views))
        {
            store = market.Store;
            await market.List("lamp", "aurora", 2400, 10);
            var order = await market.PlacePaid("ada", "lamp");
            await market.Ship(order, "TRACK-1");
            await market.Follow();
            await market.Deliver("TRACK-1");
            await market.Confirm(order);
        }

        await using var again = await MarketCluster.Start(store: store, views: views);
        await again.Follow();
        await again.Follow();
        foreach (var feed in new[] { Feeds.OfBuyer("ada"), Feeds.OfSeller("aurora") })
        {
            var page = await again.Grains.EventFeeds().Read(feed, 0, 100);
            Assert.Equal(Journey, page.Events.Select(fed => fed.Event.Type));
            Assert.Equal(Enumerable.Range(1, Journey.Length), page.Events.Select(fed => (int)fed.Number));
            Assert.Equal(page.Newest, page.Events[^1].Number);
            Assert.Equal(page.Events.Select(fed => fed.Event.Sequence).Order(),
                page.Events.Select(fed => fed.Event.Sequence));
        }

        Assert.Empty((await again.Grains.EventFeeds().Read(Feeds.OfBuyer("ben"), 0, 100)).Events);
    }

    [Fact]
    public async Task An_inbox_counts_what_was_not_read_and_never_moves_back()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 10);
        await market.PlacePaid("ada", "lamp");
        await market.Follow();

        var inbox = market.Grains.Inbox(Feeds.OfSeller("aurora"));
        var page = await inbox.Page(null, 2);
        Assert.Equal((3, 0, 3), (page.Newest, page.ReadUpTo, page.Unread));
        Assert.Equal(["Please ship", "Order paid, not yet verified"], page.Notices.Select(notice => notice.Title));
        Assert.Equal([1], (await inbox.Page(page.Notices[^1].Number, 2)).Notices.Select(notice => notice.Number));

        Assert.Equal((2, 1), Of(await inbox.Read(2)));
        Assert.Equal((2, 1), Of(await inbox.Read(1)));
        Assert.Equal([false, true, true], (await inbox.Page(null, 9)).Notices.Select(notice => notice.IsRead));
        Assert.Equal((3, 0), Of(await inbox.Read(900)));
        await market.PlacePaid("ben", "lamp");
        await market.Follow();
        Assert.Equal((3, 3), Of(await inbox.Page(null, 0)));

        static (long ReadUpTo, long Unread) Of(InboxPage page) => (page.ReadUpTo, page.Unread);
    }

    [Fact]
    public async Task Whoever_watches_is_told_what_has_become_durable()
    {
        await using var market = await MarketCluster.Start();
        await market.List("lamp", "aurora", 2400, 10);
        var watcher = new Watcher();
        await market.Grains.EventFeeds().Watch(market.Grains.CreateObjectReference<IEventObserver>(watcher));
        await market.PlacePaid("ada", "lamp");
        await market.Follow();
        await MarketCluster.Eventually(() =>
        {
            lock (watcher.Told) return Task.FromResult(watcher.Told.Count >= 12);
        });
        var kept = (await market.Grains.EventFeeds().Read(Feeds.OfBuyer("ada"), 0, 100)).Events;
        // Calls of one way can overtake each other; the numbers say what belongs where.
        Assert.Equal(kept, watcher.Told.Where(fed => fed.Feed == Feeds.OfBuyer("ada")).OrderBy(fed => fed.Number));
    }

    private sealed class Watcher : IEventObserver
    {
        public List<FedEvent> Told { get; } = [];

        public Task Happened(FedEvent[] events)
        {
            lock (Told) Told.AddRange(events);
            return Task.CompletedTask;
        }
    }
}
