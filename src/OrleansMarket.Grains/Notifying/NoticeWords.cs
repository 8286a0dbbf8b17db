using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Notifying;

/// <summary>What notices say: what happened, to which order, and what the reader can do until when.</summary>
internal static partial class NoticeWords
{
    /// <summary>The words for one side.</summary>
    public static (string Title, string Text) Of(MarketEvent told, bool isSeller)
    {
        var data = JsonSerializer.Deserialize(told.Data, EventDataForm.Default.EventData)!;
        return (isSeller ? ForSeller(told.Type, data) : ForBuyer(told.Type, data))
            ?? throw new UnreachableException($"{told.Type} has no words for {(isSeller ? "sellers" : "buyers")}.");
    }

    private static (string Title, string Text)? ForBuyer(string type, EventData data) => type switch
    {
        "order.placed" => ("Order placed",
            $"You ordered {Goods(data)} from {data.Seller} for {data.Amount}. Please pay until {Time(data.Until)}; "
            + "after that the order closes by itself."),
        "order.price_adjusted" => ("The seller lowered the price",
            $"{data.Seller} took {data.Amount} off your order of {Goods(data)}. Please pay until {Time(data.Until)}."),
        "order.payment_failed" => ("Payment unsuccessful",
            $"{PaymentFailure.Of(data.Reason!).Message} Your order of {Goods(data)} waits for you."),
        "order.paid" => ("Payment received",
            $"{data.Amount} for {Goods(data)} is held in escrow until you have confirmed that the goods are there. "
            + "We verify the payment, then the seller ships."),
        "order.capture_returned" => ("Your money goes back",
            $"A payment of {data.Amount} for {Goods(data)} came too late or twice. It goes back to you in full."),
        "order.risk_held" => ("We look at your payment more closely",
            $"The payment for {Goods(data)} is held for a check. If it is not cleared until {Time(data.Until)}, the "
            + "order closes and your money goes back."),
        "order.closed" => ("Order closed", $"Your order of {Goods(data)} is closed: {Closing(data, false)}"),
        "order.cancel_rejected" => ("The seller does not agree to cancel",
            $"{data.Seller} did not agree to cancel {Goods(data)}: {Rejection(data.Reason)} The order goes on."),
        "order.completed" => ("Order completed",
            $"Nobody said otherwise in time, so {Goods(data)} counts as received. {data.Seller} is paid on "
            + $"{Time(data.Until)}; until then and for some days more you can open a dispute."),
        _ => ForBuyerOnTheWay(type, data) ?? ForBuyerAfterwards(type, data),
    };

    private static (string Title, string Text)? ForBuyerOnTheWay(string type, EventData data) => type switch
    {
        "order.partially_shipped" => ("A part is on its way",
            $"{data.Seller} shipped a part of {Goods(data)} with {data.Carrier}, tracking number {data.Tracking}."),
        "order.shipped" => ("On its way",
            $"{data.Seller} shipped {Goods(data)} with {data.Carrier}, tracking number {data.Tracking}. You are "
            + $"protected until {Time(data.Until)}."),
        "order.rest_cancelled" => ("The rest will not come",
            $"What {data.Seller} had not shipped of {Goods(data)} is cancelled; its price goes back to you."),
        "order.delivered" => ("Delivered",
            $"The carrier delivered {Goods(data)}. If all is well, please confirm the receipt; if not, open a dispute. "
            + $"On {Time(data.Until)} it counts as confirmed."),
        "order.deadline_approaching" => ("Is everything there?",
            $"On {Time(data.Until)} the receipt of {Goods(data)} counts as confirmed. If something is wrong, open a "
            + "dispute before."),
        "order.lines_cancelled" => ("A part is cancelled",
            $"A part of your order of {Goods(data)} is cancelled; its price goes back to you. The rest goes on."),
        "order.extension_asked" => ("The seller needs more time",
            $"{data.Seller} asks for {Days(data)} more to ship {Goods(data)}. It is up to you."),
        "order.protection_extended" => ("You are protected longer",
            $"{data.Seller} gave you {Days(data)} more for {Goods(data)}: until {Time(data.Until)}."),
        "order.frozen" => ("Order frozen",
            $"Your order of {Goods(data)} is frozen while we look into it. Your money stays in escrow; nothing can be "
            + $"done with the order until we have decided, on {Time(data.Until)} at the latest."),
        "order.thawed" => ("The order goes on",
            $"We have looked into your order of {Goods(data)}; it goes on with the time that was left."),
        _ => null,
    };

    private static (string Title, string Text)? ForBuyerAfterwards(string type, EventData data) => type switch
    {
        "refund.created" => ("A refund is on its way",
            $"{data.Amount} for {Goods(data)} goes back to you by the way you paid."),
        "refund.settled" => ("Refund paid", $"{data.Amount} for {Goods(data)} was paid back to you."),
        "dispute.countered" => ("The seller answered your dispute",
            $"{data.Seller} offers something else for {Goods(data)}. Accept it, ask for something else, or call us."),
        "dispute.escalated" => ("We look at your dispute",
            $"Your dispute about {Goods(data)} is before our operators. You can add evidence until "
            + $"{Time(data.Until)}."),
        "dispute.judged" => ("We have decided", $"We have decided your dispute about {Goods(data)}: {Ruling(data)}"),
        "dispute.resolved" => ("The dispute is over", $"Your dispute about {Goods(data)} is over: {Outcome(data)}"),
        "return.agreed" => ("Please send the goods back",
            $"Your money for {Goods(data)} comes back with the goods: please send them until {Time(data.Until)} and "
            + "tell us the tracking number. Otherwise the seller is paid."),
        "return.received" => ("Your return has arrived", $"{data.Seller} has the return of {Goods(data)}."),
        "return.contested" => ("The seller contests your return",
            $"{data.Seller} says that the return of {Goods(data)} is not what was agreed. We look at it."),
        "coupon.issued" => ("A coupon for you",
            $"You have a coupon worth up to {data.Amount}, valid until {Time(data.Until)}."),
        "coupon.restored" => ("Your coupon is back",
            $"You can use your coupon again until {Time(data.Until)}, because {CouponReason(data.Reason)}."),
        "coupon.consumed" => ("Your coupon does not come back",
            $"Your coupon stays used, because {CouponReason(data.Reason)}."),
        "coupon.revoked" => ("A coupon was revoked", "One of your coupons was revoked and cannot be used any more."),
        _ => null,
    };

    private static string Goods(EventData data) => data.MoreLines switch
    {
        null => $"“{data.Title}”",
        1 => $"“{data.Title}” and one thing more",
        var more => $"“{data.Title}” and {more} things more",
    };

    private static string Days(EventData data) => data.Days == 1 ? "one day" : $"{data.Days} days";

    private static string Time(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "further notice";
}
