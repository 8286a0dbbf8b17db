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

    /// <summary>The coupon's campaign was revoked.</summary>
    CouponRevoked,

    /// <summary>The coupon cannot be used together with another one of the checkout.</summary>
    CouponsNotCombinable,

    /// <summary>The coupon is for the first order of a buyer, and he has ordered before.</summary>
    FirstOrderOnly,

    /// <summary>The campaign belongs to somebody else.</summary>
    CampaignNotYours,

    /// <summary>The campaign gives no coupons now, or not in this way.</summary>
    CampaignNotActive,

    /// <summary>The campaign has ended or was revoked.</summary>
    CampaignIsOver,

    /// <summary>Another campaign has this code.</summary>
    CodeTaken,

    /// <summary>The buyer has fewer coins than that.</summary>
    InsufficientCoins,

    /// <summary>The caller has no such checkout.</summary>
    UnknownCheckout,

    /// <summary>The caller has no such order.</summary>
    UnknownOrder,

    /// <summary>The order is not in a state in which this can be asked.</summary>
    InvalidTransition,

    /// <summary>The time in which this could be asked is over.</summary>
    WindowClosed,

    /// <summary>The order is frozen: nobody can act on it until an operator has looked.</summary>
    OrderFrozen,

    /// <summary>A request to cancel is open already, or another one than this.</summary>
    CancellationPending,

    /// <summary>The buyer has asked too often.</summary>
    TooManyCancellationRequests,

    /// <summary>The seller has changed the price too often.</summary>
    TooManyAdjustments,

    /// <summary>More parcels than one order can have.</summary>
    TooManyParcels,

    /// <summary>It cannot be extended that often or by that much.</summary>
    ExtensionTooLong,

    /// <summary>The goods are not late yet.</summary>
    TooEarlyToDispute,

    /// <summary>The order's dispute has ended with an outcome.</summary>
    DisputeIsSettled,

    /// <summary>The buyer's bank has not decided about the charge-back.</summary>
    ChargeBackOpen,

    /// <summary>This side has rated the order before, and otherwise.</summary>
    FeedbackGiven,

    /// <summary>A rating is missing, not this side's to give, or not 1 to 5.</summary>
    RatingInvalid,

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

    /// <summary>The order has no such dispute.</summary>
    UnknownDispute,

    /// <summary>The order has a dispute that is not over.</summary>
    DisputeIsOpen,

    /// <summary>The order has had as many disputes as one order can have.</summary>
    TooManyDisputes,

    /// <summary>
    /// A proposal or ruling names a part that the order does not have, or one twice, more units than were bought, or
    /// asks for nothing.
    /// </summary>
    ProposalInvalid,

    /// <summary>More is asked for than is left to refund of a part of the order.</summary>
    RefundTooHigh,

    /// <summary>What the buyer asks for was changed too often.</summary>
    TooManyModifications,

    /// <summary>The two sides still have to try to agree before the platform can be called.</summary>
    TooEarlyToEscalate,

    /// <summary>Without evidence this cannot be claimed.</summary>
    EvidenceNeeded,

    /// <summary>The side has shown as much evidence as one side can.</summary>
    TooMuchEvidence,

    /// <summary>The side has no such evidence in this dispute.</summary>
    UnknownEvidence,

    /// <summary>The goods went back once; they do not go back a second time.</summary>
    ReturnOnlyOnce,

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

    /// <summary>The member is leaving the market and orders nothing more.</summary>
    MembershipEnding,

    /// <summary>The member has left the market, and nobody can have the name again.</summary>
    MembershipEnded,

    /// <summary>The member still owes something, or is owed.</summary>
    MembershipHasOpenObligations,

    /// <summary>The seller takes no new orders until reports about him have been looked at.</summary>
    SellerFrozen,

    /// <summary>The seller is leaving the market or has left it.</summary>
    SellerLeft,

    /// <summary>Nobody sells under this name.</summary>
    UnknownSeller,

    /// <summary>There is no such report.</summary>
    UnknownReport,

    /// <summary>The report was decided the other way.</summary>
    ReportDecided,

    /// <summary>More has been reported about the seller than anybody will read.</summary>
    TooManyReports,

    /// <summary>There is no such webhook endpoint.</summary>
    UnknownWebhookEndpoint,

    /// <summary>The member has as many webhook endpoints as he may have.</summary>
    TooManyWebhookEndpoints,

    /// <summary>Events are not sent to this address.</summary>
    WebhookUrlRefused,

    /// <summary>So many events wait for the endpoint that no more are taken in.</summary>
    WebhookBacklogFull,

    /// <summary>There is no such event, or it is too long ago.</summary>
    UnknownEvent,

    /// <summary>A duration is not positive or too long.</summary>
    DurationInvalid,
}
