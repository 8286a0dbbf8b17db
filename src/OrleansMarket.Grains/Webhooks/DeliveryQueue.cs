using OrleansMarket.Contracts;

namespace OrleansMarket.Grains.Webhooks;

/// <summary>Which events an endpoint still has to get, what is sent now, and when the rest is tried.</summary>
/// <remarks>
/// <code>
///   the feed --Take--> waiting --Next--> in flight --taken---------------------> over
///                         ^                  |
///                         +---- not taken ---+---- not taken for three days ---> given up
/// </code>
/// Events of one order are in flight one at a time, in the order of their numbers: while one is not taken, the later
/// ones wait behind it, and those of other orders go on. So that what waits has a bound, reading stops when it is
/// reached. An endpoint that has not taken anything lately is sent one message at a time, until it takes one.
/// Pure: the time and chance are arguments. Used by one <see cref="Courier"/>.
/// </remarks>
internal sealed class DeliveryQueue
{
    /// <summary>How many events can wait.</summary>
    public const int Most = 1_000;

    /// <summary>How many messages are in flight at once.</summary>
    public const int AtOnce = 8;

    /// <summary>How long an event is tried, and how long an endpoint that takes nothing is believed in.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <summary>After so many failures in a row an endpoint is taken to be down.</summary>
    private const int DownAfter = 8;

    /// <summary>So many orders that could be sent at once are enough not to read on.</summary>
    private const int Ahead = 16;

    /// <summary>The longest that a receiver can ask to be left alone.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);

    /// <summary>Feeds that are numbered anew may order events a little differently.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10),
    ];

    private readonly SortedDictionary<long, Waiting> waiting;
    private readonly Dictionary<string, string> inFlight = new(StringComparer.Ordinal);
    private string? epoch;
    private DateTimeOffset readUntil, skipBefore;
    private DateTimeOffset? failingSince;
    private int inARow;

    /// <summary>Goes on from where it was kept.</summary>
    public DeliveryQueue(QueueDocument kept)
    {
        waiting = new(kept.Waiting.ToDictionary(one => one.Number));
        (epoch, Position, readUntil, skipBefore) = (kept.Epoch, kept.Position, kept.ReadUntil, kept.SkipBefore);
        (inARow, failingSince) = (kept.InARow, kept.FailingSince);
    }

    /// <summary>The number up to which the feed was read.</summary>
    public long Position { get; private set; }

    /// <summary>How many events wait or are in flight.</summary>
    public int Count => waiting.Count;

    /// <summary>Whether no more is taken in.</summary>
    public bool IsFull => waiting.Count >= Most;

    private bool IsDown => inARow >= DownAfter;

    /// <summary>As it is to be kept: what is in flight waits.</summary>
    public QueueDocument Keep() => new()
    {
        Epoch = epoch,
        Position = Position,
        ReadUntil = readUntil,
        SkipBefore = skipBefore,
        InARow = inARow,
        FailingSince = failingSince,
        Waiting = [.. waiting.Values],
    };

    /// <summary>Begins behind everything that there is.</summary>
    public void BeginBehind(FeedPage page) => (epoch, Position) = (page.Epoch, page.Newest);

    /// <summary>Whether it pays to read on: too few orders have something that can be sent.</summary>
    public bool WantsMore(DateTimeOffset now)
    {
        if (IsFull) return false;
        var enough = IsDown ? 1 : Ahead;
        return inFlight.Count + Heads().Count(head => head.Due <= now) < enough;
    }

    /// <summary>
    /// Takes in a page that was read behind <see cref="Position"/>; what is not wanted is passed over. False when the
    /// feed was numbered anew, so that it has to be read again.
    /// </summary>
    public bool Take(FeedPage page, Func<string, bool> wants)
    {
        if (epoch is not null && epoch != page.Epoch)
        {
            BeginAgain(page.Epoch);
            return false;
        }

        epoch = page.Epoch;
        foreach (var fed in page.Events)
        {
            if (fed.Number <= Position) continue;
            if (IsFull) break;
            Position = fed.Number;
            if (fed.Event.At > readUntil) readUntil = fed.Event.At;
            if (wants(fed.Event.Type) && fed.Event.At >= skipBefore) waiting.TryAdd(fed.Number, Fresh(fed));
        }

        return true;
    }

    /// <summary>What is to be sent now; it is in flight until <see cref="Settle"/> or <see cref="Drop"/>.</summary>
    public IReadOnlyList<Waiting> Next(DateTimeOffset now)
    {
        var room = (IsDown ? 1 : AtOnce) - inFlight.Count;
        if (room <= 0) return [];
        Waiting[] next = [.. Heads().Where(head => head.Due <= now).Take(room)];
        foreach (var one in next) inFlight.Add(one.Event, one.Lane);
        return next;
    }

    /// <summary>
    /// When something that waits can be tried; null when nothing does, or only behind what is in flight.
    /// </summary>
    public DateTimeOffset? NextDue() => Heads().Min(head => (DateTimeOffset?)head.Due);

    /// <summary>What became of an attempt.</summary>
    /// <param name="sent">Which event was in flight.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="now">When.</param>
    /// <param name="chance">0 to 1; spreads attempts that failed together.</param>
    public Settled Settle(Waiting sent, WebhookAnswer answer, DateTimeOffset now, double chance)
    {
        inFlight.Remove(sent.Event);
        // The number is another event's when the feed was numbered anew meanwhile.
        var waits = waiting.TryGetValue(sent.Number, out var tried) && tried.Event == sent.Event;
        if (answer.IsTaken)
        {
            if (waits) waiting.Remove(sent.Number);
            // It was down and is back: whatever failed meanwhile need not wait any longer.
            if (IsDown) foreach (var one in waiting.Values.ToArray()) waiting[one.Number] = one with { Due = default };
            (inARow, failingSince) = (0, null);
            return new Settled(null, null);
        }

        inARow++;
        failingSince ??= now;
        if (!waits) return new Settled(null, null);
        var since = tried!.Since ?? now;
        tried = tried with { Attempts = tried.Attempts + 1, Since = since };
        tried = tried with { Due = NextAttempt(tried, answer.RetryAfter, now, chance) };
        waiting[tried.Number] = tried;
        if (answer.IsGone) return new Settled(WebhookDisabledBecause.Gone, null);
        if (now >= failingSince + Patience) return new Settled(WebhookDisabledBecause.Failing, null);
        if (now < since + Patience) return new Settled(null, tried.Due);
        waiting.Remove(tried.Number);
        return new Settled(null, null, IsGivenUp: true);
    }

    /// <summary>The feed has forgotten an event that waited.</summary>
    public void Drop(Waiting sent)
    {
        inFlight.Remove(sent.Event);
        if (waiting.TryGetValue(sent.Number, out var waits) && waits.Event == sent.Event) waiting.Remove(sent.Number);
    }

    /// <summary>Tries everything that waits at once, as if it were new.</summary>
    public void Refresh()
    {
        foreach (var one in waiting.Values.ToArray())
            waiting[one.Number] = one with { Attempts = 0, Due = default, Since = null };
        (inARow, failingSince) = (0, null);
    }

    /// <summary>Sends an event again, before whatever else waits of its order. False when too many wait.</summary>
    public bool Redeliver(FedEvent fed)
    {
        // What was not read yet will come by itself.
        if (fed.Number > Position) return true;
        if (IsFull && !waiting.ContainsKey(fed.Number)) return false;
        waiting[fed.Number] = Fresh(fed);
        return true;
    }

    /// <summary>Reads the feed again from behind a number.</summary>
    public void GoBack(long number)
    {
        if (number >= Position) return;
        Position = Math.Max(number, 0);
        skipBefore = default;
    }

    /// <summary>
    /// The first event of each order that waits and has nothing in flight, in the order of their numbers.
    /// </summary>
    private IEnumerable<Waiting> Heads()
    {
        var seen = new HashSet<string>(inFlight.Values, StringComparer.Ordinal);
        foreach (var one in waiting.Values)
            if (seen.Add(one.Lane)) yield return one;
    }

    private static DateTimeOffset NextAttempt(
        Waiting tried, TimeSpan? retryAfter, DateTimeOffset now, double chance)
    {
        var pause = Pauses[Math.Min(tried.Attempts, Pauses.Length) - 1] * (1 + (0.1 * chance));
        if (retryAfter > pause) pause = retryAfter.Value < LongestRest ? retryAfter.Value : LongestRest;
        // The last attempt is made when the three days are over, and not before.
        var (next, last) = (now + pause, tried.Since!.Value + Patience);
        return next < last || now >= last ? next : last;
    }

    /// <summary>
    /// Numbers say nothing any more. What happened after the oldest event that waits is sent, perhaps again.
    /// </summary>
    private void BeginAgain(string newEpoch)
    {
        var oldest = waiting.Values.Select(one => one.At).Append(readUntil).Min();
        skipBefore = oldest > DateTimeOffset.MinValue + Margin ? oldest - Margin : oldest;
        (epoch, Position) = (newEpoch, 0);
        waiting.Clear();
    }

    private static Waiting Fresh(FedEvent fed) =>
        new(fed.Number, fed.Event.Order ?? fed.Event.Subject, fed.Event.Id, fed.Event.At, 0, default, null);
}

/// <summary>What follows from an attempt.</summary>
/// <param name="Disable">Why the endpoint is to be sent nothing more; null when it goes on.</param>
/// <param name="Due">When the event is tried again; null when it is not, or not before the endpoint is enabled.</param>
/// <param name="IsGivenUp">Whether it was tried for three days in vain.</param>
internal readonly record struct Settled(WebhookDisabledBecause? Disable, DateTimeOffset? Due, bool IsGivenUp = false);
