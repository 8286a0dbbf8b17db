using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>A coupon is promised to one checkout, used after that, and by the orders that name it.</summary>
internal sealed class I8Coupons() : Invariant(
    "I8", "A coupon is in one state; each lock has one checkout; it is redeemed only out of a lock, and comes back at "
    + "most once per redemption; an order has the coupons that lowered its price.")
{
    private readonly Dictionary<string, string?> checkouts = new(StringComparer.Ordinal);

    public override IReadOnlyList<string> Prefixes => [Ids.Coupon];

    public override void See(Seen seen)
    {
        Count("decisions on coupons");
        var (before, after) = ((Coupon.State)seen.Before, (Coupon.State)seen.After);
        if (!IsHeld(after.Status)) return;
        if (IsHeld(before.Status) && before.Checkout != after.Checkout)
            Violate(seen.Place, $"It is promised to {before.Checkout}, and now to {after.Checkout}.");
        if (before.Status == Coupon.Status.Expired) Violate(seen.Place, "It had expired, and is used.");
        if (after.Status == Coupon.Status.Redeemed && !IsHeld(before.Status))
            Violate(seen.Place, $"It is used up without having been locked: it was {before.Status}.");
        if ((before.Status, after.Status) == (Coupon.Status.Redeemed, Coupon.Status.Locked))
            Violate(seen.Place, "It was used up, and is locked without having come back.");
        foreach (var order in after.Orders)
            if (!AggregateId.Root(order).SequenceEqual(AggregateId.Root(after.Checkout ?? "")))
                Violate(seen.Place, $"It is locked for {after.Checkout}, and for {order} of another checkout.");
    }

    public override void End(PartitionFold fold)
    {
        foreach (var (folded, coupon) in fold.All<Coupon.State>())
        {
            Count("coupons");
            checkouts[folded.Aggregate] = IsHeld(coupon.Status) ? coupon.Checkout : null;
        }
    }

    public override void Conclude(Facts facts)
    {
        foreach (var order in facts.Orders.Values)
        {
            // What came to nothing may have given its coupons back.
            if (order.Status == Order.Status.Closed || order.IsRefunded) continue;
            foreach (var coupon in order.Coupons)
            {
                Count("uses by orders");
                if (!checkouts.TryGetValue(coupon, out var checkout))
                    Violate(order.Place, $"Its price was lowered by {coupon}, which does not exist.");
                else if (checkout != order.Checkout)
                    Violate(order.Place, $"Its price was lowered by {coupon}, which {order.Checkout} does not have.");
            }
        }
    }

    private static bool IsHeld(Coupon.Status status) => status is Coupon.Status.Locked or Coupon.Status.Redeemed;
}
