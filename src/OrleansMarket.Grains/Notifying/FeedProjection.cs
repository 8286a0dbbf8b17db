using OrleansMarket.Contracts;
using OrleansMarket.Grains.Following;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Notifying;

/// <summary>
/// Makes the feeds and inboxes of what happens in one partition: every event is a document in the list of everybody
/// whom it concerns. Its numbers were promised to clients, so the view is kept and not made anew.
/// </summary>
/// <param name="journal">Where it is looked up whom an old order concerns.</param>
/// <param name="views">Where the lists are.</param>
internal sealed class FeedProjection(IJournalStore journal, IViewStore views) : IProjection
{
    /// <summary>The view's name.</summary>
    public const string View = "feeds";

    private const int RememberedParties = 2_500, PageSize = 1_000;

    private readonly Acquaintances acquaintances = new(journal, RememberedParties);
    private readonly List<(Entry Entry, StoredEntry Stored, IReadOnlyList<object> Events, string? Key)> speaking = [];
    private readonly HashSet<string> unknown = new(StringComparer.Ordinal);

    /// <summary>What was added last, in order; without a feed where it went into an inbox.</summary>
    private readonly List<(string? Feed, ReadOnlyMemory<byte> Body)> added = [];

    /// <summary>Is told what has become durable; null when nobody wants to know.</summary>
    public Action<FedEvent[]>? Tell { get; set; }

    /// <summary>The list of notices that belongs to a feed.</summary>
    public static string InboxOf(string feed) => $"inbox/{feed}";

    /// <inheritdoc/>
    public async ValueTask Fold(IReadOnlyList<StoredEntry> stretch, ViewChanges changes)
    {
        speaking.Clear();
        unknown.Clear();
        added.Clear();
        foreach (var stored in stretch) await Look(stored, changes);
        await acquaintances.Read(unknown);
        foreach (var (entry, stored, events, key) in speaking)
        {
            if (key == entry.Aggregate) acquaintances.Learn(entry, events);
            var parties = key is null ? Nobody : acquaintances.Find(key) ?? Nobody;
            for (var i = 0; i < events.Count; i++)
            {
                if (Happenings.Of(entry, events[i], parties) is { } told)
                    Add(told, StoredEvent.Write(stored, i + 1, told), changes);
            }
        }
    }

    /// <inheritdoc/>
    public void Kept(IReadOnlyList<long> numbers)
    {
        if (Tell is not { } tell || added.Count == 0) return;
        var fed = new List<FedEvent>(added.Count);
        MarketEvent? last = null;
        for (var i = 0; i < added.Count; i++)
        {
            // One event after the other goes into several lists.
            if (i == 0 || !added[i].Body.Equals(added[i - 1].Body)) last = null;
            if (added[i].Feed is { } feed) fed.Add(new(feed, numbers[i], last ??= StoredEvent.Read(added[i].Body)));
        }

        tell([.. fed]);
    }

    /// <inheritdoc/>
    public void Forget()
    {
        added.Clear();
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

    private void Add(Happening told, ReadOnlyMemory<byte> body, ViewChanges changes)
    {
        Add(Feeds.Market, body, changes);
        if (told.Data.Buyer is { } buyer) Add(Sides.Buyer, Feeds.OfBuyer(buyer), told, body, changes);
        if (told.Data.Seller is { } seller) Add(Sides.Seller, Feeds.OfSeller(seller), told, body, changes);
    }

    private void Add(Sides side, string feed, Happening told, ReadOnlyMemory<byte> body, ViewChanges changes)
    {
        if ((told.To & side) != 0) Add(feed, body, changes);
        if ((told.Notice & side) == 0) return;
        changes.AddTo(InboxOf(feed), body);
        added.Add((null, body));
    }

    private void Add(string feed, ReadOnlyMemory<byte> body, ViewChanges changes)
    {
        changes.AddTo(feed, body);
        added.Add((feed, body));
    }

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
