using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>A buyer's right to one discount.</summary>
/// <remarks>
/// <code>
///   None --Issue--> Available --Lock--> Locked --Redeem--> Redeemed
///                    |    ^               |                    |
///      end of validity    +-- Unlock, lock time is up          |
///                    v    +-------------- Unlock --------------+
///                 Expired
/// </code>
/// A coupon is locked for the orders of one checkout. It is used up when the first of them is paid, even if it expired
/// meanwhile, and comes back when all of them have come to nothing: not paid, cancelled, or refunded in full.
/// </remarks>
public static class Coupon
{
    /// <summary>Who pays for a discount, in the order in which discounts are applied.</summary>
    public enum Stage
    {
        /// <summary>The seller's own coupon, for his lines.</summary>
        Store,

        /// <summary>The platform's coupon, for everything.</summary>
        Platform,
    }

    /// <summary>Where the coupon is in its life.</summary>
    public enum Status
    {
        /// <summary>It was never issued.</summary>
        None,

        /// <summary>In the buyer's wallet.</summary>
        Available,

        /// <summary>Promised to a checkout.</summary>
        Locked,

        /// <summary>Used up.</summary>
        Redeemed,

        /// <summary>Its validity is over.</summary>
        Expired,
    }

    /// <summary>What a coupon is worth, and where.</summary>
    /// <param name="Campaign">The campaign that issued it.</param>
    /// <param name="Seller">The seller who pays for it and in whose store it is used; null for the platform's.</param>
    /// <param name="Value">The discount, in the currency of the checkout.</param>
    /// <param name="MinimumSpend">What the goods must cost after earlier discounts, without shipping.</param>
    /// <param name="ValidFrom">From then on.</param>
    /// <param name="ValidUntil">Before then.</param>
    public sealed record Terms(
        string Campaign,
        string? Seller,
        Money Value,
        Money MinimumSpend,
        DateTimeOffset ValidFrom,
        DateTimeOffset ValidUntil)
    {
        /// <summary>When it is applied.</summary>
        public Stage Stage => Seller is null ? Stage.Platform : Stage.Store;
    }

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Give it to a buyer.</summary>
        public sealed record Issue(string Buyer, Terms Terms) : Command;

        /// <summary>Promise it to the orders of a checkout.</summary>
        public sealed record Lock(string Buyer, string Checkout, IReadOnlyList<string> Orders, DateTimeOffset Until)
            : Command;

        /// <summary>An order that was promised it is being paid.</summary>
        public sealed record Redeem(string Order) : Command;

        /// <summary>Orders that were promised it came to nothing.</summary>
        public sealed record Unlock(IReadOnlyList<string> Orders) : Command;

        /// <summary>Time has passed.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>It is in the buyer's wallet.</summary>
        public sealed record Issued(string Buyer, Terms Terms) : Event;

        /// <summary>It is promised.</summary>
        public sealed record Locked(string Checkout, IReadOnlyList<string> Orders, DateTimeOffset Until) : Event;

        /// <summary>It is used up.</summary>
        public sealed record Redeemed(string Order) : Event;

        /// <summary>These orders do not need it any more.</summary>
        public sealed record Unlocked(IReadOnlyList<string> Orders) : Event;

        /// <summary>The promise was not kept in time.</summary>
        public sealed record LockExpired : Event;

        /// <summary>Its validity is over.</summary>
        public sealed record Expired : Event;
    }

    /// <summary>Everything that is known of a coupon.</summary>
    /// <param name="Status">Where it is in its life.</param>
    /// <param name="Buyer">Whose it is.</param>
    /// <param name="Terms">What it is worth.</param>
    /// <param name="Checkout">The checkout it is promised to, or was used in.</param>
    /// <param name="Orders">The orders of that checkout that may still use it.</param>
    /// <param name="Until">The end of the promise.</param>
    public sealed record State(
        Status Status,
        string? Buyer,
        Terms? Terms,
        string? Checkout,
        IReadOnlyList<string> Orders,
        DateTimeOffset? Until)
    {
        /// <summary>A coupon that nobody has.</summary>
        public static State Initial { get; } = new(Status.None, null, null, null, [], null);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State coupon, Command command, DateTimeOffset now) =>
        (coupon.Status, command) switch
        {
            (Status.None, Command.Issue issue) => new Event.Issued(issue.Buyer, issue.Terms),
            (_, Command.Issue) => Decision.AlreadyDone,

            (not Status.None, Command.Lock wanted) when wanted.Buyer != coupon.Buyer => Rejection.UnknownCoupon,
            (Status.Available, Command.Lock) when now >= coupon.Terms!.ValidUntil => Rejection.CouponExpired,
            (Status.Available, Command.Lock) when now < coupon.Terms!.ValidFrom => Rejection.CouponNotYetValid,
            (Status.Available, Command.Lock wanted) => new Event.Locked(wanted.Checkout, wanted.Orders, wanted.Until),
            (Status.Locked, Command.Lock wanted)
                when wanted.Checkout == coupon.Checkout && wanted.Until > coupon.Until =>
                new Event[] { new Event.LockExpired(), new Event.Locked(wanted.Checkout, wanted.Orders, wanted.Until) },
            (Status.Locked or Status.Redeemed, Command.Lock wanted) when wanted.Checkout == coupon.Checkout =>
                Decision.AlreadyDone,
            (Status.Locked, Command.Lock) => Rejection.CouponInUse,
            (Status.Redeemed, Command.Lock) => Rejection.CouponUsed,
            (Status.Expired, Command.Lock) => Rejection.CouponExpired,

            (Status.Locked, Command.Redeem redeem) when coupon.Orders.Contains(redeem.Order) =>
                new Event.Redeemed(redeem.Order),
            (Status.Redeemed, Command.Redeem redeem) when coupon.Orders.Contains(redeem.Order) =>
                Decision.AlreadyDone,
            (not Status.None, Command.Redeem) => Rejection.ReservationGone,

            (Status.Locked or Status.Redeemed, Command.Unlock unlock) =>
                unlock.Orders.Where(coupon.Orders.Contains).ToArray() is { Length: > 0 } left
                    ? new Event.Unlocked(left)
                    : Decision.AlreadyDone,
            (not Status.None, Command.Unlock) => Decision.AlreadyDone,

            (_, Command.Elapsed) when DueAt(coupon) is not { } due || now < due => Decision.AlreadyDone,
            (Status.Locked, Command.Elapsed) => new Event.LockExpired(),
            (_, Command.Elapsed) => new Event.Expired(),

            _ => Rejection.UnknownCoupon,
        };

    /// <summary>When silence next means something.</summary>
    public static DateTimeOffset? DueAt(State coupon) => coupon.Status switch
    {
        Status.Available => coupon.Terms!.ValidUntil,
        Status.Locked => coupon.Until,
        _ => null,
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State coupon, Event happened) => happened switch
    {
        Event.Issued issued => new State(Status.Available, issued.Buyer, issued.Terms, null, [], null),
        Event.Locked locked => coupon with
        {
            Status = Status.Locked,
            Checkout = locked.Checkout,
            Orders = locked.Orders,
            Until = locked.Until,
        },
        Event.Redeemed => coupon with { Status = Status.Redeemed, Until = null },
        Event.Unlocked unlocked when coupon.Orders.All(unlocked.Orders.Contains) => Free(coupon),
        Event.Unlocked unlocked => coupon with { Orders = [.. coupon.Orders.Except(unlocked.Orders)] },
        Event.LockExpired => Free(coupon),
        Event.Expired => coupon with { Status = Status.Expired },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a coupon."),
    };

    private static State Free(State coupon) =>
        coupon with { Status = Status.Available, Checkout = null, Orders = [], Until = null };
}
