using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>A buyer's right to one discount.</summary>
/// <remarks>
/// <code>
///   None --Issue--> Available --Lock--> Locked --Redeem--> Redeemed --Unlock--> … stays used up (Consumed)
///                    |  |  ^               |                    |
///                    |  |  +-- Unlock, lock time is up          |
///                    |  |  +------------- Unlock (Restored) ----+
///                    |  +-- Revoke --> Revoked
///      end of validity
///                    v          a use of a code has no wallet: where others become Available,
///                 Expired       it is Returned, and owes its place to the campaign
/// </code>
/// A coupon is locked for the orders of one checkout. It is used up when the first of them is paid, even if it expired
/// meanwhile. Each of them that comes to nothing says why; when all have, the table of DOMAIN.md §1.3 decides whether
/// it comes back, once per redemption.
/// </remarks>
public static partial class Coupon
{
    private const int EndingsKept = 20;

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

        /// <summary>A use of a code that came to nothing; the code can be typed again.</summary>
        Returned,

        /// <summary>Its campaign was revoked.</summary>
        Revoked,
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

        /// <summary>The orders of the checkout that came to nothing.</summary>
        public IReadOnlyList<Loss> Losses { get; init; } = [];

        /// <summary>Why it will not come back; null while it can.</summary>
        public Reason? Verdict { get; init; }

        /// <summary>The latest uses that ended with the coupon coming back.</summary>
        public IReadOnlyList<Ending> Endings { get; init; } = [];

        /// <summary>Whether the campaign of its code has to be told that its place is free.</summary>
        public bool OwesPlace { get; init; }

        /// <summary>Whether it became a coupon of its buyer whom nobody has shown it yet.</summary>
        public bool OwesWallet { get; init; }
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State coupon, Command command, Policy policy, DateTimeOffset now) =>
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
                new Event[]
                {
                    // One order asks for longer, and the others of the checkout keep the coupon too.
                    new Event.LockExpired(),
                    new Event.Locked(wanted.Checkout, [.. coupon.Orders.Union(wanted.Orders)], wanted.Until),
                },
            (Status.Locked or Status.Redeemed, Command.Lock wanted) when wanted.Checkout == coupon.Checkout =>
                Decision.AlreadyDone,
            (Status.Locked, Command.Lock) => Rejection.CouponInUse,
            (Status.Redeemed, Command.Lock) => Rejection.CouponUsed,
            (Status.Expired, Command.Lock) => Rejection.CouponExpired,
            (Status.Returned, Command.Lock) => Rejection.ReservationGone,
            (Status.Revoked, Command.Lock) => Rejection.CouponRevoked,

            (Status.Locked, Command.Redeem redeem) when coupon.Orders.Contains(redeem.Order) =>
                new Event.Redeemed(redeem.Order),
            (Status.Redeemed, Command.Redeem redeem) when coupon.Orders.Contains(redeem.Order) =>
                Decision.AlreadyDone,
            (not Status.None, Command.Redeem) => Rejection.ReservationGone,

            (Status.Locked, Command.Unlock unlock) when Left(coupon, unlock) is { Length: > 0 } left =>
                new Event.Unlocked(left),
            (Status.Redeemed, Command.Unlock unlock)
                when coupon.Verdict is null && Left(coupon, unlock) is { Length: > 0 } left =>
                GiveUp(coupon, left, unlock.Cause ?? Cause.Unpaid, policy, now),
            (not Status.None, Command.Unlock) => Decision.AlreadyDone,

            (Status.Available, Command.Revoke) => new Event.Revoked(),
            (Status.Revoked, Command.Revoke) => Decision.AlreadyDone,
            (Status.Locked, Command.Revoke) => Rejection.CouponInUse,
            (Status.Redeemed or Status.Returned, Command.Revoke) => Rejection.CouponUsed,
            (Status.Expired, Command.Revoke) => Rejection.CouponExpired,

            (Status.Returned, Command.PlaceTaken) when coupon.OwesPlace => new Event.PlaceGivenBack(),
            (not Status.None, Command.PlaceTaken) => Decision.AlreadyDone,
            (not Status.None, Command.InWallet) when coupon.OwesWallet => new Event.PutIntoWallet(),
            (not Status.None, Command.InWallet) => Decision.AlreadyDone,

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

    /// <summary>What a use of a code still owes: its place to the campaign, or itself to the buyer's wallet.</summary>
    public static IReadOnlyList<Step> Owed(State coupon) => coupon switch
    {
        { Status: Status.Returned, OwesPlace: true } =>
            [new Step.GiveBack(coupon.Terms!.Campaign, coupon.Checkout!)],
        { OwesWallet: true } => [new Step.PutIntoWallet(coupon.Buyer!)],
        _ => [],
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
            OwesPlace = false,
        },
        Event.Redeemed => coupon with { Status = Status.Redeemed, Until = null },
        Event.Unlocked unlocked when coupon.Orders.All(unlocked.Orders.Contains) => Free(coupon, Reason.Unpaid),
        Event.Unlocked unlocked => Lose(coupon, unlocked.Orders, Cause.Unpaid),
        Event.GivenUp lost => Lose(coupon, lost.Orders, lost.Cause),
        Event.Restored restored when restored.ValidUntil > coupon.Terms!.ValidUntil =>
            Free(Prolong(coupon, restored.ValidUntil), restored.Because),
        Event.Restored restored => Free(coupon, restored.Because),
        Event.Consumed consumed => coupon with { Verdict = consumed.Because },
        Event.LockExpired => Free(coupon, Reason.Unpaid),
        Event.Expired => coupon with { Status = Status.Expired },
        Event.Revoked => coupon with { Status = Status.Revoked },
        Event.PlaceGivenBack => coupon with { OwesPlace = false },
        Event.PutIntoWallet => coupon with { OwesWallet = false },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a coupon."),
    };

    private static string[] Left(State coupon, Command.Unlock unlock) =>
        [.. unlock.Orders.Where(coupon.Orders.Contains).Distinct()];

    /// <summary>
    /// A code whose time is over cannot be typed again: what is given back beyond it, is this buyer's alone.
    /// </summary>
    private static State Prolong(State coupon, DateTimeOffset until)
    {
        var wasCode = coupon.Terms!.Sort == Kind.Code;
        return coupon with
        {
            Terms = coupon.Terms with { ValidUntil = until, Kind = wasCode ? null : coupon.Terms.Kind },
            OwesWallet = wasCode || coupon.OwesWallet,
        };
    }

    private static State Lose(State coupon, IReadOnlyList<string> orders, Cause cause) => coupon with
    {
        Orders = [.. coupon.Orders.Except(orders)],
        Losses = [.. coupon.Losses, .. orders.Select(order => new Loss(order, cause))],
    };

    private static State Free(State coupon, Reason because)
    {
        var isCode = coupon.Terms!.Sort == Kind.Code;
        var ended = new Ending(
            [.. coupon.Losses.Select(loss => loss.Order), .. coupon.Orders], because, coupon.Terms.ValidUntil);
        return coupon with
        {
            Status = isCode ? Status.Returned : Status.Available,
            Checkout = isCode ? coupon.Checkout : null,
            Orders = [],
            Until = null,
            Losses = [],
            Endings = [.. coupon.Endings.TakeLast(EndingsKept - 1), ended],
            OwesPlace = isCode,
        };
    }
}
