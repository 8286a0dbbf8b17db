using System.Text.Json.Serialization;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Stored;

// What the source generator of System.Text.Json has to know, one context per machine: nested events share simple names.

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency), typeof(StoredSealed)])]
[JsonSerializable(typeof(Cart.Event.LinePut))]
[JsonSerializable(typeof(Cart.Event.LineRemoved))]
[JsonSerializable(typeof(Cart.Event.CheckoutBegun))]
[JsonSerializable(typeof(Cart.Event.CheckoutEnded))]
[JsonSerializable(typeof(Cart.Event.Closed))]
[JsonSerializable(typeof(Cart.Event.Reopened))]
[JsonSerializable(typeof(Cart.Event.Forgotten))]
internal sealed partial class CartEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Checkout.Event.Placed))]
[JsonSerializable(typeof(Checkout.Event.Refused))]
internal sealed partial class CheckoutEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency), typeof(StoredSealed)])]
[JsonSerializable(typeof(Order.Event.Placed))]
[JsonSerializable(typeof(Order.Event.PriceAdjusted))]
[JsonSerializable(typeof(Order.Event.PaymentSubmitted))]
[JsonSerializable(typeof(Order.Event.PaymentFailed))]
[JsonSerializable(typeof(Order.Event.PaymentUnanswered))]
[JsonSerializable(typeof(Order.Event.Paid))]
[JsonSerializable(typeof(Order.Event.CaptureReturned))]
[JsonSerializable(typeof(Order.Event.RiskHeld))]
[JsonSerializable(typeof(Order.Event.RiskReleased))]
[JsonSerializable(typeof(Order.Event.Verified))]
[JsonSerializable(typeof(Order.Event.Closed))]
[JsonSerializable(typeof(Order.Event.CancellationRequested))]
[JsonSerializable(typeof(Order.Event.CancellationWithdrawn))]
[JsonSerializable(typeof(Order.Event.CancellationRejected))]
[JsonSerializable(typeof(Order.Event.UnitsCancelled))]
[JsonSerializable(typeof(Order.Event.PartShipped))]
[JsonSerializable(typeof(Order.Event.Shipped))]
[JsonSerializable(typeof(Order.Event.RestCancelled))]
[JsonSerializable(typeof(Order.Event.ShippingExtensionAsked))]
[JsonSerializable(typeof(Order.Event.ShippingExtended))]
[JsonSerializable(typeof(Order.Event.ProtectionExtensionAsked))]
[JsonSerializable(typeof(Order.Event.ProtectionExtended))]
[JsonSerializable(typeof(Order.Event.ParcelDelivered))]
[JsonSerializable(typeof(Order.Event.Delivered))]
[JsonSerializable(typeof(Order.Event.Reminded))]
[JsonSerializable(typeof(Order.Event.Completed))]
[JsonSerializable(typeof(Order.Event.ReleaseOrdered))]
[JsonSerializable(typeof(Order.Event.DisputeSettled))]
[JsonSerializable(typeof(Order.Event.Resumed))]
[JsonSerializable(typeof(Order.Event.Frozen))]
[JsonSerializable(typeof(Order.Event.FreezeReviewDue))]
[JsonSerializable(typeof(Order.Event.Thawed))]
[JsonSerializable(typeof(Order.Event.ChargeBackReported))]
[JsonSerializable(typeof(Order.Event.RefundOrdered))]
[JsonSerializable(typeof(Order.Event.RefundDone))]
[JsonSerializable(typeof(Order.Event.GoodsReturned))]
[JsonSerializable(typeof(Order.Event.FeedbackLeft))]
[JsonSerializable(typeof(Order.Event.EscrowDone))]
[JsonSerializable(typeof(Order.Event.GoodsFreed))]
[JsonSerializable(typeof(Order.Event.TakenBack))]
[JsonSerializable(typeof(Order.Event.CouponsReturned))]
[JsonSerializable(typeof(Order.Event.HoldsRenewed))]
[JsonSerializable(typeof(Order.Event.StrikeNoted))]
[JsonSerializable(typeof(Order.Event.CoinsGranted))]
[JsonSerializable(typeof(Order.Event.Finished))]
internal sealed partial class OrderEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Dispute.Event.Opened))]
[JsonSerializable(typeof(Dispute.Event.Countered))]
[JsonSerializable(typeof(Dispute.Event.Modified))]
[JsonSerializable(typeof(Dispute.Event.Withdrawn))]
[JsonSerializable(typeof(Dispute.Event.Escalated))]
[JsonSerializable(typeof(Dispute.Event.EvidenceAdded))]
[JsonSerializable(typeof(Dispute.Event.EvidenceChanged))]
[JsonSerializable(typeof(Dispute.Event.EvidenceRemoved))]
[JsonSerializable(typeof(Dispute.Event.Judged))]
[JsonSerializable(typeof(Dispute.Event.ReturnAgreed))]
[JsonSerializable(typeof(Dispute.Event.ReturnShipped))]
[JsonSerializable(typeof(Dispute.Event.ReturnDelivered))]
[JsonSerializable(typeof(Dispute.Event.ReturnReceived))]
[JsonSerializable(typeof(Dispute.Event.ReturnContested))]
[JsonSerializable(typeof(Dispute.Event.Resolved))]
[JsonSerializable(typeof(Dispute.Event.Superseded))]
internal sealed partial class DisputeEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Payment.Event.Started))]
[JsonSerializable(typeof(Payment.Event.Captured))]
[JsonSerializable(typeof(Payment.Event.Failed))]
[JsonSerializable(typeof(Payment.Event.Refused))]
internal sealed partial class PaymentEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Escrow.Event.Held))]
[JsonSerializable(typeof(Escrow.Event.Released))]
[JsonSerializable(typeof(Escrow.Event.Refunded))]
[JsonSerializable(typeof(Escrow.Event.SellerCredited))]
[JsonSerializable(typeof(Escrow.Event.PartRefunded))]
[JsonSerializable(typeof(Escrow.Event.ChargedBack))]
[JsonSerializable(typeof(Escrow.Event.SellerDebited))]
internal sealed partial class EscrowEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Refund.Event.Opened))]
[JsonSerializable(typeof(Refund.Event.Settled))]
internal sealed partial class RefundEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Stock.Event.Received))]
[JsonSerializable(typeof(Stock.Event.Reserved))]
[JsonSerializable(typeof(Stock.Event.Committed))]
[JsonSerializable(typeof(Stock.Event.TakenBack))]
[JsonSerializable(typeof(Stock.Event.Freed))]
[JsonSerializable(typeof(Stock.Event.Extended))]
[JsonSerializable(typeof(Stock.Event.Expired))]
internal sealed partial class StockEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Listing.Event.Offered))]
internal sealed partial class ListingEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Coupon.Event.Issued))]
[JsonSerializable(typeof(Coupon.Event.Locked))]
[JsonSerializable(typeof(Coupon.Event.Redeemed))]
[JsonSerializable(typeof(Coupon.Event.Unlocked))]
[JsonSerializable(typeof(Coupon.Event.LockExpired))]
[JsonSerializable(typeof(Coupon.Event.Expired))]
[JsonSerializable(typeof(Coupon.Event.GivenUp))]
[JsonSerializable(typeof(Coupon.Event.Restored))]
[JsonSerializable(typeof(Coupon.Event.Consumed))]
[JsonSerializable(typeof(Coupon.Event.Revoked))]
[JsonSerializable(typeof(Coupon.Event.PlaceGivenBack))]
[JsonSerializable(typeof(Coupon.Event.PutIntoWallet))]
internal sealed partial class CouponEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Campaign.Event.Created))]
[JsonSerializable(typeof(Campaign.Event.Claimed))]
[JsonSerializable(typeof(Campaign.Event.GivenBack))]
[JsonSerializable(typeof(Campaign.Event.Activated))]
[JsonSerializable(typeof(Campaign.Event.Paused))]
[JsonSerializable(typeof(Campaign.Event.Ended))]
[JsonSerializable(typeof(Campaign.Event.Revoked))]
internal sealed partial class CampaignEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(PromoCode.Event.Claimed))]
internal sealed partial class PromoCodeEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Wallet.Event.Wanted))]
[JsonSerializable(typeof(Wallet.Event.Noted))]
[JsonSerializable(typeof(Wallet.Event.Dropped))]
internal sealed partial class WalletEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Coins.Event.CheckedIn))]
[JsonSerializable(typeof(Coins.Event.Granted))]
[JsonSerializable(typeof(Coins.Event.Locked))]
[JsonSerializable(typeof(Coins.Event.LockExtended))]
[JsonSerializable(typeof(Coins.Event.Spent))]
[JsonSerializable(typeof(Coins.Event.Unlocked))]
[JsonSerializable(typeof(Coins.Event.LockExpired))]
[JsonSerializable(typeof(Coins.Event.Returned))]
[JsonSerializable(typeof(Coins.Event.Lapsed))]
[JsonSerializable(typeof(Coins.Event.Forfeited))]
internal sealed partial class CoinsEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(SellerAccount.Event.Credited))]
[JsonSerializable(typeof(SellerAccount.Event.PaidOut))]
[JsonSerializable(typeof(SellerAccount.Event.Debited))]
[JsonSerializable(typeof(SellerAccount.Event.Repaid))]
[JsonSerializable(typeof(SellerAccount.Event.PayoutsFrozen))]
[JsonSerializable(typeof(SellerAccount.Event.PayoutsThawed))]
internal sealed partial class SellerAccountEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Member.Event.Asked))]
[JsonSerializable(typeof(Member.Event.Blocked))]
[JsonSerializable(typeof(Member.Event.Left))]
[JsonSerializable(typeof(Member.Event.Undone))]
[JsonSerializable(typeof(Member.Event.DoorsOpened))]
[JsonSerializable(typeof(Member.Event.TimeEnded))]
[JsonSerializable(typeof(Member.Event.Postponed))]
[JsonSerializable(typeof(Member.Event.ErasureBegun))]
[JsonSerializable(typeof(Member.Event.PartErased))]
[JsonSerializable(typeof(Member.Event.Erased))]
internal sealed partial class MemberEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(SellerStanding.Event.Reported))]
[JsonSerializable(typeof(SellerStanding.Event.Confirmed))]
[JsonSerializable(typeof(SellerStanding.Event.Dismissed))]
[JsonSerializable(typeof(SellerStanding.Event.Frozen))]
[JsonSerializable(typeof(SellerStanding.Event.Reopened))]
[JsonSerializable(typeof(SellerStanding.Event.Struck))]
[JsonSerializable(typeof(SellerStanding.Event.StoreClosed))]
[JsonSerializable(typeof(SellerStanding.Event.StoreOpened))]
[JsonSerializable(typeof(SellerStanding.Event.MoneyFrozen))]
[JsonSerializable(typeof(SellerStanding.Event.LookAgain))]
[JsonSerializable(typeof(SellerStanding.Event.PayoutsThawed))]
internal sealed partial class SellerStandingEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Parcel.Event.Claimed))]
[JsonSerializable(typeof(Parcel.Event.Dispatched))]
[JsonSerializable(typeof(Parcel.Event.GivenBack))]
[JsonSerializable(typeof(Parcel.Event.Scanned))]
[JsonSerializable(typeof(Parcel.Event.OrderTold))]
internal sealed partial class ParcelEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(Request.Event.Claimed))]
[JsonSerializable(typeof(Request.Event.Answered))]
internal sealed partial class RequestEvents : JsonSerializerContext;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(MarketClock.Event.Advanced))]
internal sealed partial class MarketClockEvents : JsonSerializerContext;
