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
        .Add("checkout_ended", CartEvents.Default.CheckoutEnded)
        .Add("closed", CartEvents.Default.Closed)
        .Add("reopened", CartEvents.Default.Reopened)
        .Add("forgotten", CartEvents.Default.Forgotten);

    public static EventCodec<Checkout.Event> Checkout { get; } = new EventCodec<Checkout.Event>()
        .Add("placed", CheckoutEvents.Default.Placed)
        .Add("refused", CheckoutEvents.Default.Refused);

    public static EventCodec<Dispute.Event> Dispute { get; } = new EventCodec<Dispute.Event>()
        .Add("opened", DisputeEvents.Default.Opened)
        .Add("countered", DisputeEvents.Default.Countered)
        .Add("modified", DisputeEvents.Default.Modified)
        .Add("withdrawn", DisputeEvents.Default.Withdrawn)
        .Add("escalated", DisputeEvents.Default.Escalated)
        .Add("evidence_added", DisputeEvents.Default.EvidenceAdded)
        .Add("evidence_changed", DisputeEvents.Default.EvidenceChanged)
        .Add("evidence_removed", DisputeEvents.Default.EvidenceRemoved)
        .Add("judged", DisputeEvents.Default.Judged)
        .Add("return_agreed", DisputeEvents.Default.ReturnAgreed)
        .Add("return_shipped", DisputeEvents.Default.ReturnShipped)
        .Add("return_delivered", DisputeEvents.Default.ReturnDelivered)
        .Add("return_received", DisputeEvents.Default.ReturnReceived)
        .Add("return_contested", DisputeEvents.Default.ReturnContested)
        .Add("resolved", DisputeEvents.Default.Resolved)
        .Add("superseded", DisputeEvents.Default.Superseded);

    public static EventCodec<Order.Event> Order { get; } = new EventCodec<Order.Event>()
        .Add("placed", OrderEvents.Default.Placed)
        .Add("price_adjusted", OrderEvents.Default.PriceAdjusted)
        .Add("payment_submitted", OrderEvents.Default.PaymentSubmitted)
        .Add("payment_failed", OrderEvents.Default.PaymentFailed)
        .Add("payment_unanswered", OrderEvents.Default.PaymentUnanswered)
        .Add("paid", OrderEvents.Default.Paid)
        .Add("capture_returned", OrderEvents.Default.CaptureReturned)
        .Add("risk_held", OrderEvents.Default.RiskHeld)
        .Add("risk_released", OrderEvents.Default.RiskReleased)
        .Add("verified", OrderEvents.Default.Verified)
        .Add("closed", OrderEvents.Default.Closed)
        .Add("cancellation_requested", OrderEvents.Default.CancellationRequested)
        .Add("cancellation_withdrawn", OrderEvents.Default.CancellationWithdrawn)
        .Add("cancellation_rejected", OrderEvents.Default.CancellationRejected)
        .Add("units_cancelled", OrderEvents.Default.UnitsCancelled)
        .Add("part_shipped", OrderEvents.Default.PartShipped)
        .Add("shipped", OrderEvents.Default.Shipped)
        .Add("rest_cancelled", OrderEvents.Default.RestCancelled)
        .Add("shipping_extension_asked", OrderEvents.Default.ShippingExtensionAsked)
        .Add("shipping_extended", OrderEvents.Default.ShippingExtended)
        .Add("protection_extension_asked", OrderEvents.Default.ProtectionExtensionAsked)
        .Add("protection_extended", OrderEvents.Default.ProtectionExtended)
        .Add("parcel_delivered", OrderEvents.Default.ParcelDelivered)
        .Add("delivered", OrderEvents.Default.Delivered)
        .Add("reminded", OrderEvents.Default.Reminded)
        .Add("completed", OrderEvents.Default.Completed)
        .Add("release_ordered", OrderEvents.Default.ReleaseOrdered)
        .Add("dispute_settled", OrderEvents.Default.DisputeSettled)
        .Add("resumed", OrderEvents.Default.Resumed)
        .Add("frozen", OrderEvents.Default.Frozen)
        .Add("freeze_review_due", OrderEvents.Default.FreezeReviewDue)
        .Add("thawed", OrderEvents.Default.Thawed)
        .Add("charge_back_reported", OrderEvents.Default.ChargeBackReported)
        .Add("refund_ordered", OrderEvents.Default.RefundOrdered)
        .Add("refund_done", OrderEvents.Default.RefundDone)
        .Add("goods_returned", OrderEvents.Default.GoodsReturned)
        .Add("feedback_left", OrderEvents.Default.FeedbackLeft)
        .Add("escrow_done", OrderEvents.Default.EscrowDone)
        .Add("goods_freed", OrderEvents.Default.GoodsFreed)
        .Add("taken_back", OrderEvents.Default.TakenBack)
        .Add("coupons_returned", OrderEvents.Default.CouponsReturned)
        .Add("holds_renewed", OrderEvents.Default.HoldsRenewed)
        .Add("strike_noted", OrderEvents.Default.StrikeNoted)
        .Add("coins_granted", OrderEvents.Default.CoinsGranted)
        .Add("finished", OrderEvents.Default.Finished)
        .Include(
            "dispute_", Dispute, happened => new Order.Event.DisputeMoved(happened),
            happened => (happened as Order.Event.DisputeMoved)?.Happened);

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
        .Add("extended", StockEvents.Default.Extended)
        .Add("expired", StockEvents.Default.Expired);

    public static EventCodec<Listing.Event> Listing { get; } = new EventCodec<Listing.Event>()
        .Add("offered", ListingEvents.Default.Offered);

    public static EventCodec<Coupon.Event> Coupon { get; } = new EventCodec<Coupon.Event>()
        .Add("issued", CouponEvents.Default.Issued)
        .Add("locked", CouponEvents.Default.Locked)
        .Add("redeemed", CouponEvents.Default.Redeemed)
        .Add("unlocked", CouponEvents.Default.Unlocked)
        .Add("lock_expired", CouponEvents.Default.LockExpired)
        .Add("expired", CouponEvents.Default.Expired)
        .Add("given_up", CouponEvents.Default.GivenUp)
        .Add("restored", CouponEvents.Default.Restored)
        .Add("consumed", CouponEvents.Default.Consumed)
        .Add("revoked", CouponEvents.Default.Revoked)
        .Add("place_given_back", CouponEvents.Default.PlaceGivenBack)
        .Add("put_into_wallet", CouponEvents.Default.PutIntoWallet);

    public static EventCodec<Campaign.Event> Campaign { get; } = new EventCodec<Campaign.Event>()
        .Add("created", CampaignEvents.Default.Created)
        .Add("claimed", CampaignEvents.Default.Claimed)
        .Add("given_back", CampaignEvents.Default.GivenBack)
        .Add("activated", CampaignEvents.Default.Activated)
        .Add("paused", CampaignEvents.Default.Paused)
        .Add("ended", CampaignEvents.Default.Ended)
        .Add("revoked", CampaignEvents.Default.Revoked);

    public static EventCodec<PromoCode.Event> PromoCode { get; } = new EventCodec<PromoCode.Event>()
        .Add("claimed", PromoCodeEvents.Default.Claimed);

    public static EventCodec<Wallet.Event> Wallet { get; } = new EventCodec<Wallet.Event>()
        .Add("wanted", WalletEvents.Default.Wanted)
        .Add("noted", WalletEvents.Default.Noted)
        .Add("dropped", WalletEvents.Default.Dropped);

    public static EventCodec<Coins.Event> Coins { get; } = new EventCodec<Coins.Event>()
        .Add("checked_in", CoinsEvents.Default.CheckedIn)
        .Add("granted", CoinsEvents.Default.Granted)
        .Add("locked", CoinsEvents.Default.Locked)
        .Add("lock_extended", CoinsEvents.Default.LockExtended)
        .Add("spent", CoinsEvents.Default.Spent)
        .Add("unlocked", CoinsEvents.Default.Unlocked)
        .Add("lock_expired", CoinsEvents.Default.LockExpired)
        .Add("returned", CoinsEvents.Default.Returned)
        .Add("lapsed", CoinsEvents.Default.Lapsed)
        .Add("forfeited", CoinsEvents.Default.Forfeited);

    public static EventCodec<SellerAccount.Event> SellerAccount { get; } = new EventCodec<SellerAccount.Event>()
        .Add("credited", SellerAccountEvents.Default.Credited)
        .Add("paid_out", SellerAccountEvents.Default.PaidOut)
        .Add("debited", SellerAccountEvents.Default.Debited)
        .Add("repaid", SellerAccountEvents.Default.Repaid)
        .Add("payouts_frozen", SellerAccountEvents.Default.PayoutsFrozen)
        .Add("payouts_thawed", SellerAccountEvents.Default.PayoutsThawed);

    public static EventCodec<Member.Event> Member { get; } = new EventCodec<Member.Event>()
        .Add("asked", MemberEvents.Default.Asked)
        .Add("blocked", MemberEvents.Default.Blocked)
        .Add("left", MemberEvents.Default.Left)
        .Add("undone", MemberEvents.Default.Undone)
        .Add("doors_opened", MemberEvents.Default.DoorsOpened)
        .Add("time_ended", MemberEvents.Default.TimeEnded)
        .Add("postponed", MemberEvents.Default.Postponed)
        .Add("erasure_begun", MemberEvents.Default.ErasureBegun)
        .Add("part_erased", MemberEvents.Default.PartErased)
        .Add("erased", MemberEvents.Default.Erased);

    public static EventCodec<SellerStanding.Event> SellerStanding { get; } = new EventCodec<SellerStanding.Event>()
        .Add("reported", SellerStandingEvents.Default.Reported)
        .Add("confirmed", SellerStandingEvents.Default.Confirmed)
        .Add("dismissed", SellerStandingEvents.Default.Dismissed)
        .Add("frozen", SellerStandingEvents.Default.Frozen)
        .Add("reopened", SellerStandingEvents.Default.Reopened)
        .Add("struck", SellerStandingEvents.Default.Struck)
        .Add("store_closed", SellerStandingEvents.Default.StoreClosed)
        .Add("store_opened", SellerStandingEvents.Default.StoreOpened)
        .Add("money_frozen", SellerStandingEvents.Default.MoneyFrozen)
        .Add("look_again", SellerStandingEvents.Default.LookAgain)
        .Add("payouts_thawed", SellerStandingEvents.Default.PayoutsThawed);

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
