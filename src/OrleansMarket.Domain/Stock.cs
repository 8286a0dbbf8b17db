using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>The units of one SKU: on hand, reserved for orders, sold.</summary>
/// <remarks>
/// Each reservation, by the id of its order:
/// <code>
///   --Reserve--> Open --Commit--> Sold --Free--> back on hand
///                 |
///                 +--Free, or its time is up--> available again
/// </code>
/// Always: <c>on hand + sold = stocked</c> and <c>0 &lt;= reserved &lt;= on hand</c>; what can still be reserved is on
/// hand minus reserved. Nothing is sold that was not reserved, nothing reserved that was not there: no oversell (I6). A
/// sold reservation is remembered for <see cref="Remembered"/>, so that repetitions and returns are recognised.
/// </remarks>
public static class Stock
{
    /// <summary>How long a sold reservation and a stock move are remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>The most units that one move or one SKU can have.</summary>
    public const int MostUnits = 1_000_000_000;

    /// <summary>Units wanted for one order.</summary>
    public sealed record Claim(string Order, int Quantity);

    /// <summary>Units that are set aside for an order, or were sold to it.</summary>
    /// <param name="Quantity">How many.</param>
    /// <param name="Until">When an open reservation ends by itself; when a sold one was sold.</param>
    /// <param name="IsSold">Sold, not only reserved.</param>
    public readonly record struct Reservation(int Quantity, DateTimeOffset Until, bool IsSold);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>New units arrive; the move's id makes it unique.</summary>
        public sealed record Receive(string Move, int Quantity) : Command;

        /// <summary>
        /// Sets units aside for the orders of one checkout: all of them or none, added up before answering.
        /// </summary>
        public sealed record Reserve(IReadOnlyList<Claim> Claims, DateTimeOffset Until) : Command;

        /// <summary>The order is being paid: its units are sold.</summary>
        public sealed record Commit(string Order) : Command;

        /// <summary>The orders came to nothing: their units are free, or come back.</summary>
        public sealed record Free(IReadOnlyList<string> Orders) : Command;

        /// <summary>Time has passed.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Units arrived.</summary>
        public sealed record Received(string Move, int Quantity, DateTimeOffset At) : Event;

        /// <summary>Units are set aside.</summary>
        public sealed record Reserved(IReadOnlyList<Claim> Claims, DateTimeOffset Until) : Event;

        /// <summary>Units are sold.</summary>
        public sealed record Committed(string Order, DateTimeOffset At) : Event;

        /// <summary>Units are available again, or back on hand.</summary>
        public sealed record Freed(IReadOnlyList<string> Orders) : Event;

        /// <summary>Reservations whose time was up are available again.</summary>
        public sealed record Expired(IReadOnlyList<string> Orders) : Event;
    }

    /// <summary>Everything that is known of a SKU's units.</summary>
    public sealed record State
    {
        /// <summary>A SKU without units.</summary>
        public static State Initial { get; } = new();

        /// <summary>Units in the seller's hands, reserved ones among them.</summary>
        public int OnHand { get; init; }

        /// <summary>Units set aside for unpaid orders.</summary>
        public int Reserved { get; init; }

        /// <summary>Units sold, less those that came back.</summary>
        public int Sold { get; init; }

        /// <summary>Units ever received.</summary>
        public int Stocked { get; init; }

        /// <summary>Units that can still be reserved.</summary>
        public int Available => OnHand - Reserved;

        /// <summary>By order id.</summary>
        public ImmutableDictionary<string, Reservation> Reservations { get; init; } =
            ImmutableDictionary.Create<string, Reservation>(StringComparer.Ordinal);

        /// <summary>Open reservations by the time they end.</summary>
        public ImmutableSortedSet<(DateTimeOffset Until, string Order)> Expiries { get; init; } =
            ImmutableSortedSet.Create(ByTime);

        /// <summary>Sold reservations and moves by the time they happened, to be forgotten in that order.</summary>
        public ImmutableQueue<(DateTimeOffset At, string Id)> Memory { get; init; } = [];

        /// <summary>Moves that were received.</summary>
        public ImmutableHashSet<string> Moves { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    }

    private static readonly IComparer<(DateTimeOffset Until, string Order)> ByTime =
        Comparer<(DateTimeOffset Until, string Order)>.Create((one, other) => one.Until == other.Until
            ? string.CompareOrdinal(one.Order, other.Order)
            : one.Until.CompareTo(other.Until));

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State stock, Command command, DateTimeOffset now) => command switch
    {
        Command.Receive receive when stock.Moves.Contains(receive.Move) => Decision.AlreadyDone,
        Command.Receive { Quantity: < 1 } => Rejection.QuantityInvalid,
        Command.Receive receive when receive.Quantity > MostUnits - stock.Stocked => Rejection.QuantityInvalid,
        Command.Receive receive => new Event.Received(receive.Move, receive.Quantity, now),

        Command.Reserve reserve when reserve.Claims.Any(claim => stock.Reservations.ContainsKey(claim.Order)) =>
            Again(stock, reserve),
        Command.Reserve reserve when reserve.Claims.Count == 0 || reserve.Claims.Any(claim => claim.Quantity < 1) =>
            Rejection.QuantityInvalid,
        Command.Reserve { Claims.Count: > 1 } reserve
            when reserve.Claims.DistinctBy(claim => claim.Order).Count() < reserve.Claims.Count =>
            Rejection.QuantityInvalid,
        Command.Reserve reserve when reserve.Claims.Sum(claim => (long)claim.Quantity) > stock.Available =>
            Rejection.SoldOut,
        Command.Reserve reserve => new Event.Reserved(reserve.Claims, reserve.Until),

        Command.Commit commit => Commit(stock, commit.Order, now),

        Command.Free free => free.Orders.Where(stock.Reservations.ContainsKey).ToArray() is { Length: > 0 } held
            ? new Event.Freed(held)
            : Decision.AlreadyDone,

        Command.Elapsed => stock.Expiries.TakeWhile(next => next.Until <= now).Select(next => next.Order).ToArray()
            is { Length: > 0 } over
            ? new Event.Expired(over)
            : Decision.AlreadyDone,

        _ => throw new UnreachableException($"{command.GetType()} is not a command of a stock."),
    };

    /// <summary>When the next open reservation ends.</summary>
    public static DateTimeOffset? DueAt(State stock) => stock.Expiries.IsEmpty ? null : stock.Expiries.Min.Until;

    /// <summary>The state after an event.</summary>
    public static State Evolve(State stock, Event happened) => happened switch
    {
        Event.Received received => TakeIn(Forget(stock, received.At), received),
        Event.Reserved reserved => reserved.Claims.Aggregate(stock, (after, claim) => after with
        {
            Reserved = after.Reserved + claim.Quantity,
            Reservations = after.Reservations.Add(claim.Order, new(claim.Quantity, reserved.Until, IsSold: false)),
            Expiries = after.Expiries.Add((reserved.Until, claim.Order)),
        }),
        Event.Committed committed => Sell(stock, committed),
        Event.Freed freed => freed.Orders.Aggregate(stock, TakeBack),
        Event.Expired expired => expired.Orders.Aggregate(stock, TakeBack),
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a stock."),
    };

    /// <summary>
    /// A checkout that asks again after a crash asks for longer: its orders must not outlive what is reserved for them.
    /// </summary>
    private static Decision<Event> Again(State stock, Command.Reserve reserve) =>
        reserve.Claims.All(claim => stock.Reservations.TryGetValue(claim.Order, out var held)
            && held is { IsSold: false } && held.Quantity == claim.Quantity && held.Until < reserve.Until)
            ? new Event[]
            {
                new Event.Freed([.. reserve.Claims.Select(claim => claim.Order)]),
                new Event.Reserved(reserve.Claims, reserve.Until),
            }
            : Decision.AlreadyDone;

    private static Decision<Event> Commit(State stock, string order, DateTimeOffset now) =>
        !stock.Reservations.TryGetValue(order, out var held) ? Rejection.ReservationGone
        : held.IsSold ? Decision.AlreadyDone
        : new Event.Committed(order, now);

    private static State TakeIn(State stock, Event.Received received) => stock with
    {
        OnHand = stock.OnHand + received.Quantity,
        Stocked = stock.Stocked + received.Quantity,
        Moves = stock.Moves.Add(received.Move),
        Memory = stock.Memory.Enqueue((received.At, received.Move)),
    };

    private static State Sell(State stock, Event.Committed committed)
    {
        var held = stock.Reservations[committed.Order];
        var after = Forget(stock, committed.At);
        return after with
        {
            OnHand = after.OnHand - held.Quantity,
            Reserved = after.Reserved - held.Quantity,
            Sold = after.Sold + held.Quantity,
            Reservations = after.Reservations.SetItem(committed.Order, new(held.Quantity, committed.At, IsSold: true)),
            Expiries = after.Expiries.Remove((held.Until, committed.Order)),
            Memory = after.Memory.Enqueue((committed.At, committed.Order)),
        };
    }

    private static State TakeBack(State stock, string order)
    {
        var held = stock.Reservations[order];
        var after = stock with { Reservations = stock.Reservations.Remove(order) };
        return held.IsSold
            ? after with { OnHand = after.OnHand + held.Quantity, Sold = after.Sold - held.Quantity }
            : after with
            {
                Reserved = after.Reserved - held.Quantity,
                Expiries = after.Expiries.Remove((held.Until, order)),
            };
    }

    /// <summary>
    /// Drops what is so long ago that nobody asks for it again; at most two per event keep pace for ever.
    /// </summary>
    private static State Forget(State stock, DateTimeOffset now)
    {
        for (var i = 0; i < 2 && !stock.Memory.IsEmpty && stock.Memory.Peek().At < now - Remembered; i++)
        {
            // What was sold then may have come back and be reserved anew; only the sale of that time is forgotten.
            var (at, id) = stock.Memory.Peek();
            var isSale = stock.Reservations.TryGetValue(id, out var held) && held.IsSold && held.Until == at;
            stock = isSale
                ? stock with { Memory = stock.Memory.Dequeue(), Reservations = stock.Reservations.Remove(id) }
                : stock with { Memory = stock.Memory.Dequeue(), Moves = stock.Moves.Remove(id) };
        }

        return stock;
    }
}
