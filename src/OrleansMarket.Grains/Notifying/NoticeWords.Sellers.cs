namespace OrleansMarket.Grains.Notifying;

/// <summary>What sellers are told, and why things are as they are.</summary>
internal static partial class NoticeWords
{
    private static (string Title, string Text)? ForSeller(string type, EventData data) => type switch
    {
        "order.placed" => ("New order",
            $"{data.Buyer} ordered {Goods(data)} for {data.Amount}. It is not paid yet: we tell you when to ship."),
        "order.paid" => ("Order paid, not yet verified",
            $"{data.Buyer} paid {data.Amount} for {Goods(data)}. Please do not ship yet: we verify the payment and "
            + "tell you when it is safe."),
        "order.risk_passed" => ("Please ship",
            $"The payment of {data.Buyer} for {Goods(data)} is verified. Please ship until {Time(data.Until)}; "
            + "otherwise the order closes and the money goes back."),
        "order.closed" => ("Order closed",
            $"The order of {data.Buyer} for {Goods(data)} is closed: {Closing(data, true)}"),
        "order.cancel_requested" => ("The buyer wants to cancel",
            $"{data.Buyer} asks you to cancel {Goods(data)}. Please answer until {Time(data.Until)}; silence agrees."),
        "order.cancel_withdrawn" => ("The buyer does not cancel after all",
            $"{data.Buyer} took the request to cancel {Goods(data)} back. Please ship as planned."),
        "order.lines_cancelled" => ("A part is cancelled",
            $"A part of the order of {data.Buyer} for {Goods(data)} is cancelled and refunded. Please ship the rest."),
        "order.rest_cancelled" => ("The rest is cancelled",
            $"What was not shipped of {Goods(data)} is cancelled, and {data.Buyer} is refunded for it."),
        "order.shipping_extended" => ("You have more time to ship",
            $"{data.Buyer} gave you {Days(data)} more for {Goods(data)}: please ship until {Time(data.Until)}."),
        "order.extension_asked" => ("The buyer asks for longer protection",
            $"{data.Buyer} asks for {Days(data)} more of protection for {Goods(data)}. It is up to you."),
        "order.completed" when data.By == "by_buyer" => ("Receipt confirmed",
            $"{data.Buyer} confirmed that {Goods(data)} is there. You are paid on {Time(data.Until)}."),
        "order.completed" => ("Order completed",
            $"{Goods(data)} counts as received by {data.Buyer}. You are paid on {Time(data.Until)}."),
        "order.frozen" => ("Order frozen",
            $"The order of {data.Buyer} for {Goods(data)} is frozen while we look into it. Please do not ship; nothing "
            + $"can be done with it until we have decided, on {Time(data.Until)} at the latest."),
        "order.thawed" => ("The order goes on",
            $"The order of {data.Buyer} for {Goods(data)} goes on with the time that was left."),
        "order.charge_back" => ("Charge-back", data.Reason switch
        {
            "opened" => $"The bank of {data.Buyer} wants the money for {Goods(data)} back. We answer the bank.",
            "won" => $"The bank of {data.Buyer} gave up: the money for {Goods(data)} stays.",
            _ => $"The bank of {data.Buyer} took the money for {Goods(data)}.",
        }),
        _ => ForSellerAfterwards(type, data) ?? ForSellerHimself(type, data),
    };

    private static (string Title, string Text)? ForSellerAfterwards(string type, EventData data) => type switch
    {
        "escrow.released" => ("You have earned money",
            $"{data.Amount} for {Goods(data)} is yours and can be paid out."),
        "dispute.opened" => ("A dispute was opened",
            $"{data.Buyer} complains about {Goods(data)}. Please answer until {Time(data.Until)}: accept, or offer "
            + "something else. Silence accepts."),
        "dispute.modified" => ("The buyer asks for something else",
            $"{data.Buyer} changed what the dispute about {Goods(data)} asks for. Please answer until "
            + $"{Time(data.Until)}; silence accepts."),
        "dispute.withdrawn" => ("The dispute was withdrawn",
            $"{data.Buyer} took the dispute about {Goods(data)} back. The order goes on."),
        "dispute.escalated" => ("We look at the dispute",
            $"The dispute about {Goods(data)} is before our operators. You can add evidence until {Time(data.Until)}."),
        "dispute.judged" => ("We have decided", $"We have decided the dispute about {Goods(data)}: {Ruling(data)}"),
        "dispute.resolved" => ("The dispute is over", $"The dispute about {Goods(data)} is over: {Outcome(data)}"),
        "return.agreed" => ("The goods come back",
            $"{data.Buyer} has until {Time(data.Until)} to send {Goods(data)} back; otherwise the money is yours."),
        "return.shipped" => ("A return is on its way",
            $"{data.Buyer} sent {Goods(data)} back with {data.Carrier}, tracking number {data.Tracking}. Please "
            + $"confirm it until {Time(data.Until)}; after that the money goes back to the buyer."),
        "return.delivered" => ("A return was delivered",
            $"The carrier delivered the return of {Goods(data)}. Please confirm or contest it until "
            + $"{Time(data.Until)}; silence confirms."),
        _ => null,
    };

    private static (string Title, string Text)? ForSellerHimself(string type, EventData data) => type switch
    {
        "stock.sold_out" => ("Sold out", $"The last unit of “{data.Title}” ({data.Sku}) is taken."),
        "payout.paid" => ("Paid out", $"{data.Amount} is on its way to you."),
        "payout.debited" => ("Money taken back",
            $"{data.Amount} was taken from your account, because an order that you had been paid for was refunded."),
        "payout.frozen" => ("Payouts stopped", "You are not paid out for now, while we look into your account."),
        "payout.thawed" => ("Payouts go on", "You can be paid out again."),
        "seller.frozen" => ("Your store is closed for now",
            "You take no new orders while we look into what buyers have reported. Please ship what is paid."),
        "seller.reopened" => ("Your store is open again", "You take new orders again."),
        "seller.struck" => ("A strike", data.Reason == "not_shipped"
            ? "An order was not shipped in time. That counts against you."
            : "You cancelled a paid order. That counts against you."),
        _ => null,
    };

    private static string Closing(EventData data, bool isSeller)
    {
        var why = (data.Reason, isSeller) switch
        {
            ("payment_timeout", _) => "it was not paid in time.",
            ("buyer_cancelled", _) => $"{data.Buyer} cancelled it.",
            ("risk_rejected", _) => "the payment was not accepted.",
            ("cancel_agreed", false) => $"{data.Seller} agreed to cancel it.",
            ("cancel_agreed", true) => "you agreed to cancel it.",
            ("cancel_auto", false) => $"{data.Seller} did not answer your request to cancel.",
            ("cancel_auto", true) => "you did not answer the request to cancel in time.",
            ("seller_cancelled", false) => $"{data.Seller} cancelled it.",
            ("not_shipped", false) => $"{data.Seller} did not ship in time.",
            ("not_shipped", true) => "you did not ship in time.",
            ("dispute_full_refund", _) => "the dispute has ended.",
            ("frozen_refunded", _) => "it was frozen for too long.",
            ("charge_back_lost", _) => "the bank took the money back.",
            _ => "it came to nothing.",
        };
        return (data.Refund, isSeller) switch
        {
            // The bank has it already.
            (true, _) when data.Reason == "charge_back_lost" => why,
            (true, false) => $"{why} What you paid goes back to you.",
            (true, true) when data.Reason is "dispute_full_refund" or "not_shipped" => $"{why} The money goes back.",
            (true, true) => $"{why} The money goes back. Please do not ship.",
            _ => why,
        };
    }

    private static string Rejection(string? reason) => reason switch
    {
        "already_handed_over" => "the carrier has the goods.",
        "custom_made" => "the goods were made for you.",
        _ => "there is another reason.",
    };

    private static string Ruling(EventData data) => data.Of == "return_and_refund"
        ? "the money goes back once the goods have gone back."
        : "the decision is in the dispute, with the reason for it.";

    private static string Outcome(EventData data) => data.Amount is { IsPositive: true } amount
        ? $"{amount} goes back to {data.Buyer}."
        : "no money goes back.";

    private static string CouponReason(string? reason) => reason switch
    {
        "unpaid" => "no order was paid with it",
        "buyer_cancelled" => "you cancelled the orders that used it",
        "seller_fault" or "dispute_seller_fault" => "the order came to nothing through the seller",
        "dispute_buyer_change" => "you changed your mind about the goods",
        "non_refundable" => "it is used once only, whatever happens",
        "partial_refund" => "a part of the order was kept",
        "charge_back_lost" => "your bank took the money back",
        "validity_over" => "its validity was over",
        "other_orders_keep_it" => "other orders of the checkout were cheaper for it and are kept",
        _ => "of how its orders ended",
    };
}
