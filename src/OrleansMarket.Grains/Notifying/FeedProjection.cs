using OrleansMarket.Contracts;
using OrleansMarket.Grains.Following;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Notifying;

/// <summary>
/// Makes the feeds and inboxes of what happens in one partition: every event lies in the list of everybody whom it
/// concerns. Its numbers were promised to clients, so the view is kept and not made anew.
/// </summary>
/// <param name="journal">Where it is looked up whom an old order concerns.</param>
/// <param name="views">Where the lists are.</param>
internal sealed class FeedProjection(IJournalStore journal, IViewStore views) : IProjection
{
    /// <summary>The view's name.</summary>
    public const string View = "feeds";

    private const string Inbox = "inbox/";

    private const int RememberedParties = 1_250, PageSize = 1_000;

    private readonly Acquaintances acquaintances = new(journal, RememberedParties);
    private readonly List<(Entry Entry, StoredEntry Stored, IReadOnlyList<object> Events, string? Key)> speaking = [];
    private readonly HashSet<string> unknown = new(StringComparer.Ordinal);

    /// <summary>What was told last, in order, and the lists that it lies in, in the order of their first.</summary>
    private readonly List<ReadOnlyMemory<byte>> told = [];

    private readonly OrderedDictionary<string, List<int>> lists = new(StringComparer.Ordinal);

    /// <summary>Is told what has become durable; null when nobody wants to know.</summary>
    public Action<FedEvent[]>? Tell { get; set; }

    /// <summary>The list of notices that belongs to a feed.</summary>
    public static string InboxOf(string feed) => Inbox + feed;

    /// <inheritdoc/>
    public async ValueTask Fold(IReadOnlyList<StoredEntry> stretch, ViewChanges changes)
    {
        speaking.Clear();
        unknown.Clear();
        told.Clear();
        lists.Clear();
        foreach (var stored in stretch) await Look(stored, changes);
        await acquaintances.Read(unknown);
        foreach (var (entry, stored, events, key) in speaking)
        {
            if (key == entry.Aggregate) acquaintances.Learn(entry, events);
            var parties = key is null ? Nobody : acquaintances.Find(key) ?? Nobody;
            for (var i = 0; i < events.Count; i++)
            {
                if (Happenings.Of(entry, events[i], parties) is not { } happening) continue;
                told.Add(StoredEvent.Write(stored, i + 1, happening));
                Enlist(happening);
            }
        }

        Add(changes);
    }

    /// <inheritdoc/>
    public void Kept(IReadOnlyList<long> numbers)
    {
        if (Tell is not { } tell || told.Count == 0) return;
        var fed = new List<FedEvent>();
        // One event lies in several lists.
        var events = told.ConvertAll(body => StoredEvent.Read(body));
        var document = 0;
        foreach (var (list, chunk) in Documents())
        {
            var number = numbers[document++] - chunk.Length;
            if (IsInbox(list)) continue;
            foreach (var one in chunk) fed.Add(new(list, ++number, events[one]));
        }

        tell([.. fed]);
    }

    /// <inheritdoc/>
    public void Forget()
    {
        told.Clear();
        acquaintances.Forget();
    }

    private static Parties Nobody => new(null, null);

    private async ValueTask Look(StoredEntry stored, ViewChanges changes)
    {
        var entry = stored.Entry;
        if (IsErasure(entry)) await Erase(Ids.Tail(entry.Aggregate), changes);
        if (Happenings.EventsOf(entry) is not { } events) return;
        var key = Acquaintances.KeyOf(entry.Aggregate);
        speaking.Add((entry, stored, events, key));
        // Whoever comes into being within the stretch is met there.
        if (key is null || acquaintances.Find(key) is not null) return;
        if (entry.Version == 1 && key == entry.Aggregate) acquaintances.Learn(entry, events);
        else unknown.Add(key);
    }

    /// <summary>Enters what was told last into the lists of everybody whom it concerns.</summary>
    private void Enlist(Happening happening)
    {
        EnlistIn(Feeds.Market);
        if (happening.Data.Buyer is { } buyer) Enlist(Sides.Buyer, Feeds.OfBuyer(buyer), happening);
        if (happening.Data.Seller is { } seller) Enlist(Sides.Seller, Feeds.OfSeller(seller), happening);
    }

    private void Enlist(Sides side, string feed, Happening happening)
    {
        if ((happening.To & side) != 0) EnlistIn(feed);
        if ((happening.Notice & side) != 0) EnlistIn(InboxOf(feed));
    }

    private void EnlistIn(string list)
    {
        if (!lists.TryGetValue(list, out var entries)) lists.Add(list, entries = []);
        entries.Add(told.Count - 1);
    }

    private void Add(ViewChanges changes)
    {
        foreach (var (list, chunk) in Documents())
            changes.AddTo(list, EventLists.Pack([.. chunk.Select(one => told[one])]), chunk.Length);
    }

    /// <summary>Which of the things that were told lie together, list by list.</summary>
    private IEnumerable<(string List, int[] Chunk)> Documents() => lists.SelectMany(
        list => list.Value.Chunk(EventLists.MostTogether).Select(chunk => (list.Key, chunk)));

    private static bool IsInbox(string list) => list.StartsWith(Inbox, StringComparison.Ordinal);

    private static bool IsErasure(Entry entry) =>
        entry.Aggregate.StartsWith(Ids.Member, StringComparison.Ordinal)
        && entry.Events.Span.IndexOf("{\"erased\":"u8) >= 0;

    /// <summary>Whoever has left and is erased has no lists any more.</summary>
    private async ValueTask Erase(string member, ViewChanges changes)
    {
        foreach (var feed in new[] { Feeds.OfBuyer(member), Feeds.OfSeller(member) })
        {
            foreach (var list in new[] { feed, InboxOf(feed) })
            {
                IReadOnlyList<Document> page;
                for (var reached = 0L; ; reached = NumberedList.NumberOf(page[^1].Key))
                {
                    page = (await views.Read(View, [NumberedList.After(list, reached, PageSize)]))[0];
                    if (page.Count == 0) break;
                    foreach (var document in page) changes.Remove(document.Key);
                }
            }
        }
    }
}
