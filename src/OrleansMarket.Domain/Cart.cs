using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>What a buyer means to order.</summary>
/// <remarks>
/// <code>
///   Open --BeginCheckout--> CheckingOut --EndCheckout--> Open     placed: the ordered lines are gone
///                                                                 refused: they stay
///   Open --Close--> Shut --Reopen--> Open
///   Open, Shut --Forget--> Gone       the buyer has left; nothing more is put in or ordered
/// </code>
/// The checkout is remembered before it is asked for, so that after a crash the cart asks again instead of showing
/// lines that are ordered already. While one is under way the cart does not close: whoever finds it shut knows that all
/// of the buyer's orders exist. It also remembers the key of his addresses, since here is where they are sealed.
/// </remarks>
public static class Cart
{
    /// <summary>The most of one SKU that fits into a cart.</summary>
    public const int MostOfOneSku = 9_999;

    /// <summary>One SKU.</summary>
    /// <param name="Sku">What.</param>
    /// <param name="Quantity">How many, 1 or more.</param>
    /// <param name="ShippingMethod">How it should come, one of the listing's methods.</param>
    /// <param name="SeenPrice">
    /// The unit price that the buyer saw when he put it in; a checkout at another price is refused.
    /// </param>
    public sealed record Line(string Sku, int Quantity, string ShippingMethod, Money SeenPrice);

    /// <summary>A checkout that has been asked for.</summary>
    /// <param name="Checkout">Its id.</param>
    /// <param name="Lines">What it orders.</param>
    /// <param name="ShipTo">Where to, in clear, as carts had it before addresses were sealed.</param>
    /// <param name="Coupons">Coupon ids to use.</param>
    /// <param name="ExpectedTotal">
    /// The total that the buyer agreed to; null when the seen unit prices are what he agreed to.
    /// </param>
    /// <param name="Coins">How many of his coins to use at most; null for none.</param>
    /// <param name="SealedTo">Where to.</param>
    public sealed record CheckoutRequest(
        string Checkout,
        IReadOnlyList<Line> Lines,
        Address? ShipTo,
        IReadOnlyList<string> Coupons,
        Money? ExpectedTotal,
        int? Coins = null,
        Sealed? SealedTo = null);

    /// <summary>Whether the cart can be ordered.</summary>
    public enum Door
    {
        /// <summary>It can.</summary>
        Open,

        /// <summary>Its buyer is about to leave the market; he may still change his mind.</summary>
        Shut,

        /// <summary>Its buyer has left for good.</summary>
        Gone,
    }

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Have so many of a SKU in the cart.</summary>
        public sealed record Put(Line Line) : Command;

        /// <summary>Have none of a SKU in the cart.</summary>
        public sealed record Remove(string Sku) : Command;

        /// <summary>Order the named SKUs, or all.</summary>
        public sealed record BeginCheckout(
            string Checkout,
            IReadOnlyList<string>? Skus,
            Sealed ShipTo,
            IReadOnlyList<string> Coupons,
            Money? ExpectedTotal,
            int? Coins = null) : Command;

        /// <summary>The checkout has answered.</summary>
        public sealed record EndCheckout(string Checkout, bool Placed) : Command;

        /// <summary>Its buyer is about to leave: no further checkout (DOMAIN.md §1.7).</summary>
        public sealed record Close : Command;

        /// <summary>Its buyer stays.</summary>
        public sealed record Reopen : Command;

        /// <summary>Its buyer has left: forget what he meant to order, and under which keys.</summary>
        public sealed record Forget : Command;

        /// <summary>There is no deadline here; a retry may still be asked for.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>The line is in the cart like this.</summary>
        public sealed record LinePut(Line Line) : Event;

        /// <summary>The line is no longer in the cart.</summary>
        public sealed record LineRemoved(string Sku) : Event;

        /// <summary>A checkout is being asked for.</summary>
        public sealed record CheckoutBegun(CheckoutRequest Request) : Event;

        /// <summary>The checkout has answered.</summary>
        public sealed record CheckoutEnded(string Checkout, bool Placed) : Event;

        /// <summary>It cannot be ordered from now on.</summary>
        public sealed record Closed : Event;

        /// <summary>It can be ordered again.</summary>
        public sealed record Reopened : Event;

        /// <summary>It is empty and stays so.</summary>
        public sealed record Forgotten : Event;
    }

    /// <summary>Everything that is known of a cart.</summary>
    /// <param name="Lines">In the order in which they were put in.</param>
    /// <param name="Pending">The checkout that is being asked for.</param>
    /// <param name="Latest">The checkout that was asked for last.</param>
    public sealed record State(IReadOnlyList<Line> Lines, CheckoutRequest? Pending, string? Latest)
    {
        /// <summary>Whether it can be ordered.</summary>
        public Door Door { get; init; }

        /// <summary>
        /// The keys that the buyer's addresses were sealed with: almost always one, the first that he was given.
        /// </summary>
        public IReadOnlyList<string> Keys { get; init; } = [];

        /// <summary>An empty cart.</summary>
        public static State Initial { get; } = new([], null, null);

        /// <summary>
        /// The coupons that every checkout so far was placed with; null when none was placed. A coupon for the first
        /// order can be used by a newcomer, and again by whoever ordered with nothing but this very coupon: it is only
        /// free again when those orders came to nothing.
        /// </summary>
        public IReadOnlyList<string>? AlwaysWith { get; init; }
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State cart, Command command, Policy policy) => command switch
    {
        Command.Put or Command.BeginCheckout when cart.Door == Door.Gone => Rejection.MembershipEnded,

        Command.Put { Line.Quantity: < 1 or > MostOfOneSku } => Rejection.QuantityInvalid,
        Command.Put put when cart.Lines.Contains(put.Line) => Decision.AlreadyDone,
        Command.Put put when cart.Lines.Count >= policy.LinesPerCheckout
            && cart.Lines.All(line => line.Sku != put.Line.Sku) => Rejection.TooManyLines,
        Command.Put put => new Event.LinePut(put.Line),

        Command.Remove remove when cart.Lines.Any(line => line.Sku == remove.Sku) => new Event.LineRemoved(remove.Sku),
        Command.Remove => Decision.AlreadyDone,

        Command.BeginCheckout begin when begin.Checkout == cart.Latest => Decision.AlreadyDone,
        Command.BeginCheckout when cart.Door == Door.Shut => Rejection.MembershipEnding,
        Command.BeginCheckout when cart.Pending is not null => Rejection.CheckoutInProgress,
        Command.BeginCheckout begin => Begin(cart, begin),

        Command.EndCheckout end when end.Checkout == cart.Pending?.Checkout =>
            new Event.CheckoutEnded(end.Checkout, end.Placed),
        Command.EndCheckout => Decision.AlreadyDone,

        Command.Close when cart.Door != Door.Open => Decision.AlreadyDone,
        Command.Close when cart.Pending is not null => Rejection.CheckoutInProgress,
        Command.Close => new Event.Closed(),
        Command.Reopen when cart.Door == Door.Shut => new Event.Reopened(),
        Command.Reopen when cart.Door == Door.Gone => Rejection.MembershipEnded,
        Command.Forget when cart.Pending is not null => Rejection.CheckoutInProgress,
        Command.Forget when cart.Door != Door.Gone => new Event.Forgotten(),

        Command.Reopen or Command.Forget or Command.Elapsed => Decision.AlreadyDone,
        _ => throw new UnreachableException($"{command.GetType()} is not a command of a cart."),
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State cart, Event happened) => happened switch
    {
        Event.LinePut put => cart with { Lines = With(cart.Lines, put.Line) },
        Event.LineRemoved removed => cart with { Lines = [.. cart.Lines.Where(line => line.Sku != removed.Sku)] },
        Event.CheckoutBegun begun => cart with
        {
            Pending = begun.Request,
            Latest = begun.Request.Checkout,
            Keys = begun.Request.SealedTo is { Key: var key } && !cart.Keys.Contains(key)
                ? [.. cart.Keys, key]
                : cart.Keys,
        },
        Event.CheckoutEnded { Placed: true } => cart with
        {
            Lines = [.. cart.Lines.Except(cart.Pending!.Lines)],
            Pending = null,
            AlwaysWith = cart.AlwaysWith is { } always
                ? [.. always.Intersect(cart.Pending.Coupons)]
                : cart.Pending.Coupons,
        },
        Event.CheckoutEnded => cart with { Pending = null },
        Event.Closed => cart with { Door = Door.Shut },
        Event.Reopened => cart with { Door = Door.Open },
        Event.Forgotten => cart with { Door = Door.Gone, Lines = [], Keys = [] },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a cart."),
    };

    /// <summary>What is still owed: to ask for the checkout that was begun.</summary>
    public static IReadOnlyList<CheckoutRequest> Owed(State cart) => cart.Pending is { } pending ? [pending] : [];

    private static Decision<Event> Begin(State cart, Command.BeginCheckout begin)
    {
        var lines = begin.Skus is { } skus ? [.. cart.Lines.Where(line => skus.Contains(line.Sku))] : cart.Lines;
        if (begin.Skus is { } wanted && wanted.Any(sku => lines.All(line => line.Sku != sku)))
            return Rejection.NotInCart;
        return lines.Count == 0
            ? Rejection.CartIsEmpty
            : new Event.CheckoutBegun(new(
                begin.Checkout, lines, null, begin.Coupons, begin.ExpectedTotal, begin.Coins, begin.ShipTo));
    }

    private static Line[] With(IReadOnlyList<Line> lines, Line line)
    {
        var known = lines.Any(old => old.Sku == line.Sku);
        return known ? [.. lines.Select(old => old.Sku == line.Sku ? line : old)] : [.. lines, line];
    }
}
