using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>The seller is paid when it is time, and once.</summary>
internal sealed class I5Release() : Invariant(
    "I5", "Escrow is released only for a completed order, without a dispute or a freeze, at or after the release time, "
    + "and at most once.")
{
    public override IReadOnlyList<string> Prefixes => [Ids.Escrow, Ids.Order];

    public override void See(Seen seen)
    {
        if (seen.After is Order.State after)
        {
            // What stops a release later than this comes too late: the escrow has been told.
            if (!seen.Events.Any(happened => happened is Order.Event.ReleaseOrdered)) return;
            Count("releases ordered");
            if (after.Frozen is not null) Violate(seen.Place, "It orders its release, though it is frozen.");
            if (after.IsDisputed) Violate(seen.Place, "It orders its release, though a dispute is open.");
            if (after.ReleaseAt is { } due && seen.Entry.At < due)
                Violate(seen.Place, $"It orders its release, which is to be at {due:O}.");
            return;
        }

        if (!seen.Transfers.Any(transfer => transfer.Rule == "P3")
            && !seen.Events.Any(happened => happened is Escrow.Event.Released)) return;
        Count("releases");
        if (((Escrow.State)seen.Before).Status != Escrow.Status.Held)
            Violate(seen.Place, "It releases what it does not hold, or has released before.");
        var id = Facts.OrderOfEscrow(seen.Aggregate);
        if (!seen.Fold.TryGet<Order.State>(id, out var order))
            Violate(seen.Place,
                $"It releases for {id}, which is not.");
        else if (Obstacle(order, seen.Entry.At) is { } why) Violate(seen.Place, $"It releases for {id}, which {why}.");
    }

    /// <summary>Why the seller of an order must not be paid at an instant; null when he must.</summary>
    private static string? Obstacle(Order.State order, DateTimeOffset now) => order switch
    {
        // It was ordered when it was time; what has happened since, a freeze for example, does not call it back.
        { Status: Order.Status.Completed or Order.Status.Finished, Escrow: not Order.EscrowStatus.Held } => null,
        { Status: not Order.Status.Completed } => $"is {order.Status}, not completed",
        { ReleaseAt: null } => "has no release time",
        { ReleaseAt: { } at } when now < at => $"is to be released at {at:O}, not at {now:O}",
        _ => "has not ordered it",
    };
}
