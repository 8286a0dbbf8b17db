using OrleansMarket.Contracts;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Notifying;

/// <summary>How the events of feeds and inboxes lie in numbered lists, and how they are read there.</summary>
/// <remarks>
/// Events that come into a list together lie in one document, a line each, and have a number each: at the rates of a
/// sale a feed grows by a few documents a second rather than by one for every event.
/// </remarks>
internal static class EventLists
{
    /// <summary>How many events lie in one document at most.</summary>
    public const int MostTogether = 64;

    /// <summary>Documents that are read at a time.</summary>
    private const int PageSize = 50;

    /// <summary>Events as they lie together.</summary>
    public static ReadOnlyMemory<byte> Pack(ReadOnlySpan<ReadOnlyMemory<byte>> events)
    {
        if (events.Length == 1) return events[0];
        var bytes = events.Length - 1;
        foreach (var one in events) bytes += one.Length;
        var packed = new byte[bytes];
        var place = 0;
        foreach (var one in events)
        {
            if (place > 0) packed[place++] = (byte)'\n';
            one.Span.CopyTo(packed.AsSpan(place));
            place += one.Length;
        }

        return packed;
    }

    /// <summary>The events in a document with their numbers, oldest first. They are not decoded yet.</summary>
    public static IReadOnlyList<(long Number, ReadOnlyMemory<byte> Body)> Unpack(Document document)
    {
        var found = new List<(long, ReadOnlyMemory<byte>)>();
        var number = NumberedList.NumberOf(document.Key) - document.Body.Span.Count((byte)'\n');
        var body = document.Body;
        for (int end; (end = body.Span.IndexOf((byte)'\n')) >= 0; body = body[(end + 1)..])
            found.Add((number++, body[..end]));
        found.Add((number, body));
        return found;
    }

    /// <summary>A list's events behind a number, oldest first.</summary>
    public static async ValueTask<IReadOnlyList<(long Number, MarketEvent Event)>> After(
        IViewStore views, string list, long after, int limit)
    {
        var found = new List<(long, MarketEvent)>();
        IReadOnlyList<Document> page;
        for (var reached = after; found.Count < limit; reached = NumberedList.NumberOf(page[^1].Key))
        {
            var count = Math.Min(PageSize, limit - found.Count);
            page = (await views.Read(FeedProjection.View, [NumberedList.After(list, reached, count)]))[0];
            found.AddRange(page.SelectMany(Unpack).Where(one => one.Number > after).Take(limit - found.Count)
                .Select(Read));
            if (page.Count < count) break;
        }

        return found;
    }

    /// <summary>A list's events before a number, newest first; and the number of its newest of all.</summary>
    public static async ValueTask<(IReadOnlyList<(long Number, MarketEvent Event)> Found, long Newest)> Before(
        IViewStore views, string list, long before, int limit)
    {
        var found = await views.Read(FeedProjection.View,
        [
            // The one that holds the number may hold some before it.
            NumberedList.After(list, before - 1, 1),
            NumberedList.Before(list, before, limit),
            NumberedList.Last(list),
        ]);
        return (
            [
                .. found[0].Concat(found[1]).SelectMany(document => Unpack(document).Reverse())
                    .Where(one => one.Number < before).Take(limit).Select(Read),
            ],
            Newest(found[2]));
    }

    /// <summary>The numbers of the newest events of some lists; 0 for one that has none.</summary>
    public static async ValueTask<IReadOnlyList<long>> Newest(IViewStore views, IReadOnlyList<string> lists) =>
        [.. (await views.Read(FeedProjection.View, [.. lists.Select(NumberedList.Last)])).Select(Newest)];

    private static long Newest(IReadOnlyList<Document> last) =>
        last is [var document] ? NumberedList.NumberOf(document.Key) : 0;

    private static (long, MarketEvent) Read((long Number, ReadOnlyMemory<byte> Body) one) =>
        (one.Number, StoredEvent.Read(one.Body));
}
