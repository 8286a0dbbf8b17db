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
        return new OrderView(
            terms.Order, version, terms.Checkout, terms.Buyer, terms.Seller,
            order.Status, order.Escrow, order.ClosedBecause,
            [.. terms.Lines.Select(Till.Show)], terms.ShippingMethod,
            terms.Lines.Sum(currency, line => line.Subtotal),
            terms.Lines.Sum(currency, line => line.SellerDiscount + line.Subsidy),
            terms.ShippingFee, terms.Total, terms.ShipTo, [.. terms.Coupons],
            order.PlacedAt, order.PaidAt, order.ShippedAt, order.DeliveredAt, order.CompletedAt,
            order.Payment, order.LastFailure, order.Carrier, order.Tracking,
            [.. Order.AllowedActions(order, side, policy, now)], Next(order));
    }

    private static NextDeadline? Next(Order.State order) => Order.DueAt(order) is not { } at
        ? null
        : order.Status switch
        {
            Order.Status.AwaitingPayment => new("pay", at, "The order closes unpaid, and its goods are set free."),
            Order.Status.PaymentProcessing when at < order.PayBy =>
                new("payment_answer", at, "The order can be paid anew; the payment provider is asked again."),
            Order.Status.PaymentProcessing => new("pay", at, "The order closes; money that arrives later goes back."),
            Order.Status.RiskReview => new("risk_review", at, "The payment counts as verified, and the seller ships."),
            Order.Status.AwaitingShipment => new("ship", at, "The order closes, and the buyer is refunded in full."),
            Order.Status.AwaitingDelivery => new("protection", at, "The receipt counts as confirmed."),
            Order.Status.Delivered => new("confirm", at, "The receipt counts as confirmed."),
            Order.Status.Completed when order.Escrow == Order.EscrowStatus.Held =>
                new("release", at, "The escrow pays the seller."),
            _ => new("after_sale", at, "The order is finished."),
        };
}
