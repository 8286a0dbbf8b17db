using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>One purchase over several sellers: all of its orders or none (I13).</summary>
/// <remarks>
/// <code>
///   None --Place--> Placed      the orders are born in the same append
///    |
///    +---Refuse--> Refused      nobody has anything
/// </code>
/// Before it is asked, goods are reserved and coupons locked, each with its own expiry. So a crash before the one
/// append leaves only things that end by themselves, and after it nothing is left to do. A refusal is remembered too: a
/// checkout has one outcome, however often it is asked for.
/// </remarks>
public static class Checkout
{
    /// <summary>How it ended.</summary>
    public enum Status
    {
        /// <summary>It was never decided.</summary>
        None,

        /// <summary>All orders exist.</summary>
        Placed,

        /// <summary>No order exists.</summary>
        Refused,
    }

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Everything is reserved and locked: place the orders.</summary>
        public sealed record Place(string Buyer, IReadOnlyList<Order.OrderTerms> Orders) : Command;

        /// <summary>Something could not be had.</summary>
        public sealed record Refuse(string Buyer, Rejection Why, string? Subject) : Command;

        /// <summary>There is no deadline here.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>The orders are born with it.</summary>
        public sealed record Placed(string Buyer, IReadOnlyList<PlacedOrder> Orders, DateTimeOffset At) : Event;

        /// <summary>Nothing was ordered; <paramref name="Subject"/> is the SKU or coupon that was the reason.</summary>
        public sealed record Refused(string Buyer, Rejection Why, string? Subject, DateTimeOffset At) : Event;
    }

    /// <summary>What the checkout remembers of an order.</summary>
    public sealed record PlacedOrder(string Order, string Seller, Money Total);

    /// <summary>Everything that is known of a checkout.</summary>
    public sealed record State(
        Status Status,
        string? Buyer,
        IReadOnlyList<PlacedOrder> Orders,
        Rejection? Why,
        string? Subject,
        DateTimeOffset At)
    {
        /// <summary>A checkout that nobody asked for.</summary>
        public static State Initial { get; } = new(Status.None, null, [], null, null, default);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State checkout, Command command, DateTimeOffset now) =>
        (checkout.Status, command) switch
        {
            (Status.None, Command.Place place) => new Event.Placed(place.Buyer,
                [.. place.Orders.Select(order => new PlacedOrder(order.Order, order.Seller, order.Total))], now),
            (Status.None, Command.Refuse refuse) => new Event.Refused(refuse.Buyer, refuse.Why, refuse.Subject, now),
            (_, Command.Elapsed) => Decision.AlreadyDone,
            (_, Command.Place or Command.Refuse) => Decision.AlreadyDone,
            _ => throw new UnreachableException($"{command.GetType()} is not a command of a checkout."),
        };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State checkout, Event happened) => happened switch
    {
        Event.Placed placed => new State(Status.Placed, placed.Buyer, placed.Orders, null, null, placed.At),
        Event.Refused refused => new State(Status.Refused, refused.Buyer, [], refused.Why, refused.Subject, refused.At),
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a checkout."),
    };
}
