using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>A page of orders.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="HasMore">Whether there may be more behind it.</param>
/// <param name="NextCursor">Where to go on.</param>
internal sealed record OrderListPage(IReadOnlyList<OrderRowBody> Items, bool HasMore, string? NextCursor);

/// <summary>An order in a list; <c>GET /v1/orders/{id}</c> shows all of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Counts its changes; also the ETag of the order.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Display">All of its parts in one word.</param>
/// <param name="ClosedBecause">Why it came to nothing.</param>
/// <param name="Buyer">Who pays.</param>
/// <param name="Seller">Who ships.</param>
/// <param name="Lines">What.</param>
/// <param name="Total">What the buyer pays.</param>
/// <param name="Tracking">The numbers of its parcels.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="Archived">Whether it has been over for so long that no tab has it.</param>
/// <param name="Tabs">The caller's tabs that it is in.</param>
/// <param name="AllowedActions">What the caller can do now.</param>
/// <param name="NextDeadline">What happens when nobody does anything.</param>
internal sealed record OrderRowBody(
    string Id, long Version, Order.Status Status, Order.Display Display, Order.CloseReason? ClosedBecause, string Buyer,
    string Seller, IReadOnlyList<OrderRowLine> Lines, MoneyBody Total, IReadOnlyList<string> Tracking,
    DateTimeOffset PlacedAt, bool Archived, IReadOnlyList<Order.Tab> Tabs, IReadOnlyList<string> AllowedActions,
    DeadlineBody? NextDeadline)
{
    /// <summary>As the API has it.</summary>
    public static OrderRowBody From(OrderRow row)
    {
        var order = row.Order;
        return new(
            order.Id, order.Version, order.Status, row.Display, order.ClosedBecause, order.Buyer, order.Seller,
            [.. order.Lines.Select(line => new OrderRowLine(line.Sku, line.Title, line.Quantity))],
            MoneyBody.From(order.Total), [.. order.Shipments.Select(parcel => parcel.Tracking)], order.PlacedAt,
            order.IsArchived, row.Tabs, order.AllowedActions, DeadlineBody.From(order.NextDeadline));
    }
}

/// <summary>One SKU of an order in a list.</summary>
/// <param name="Sku">What.</param>
/// <param name="Title">Its title when it was ordered.</param>
/// <param name="Quantity">How many.</param>
internal sealed record OrderRowLine(string Sku, string Title, int Quantity);

/// <summary>How many orders are in each tab.</summary>
/// <param name="All">Not in the archive.</param>
/// <param name="AwaitingPayment">To be paid.</param>
/// <param name="Processing">To be verified or shipped.</param>
/// <param name="Shipped">On their way, or arrived and not confirmed.</param>
/// <param name="AwaitingFeedback">To be rated by the caller.</param>
/// <param name="Disputes">Disputed, or some of the money went back.</param>
/// <param name="Completed">For sellers: over, and good.</param>
/// <param name="Cancelled">For sellers: over, and came to nothing.</param>
internal sealed record OrderCountsResponse(
    long All, long AwaitingPayment, long Processing, long Shipped, long AwaitingFeedback, long Disputes,
    long? Completed, long? Cancelled)
{
    /// <summary>As the API has it.</summary>
    public static OrderCountsResponse From(IEnumerable<TabCount> counts)
    {
        var known = counts.ToDictionary(count => count.Tab, count => count.Orders);
        return new(
            Of(Order.Tab.All) ?? 0, Of(Order.Tab.AwaitingPayment) ?? 0, Of(Order.Tab.Processing) ?? 0,
            Of(Order.Tab.Shipped) ?? 0, Of(Order.Tab.AwaitingFeedback) ?? 0, Of(Order.Tab.Disputes) ?? 0,
            Of(Order.Tab.Completed), Of(Order.Tab.Cancelled));

        long? Of(Order.Tab tab) => known.TryGetValue(tab, out var orders) ? orders : null;
    }
}
