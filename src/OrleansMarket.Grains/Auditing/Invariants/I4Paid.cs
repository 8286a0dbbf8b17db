using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>No order without its money, no money without its order.</summary>
internal sealed class I4Paid() : Invariant(
    "I4", "An order is paid if and only if exactly one capture of its payment was set aside for it; a captured payment "
    + "pays each of its orders or is given back.")
{
    private readonly Dictionary<string, Captured> payments = new(StringComparer.Ordinal);

    private sealed record Captured(Place Place, Payment.Status Status, IReadOnlyList<string> Orders);

    public override IReadOnlyList<string> Prefixes => [];

    public override void End(PartitionFold fold)
    {
        foreach (var (folded, payment) in fold.All<Payment.State>())
        {
            if (payment.Request is not { } request) continue;
            Count("payments");
            payments[folded.Aggregate] = new(fold.PlaceOf(folded), payment.Status, request.Orders);
        }

        foreach (var (folded, order) in fold.All<Order.State>())
        {
            if (order.Terms is not { } terms) continue;
            Count("orders");
            var (place, times) = (fold.PlaceOf(folded), fold.Books.Of(folded.Aggregate).TimesKept);
            var expected = order.PaidAt is null || terms.Total.IsZero ? 0 : 1;
            var isPaid = order.PaidAt is null ? "not paid" : "paid";
            if (times != expected) Violate(place, $"It is {isPaid}, and {times} captures were set aside for it.");
            var has = fold.TryGet<Escrow.State>(Ids.EscrowOf(folded.Aggregate), out var escrow);
            if (has != order.PaidAt is not null)
                Violate(place, $"It is {isPaid}, and there is {(has ? "an" : "no")} escrow account for it.");
            if (order.PaidAt is not null && escrow?.Deposit is { } deposit && deposit.Payment != order.Payment)
                Violate(place, $"It was paid with {order.Payment}, its escrow account with {deposit.Payment}.");
        }
    }

    public override void Conclude(Facts facts)
    {
        foreach (var (id, payment) in payments)
        {
            if (payment.Status == Payment.Status.Processing && facts.ExpectSettled)
                Violate(payment.Place, "It is still processing.");
            if (payment.Status != Payment.Status.Captured) continue;
            foreach (var one in payment.Orders)
            {
                var order = facts.Order(one);
                if (order is null) Violate(payment.Place, $"It took money for {one}, which does not exist.");
                else if (!(order.IsPaid && order.Payment == id) && !order.Returned.Contains(id))
                    Violate(payment.Place,
                        $"It took money for {one}, which it did not pay and which gave nothing back.");
            }
        }

        foreach (var order in facts.Orders.Values)
        {
            if (!order.IsPaid || order.IsFree) continue;
            if (!payments.TryGetValue(order.Payment!, out var payment) || !payment.Orders.Contains(order.Order))
                Violate(order.Place, $"It was paid with {order.Payment}, which is no payment of it.");
            else if (payment.Status is not (Payment.Status.Captured or Payment.Status.Processing))
                Violate(order.Place, $"It was paid with {order.Payment}, which came to nothing.");
        }
    }
}
