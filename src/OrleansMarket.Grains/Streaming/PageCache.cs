using Orleans.Runtime;
using Orleans.Streams;

namespace OrleansMarket.Grains.Streaming;

/// <summary>The newest pages of a partition, until those who are subscribed to it have them.</summary>
/// <remarks>
/// Bounded: when it is full, nothing more is read until the slowest subscriber goes on. One that does not go on for a
/// while, because it fails, is not waited for: it falls behind, and is then given pages of its own, read from the
/// journal, in the same way as one that begins at an old place. So is nobody held up by another, and nothing is left
/// out. All of it happens on the scheduler of one pulling agent.
/// </remarks>
/// <param name="partition">Which one.</param>
internal sealed class PageCache(int partition) : IQueueCache
{
    private const int MostPages = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly List<EntryPage> pages = [];
    private readonly List<Cursor> cursors = [];
    private long reported;

    /// <summary>The last entry that was read for everybody.</summary>
    public long High { get; private set; }

    /// <summary>How far all subscribers have come.</summary>
    public long Delivered => cursors.Count == 0 ? High : Math.Min(High, cursors.Min(cursor => cursor.Reached));

    /// <summary>Whether another page may be read.</summary>
    public bool HasRoom
    {
        get
        {
            if (pages.Count == MostPages) LeaveBehind();
            return pages.Count < MostPages;
        }
    }

    /// <summary>What is before the first page that is here.</summary>
    private long Low => pages.Count == 0 ? High : pages[0].After;

    /// <summary>Begins behind an entry.</summary>
    public void Begin(long after) => (High, reported) = (after, after);

    /// <summary>A subscriber that needs what is not here any more; null when there is none.</summary>
    public Cursor? FallenBehind() => cursors.Find(cursor => cursor.IsWaiting && cursor.Reached < Low);

    /// <summary>How many entries a subscriber misses until what is here.</summary>
    public long MissedBy(Cursor cursor) => Low - cursor.Reached;

    /// <inheritdoc/>
    public void AddToCache(IList<IBatchContainer> messages)
    {
        foreach (var message in messages)
        {
            // What was read for one subscriber alone is with him, and a mere place is nothing to keep.
            if (message is not EntryPage { Entries.Length: > 0 } page || page.After != High) continue;
            pages.Add(page);
            High = page.Last;
        }
    }

    /// <summary>Forgets what everybody has, and says how far that is.</summary>
    public bool TryPurgeFromCache(out IList<IBatchContainer> purgedItems)
    {
        var delivered = Delivered;
        purgedItems = [];
        if (delivered <= reported) return false;
        pages.RemoveAll(page => page.Last <= delivered);
        reported = delivered;
        purgedItems = [EntryPage.At(partition, delivered)];
        return true;
    }

    /// <summary>
    /// A cursor behind an entry, or at the page that ends with it when that is here. Null: behind everything.
    /// </summary>
    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token)
    {
        var after = token?.SequenceNumber ?? High;
        var cursor = new Cursor(this, pages.Find(page => page.Last == after)?.After ?? after);
        cursors.Add(cursor);
        return cursor;
    }

    /// <summary>The receiver reads nothing when there is no room: that is all the pressure there is.</summary>
    public bool IsUnderPressure() => false;

    /// <inheritdoc/>
    public int GetMaxAddCount() => QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG;

    private EntryPage? Behind(long entry) => entry < Low ? null : pages.Find(page => page.Last > entry);

    private void LeaveBehind()
    {
        var first = pages[0];
        var late = cursors.Where(cursor => cursor.Reached < first.Last).ToArray();
        // As long as nobody has had it, somebody will; and who has only just come to it is no laggard.
        if (late.Length < cursors.Count && late.All(cursor => cursor.Reached < Low || cursor.Holds > Patience))
            pages.RemoveAt(0);
    }

    /// <summary>Where one subscriber is.</summary>
    internal sealed class Cursor(PageCache cache, long after) : IQueueCacheCursor
    {
        private EntryPage? current;
        private EntryPage? own;
        private bool again;
        private long since = TimeProvider.System.GetTimestamp();

        /// <summary>The last entry that it has, for good.</summary>
        public long Reached { get; private set; } = after;

        /// <summary>It has nothing under way.</summary>
        public bool IsWaiting => current is null && own is null;

        /// <summary>How long it has been where it is.</summary>
        public TimeSpan Holds => TimeProvider.System.GetElapsedTime(since);

        /// <summary>Gives it a page that was read for it alone.</summary>
        public void Give(EntryPage page) => own = page;

        /// <inheritdoc/>
        public IBatchContainer? GetCurrent(out Exception? exception)
        {
            exception = null;
            return current;
        }

        /// <inheritdoc/>
        public bool MoveNext()
        {
            if (again)
            {
                again = false;
                return true;
            }

            // Being asked for the next one says that this one is delivered.
            if (current is not null) Reached = current.Last;
            current = own ?? cache.Behind(Reached);
            own = null;
            since = TimeProvider.System.GetTimestamp();
            return current is not null;
        }

        /// <inheritdoc/>
        public void Refresh(StreamSequenceToken token)
        {
        }

        /// <summary>What could not be delivered is not left out, but delivered again.</summary>
        public void RecordDeliveryFailure() => again = current is not null;

        /// <inheritdoc/>
        public void Dispose() => cache.cursors.Remove(this);
    }
}
