using Orleans.Streams;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Streaming;

/// <summary>Reads one partition of the journal for its stream.</summary>
/// <param name="partition">Which one.</param>
/// <param name="store">Where it reads.</param>
/// <param name="heads">Says whether there is something to read.</param>
/// <param name="cache">Where it puts what it has read.</param>
internal sealed class PartitionReceiver(int partition, IJournalStore store, HeadsWatch heads, PageCache cache)
    : IQueueAdapterReceiver
{
    private const int PageSize = 512, PageBytes = 1 << 20;

    /// <summary>
    /// Subscribers keep their own places; this one only says where a restart begins to read, and a durable write each
    /// time would cost more than reading a little twice.
    /// </summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);
    private static readonly TimeProvider Real = TimeProvider.System;
    private static readonly Task<IList<IBatchContainer>> Nothing = Task.FromResult<IList<IBatchContainer>>([]);

    private bool hasBegun;
    private long lastRead;
    private long lastMoved = Real.GetTimestamp();
    private long moved;
    private long delivered;

    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) =>
        GetQueueMessagesAsync(maxCount, CancellationToken.None);

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        if (!hasBegun) return Begin();
        if (cache.FallenBehind() is { } cursor) return ReadFor(cursor);
        if (delivered > moved && Real.GetElapsedTime(lastMoved) > Between) return Move();
        if (!cache.HasRoom) return Nothing;
        return cache.IsQuiet ? WaitAndRead(cancellationToken) : ReadNext();
    }

    /// <summary>All subscribers have come so far.</summary>
    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages)
    {
        delivered = cache.Delivered;
        return Task.CompletedTask;
    }

    public async Task Shutdown(TimeSpan timeout)
    {
        if (!hasBegun) return;
        delivered = cache.Delivered;
        if (delivered > moved) await Move();
    }

    /// <summary>
    /// Says where it begins. That is enough for the stream to be there, and for its subscribers to be woken and asked
    /// where they are, should nothing new ever happen.
    /// </summary>
    private async Task<IList<IBatchContainer>> Begin()
    {
        moved = delivered = await store.ReadCursor(MarketStream.Provider, partition);
        cache.Begin(moved);
        hasBegun = true;
        return [EntryPage.At(partition, moved)];
    }

    private async Task<IList<IBatchContainer>> ReadFor(PageCache.Cursor cursor)
    {
        var page = await Read(cursor.Reached, (int)Math.Min(PageSize, cache.MissedBy(cursor)));
        if (page.Entries.Length == 0) return [];
        cursor.Give(page);
        return [page];
    }

    /// <summary>Waits for something new rather than be asked for it forty times a second.</summary>
    private async Task<IList<IBatchContainer>> WaitAndRead(CancellationToken stop)
    {
        await heads.WaitBeyond(partition, cache.High, stop);
        return stop.IsCancellationRequested ? [] : await ReadNext();
    }

    private Task<IList<IBatchContainer>> ReadNext()
    {
        var looking = heads.Look();
        return looking.IsCompletedSuccessfully ? ReadUpTo(looking.Result[partition]) : WaitAndRead(looking);

        async Task<IList<IBatchContainer>> WaitAndRead(ValueTask<long[]> look) =>
            await ReadUpTo((await look)[partition]);
    }

    private Task<IList<IBatchContainer>> ReadUpTo(long head)
    {
        var waiting = head - cache.High;
        return waiting <= 0 || (waiting < PageSize && IsTooSoon()) ? Nothing : ReadPage();

        async Task<IList<IBatchContainer>> ReadPage()
        {
            lastRead = Real.GetTimestamp();
            var page = await Read(cache.High, PageSize);
            return page.Entries.Length == 0 ? [] : [page];
        }
    }

    /// <summary>
    /// The more there is to do, the larger the pages: each costs every subscriber a transaction, and what changes twice
    /// within a page is written once. At 1 000 entries a second a partition pauses 40 ms between two pages, at 10 000
    /// and more 400 ms.
    /// </summary>
    private bool IsTooSoon()
    {
        var pause = TimeSpan.FromMicroseconds(40 * heads.Rate);
        return Real.GetElapsedTime(lastRead) < (pause < LongestPause ? pause : LongestPause);
    }

    private async Task<EntryPage> Read(long after, int limit)
    {
        var entries = await store.ReadPartition(partition, after, limit);
        var (count, bytes) = (0, 0);
        while (count < entries.Count && bytes < PageBytes) bytes += 200 + entries[count++].Entry.Events.Length;
        return new EntryPage(partition, after, count == entries.Count ? [.. entries] : [.. entries.Take(count)]);
    }

    private async Task<IList<IBatchContainer>> Move()
    {
        lastMoved = Real.GetTimestamp();
        var upTo = delivered;
        await store.MoveCursor(MarketStream.Provider, partition, upTo);
        moved = upTo;
        return [];
    }
}
