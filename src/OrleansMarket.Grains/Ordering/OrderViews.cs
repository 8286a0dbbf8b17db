using System.Diagnostics;
using System.Text.Json;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Shopping;

namespace OrleansMarket.Grains.Ordering;

/// <summary>Shows an order to one of its sides.</summary>
internal static class OrderViews
{
    /// <summary>What the caller is to the order; null when it is none of his business.</summary>
    public static Order.Side? SideOf(Caller caller, Order.State order) => (caller.Role, order.Terms) switch
    {
        (_, null) => null,
        (Role.Operator, _) => Order.Side.Operator,
        (Role.Buyer, { } terms) when terms.Buyer == caller.Member => Order.Side.Buyer,
        (Role.Seller, { } terms) when terms.Seller == caller.Member => Order.Side.Seller,
        _ => null,
    };

    /// <summary>The order as this side sees it.</summary>
    public static OrderView Show(Order.State order, long version, Order.Side side, Policy policy, DateTimeOffset now)
    {
        var terms = order.Terms!;
        var currency = terms.ShippingFee.Currency;
        var ended = order.ClosedAt ?? (order.Status == Order.Status.Finished ? order.FinishedAt : null);
        return new OrderView(
            terms.Order, version, terms.Checkout, terms.Buyer, terms.Seller,
            order.Status, order.Escrow, order.ClosedBecause,
            [.. terms.Lines.Select(Till.Show)], terms.ShippingMethod,
            terms.Lines.Sum(currency, line => line.Subtotal),
            terms.Lines.Sum(currency, line => line.SellerDiscount + line.Subsidy),
            terms.ShippingFee, terms.Total, terms.ShipTo, [.. terms.Coupons],
            order.PlacedAt, order.PaidAt, order.Shipments is [.., var last] ? last.At : null,
            order.DeliveredAt, order.CompletedAt,
            order.Payment, order.LastFailure,
            [.. Order.AllowedActions(order, side, policy, now)], Next(order),
            [.. order.Shipments.Select(one => new ShipmentView(
                one.Carrier, one.Tracking, one.At, UnitsOf(terms, one.Units), one.DeliveredAt))],
            UnitsOf(terms, [.. order.Removed.Select((count, line) => new Order.Units(line, count))
                .Where(units => units.Quantity > 0)]),
            order.Cancellation is { } asked ? Show(terms, asked) : null,
            order.Dispute.Ids is [.., var dispute] ? new(dispute, order.Dispute.Status, order.Dispute.Reason) : null,
            order.Frozen is { } frozen
                ? new(frozen.Reason, frozen.Since, frozen.ReviewBy, frozen.LimitBy)
                : null,
            order.ChargeBack, RefundsOf(order),
            Show(side == Order.Side.Seller
                ? Order.FeedbackSeenBy(order, side, policy, now) : order.BuyerFeedback),
            Show(side == Order.Side.Buyer
                ? Order.FeedbackSeenBy(order, side, policy, now) : order.SellerFeedback),
            Order.FeedbackUntil(order, policy), order.ClosedAt, terms.Coins ?? 0,
            ended + policy.ArchiveAfter <= now,
            [.. order.Extensions.Select(one => new ExtensionView(one.OfShipping, one.Days, one.IsGranted))],
            order.PaidAt is null ? [] : DisputeViews.Show(terms, Order.DisputableShares(order)));
    }

    /// <summary>What silence means next; null when nothing.</summary>
    public static NextDeadline? Next(Order.State order) => Order.Next(order) is not { } next
        ? null
        : next.Kind == Order.DeadlineKind.Dispute && Dispute.NextDeadline(order.Dispute) is { } dispute
            ? new(dispute.Kind, dispute.At, dispute.WhatHappens)
            : new(
                JsonNamingPolicy.SnakeCaseLower.ConvertName(next.Kind.ToString()), next.At, Meaning(next.Kind, order));

    /// <summary>Units by line as units by SKU.</summary>
    public static OrderUnits[] UnitsOf(Order.OrderTerms terms, IReadOnlyList<Order.Units> units) =>
        [.. units.Select(one => new OrderUnits(terms.Lines[one.Line].Sku, one.Quantity))];

    private static CancellationView Show(Order.OrderTerms terms, Order.Cancellation asked) => new(
        asked.Number, asked.Status, asked.Reason, asked.Units is { } units ? UnitsOf(terms, units) : null,
        asked.AskedAt, asked.RespondBy, asked.RejectedBecause);

    private static FeedbackView? Show(Order.Feedback? feedback) => feedback is null
        ? null
        : new(new(feedback.Ratings.Described, feedback.Ratings.Communication, feedback.Ratings.Shipping),
            feedback.Text, feedback.At);

    /// <summary>The refunds that the order has made; a charge-back is none, the bank has taken it.</summary>
    private static OrderRefundView[] RefundsOf(Order.State order)
    {
        var terms = order.Terms!;
        List<OrderRefundView> refunds =
        [
            .. order.Refunds
                .Where(refund => refund.Because != Order.RefundReason.ChargeBack && refund.Amount.IsPositive)
                .Select(refund => new OrderRefundView(Ids.RefundOf(terms.Order, refund.Number), refund.Amount,
                    refund.Because.ToString(), refund.ByPlatform)),
        ];
        var rest = terms.Total - order.Refunds.Sum(terms.ShippingFee.Currency, refund => refund.Amount);
        var isRefunded = order is { PaidAt: not null, ClosedBecause: not (null or Order.CloseReason.ChargeBackLost) };
        if (isRefunded && rest.IsPositive)
            refunds.Add(new(Ids.RefundOf(terms.Order, 0), rest, order.ClosedBecause.ToString()!, ByPlatform: false));
        return [.. refunds];
    }

    private static string Meaning(Order.DeadlineKind kind, Order.State order) => kind switch
    {
        Order.DeadlineKind.Pay when order.Status == Order.Status.PaymentProcessing =>
            "The order closes; money that arrives later goes back.",
        Order.DeadlineKind.Pay => "The order closes unpaid, and its goods are set free.",
        Order.DeadlineKind.PaymentAnswer => "The order can be paid anew; the payment provider is asked again.",
        Order.DeadlineKind.RiskReview => "The payment counts as verified, and the seller ships.",
        Order.DeadlineKind.RiskHold => "The payment counts as rejected, and the buyer is refunded in full.",
        Order.DeadlineKind.Cancellation => "The seller has agreed: what the buyer wants to cancel is refunded.",
        Order.DeadlineKind.Ship when order.Status == Order.Status.PartiallyShipped =>
            "What is not shipped is refunded; the rest goes on.",
        Order.DeadlineKind.Ship => "The order closes, and the buyer is refunded in full.",
        Order.DeadlineKind.Reminder => "The buyer is reminded that the receipt will soon count as confirmed.",
        Order.DeadlineKind.Protection or Order.DeadlineKind.Confirm => "The receipt counts as confirmed.",
        Order.DeadlineKind.Release => "The escrow pays the seller.",
        Order.DeadlineKind.AfterSale => "The order is finished.",
        Order.DeadlineKind.FreezeReview => "Operators have to look at the order.",
        Order.DeadlineKind.FreezeLimit when order.ChargeBack == Order.ChargeBackStage.Opened =>
            "The charge-back counts as lost.",
        Order.DeadlineKind.FreezeLimit when order.Escrow == Order.EscrowStatus.Held =>
            "The order closes, and the buyer is refunded in full.",
        Order.DeadlineKind.FreezeLimit => "The order goes on where it stood.",
        _ => throw new UnreachableException($"{kind} has no words."),
    };
}
