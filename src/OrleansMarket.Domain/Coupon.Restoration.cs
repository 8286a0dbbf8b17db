namespace OrleansMarket.Domain;

/// <summary>Whether a coupon comes back with the money (DOMAIN.md §1.3).</summary>
public static partial class Coupon
{
    /// <summary>Why an order that was promised a coupon came to nothing.</summary>
    public enum Cause
    {
        /// <summary>It was never paid: the payment failed, the time was up, the buyer cancelled before.</summary>
        Unpaid,

        /// <summary>The buyer cancelled it after the payment and before it was shipped.</summary>
        BuyerCancelled,

        /// <summary>The seller cancelled, did not ship or cheated, or the payment was not accepted.</summary>
        SellerFault,

        /// <summary>A dispute gave all of it back, and the seller was at fault.</summary>
        DisputeSellerFault,

        /// <summary>A dispute gave all of it back, because the buyer did not want it any more.</summary>
        DisputeBuyerChange,

        /// <summary>A part of it was given back; the rest was kept.</summary>
        PartialRefund,

        /// <summary>The buyer's bank took the money back.</summary>
        ChargeBackLost,
    }

    /// <summary>What becomes of a used coupon; the harder one counts where orders differ.</summary>
    public enum Remedy
    {
        /// <summary>It stays used up.</summary>
        Consumed,

        /// <summary>It comes back with its own validity.</summary>
        Restored,

        /// <summary>It comes back, and is valid for some days more at least.</summary>
        RestoredWithGrace,
    }

    /// <summary>Why a coupon came back, or did not.</summary>
    public enum Reason
    {
        /// <summary>No order that was promised it was paid.</summary>
        Unpaid,

        /// <summary>The buyer cancelled every order that used it.</summary>
        BuyerCancelled,

        /// <summary>It was the seller's doing that its orders came to nothing.</summary>
        SellerFault,

        /// <summary>A dispute found the seller at fault.</summary>
        DisputeSellerFault,

        /// <summary>The buyer did not want the goods any more.</summary>
        DisputeBuyerChange,

        /// <summary>Only a part of an order was refunded.</summary>
        PartialRefund,

        /// <summary>The money went back through the buyer's bank.</summary>
        ChargeBackLost,

        /// <summary>Its validity was over.</summary>
        ValidityOver,

        /// <summary>It is of a sort that never comes back.</summary>
        NonRefundable,

        /// <summary>Other orders of the checkout were kept, and were cheaper for it.</summary>
        OtherOrdersKeepIt,

        /// <summary>The order has not given it up.</summary>
        OrderKeepsIt,
    }

    /// <summary>What a buyer is told of a coupon when an order's money goes back.</summary>
    public enum Result
    {
        /// <summary>It can still turn out either way.</summary>
        Pending,

        /// <summary>It stays used up.</summary>
        Consumed,

        /// <summary>It can be used again.</summary>
        Restored,
    }

    /// <summary>The end of one use of a coupon, for the orders that it was promised to.</summary>
    public sealed record Ending(IReadOnlyList<string> Orders, Reason Because, DateTimeOffset ValidUntil);

    /// <summary>An order that came to nothing while the coupon was promised to it, or used by it.</summary>
    public sealed record Loss(string Order, Cause Cause);

    /// <summary>What became of the coupon for one order.</summary>
    /// <param name="Result">Whether it came back.</param>
    /// <param name="Because">Why.</param>
    /// <param name="NewExpiry">Until when it can be used again; null when it did not come back.</param>
    public sealed record Outcome(Result Result, Reason Because, DateTimeOffset? NewExpiry);

    /// <summary>The table of DOMAIN.md §1.3: a pure function of the sort of coupon and the reason.</summary>
    /// <param name="kind">What sort of coupon it is.</param>
    /// <param name="cause">Why the money goes back.</param>
    /// <param name="isWhole">Whether every order that used the coupon came to nothing.</param>
    /// <param name="isRefundable">False for a coupon that is marked to never come back once used.</param>
    public static Remedy Restoration(Kind kind, Cause cause, bool isWhole, bool isRefundable = true) =>
        (kind, cause) switch
        {
            (_, Cause.Unpaid) => Remedy.Restored,
            _ when !isWhole || !isRefundable => Remedy.Consumed,
            (_, Cause.BuyerCancelled) => Remedy.Restored,
            (_, Cause.SellerFault) => Remedy.RestoredWithGrace,
            (Kind.Platform or Kind.Code or Kind.Select, Cause.DisputeSellerFault) => Remedy.RestoredWithGrace,
            (_, Cause.DisputeSellerFault) => Remedy.Restored,
            _ => Remedy.Consumed,
        };

    /// <summary>What a buyer is told of the coupon about one order; null when it never had to do with it.</summary>
    public static Outcome? OutcomeFor(State coupon, string order)
    {
        var (isKept, isLost) = (coupon.Orders.Contains(order), coupon.Losses.Any(loss => loss.Order == order));
        if (coupon.Verdict is { } verdict && (isKept || isLost)) return new(Result.Consumed, verdict, null);
        if (isKept) return new(Result.Pending, Reason.OrderKeepsIt, null);
        if (isLost) return new(Result.Consumed, Reason.OtherOrdersKeepIt, null);
        return coupon.Endings.LastOrDefault(ending => ending.Orders.Contains(order)) is { } ended
            ? new(Result.Restored, ended.Because, ended.ValidUntil)
            : null;
    }

    /// <summary>What follows when orders give a used coupon up.</summary>
    private static Event[] GiveUp(
        State coupon, IReadOnlyList<string> orders, Cause cause, Policy policy, DateTimeOffset now)
    {
        var losses = coupon.Losses.Concat(orders.Select(order => new Loss(order, cause))).ToArray();
        var terms = coupon.Terms!;
        // Orders that nobody paid for say nothing about whose doing it was, unless there are no others.
        var causes = losses.Select(loss => loss.Cause).Where(why => why != Cause.Unpaid)
            .DefaultIfEmpty(Cause.Unpaid).ToArray();
        var (remedy, because) = causes
            .Select(why => (Remedy: Restoration(terms.Sort, why, true, terms.NonRefundable != true), Cause: why))
            .MinBy(one => one.Remedy);

        var lost = new Event.GivenUp(orders, cause);
        if (remedy == Remedy.Consumed) return [lost, new Event.Consumed(WhyConsumed(terms, because))];
        if (coupon.Orders.Any(order => !orders.Contains(order))) return [lost];
        var until = remedy == Remedy.RestoredWithGrace && now + policy.CouponGrace > terms.ValidUntil
            ? now + policy.CouponGrace
            : terms.ValidUntil;
        return now < until
            ? [lost, new Event.Restored((Reason)because, until)]
            : [lost, new Event.Consumed(Reason.ValidityOver)];
    }

    private static Reason WhyConsumed(Terms terms, Cause cause) =>
        terms.NonRefundable == true && Restoration(terms.Sort, cause, true) != Remedy.Consumed
            ? Reason.NonRefundable
            : (Reason)cause;
}
