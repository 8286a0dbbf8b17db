namespace OrleansMarket.Contracts;

/// <summary>Something that a member is told, in plain words.</summary>
/// <param name="Number">1, 2, 3 … within his inbox, without a gap.</param>
/// <param name="Event">What happened.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Text">In whole sentences: what happened, and what he can do until when.</param>
/// <param name="IsRead">Whether he has read it.</param>
[GenerateSerializer, Immutable, Alias("notice")]
public sealed record Notice(
    [property: Id(0)] long Number, [property: Id(1)] MarketEvent Event, [property: Id(2)] string Title,
    [property: Id(3)] string Text, [property: Id(4)] bool IsRead);

/// <summary>A page of an inbox.</summary>
/// <param name="Notices">The notices, newest first.</param>
/// <param name="Newest">The number of the newest one there is; 0 for none.</param>
/// <param name="ReadUpTo">He has read everything up to this number.</param>
[GenerateSerializer, Immutable, Alias("inbox-page")]
public sealed record InboxPage(
    [property: Id(0)] Notice[] Notices, [property: Id(1)] long Newest, [property: Id(2)] long ReadUpTo)
{
    /// <summary>How many notices he has not read.</summary>
    public long Unread => Newest - ReadUpTo;
}

/// <summary>What a member has been told, and how far he has read. Its key is that of his feed.</summary>
[Alias("inbox")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>Notices before a number, newest first; null for the newest.</summary>
    [Alias("page")]
    Task<InboxPage> Page(long? before, int limit);

    /// <summary>
    /// He has read everything up to a number. It never moves back, nor beyond the newest notice; answers with the inbox
    /// as it is then, without notices.
    /// </summary>
    [Alias("read")]
    Task<InboxPage> Read(long upTo);
}
