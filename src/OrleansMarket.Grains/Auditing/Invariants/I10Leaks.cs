using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>What has ended holds nothing.</summary>
internal sealed class I10Leaks(bool expectSettled) : Invariant(
    "I10", "An order that has ended holds no reservation, no coupon lock, no money and no deadline, and owes nothing.")
{
    private readonly List<(Place Place, string Order, string What)> held = [];

    public override IReadOnlyList<string> Prefixes => [];

    public override void End(PartitionFold fold)
    {
        foreach (var (folded, order) in fold.All<Order.State>())
        {
            if (!OrderFact.Ended(order) || folded.Kind.Owes(order)) continue;
            Count("ended orders");
            if (folded.Due is { } due)
                Violate(fold.PlaceOf(folded),
                    $"It has ended, and a deadline is left at {due:O}.");
            if (fold.Books.Of(folded.Aggregate).Held != 0)
                Violate(fold.PlaceOf(folded), "It has ended, and money is left in its escrow account.");
        }

        foreach (var (folded, stock) in fold.All<Stock.State>())
        {
            foreach (var (order, reservation) in stock.Reservations)
                if (!reservation.IsSold)
                    held.Add((fold.PlaceOf(folded), order, $"{reservation.Quantity} are reserved"));
        }

        foreach (var (folded, coupon) in fold.All<Coupon.State>())
        {
            if (coupon.Status != Coupon.Status.Locked) continue;
            foreach (var order in coupon.Orders) held.Add((fold.PlaceOf(folded), order, "It is locked"));
        }

        foreach (var (folded, coins) in fold.All<Coins.State>())
        {
            foreach (var portion in coins.Locks.Values.SelectMany(one => one.Portions))
                held.Add((fold.PlaceOf(folded), portion.Order, "Coins are locked"));
        }

        if (expectSettled) Settled(fold);
    }

    public override void Conclude(Facts facts)
    {
        Count("open reservations and locks", held.Count);
        foreach (var (place, id, what) in held)
        {
            var order = facts.Order(id);
            if (expectSettled) Violate(place, $"{what} for {id}, though everything should have ended.");
            else if (order is { IsOver: true, HoldsGoods: false })
                Violate(place, $"{what} for {id}, which has ended.");
        }

        if (!expectSettled) return;
        foreach (var order in facts.Orders.Values)
            if (!order.HasEnded)
                Violate(order.Place,
                    $"It is still {order.Status}, though everything should have ended.");
    }

    /// <summary>
    /// What waits for its time without anybody having to act: coins and coupons that can still be used, members who
    /// leave, sellers who are looked at again.
    /// </summary>
    private static bool MayWait(object state) => state switch
    {
        Coins.State coins => coins.Locks.IsEmpty,
        Coupon.State coupon => coupon.Status != Coupon.Status.Locked,
        Member.State or SellerStanding.State => true,
        _ => false,
    };

    private void Settled(PartitionFold fold)
    {
        foreach (var folded in fold.Aggregates)
        {
            if (folded.IsBroken) continue;
            Count("aggregates that should have settled");
            if (folded.Due is { } due && !MayWait(folded.State))
                Violate(fold.PlaceOf(folded), $"A deadline is left at {due:O}, though everything should have ended.");
            if (folded.Kind.Owes(folded.State)) Violate(fold.PlaceOf(folded), "It still owes others something.");
        }
    }
}
