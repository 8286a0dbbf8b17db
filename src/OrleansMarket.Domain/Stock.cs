using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>The units of one SKU: on hand, reserved for orders, sold.</summary>
/// <remarks>
/// Each reservation, by the id of its order:
/// <code>
///   --Reserve--> Open --Commit--> Sold --TakeBack--> Sold, fewer      a part comes back on hand
///                 |               ^  |
///                 |               |  +--Free--> back on hand
///   --Commit of so many ----------+
///                 |
///                 +--Free, or its time is up--> available again
/// </code>
/// Always: <c>on hand + sold = stocked</c> and <c>0 &lt;= reserved &lt;= on hand</c>; what can still be reserved is on
/// hand minus reserved. Nothing is sold that was not there: no oversell (I6). A sold reservation is remembered for
/// <see cref="Remembered"/>, so that repetitions and returns are recognised.
/// <para>
/// Units taken under <see cref="Limits"/> are counted for their buyer and their flash sale while they are reserved or
/// sold; what comes back can be had again. Everything here costs the logarithm of what is remembered.
/// </para>
/// </remarks>
public static partial class Stock
{
    /// <summary>How long a sold reservation, a stock move and a return are remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>The most units that one move or one SKU can have.</summary>
    public const int MostUnits = 1_000_000_000;

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
        Command.Reserve reserve => Lacks(stock, reserve) is { } why
            ? why
            : Set(reserve) with { SoldOut = IsRest(stock, reserve.Claims) },

        Command.Extend extend => Extend(stock, extend),
        Command.Commit commit => Commit(stock, commit, now),
        Command.TakeBack back => TakeBack(stock, back, now),

        Command.Free free => Free(stock, free, now),

        Command.Elapsed => stock.Expiries.TakeWhile(next => next.Until <= now).Select(next => next.Order).ToArray()
            is { Length: > 0 } over
            ? new Event.Expired(over)
            : Decision.AlreadyDone,

        _ => throw new UnreachableException($"{command.GetType()} is not a command of a stock."),
    };

    /// <summary>When the next open reservation ends.</summary>
    public static DateTimeOffset? DueAt(State stock) => stock.Expiries.IsEmpty ? null : stock.Expiries.Min.Until;

    /// <summary>
    /// A checkout that asks again after a crash asks for longer: its orders must not outlive what is reserved for them.
    /// </summary>
    private static Decision<Event> Again(State stock, Command.Reserve reserve)
    {
        var held = reserve.Claims
            .Select(claim => (Claim: claim, Held: stock.Reservations.GetValueOrDefault(claim.Order)))
            .ToArray();
        if (held.Any(one => one.Held is { IsSold: true, Quantity: 0 })) return Rejection.ReservationGone;
        if (!held.All(one => one.Held is { IsSold: false } && one.Held.Quantity == one.Claim.Quantity))
            return Decision.AlreadyDone;
        // A sale has begun or ended between the two askings: what was reserved then had another price.
        if (held.Any(one => one.Held.Count?.Sale != reserve.Limits?.Sale?.From)) return Rejection.PriceChanged;
        return held.All(one => one.Held.Until < reserve.Until)
            ? new Event[] { new Event.Freed([.. reserve.Claims.Select(claim => claim.Order)]), Set(reserve) }
            : Decision.AlreadyDone;
    }

    /// <summary>Why not all of it can be had; null when it can.</summary>
    private static Rejection? Lacks(State stock, Command.Reserve reserve)
    {
        var wanted = reserve.Claims.Sum(claim => (long)claim.Quantity);
        if (wanted > stock.Available) return Rejection.SoldOut;
        if (reserve.Limits is not { } limits) return null;
        if (limits.Sale is { } sale && wanted > sale.Quota - stock.TakenIn(sale.From)) return Rejection.SoldOut;
        return limits.Buyer is { } buyer
            && (wanted > limits.PerBuyer - stock.TakenBy(buyer)
                || (limits.Sale is { } its && wanted > its.PerBuyer - stock.TakenBy(buyer, its.From)))
            ? Rejection.LimitPerBuyer
            : null;
    }

    private static Event.Reserved Set(Command.Reserve reserve) =>
        new(reserve.Claims, reserve.Until, reserve.Limits?.Buyer, reserve.Limits?.Sale?.From);

    /// <summary>Whether nothing is left behind these claims; null when something is.</summary>
    private static bool? IsRest(State stock, IReadOnlyList<Claim> claims) =>
        claims.Sum(claim => (long)claim.Quantity) == stock.Available ? true : null;

    private static Decision<Event> Extend(State stock, Command.Extend extend) =>
        !stock.Reservations.TryGetValue(extend.Order, out var held) || held.Quantity == 0 ? Rejection.ReservationGone
        : held.IsSold || held.Until >= extend.Until ? Decision.AlreadyDone
        : new Event.Extended(extend.Order, extend.Until);

    private static Decision<Event> Commit(State stock, Command.Commit commit, DateTimeOffset now)
    {
        if (stock.Reservations.TryGetValue(commit.Order, out var held))
        {
            return held.Quantity == 0 ? Rejection.ReservationGone
                : held.IsSold ? Decision.AlreadyDone
                : new Event.Committed(commit.Order, now);
        }

        // Goods that are deducted on payment are nobody's until then: the first who pays has them.
        return commit.Unreserved is not { } quantity ? Rejection.ReservationGone
            : quantity < 1 ? Rejection.QuantityInvalid
            : quantity > stock.Available ? Rejection.SoldOut
            : new Event[]
            {
                new Event.Reserved(
                    [new(commit.Order, quantity)], now, SoldOut: quantity == stock.Available ? true : null),
                new Event.Committed(commit.Order, now),
            };
    }

    private static Decision<Event> TakeBack(State stock, Command.TakeBack back, DateTimeOffset now) =>
        stock.Moves.Contains(back.Move) ? Decision.AlreadyDone
        : back.Quantity < 1 ? Rejection.QuantityInvalid
        : !stock.Reservations.TryGetValue(back.Order, out var held) || !held.IsSold ? Rejection.ReservationGone
        : back.Quantity > held.Quantity ? Rejection.QuantityInvalid
        : new Event.TakenBack(back.Order, back.Id, back.Quantity, now);

    private static Decision<Event> Free(State stock, Command.Free free, DateTimeOffset now)
    {
        if (free.ForGood)
        {
            return free.Orders.Where(order => !stock.IsClosed(order)).ToArray() is { Length: > 0 } open
                ? new Event.Freed(open, ClosedAt: now)
                : Decision.AlreadyDone;
        }

        return free.Orders.Where(stock.Holds).ToArray() is { Length: > 0 } held
            ? new Event.Freed(held)
            : Decision.AlreadyDone;
    }
}
