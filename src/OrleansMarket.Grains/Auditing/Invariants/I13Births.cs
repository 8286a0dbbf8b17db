using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>What is born together is there together.</summary>
internal sealed class I13Births() : Invariant(
    "I13", "The orders of a checkout are created all or none, as it says; an order, escrow account, refund or coupon "
    + "is born in the append of what brings it into being.")
{
    private static readonly Dictionary<string, string[]> parents = new(StringComparer.Ordinal)
    {
        [Ids.Order] = [Ids.Checkout],
        [Ids.Escrow] = [Ids.Order],
        [Ids.Refund] = [Ids.Escrow, Ids.Order],
        [Ids.Coupon] = [Ids.Campaign],
    };

    private sealed class Notes
    {
        /// <summary>The newest entry that was not born in another's append.</summary>
        public Seen? Parent { get; set; }

        public Dictionary<string, (Place Place, Checkout.PlacedOrder Order)> Promised { get; } = [];
    }

    public override void See(Seen seen)
    {
        var notes = seen.Fold.Notes<Notes>(this);
        if (seen.Entry.Version > 1 || !parents.TryGetValue(Prefix(seen), out var allowed))
        {
            notes.Parent = seen;
            foreach (var happened in seen.Events)
                if (happened is Checkout.Event.Placed placed) Promise(notes, seen, placed);
            return;
        }

        Count("births");
        if (notes.Parent is not { } parent || !allowed.Contains(Prefix(parent)) || parent.Entry.At != seen.Entry.At)
            Violate(seen.Place, "It was not born in the append of what brings it into being.");
        if (seen.After is Order.State { Terms: { } terms }) Keep(notes, seen, terms);
    }

    public override void End(PartitionFold fold)
    {
        foreach (var (order, promise) in fold.Notes<Notes>(this).Promised)
            Violate(promise.Place, $"It placed {order}, which does not exist.");
    }

    private void Promise(Notes notes, Seen seen, Checkout.Event.Placed placed)
    {
        Count("checkouts");
        foreach (var order in placed.Orders)
            if (!notes.Promised.TryAdd(order.Order, (seen.Place, order)))
                Violate(seen.Place, $"It placed {order.Order}, which was placed before.");
    }

    private void Keep(Notes notes, Seen seen, Order.OrderTerms terms)
    {
        Count("orders");
        if (!notes.Promised.Remove(seen.Aggregate, out var promise))
            Violate(seen.Place, "No checkout placed it.");
        else if (promise.Place.Aggregate != terms.Checkout)
            Violate(seen.Place, $"It names {terms.Checkout}, but {promise.Place.Aggregate} placed it.");
        else if (promise.Order.Total != terms.Total || promise.Order.Seller != terms.Seller)
        {
            Violate(seen.Place, $"Its checkout has it as {promise.Order.Total} of {promise.Order.Seller}, "
                + $"it is {terms.Total} of {terms.Seller}.");
        }
    }

    private static string Prefix(Seen seen) => seen.Aggregate[..Kinds.PrefixLength];
}
