using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing;

/// <summary>What is kept of an order once its partition has been read.</summary>
internal sealed record OrderFact(
    Place Place, string Order, string Checkout, string Seller, Order.Status Status, bool IsPaid, bool IsOver,
    bool HoldsGoods, string? Payment, bool IsFree, IReadOnlyList<OrderUnits> Units, IReadOnlyList<string> Coupons,
    IReadOnlyList<string> Returned, DateTimeOffset PlacedAt, bool HasShipped, bool IsRefunded)
{
    /// <summary>It has come to its end; it may still owe somebody something.</summary>
    public bool HasEnded => Status is Domain.Order.Status.Finished or Domain.Order.Status.Closed;

    public static OrderFact Of(PartitionFold fold, Folded folded, Order.State order)
    {
        var terms = order.Terms!;
        return new OrderFact(
            fold.PlaceOf(folded), folded.Aggregate, terms.Checkout, string.Intern(terms.Seller), order.Status,
            order.PaidAt is not null, Ended(order) && !folded.Kind.Owes(order), order.HoldsGoods, order.Payment,
            terms.Total.IsZero, [.. terms.Lines.GroupBy(line => line.Sku).Select(line =>
                new OrderUnits(string.Intern(line.Key), line.Sum(one => one.Quantity)))],
            terms.Coupons, order.Returned, order.PlacedAt, order.Shipments.Count > 0,
            order.Refunds.Count > 0 && Domain.Order.Refundable(order).All(left => left.IsZero));
    }

    public static bool Ended(Order.State order) =>
        order.Status is Domain.Order.Status.Finished or Domain.Order.Status.Closed;
}

/// <summary>Units of one SKU in an order.</summary>
internal readonly record struct OrderUnits(string Sku, int Quantity);

/// <summary>What is kept of all partitions, to be compared at the end.</summary>
internal sealed class Facts(bool expectSettled)
{
    private readonly Lock gate = new();

    /// <summary>Whether everything has to have come to an end.</summary>
    public bool ExpectSettled => expectSettled;

    /// <summary>All orders, by id.</summary>
    public Dictionary<string, OrderFact> Orders { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest time of any entry.</summary>
    public DateTimeOffset Newest { get; private set; }

    /// <summary>How many aggregates there are.</summary>
    public long Aggregates { get; private set; }

    /// <summary>Gathers what is to be kept of a partition.</summary>
    public void Gather(PartitionFold fold)
    {
        lock (gate)
        {
            Aggregates += fold.Aggregates.Count;
            if (fold.Newest > Newest) Newest = fold.Newest;
            foreach (var (folded, order) in fold.All<Order.State>())
                if (order.Terms is not null) Orders[folded.Aggregate] = OrderFact.Of(fold, folded, order);
        }
    }

    /// <summary>An order by its id; null when there is none.</summary>
    public OrderFact? Order(string id) => Orders.GetValueOrDefault(id);

    /// <summary>The id of the order that an escrow account belongs to.</summary>
    public static string OrderOfEscrow(string escrow) => Ids.Order + Ids.Tail(escrow);
}
