using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>What is searched for, and whether an order is it.</summary>
/// <param name="query">What somebody wants to see.</param>
/// <param name="side">As what he asks.</param>
/// <param name="policy">The numbers of the rules.</param>
/// <param name="now">Now.</param>
internal sealed class OrderSearch(OrderQuery query, Order.Side side, Policy policy, DateTimeOffset now)
{
    // A root has 26 characters; so much of it is not shared by orders of different checkouts.
    private const int LeastOfAnId = 20;

    /// <summary>The tab to look at; null when the archive counts, too.</summary>
    public Order.Tab? Tab { get; } = query.Tab
        ?? (query is { Status: null, Text: null, Tracking: null } ? Order.Tab.All : null);

    /// <summary>The beginning of an order's id that is searched for; null when it is something else.</summary>
    public string? Id =>
        query.Text is { Length: >= LeastOfAnId } text && Ids.IsId(text, Ids.Order) ? text : null;

    /// <summary>Whether an order is wanted; it may not even be the caller's.</summary>
    public bool Wants(Order.Listed listed)
    {
        if (listed.Order is not { Terms: { } terms } order) return false;
        if ((side == Order.Side.Buyer ? terms.Buyer : terms.Seller) != query.Caller.Member) return false;
        if (Tab is { } tab && !Order.TabsAt(listed, side, policy, now).Contains(tab)) return false;
        if (query.Status is { } status && Order.DisplayOf(order) != status) return false;
        if (query.Seller is { } seller && terms.Seller != seller) return false;
        if (query.Tracking is { } tracking && !Facets.Parcels(order).Contains(tracking)) return false;
        return IsInTime(order.PlacedAt) && (query.Text is null || HasText(order, terms, query.Text));
    }

    /// <summary>To the millisecond, which is what people see.</summary>
    private bool IsInTime(DateTimeOffset placed)
    {
        var at = placed.AddTicks(-(placed.UtcTicks % TimeSpan.TicksPerMillisecond));
        return (query.From is not { } from || at >= from) && (query.Before is not { } before || at < before);
    }

    private bool HasText(Order.State order, Order.OrderTerms terms, string text) =>
        (Id is { } id && terms.Order.StartsWith(id, StringComparison.Ordinal))
        || Facets.Parcels(order).Any(tracking => tracking.StartsWith(text, StringComparison.Ordinal))
        || terms.Lines.Any(line => line.Title.Contains(text, StringComparison.OrdinalIgnoreCase));
}
