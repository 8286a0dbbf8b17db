using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Stored;

// The names are for ever: what has been stored once is read by every later version. A test pins the form of each event.

/// <summary>How the events of each machine are written down.</summary>
internal static class Codecs
{
    public static EventCodec<Cart.Event> Cart { get; } = new EventCodec<Cart.Event>()
        .Add("line_put", CartEvents.Default.LinePut)
        .Add("line_removed", CartEvents.Default.LineRemoved)
        .Add("checkout_begun", CartEvents.Default.CheckoutBegun)
        .Add("checkout_ended", CartEvents.Default.CheckoutEnded);

    public static EventCodec<Checkout.Event> Checkout { get; } = new EventCodec<Checkout.Event>()
        .Add("placed", CheckoutEvents.Default.Placed)
        .Add("refused", CheckoutEvents.Default.Refused);

    public static EventCodec<Order.Event> Order { get; } = new EventCodec<Order.Event>()
        .Add("placed", OrderEvents.Default.Placed)
        .Add("payment_submitted", OrderEvents.Default.PaymentSubmitted)
        .Add("payment_failed", OrderEvents.Default.PaymentFailed)
        .Add("payment_unanswered", OrderEvents.Default.PaymentUnanswered)
        .Add("paid", OrderEvents.Default.Paid)
        .Add("capture_returned", OrderEvents.Default.CaptureReturned)
        .Add("verified", OrderEvents.Default.Verified)
        .Add("closed", OrderEvents.Default.Closed)
        .Add("shipped", OrderEvents.Default.Shipped)
        .Add("delivered", OrderEvents.Default.Delivered)
        .Add("completed", OrderEvents.Default.Completed)
        .Add("release_ordered", OrderEvents.Default.ReleaseOrdered)
        .Add("escrow_done", OrderEvents.Default.EscrowDone)
        .Add("goods_freed", OrderEvents.Default.GoodsFreed)
        .Add("finished", OrderEvents.Default.Finished);

    public static EventCodec<Payment.Event> Payment { get; } = new EventCodec<Payment.Event>()
        .Add("started", PaymentEvents.Default.Started)
        .Add("captured", PaymentEvents.Default.Captured)
        .Add("failed", PaymentEvents.Default.Failed)
        .Add("refused", PaymentEvents.Default.Refused);

    public static EventCodec<Escrow.Event> Escrow { get; } = new EventCodec<Escrow.Event>()
        .Add("held", EscrowEvents.Default.Held)
        .Add("released", EscrowEvents.Default.Released)
        .Add("refunded", EscrowEvents.Default.Refunded)
        .Add("seller_credited", EscrowEvents.Default.SellerCredited)
        .Add("part_refunded", EscrowEvents.Default.PartRefunded)
        .Add("charged_back", EscrowEvents.Default.ChargedBack)
        .Add("seller_debited", EscrowEvents.Default.SellerDebited);

    public static EventCodec<Refund.Event> Refund { get; } = new EventCodec<Refund.Event>()
        .Add("opened", RefundEvents.Default.Opened)
        .Add("settled", RefundEvents.Default.Settled);

    public static EventCodec<Stock.Event> Stock { get; } = new EventCodec<Stock.Event>()
        .Add("received", StockEvents.Default.Received)
        .Add("reserved", StockEvents.Default.Reserved)
        .Add("committed", StockEvents.Default.Committed)
        .Add("taken_back", StockEvents.Default.TakenBack)
        .Add("freed", StockEvents.Default.Freed)
        .Add("expired", StockEvents.Default.Expired);

    public static EventCodec<Listing.Event> Listing { get; } = new EventCodec<Listing.Event>()
        .Add("offered", ListingEvents.Default.Offered);

    public static EventCodec<Coupon.Event> Coupon { get; } = new EventCodec<Coupon.Event>()
        .Add("issued", CouponEvents.Default.Issued)
        .Add("locked", CouponEvents.Default.Locked)
        .Add("redeemed", CouponEvents.Default.Redeemed)
        .Add("unlocked", CouponEvents.Default.Unlocked)
        .Add("lock_expired", CouponEvents.Default.LockExpired)
        .Add("expired", CouponEvents.Default.Expired);

    public static EventCodec<Campaign.Event> Campaign { get; } = new EventCodec<Campaign.Event>()
        .Add("created", CampaignEvents.Default.Created)
        .Add("claimed", CampaignEvents.Default.Claimed);

    public static EventCodec<SellerAccount.Event> SellerAccount { get; } = new EventCodec<SellerAccount.Event>()
        .Add("credited", SellerAccountEvents.Default.Credited)
        .Add("paid_out", SellerAccountEvents.Default.PaidOut)
        .Add("debited", SellerAccountEvents.Default.Debited)
        .Add("repaid", SellerAccountEvents.Default.Repaid)
        .Add("payouts_frozen", SellerAccountEvents.Default.PayoutsFrozen)
        .Add("payouts_thawed", SellerAccountEvents.Default.PayoutsThawed);

    public static EventCodec<Parcel.Event> Parcel { get; } = new EventCodec<Parcel.Event>()
        .Add("claimed", ParcelEvents.Default.Claimed)
        .Add("dispatched", ParcelEvents.Default.Dispatched)
        .Add("given_back", ParcelEvents.Default.GivenBack)
        .Add("scanned", ParcelEvents.Default.Scanned)
        .Add("order_told", ParcelEvents.Default.OrderTold);

    public static EventCodec<Request.Event> Request { get; } = new EventCodec<Request.Event>()
        .Add("claimed", RequestEvents.Default.Claimed)
        .Add("answered", RequestEvents.Default.Answered);

    public static EventCodec<MarketClock.Event> MarketClock { get; } = new EventCodec<MarketClock.Event>()
        .Add("advanced", MarketClockEvents.Default.Advanced);
}
