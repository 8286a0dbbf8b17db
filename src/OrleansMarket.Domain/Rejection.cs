namespace OrleansMarket.Domain;

/// <summary>
/// Every "no" that somebody outside can cause. The names are stable for ever: the API shows them as <c>snake_case</c>
/// codes, and refused checkouts and payments are stored with them.
/// </summary>
public enum Rejection
{
    /// <summary>No listing has this SKU.</summary>
    UnknownSku,

    /// <summary>The SKU belongs to another seller.</summary>
    ListingNotYours,

    /// <summary>A price or fee is not a positive amount of the listing's currency.</summary>
    PriceInvalid,

    /// <summary>A quantity is below 1 or far too large.</summary>
    QuantityInvalid,

    /// <summary>The seller does not offer this shipping method.</summary>
    ShippingMethodUnknown,

    /// <summary>There is nothing to order.</summary>
    CartIsEmpty,

    /// <summary>The SKU is not in the cart.</summary>
    NotInCart,

    /// <summary>More lines than one checkout can have.</summary>
    TooManyLines,

    /// <summary>More sellers than one checkout can have.</summary>
    TooManySellers,

    /// <summary>The lines have prices in several currencies.</summary>
    CurrencyMixed,

    /// <summary>The cart is being ordered at this moment.</summary>
    CheckoutInProgress,

    /// <summary>A price is not the one that the buyer saw.</summary>
    PriceChanged,

    /// <summary>Not enough units are left.</summary>
    SoldOut,

    /// <summary>The buyer has had as many as one buyer can have.</summary>
    LimitPerBuyer,

    /// <summary>The reservation's time was up.</summary>
    ReservationGone,

    /// <summary>No campaign has this id.</summary>
    UnknownCampaign,

    /// <summary>The buyer has no such coupon.</summary>
    UnknownCoupon,

    /// <summary>The coupon's validity is over.</summary>
    CouponExpired,

    /// <summary>The coupon's validity has not begun.</summary>
    CouponNotYetValid,

    /// <summary>The coupon is for other goods or another currency.</summary>
    CouponNotApplicable,

    /// <summary>The goods cost less than the coupon's minimum spend.</summary>
    CouponMinimumNotMet,

    /// <summary>The coupon is promised to another checkout.</summary>
    CouponInUse,

    /// <summary>The coupon was used before.</summary>
    CouponUsed,

    /// <summary>All coupons of the campaign are gone.</summary>
    CouponQuotaExhausted,

    /// <summary>The caller has no such checkout.</summary>
    UnknownCheckout,

    /// <summary>The caller has no such order.</summary>
    UnknownOrder,

    /// <summary>The order is not in a state in which this can be asked.</summary>
    InvalidTransition,

    /// <summary>The time in which this could be asked is over.</summary>
    WindowClosed,

    /// <summary>The order has changed since the caller looked at it.</summary>
    VersionMismatch,

    /// <summary>A payment of the order is under way.</summary>
    PaymentInProgress,

    /// <summary>This payment has ended; another one is needed.</summary>
    PaymentEnded,

    /// <summary>The order was tried to be paid too often.</summary>
    TooManyPaymentAttempts,

    /// <summary>The payment provider does not know this method.</summary>
    PaymentMethodUnknown,

    /// <summary>The caller has no such payment.</summary>
    UnknownPayment,

    /// <summary>
    /// The carrier has not scanned the delivery; the buyer has to say twice that the goods are there.
    /// </summary>
    ConfirmationNeeded,

    /// <summary>The tracking number carries another order.</summary>
    TrackingInUse,

    /// <summary>Nothing travels under this tracking number.</summary>
    UnknownTracking,

    /// <summary>The carrier has reported more often than any parcel needs.</summary>
    TooManyScans,

    /// <summary>The order's money has gone the other way.</summary>
    EscrowIsClosed,

    /// <summary>A refund is of something that was not paid for, or of more than is left of what was paid.</summary>
    RefundInvalid,

    /// <summary>The seller has not earned that much.</summary>
    InsufficientPayable,

    /// <summary>The seller is not paid until it is clear what he did.</summary>
    PayoutsFrozen,

    /// <summary>The idempotency key was used for another request.</summary>
    IdempotencyKeyReused,

    /// <summary>A duration is not positive or too long.</summary>
    DurationInvalid,
}
