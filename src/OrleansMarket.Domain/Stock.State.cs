using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>The stock's state, and how events change it.</summary>
public static partial class Stock
{
    private static readonly IComparer<(DateTimeOffset Until, string Order)> ByTime =
        Comparer<(DateTimeOffset Until, string Order)>.Create((one, other) => one.Until == other.Until
            ? string.CompareOrdinal(one.Order, other.Order)
            : one.Until.CompareTo(other.Until));

    private static readonly ImmutableDictionary<string, int> Nobody =
        ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>What was taken in one flash sale, reserved or sold.</summary>
    /// <param name="Units">Of its quota.</param>
    /// <param name="Buyers">By buyer, where the sale or the listing has a limit for each.</param>
    public sealed record Share(int Units, ImmutableDictionary<string, int> Buyers);

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

        /// <summary>Moves that were received, and returns.</summary>
        public ImmutableHashSet<string> Moves { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

        /// <summary>
        /// What each buyer has, reserved or sold, of what was taken under a limit per buyer; it is never forgotten.
        /// </summary>
        public ImmutableDictionary<string, int> Buyers { get; init; } = Nobody;

        /// <summary>What was taken in each flash sale, by when it begins.</summary>
        public ImmutableSortedDictionary<DateTimeOffset, Share> Sales { get; init; } =
            ImmutableSortedDictionary<DateTimeOffset, Share>.Empty;

        /// <summary>How many a buyer has, over all his orders.</summary>
        public int TakenBy(string buyer) => Buyers.GetValueOrDefault(buyer);

        /// <summary>How many a buyer has of the sale that begins then.</summary>
        public int TakenBy(string buyer, DateTimeOffset sale) =>
            Sales.TryGetValue(sale, out var share) ? share.Buyers.GetValueOrDefault(buyer) : 0;

        /// <summary>How many were taken in the sale that begins then.</summary>
        public int TakenIn(DateTimeOffset sale) => Sales.TryGetValue(sale, out var share) ? share.Units : 0;

        /// <summary>Whether units are reserved for an order, or were sold to it and did not all come back.</summary>
        public bool Holds(string order) => Reservations.TryGetValue(order, out var held) && held.Quantity > 0;

        /// <summary>Whether an order has nothing and takes nothing any more.</summary>
        public bool IsClosed(string order) => Reservations.TryGetValue(order, out var held) && held.Quantity == 0;
    }

    /// <summary>The state after an event.</summary>
    public static State Evolve(State stock, Event happened) => happened switch
    {
        Event.Received received => TakeIn(Forget(stock, received.At), received),
        Event.Reserved reserved => SetAside(stock, reserved),
        Event.Extended extended => Extend(stock, extended),
        Event.Committed committed => Sell(stock, committed),
        Event.TakenBack back => Forget(Return(stock, back), back.At),
        Event.Freed { ClosedAt: { } at } freed => freed.Orders.Aggregate(stock, (after, order) =>
            Close(after.Reservations.ContainsKey(order) ? GiveUp(after, order) : after, order, at)),
        Event.Freed freed => freed.Orders.Aggregate(stock, GiveUp),
        Event.Expired expired => expired.Orders.Aggregate(stock, GiveUp),
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a stock."),
    };

    private static State TakeIn(State stock, Event.Received received) => stock with
    {
        OnHand = stock.OnHand + received.Quantity,
        Stocked = stock.Stocked + received.Quantity,
        Moves = stock.Moves.Add(received.Move),
        Memory = stock.Memory.Enqueue((received.At, received.Move)),
    };

    private static State SetAside(State stock, Event.Reserved reserved)
    {
        var isCounted = reserved.Buyer is not null || reserved.Sale is not null;
        var counted = isCounted ? new Counted(reserved.Buyer, reserved.Sale) : null;
        foreach (var claim in reserved.Claims)
        {
            var held = new Reservation(claim.Quantity, reserved.Until, IsSold: false, counted);
            stock = Count(stock, counted, claim.Quantity) with
            {
                Reserved = stock.Reserved + claim.Quantity,
                Reservations = stock.Reservations.Add(claim.Order, held),
                Expiries = stock.Expiries.Add((reserved.Until, claim.Order)),
            };
        }

        return stock;
    }

    private static State Extend(State stock, Event.Extended extended)
    {
        var held = stock.Reservations[extended.Order];
        return stock with
        {
            Reservations = stock.Reservations.SetItem(extended.Order, held with { Until = extended.Until }),
            Expiries = stock.Expiries.Remove((held.Until, extended.Order)).Add((extended.Until, extended.Order)),
        };
    }

    private static State Sell(State stock, Event.Committed committed)
    {
        var held = stock.Reservations[committed.Order];
        var after = Forget(stock, committed.At);
        var sold = held with { Until = committed.At, IsSold = true };
        return after with
        {
            OnHand = after.OnHand - held.Quantity,
            Reserved = after.Reserved - held.Quantity,
            Sold = after.Sold + held.Quantity,
            Reservations = after.Reservations.SetItem(committed.Order, sold),
            Expiries = after.Expiries.Remove((held.Until, committed.Order)),
            Memory = after.Memory.Enqueue((committed.At, committed.Order)),
        };
    }

    private static State Return(State stock, Event.TakenBack back)
    {
        var held = stock.Reservations[back.Order];
        var left = held with { Quantity = held.Quantity - back.Quantity };
        return Count(stock, held.Count, -back.Quantity) with
        {
            OnHand = stock.OnHand + back.Quantity,
            Sold = stock.Sold - back.Quantity,
            Reservations = stock.Reservations.SetItem(back.Order, left),
            Moves = stock.Moves.Add(MoveOf(back.Order, back.Id)),
            Memory = stock.Memory.Enqueue((back.At, MoveOf(back.Order, back.Id))),
        };
    }

    private static State GiveUp(State stock, string order)
    {
        var held = stock.Reservations[order];
        var after = Count(stock, held.Count, -held.Quantity) with { Reservations = stock.Reservations.Remove(order) };
        return held.IsSold
            ? after with { OnHand = after.OnHand + held.Quantity, Sold = after.Sold - held.Quantity }
            : after with
            {
                Reserved = after.Reserved - held.Quantity,
                Expiries = after.Expiries.Remove((held.Until, order)),
            };
    }

    private static State Close(State stock, string order, DateTimeOffset at)
    {
        var after = Forget(stock, at);
        return after with
        {
            Reservations = after.Reservations.Add(order, new Reservation(0, at, IsSold: true)),
            Memory = after.Memory.Enqueue((at, order)),
        };
    }

    private static State Count(State stock, Counted? counted, int units)
    {
        if (counted is not { } count) return stock;
        if (count.Buyer is { } buyer) stock = stock with { Buyers = Add(stock.Buyers, buyer, units) };
        if (count.Sale is not { } sale) return stock;
        if (stock.Sales.TryGetValue(sale, out var share))
        {
            return stock with
            {
                Sales = stock.Sales.SetItem(sale, new(
                    share.Units + units, count.Buyer is { } one ? Add(share.Buyers, one, units) : share.Buyers)),
            };
        }

        // What comes back of a sale that was forgotten is nobody's count any more.
        if (units < 0) return stock;
        // No sale lasts longer than reservations are remembered: what began twice that long before is over.
        var over = stock.Sales.Keys.TakeWhile(began => began < sale - 2 * Remembered).ToArray();
        return stock with
        {
            Sales = stock.Sales.RemoveRange(over).Add(
                sale, new(units, count.Buyer is { } first ? Add(Nobody, first, units) : Nobody)),
        };
    }

    private static ImmutableDictionary<string, int> Add(ImmutableDictionary<string, int> counts, string who, int units)
    {
        var sum = counts.GetValueOrDefault(who) + units;
        return sum == 0 ? counts.Remove(who) : counts.SetItem(who, sum);
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
