using OrleansMarket.Contracts;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Notifying;

/// <summary>How far somebody has read his inbox.</summary>
[GenerateSerializer, Alias("read-marker")]
internal sealed class ReadMarker
{
    /// <summary>The number of the last notice that he has read.</summary>
    [Id(0)]
    public long UpTo { get; set; }
}

/// <summary>
/// Somebody's inbox: what the notifiers have put there, in words, and how far he has read. The words are made when they
/// are read, so that better ones reach old notices too.
/// </summary>
[GrainType("inbox")]
internal sealed class InboxGrain(
    IViewStore views, [PersistentState("read-marker")] IPersistentState<ReadMarker> marker)
    : Grain, IInboxGrain
{
    private const int MostNotices = 100;

    private string Feed => this.GetPrimaryKeyString();

    public async Task<InboxPage> Page(long? before, int limit)
    {
        var (found, newest) = await EventLists.Before(
            views, FeedProjection.InboxOf(Feed), before ?? long.MaxValue, Math.Clamp(limit, 0, MostNotices));
        var isSeller = Feed.StartsWith(Feeds.OfSeller(""), StringComparison.Ordinal);
        return new([.. found.Select(one => Show(one.Number, one.Event, isSeller))], newest, marker.State.UpTo);
    }

    public async Task<InboxPage> Read(long upTo)
    {
        var inbox = await Page(null, 0);
        var reached = Math.Min(upTo, inbox.Newest);
        if (reached <= marker.State.UpTo) return inbox;
        marker.State.UpTo = reached;
        await marker.WriteStateAsync();
        return inbox with { ReadUpTo = reached };
    }

    private Notice Show(long number, MarketEvent told, bool isSeller)
    {
        var (title, text) = NoticeWords.Of(told, isSeller);
        return new(number, told, title, text, number <= marker.State.UpTo);
    }
}
