using Orleans.Providers.Streams.Common;
using OrleansMarket.Grains.Streaming;
using OrleansMarket.Grains.Tests.Following;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests.Streaming;

/// <summary>What the stream keeps in memory: bounded, and nobody misses anything.</summary>
public sealed class PageCacheTests
{
    private readonly PageCache cache = new(0);

    public PageCacheTests() => cache.Begin(100);

    [Fact]
    public void Nothing_is_forgotten_before_all_subscribers_have_it()
    {
        var (fast, slow) = (Subscribe(100), Subscribe(100));
        Add(10, 10);
        Assert.Equal([110L, 120], Drain(fast));
        Assert.Equal(110, Next(slow));
        Assert.Null(Purge());
        Assert.Equal(120, Next(slow));
        Assert.Equal(110, Purge());
        Assert.Null(Next(slow));
        Assert.Equal(120, Purge());
    }

    [Fact]
    public void A_subscriber_begins_behind_what_it_has_whatever_the_pages_are()
    {
        Add(10, 10, 10);
        Assert.Equal([120L, 130], Drain(Subscribe(115)));
        Assert.Equal([130L], Drain(Subscribe(129)));
        Assert.Empty(Drain(Subscribe(150)));
        // The page that ends with its token comes first: the pulling agent looks for it, and goes on behind it.
        Assert.Equal([120L, 130], Drain(Subscribe(120)));
    }

    [Fact]
    public void When_it_is_full_nothing_more_is_read_until_the_subscribers_go_on()
    {
        var cursor = Subscribe(100);
        Add(10, 10, 10, 10);
        Assert.False(cache.HasRoom);
        Drain(cursor);
        Assert.Equal(140, Purge());
        Assert.True(cache.HasRoom);
    }

    [Fact]
    public void Who_begins_where_the_cache_does_not_reach_is_given_pages_of_its_own()
    {
        var late = Subscribe(40);
        Assert.Null(Next(late));
        Assert.Same(late, cache.FallenBehind());
        Assert.Equal(60, cache.MissedBy(late));
        late.Give(new EntryPage(0, 40, Entries(40, 60)));
        Assert.Null(cache.FallenBehind());
        Add(10);
        Assert.Equal([100L, 110], Drain(late));
        Assert.Null(cache.FallenBehind());
    }

    [Fact]
    public void Who_catches_up_from_far_behind_does_not_hold_up_the_others()
    {
        var (fast, late) = (Subscribe(100), Subscribe(40));
        for (var i = 0; i < 10; i++)
        {
            Add(10);
            Drain(fast);
            Assert.True(cache.HasRoom);
        }

        Assert.Null(Purge());
        Assert.Equal(40, late.Reached);
    }

    [Fact]
    public void What_was_not_delivered_comes_again()
    {
        var cursor = Subscribe(100);
        Add(10, 10);
        Assert.Equal(110, Next(cursor));
        cursor.RecordDeliveryFailure();
        Assert.Equal(110, Next(cursor));
        Assert.Null(Purge());
        Assert.Equal(120, Next(cursor));
        Assert.Equal(110, Purge());
    }

    [Fact]
    public void Who_is_gone_holds_nothing_back()
    {
        var (fast, gone) = (Subscribe(100), Subscribe(100));
        Add(10);
        Drain(fast);
        Assert.Null(Purge());
        gone.Dispose();
        Assert.Equal(110, Purge());
    }

    private PageCache.Cursor Subscribe(long after) =>
        (PageCache.Cursor)cache.GetCacheCursor(MarketStream.Of(0), new EventSequenceTokenV2(after));

    private void Add(params int[] counts)
    {
        foreach (var count in counts)
            cache.AddToCache([new EntryPage(0, cache.High, Entries(cache.High, count))]);
    }

    private static StoredEntry[] Entries(long after, int count) => [.. Enumerable.Range(1, count).Select(number =>
        new StoredEntry(0, after + number, new("tst_a", after + number, default, null, null, null, default), default))];

    private static long? Next(PageCache.Cursor cursor) =>
        cursor.MoveNext() ? ((EntryPage)cursor.GetCurrent(out _)!).Last : null;

    private static List<long> Drain(PageCache.Cursor cursor)
    {
        var seen = new List<long>();
        while (Next(cursor) is { } last) seen.Add(last);
        return seen;
    }

    private long? Purge() =>
        cache.TryPurgeFromCache(out var gone) ? ((EntryPage)Assert.Single(gone)).Last : null;
}
