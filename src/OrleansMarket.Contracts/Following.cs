using Orleans.Concurrency;

namespace OrleansMarket.Contracts;

/// <summary>Something that happened in the market, as members, operators and other systems are told of it.</summary>
/// <param name="Id">
/// <c>evt_</c>, the aggregate that decided it, the decision's version and a number within it: the same for ever,
/// however often and in whatever way it is told.
/// </param>
/// <param name="Type">What happened, for example <c>order.paid</c> (DOMAIN.md §6).</param>
/// <param name="At">When, UTC.</param>
/// <param name="Subject">The id of what it happened to.</param>
/// <param name="Order">
/// The order that it belongs to; events of one order are told in order. Null for the others.
/// </param>
/// <param name="Sequence">
/// Grows from event to event of one order: the place of its entry in the partition of the journal.
/// </param>
/// <param name="Data">What else there is to say, a JSON object with <c>snake_case</c> names.</param>
[GenerateSerializer, Immutable, Alias("market-event")]
public sealed record MarketEvent(
    [property: Id(0)] string Id,
    [property: Id(1)] string Type,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Subject,
    [property: Id(4)] string? Order,
    [property: Id(5)] long Sequence,
    [property: Id(6)] string Data);

/// <summary>An event in somebody's feed.</summary>
/// <param name="Feed">Whose: a member's name with his role, or everything; see <see cref="Feeds"/>.</param>
/// <param name="Number">1, 2, 3 … within the feed, without a gap, in the order in which it was told.</param>
/// <param name="Event">What happened.</param>
[GenerateSerializer, Immutable, Alias("fed-event")]
public sealed record FedEvent(
    [property: Id(0)] string Feed, [property: Id(1)] long Number, [property: Id(2)] MarketEvent Event);

/// <summary>A page of a feed.</summary>
/// <param name="Events">The events, oldest first.</param>
/// <param name="Newest">The number of the newest event there is; 0 for none.</param>
/// <param name="Epoch">
/// Numbers mean something only together with this word: it changes when the feeds were lost and made again.
/// </param>
[GenerateSerializer, Immutable, Alias("feed-page")]
public sealed record FeedPage(
    [property: Id(0)] FedEvent[] Events, [property: Id(1)] long Newest, [property: Id(2)] string Epoch);

/// <summary>How far feeds have come.</summary>
/// <param name="Numbers">The number of the newest event of each feed, in the order asked for; 0 for none.</param>
/// <param name="Epoch">As in <see cref="FeedPage"/>.</param>
[GenerateSerializer, Immutable, Alias("feed-heads")]
public sealed record FeedHeads([property: Id(0)] long[] Numbers, [property: Id(1)] string Epoch);

/// <summary>The names of feeds.</summary>
public static class Feeds
{
    /// <summary>Everything that happens; operators follow it.</summary>
    public const string Market = "market";

    /// <summary>What a buyer is told.</summary>
    public static string OfBuyer(string member) => $"buyer/{member}";

    /// <summary>What a seller is told.</summary>
    public static string OfSeller(string member) => $"seller/{member}";
}

/// <summary>Reads feeds.</summary>
[Alias("event-feed")]
public interface IEventFeedGrain : IGrainWithIntegerKey
{
    /// <summary>Events of a feed behind a number, oldest first.</summary>
    [Alias("read")]
    Task<FeedPage> Read(string feed, long after, int limit);

    /// <summary>How far some feeds have come, all at one moment.</summary>
    [Alias("newest")]
    Task<FeedHeads> Newest(string[] feeds);

    /// <summary>Has an observer told by all notifiers; see <see cref="INotifierGrain.Watch"/>.</summary>
    [Alias("watch")]
    Task Watch(IEventObserver observer);
}

/// <summary>Is told of events as they happen: a frontend, or what sends them to other systems.</summary>
[Alias("event-observer")]
public interface IEventObserver : IGrainObserver
{
    /// <summary>
    /// Events of one stretch of a partition, all of them durable. They may be told twice, or not at all when a process
    /// fails: a number that does not follow on the last one of its feed says so, and the feed has what is missing.
    /// </summary>
    [Alias("happened"), OneWay]
    Task Happened(FedEvent[] events);
}

/// <summary>Tells buyers and sellers what happens; one per partition of the journal.</summary>
[Alias("notifier")]
public interface INotifierGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Has an observer told of everything from now on, for two minutes: whoever wants more asks again before.
    /// </summary>
    [Alias("watch")]
    Task Watch(IEventObserver observer);
}
