using System.Text.Json;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>Something that happened. It is written by <see cref="EventForm"/>, the same on every way.</summary>
/// <param name="Id">The same for ever, however often it is told.</param>
/// <param name="Type">What happened, for example <c>order.paid</c>.</param>
/// <param name="Timestamp">When, in the market's time.</param>
/// <param name="Subject">The id of what it happened to.</param>
/// <param name="Order">The order that it belongs to; the events of one order are told in order.</param>
/// <param name="Sequence">Grows from event to event of one order.</param>
/// <param name="Link">Where to see it.</param>
/// <param name="Data">What else there is to say; what it holds depends on the type.</param>
internal sealed record EventResponse(
    string Id, string Type, DateTimeOffset Timestamp, string Subject, string? Order, long? Sequence, string Link,
    JsonElement Data);

/// <summary>Some events.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="HasMore">Whether there are more at this moment.</param>
/// <param name="NextCursor">Send it as <c>after</c> to go on from here, now or later.</param>
internal sealed record EventPage(IReadOnlyList<EventResponse> Items, bool HasMore, string NextCursor);

/// <summary>Something that a member is told.</summary>
/// <param name="Number">Its place in the inbox.</param>
/// <param name="Type">What happened, as in events.</param>
/// <param name="At">When.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Text">What happened, and what can be done until when.</param>
/// <param name="Subject">The id of what it happened to.</param>
/// <param name="Order">The order that it belongs to.</param>
/// <param name="Link">Where to see it.</param>
/// <param name="IsRead">Whether it was read.</param>
internal sealed record NoticeResponse(
    long Number, string Type, DateTimeOffset At, string Title, string Text, string Subject, string? Order, string Link,
    bool IsRead)
{
    /// <summary>As the API has it.</summary>
    public static NoticeResponse From(Notice notice) => new(
        notice.Number, notice.Event.Type, notice.Event.At, notice.Title, notice.Text, notice.Event.Subject,
        notice.Event.Order, notice.Event.Link(), notice.IsRead);
}

/// <summary>Some notices.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="HasMore">Whether there are older ones.</param>
/// <param name="NextCursor">Send it as <c>after</c> to get them.</param>
/// <param name="Unread">How many there are that were not read, on all pages.</param>
internal sealed record NoticePage(
    IReadOnlyList<NoticeResponse> Items, bool HasMore, string? NextCursor, long Unread);

/// <summary>How far an inbox was read.</summary>
/// <param name="ReadUpTo">The number of the last notice that was read.</param>
/// <param name="Unread">How many there are behind it.</param>
internal sealed record InboxState(long ReadUpTo, long Unread);

/// <summary>What was read.</summary>
/// <param name="UpTo">Everything up to the notice with this number.</param>
internal sealed record InboxReadRequest(long UpTo) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        if (UpTo < 0) errors.Add("up_to", "out_of_range", "up_to must be the number of a notice.");
    }
}
