using System.Collections.Frozen;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>One kind of "no": what it is called, and what to do about it.</summary>
/// <param name="Code">Stable for ever; the last part of the problem's <c>type</c>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What it means, in a few words.</param>
/// <param name="Advice">What to do, in whole sentences.</param>
/// <param name="RetryAfter">
/// Seconds after which the same request may well succeed; null when repeating it does not help.
/// </param>
internal sealed record ProblemKind(string Code, int Status, string Title, string Advice, int? RetryAfter = null);

/// <summary>Every "no" of the API: the domain's rejections, and what only HTTP can get wrong.</summary>
internal static class Problems
{
    public static readonly ProblemKind ValidationFailed = new("validation_failed", 400, "A field is missing or wrong",
        "Correct the fields that errors names and send the request again.");

    public static readonly ProblemKind MalformedJson = new("malformed_json", 400, "The body is not JSON",
        "Send one JSON object, encoded in UTF-8.");

    public static readonly ProblemKind BadRequest = new("bad_request", 400, "The request cannot be read",
        "Check the request line, the headers and the length of the body.");

    public static readonly ProblemKind CardNumberRefused = new(
        "card_number_refused", 400, "Card data is not accepted here",
        "Never send card data to this API; nothing of the request was kept. Pay with a token of the payment provider, "
        + "for example tok_ok.");

    public static readonly ProblemKind IdempotencyKeyMissing = new(
        "idempotency_key_missing", 400, "An idempotency key is needed",
        "Send a header Idempotency-Key with a fresh random value, and the same value again when you repeat the "
        + "request.");

    public static readonly ProblemKind IdempotencyKeyInvalid = new(
        "idempotency_key_invalid", 400, "The idempotency key is wrong",
        "Use 1 to 255 printable ASCII characters, for example a UUID.");

    public static readonly ProblemKind Unauthorized = new("unauthorized", 401, "Nobody is signed in",
        "Send a header Authorization: Bearer with a valid token; in a simulation market POST /v1/sign-in makes one.");

    public static readonly ProblemKind Forbidden = new("forbidden", 403, "Another role is needed",
        "Sign in with a role that may do this.");

    public static readonly ProblemKind NotFound = new("not_found", 404, "There is nothing at this address",
        "Check the address; /openapi/v1.json lists all of them.");

    public static readonly ProblemKind MethodNotAllowed = new(
        "method_not_allowed", 405, "The address has no such method",
        "Use a method that the header Allow names.");

    public static readonly ProblemKind RequestInProgress = new(
        "request_in_progress", 409, "The same request was sent before",
        "It is under way, or it is not known how it ended. Look at what it was to change before you send another.");

    public static readonly ProblemKind CursorExpired = new("cursor_expired", 410, "The cursor leads nowhere any more",
        "What it counted was lost and begins anew; begin without a cursor, and look at what matters to you once.");

    public static readonly ProblemKind StillUndeliverable = new(
        "still_undeliverable", 409, "The view still cannot take the entry",
        "The field detail says why. Try again when a version of the market runs that can read it.");

    public static readonly ProblemKind BodyTooLarge = new("body_too_large", 413, "The body is too large",
        "Send at most 65536 bytes.");

    public static readonly ProblemKind UnsupportedMediaType = new("unsupported_media_type", 415,
        "The body is not declared as JSON", "Send a header Content-Type: application/json.");

    public static readonly ProblemKind PreconditionRequired = new("precondition_required", 428,
        "The version that was seen is needed", "Get the order, and send its ETag as a header If-Match.");

    public static readonly ProblemKind TooManyRequests = new("too_many_requests", 429, "Too many requests",
        "Wait for as many seconds as Retry-After says, then go on more slowly.", RetryAfter: 1);

    public static readonly ProblemKind InternalError = new("internal_error", 500, "Something is broken on our side",
        "Repeat the request with the same idempotency key; if it fails again, report its request_id.");

    public static readonly ProblemKind Overloaded = new("overloaded", 503, "The market is busy",
        "It is not known whether the request took effect. Repeat it with the same idempotency key after a moment.",
        RetryAfter: 1);

    public static readonly ProblemKind StoreUnavailable = new("store_unavailable", 503, "The journal cannot be written",
        "It is not known whether the request took effect. Repeat it with the same idempotency key; if that goes on, "
        + "the operator has to look at the store, and the log says what is wrong with it.", RetryAfter: 5);

    private static readonly FrozenDictionary<Rejection, ProblemKind> ByRejection = new (
        Rejection Why, int Status, string Title, string Advice, int? RetryAfter)[]
    {
        (Rejection.UnknownSku, 404, "No listing has this SKU", "Look the SKU up in GET /v1/listings.", null),
        (Rejection.ListingNotYours, 403, "The SKU belongs to another seller",
            "Choose a SKU that nobody else lists.", null),
        (Rejection.PriceInvalid, 400, "A price is wrong",
            "A price must be more than zero, a fee zero or more, and all of one listing or campaign in one currency.",
            null),
        (Rejection.QuantityInvalid, 400, "A quantity is wrong",
            "Use a whole number of at least 1 that is not far too large.", null),
        (Rejection.ShippingMethodUnknown, 400, "The seller does not ship like this",
            "Choose one of the listing's shipping_methods.", null),
        (Rejection.CartIsEmpty, 409, "There is nothing to order", "Put something into the cart first.", null),
        (Rejection.NotInCart, 409, "The SKU is not in the cart",
            "Put it into the cart, or leave it out of lines.", null),
        (Rejection.TooManyLines, 409, "Too many lines", "Order in several checkouts with fewer lines each.", null),
        (Rejection.TooManySellers, 409, "Too many sellers",
            "Order from some of the sellers first, then from the others.", null),
        (Rejection.CurrencyMixed, 409, "Prices in several currencies",
            "Order the lines of one currency at a time.", null),
        (Rejection.CheckoutInProgress, 409, "The cart is being ordered at this moment",
            "Wait a moment and repeat the request.", 1),
        (Rejection.PriceChanged, 409, "A price has changed",
            "Look at the new price, put the line into the cart again to agree to it, then order.", null),
        (Rejection.SoldOut, 409, "Not enough units are left", "Order fewer, or take the line out of the cart.", null),
        (Rejection.LimitPerBuyer, 409, "You have had as many as one buyer can have",
            "Order fewer, or something else.", null),
        (Rejection.ReservationGone, 409, "The reservation's time is up", "Order again.", null),
        (Rejection.UnknownCampaign, 404, "No campaign has this id", "Check the id.", null),
        (Rejection.UnknownCoupon, 404, "You have no such coupon",
            "Check the id or the code, or claim a coupon of the campaign first.", null),
        (Rejection.CouponExpired, 409, "The coupon's validity is over", "Order without it.", null),
        (Rejection.CouponNotYetValid, 409, "The coupon is not valid yet",
            "Order without it, or wait until valid_from.", null),
        (Rejection.CouponNotApplicable, 409, "The coupon is for other goods",
            "Order without it; a coupon works in its stores, for its goods and in its currency only.", null),
        (Rejection.CouponMinimumNotMet, 409, "The goods cost less than the coupon asks for",
            "Order for at least minimum_spend (after other discounts, without shipping and tax), or without it.", null),
        (Rejection.CouponInUse, 409, "The coupon is promised to another checkout",
            "Pay or cancel the orders of that checkout first, or order without the coupon.", null),
        (Rejection.CouponUsed, 409, "The coupon was used before", "Order without it.", null),
        (Rejection.CouponQuotaExhausted, 409, "All coupons of the campaign are gone",
            "There is nothing to do but order without.", null),
        (Rejection.CouponRevoked, 409, "The coupon's campaign was revoked", "Order without it.", null),
        (Rejection.CouponsNotCombinable, 409, "These coupons cannot be used together",
            "Use one coupon per store, one select coupon per store, one coupon of the platform, and one code.", null),
        (Rejection.FirstOrderOnly, 409, "The coupon is for a first order", "Order without it.", null),
        (Rejection.CampaignNotYours, 403, "The campaign belongs to somebody else",
            "Change campaigns that you have made.", null),
        (Rejection.CampaignNotActive, 409, "The campaign gives no coupons now",
            "It has not begun, is paused, or works with a code that is typed at the checkout; GET /v1/campaigns/{id} "
            + "shows its status.", null),
        (Rejection.CampaignIsOver, 409, "The campaign is over", "Make a new campaign.", null),
        (Rejection.CodeTaken, 409, "Another campaign has this code", "Choose another code.", null),
        (Rejection.InsufficientCoins, 409, "You have fewer coins than that",
            "Use fewer; GET /v1/coins shows your balance.", null),
        (Rejection.UnknownCheckout, 404, "You have no such checkout", "Check the id.", null),
        (Rejection.UnknownOrder, 404, "You have no such order", "Check the id.", null),
        (Rejection.InvalidTransition, 409, "The order is not in a state for this",
            "Look at the order again; allowed_actions names what can be done now.", null),
        (Rejection.WindowClosed, 409, "The time for this is over",
            "Look at the order again to see what happened instead.", null),
        (Rejection.OrderFrozen, 409, "The order is frozen",
            "Nobody can act on it until an operator has looked; next_deadline says when it ends by itself.", null),
        (Rejection.CancellationPending, 409, "A request to cancel is open",
            "Wait for the seller's answer, or withdraw the request before you ask for something else.", null),
        (Rejection.TooManyCancellationRequests, 409, "You have asked to cancel too often",
            "Ask the seller, or open a dispute when the goods have come.", null),
        (Rejection.TooManyAdjustments, 409, "The price was changed too often", "Leave the price as it is.", null),
        (Rejection.TooManyParcels, 409, "Too many parcels", "Ship the rest in fewer parcels.", null),
        (Rejection.ExtensionTooLong, 409, "It cannot be extended that much",
            "Ask for fewer days; the order shows which extensions it has had.", null),
        (Rejection.TooEarlyToDispute, 409, "The goods are not late yet",
            "Wait until the promised days are over; next_deadline shows the end of your protection.", null),
        (Rejection.DisputeIsSettled, 409, "The order's dispute is settled",
            "An order has one settled dispute; its outcome is final.", null),
        (Rejection.ChargeBackOpen, 409, "The buyer's bank has not decided",
            "Report what the bank decided; then the order goes on by itself.", null),
        (Rejection.FeedbackGiven, 409, "You have rated this order", "Feedback is given once and stays.", null),
        (Rejection.RatingInvalid, 400, "A rating is wrong",
            "A buyer rates described, communication and shipping, a seller communication; each from 1 to 5.", null),
        (Rejection.VersionMismatch, 412, "The order has changed since you looked",
            "Get the order again, decide again, and send its new ETag.", null),
        (Rejection.PaymentInProgress, 409, "A payment of the order is under way",
            "Wait until the payment has ended; GET /v1/orders/{id} shows it.", null),
        (Rejection.PaymentEnded, 409, "This payment has ended", "Pay again with a fresh idempotency key.", null),
        (Rejection.TooManyPaymentAttempts, 409, "The order was tried to be paid too often",
            "The order will be closed when its time to pay is over; place a new one.", null),
        (Rejection.PaymentMethodUnknown, 400, "The payment method is not known",
            "Use a token of the payment provider.", null),
        (Rejection.UnknownPayment, 404, "You have no such payment", "Check the id.", null),
        (Rejection.ConfirmationNeeded, 409, "The carrier has not delivered the parcel yet",
            "If you really have the goods, send {\"without_scan\": true}. A seller who asks you to confirm earlier "
            + "breaks the rules.", null),
        (Rejection.TrackingInUse, 409, "The tracking number carries another order",
            "Use the number on this parcel's label.", null),
        (Rejection.UnknownTracking, 404, "Nothing travels under this tracking number",
            "Check the number; the seller ships an order before its parcel can be tracked.", null),
        (Rejection.TooManyScans, 409, "The parcel was reported too often", "Stop reporting this parcel.", null),
        (Rejection.UnknownDispute, 404, "You have no such dispute", "Check the id.", null),
        (Rejection.DisputeIsOpen, 409, "The order has an open dispute",
            "Go on with the order's dispute, or withdraw it before you open another one.", null),
        (Rejection.TooManyDisputes, 409, "The order has had too many disputes",
            "A dispute that was withdrawn this often cannot be opened again.", null),
        (Rejection.ProposalInvalid, 400, "The proposal makes no sense",
            "Name each part of the order once, with no more units than were bought and money in the order's currency. "
            + "A buyer asks for more than nothing, a return needs units, and only the seller or the platform pays.",
            null),
        (Rejection.RefundTooHigh, 409, "More than is left to refund",
            "Ask for at most what the dispute shows as refundable of each part.", null),
        (Rejection.TooManyModifications, 409, "The proposal was changed too often",
            "Accept the seller's offer, withdraw the dispute, or escalate it.", null),
        (Rejection.TooEarlyToEscalate, 409, "It is too early to escalate",
            "Try to agree with the seller first; the dispute shows escalate_from.", null),
        (Rejection.EvidenceNeeded, 400, "Evidence is needed",
            "Add at least one piece of evidence; only goods that were not received need none.", null),
        (Rejection.TooMuchEvidence, 409, "Too much evidence",
            "Change the pieces that you have; those that you removed count too.", null),
        (Rejection.UnknownEvidence, 404, "You have no such evidence", "Check the id.", null),
        (Rejection.ReturnOnlyOnce, 409, "The goods went back once",
            "Decide on a refund without another return.", null),
        (Rejection.EscrowIsClosed, 409, "The order's money has gone the other way", "Look at the order's proof.", null),
        (Rejection.RefundInvalid, 409, "The refund is more than is left of what was paid",
            "Ask for at most what GET /v1/orders/{id} shows as refundable.", null),
        (Rejection.InsufficientPayable, 409, "The seller has not earned that much",
            "Ask for at most what GET /v1/sellers/{id}/account shows as payable.", null),
        (Rejection.PayoutsFrozen, 409, "Payouts to this seller are held back",
            "GET /v1/sellers/{id}/account shows why; what is payable stays yours.", null),
        (Rejection.IdempotencyKeyReused, 422, "The idempotency key was used for another request",
            "Use a fresh key for a new request; repeat a request only with the same body.", null),
        (Rejection.MembershipEnding, 409, "You are leaving the market",
            "To order again, stay: DELETE /v1/me/deactivation.", null),
        (Rejection.MembershipEnded, 409, "This member has left the market",
            "Nobody can have the name again; sign in with another one.", null),
        (Rejection.MembershipHasOpenObligations, 409, "Something is still open",
            "Look at blockers: each names what is open and where to see it. Ask again when all of it is over.", null),
        (Rejection.SellerFrozen, 409, "The seller takes no new orders at the moment",
            "Order without his goods; GET /v1/sellers/{id} shows when that changes.", null),
        (Rejection.SellerLeft, 409, "The seller has left the market", "Order without his goods.", null),
        (Rejection.UnknownSeller, 404, "Nobody sells under this name",
            "A seller's id is his member name; listings show it.", null),
        (Rejection.UnknownReport, 404, "There is no such report", "Check the id; GET /v1/operator/reports shows it.",
            null),
        (Rejection.ReportDecided, 409, "The report was decided the other way",
            "Nothing to do; to let a seller take orders again, POST /v1/operator/sellers/{id}/reopen.", null),
        (Rejection.TooManyReports, 409, "More was reported about the seller than is read",
            "Operators know of him.", null),
        (Rejection.UnknownWebhookEndpoint, 404, "You have no such webhook endpoint",
            "Check the id; GET /v1/webhook-endpoints shows yours.", null),
        (Rejection.TooManyWebhookEndpoints, 409, "You have as many webhook endpoints as you can have",
            "Remove one that you do not need.", null),
        (Rejection.WebhookUrlRefused, 400, "Events are not sent to this address",
            "Use an https address that everybody can reach, without a user name.", null),
        (Rejection.WebhookBacklogFull, 409, "Too many events wait for this endpoint",
            "Wait until it has taken some of them, then ask again.", null),
        (Rejection.UnknownEvent, 404, "There is no such event in your feed, or it is too long ago",
            "Check the id, or name the number behind which everything is sent again.", null),
        (Rejection.DurationInvalid, 400, "A duration is wrong",
            "Send an ISO 8601 duration of more than zero and at most 366 days, for example P20D or PT1H.", null),
    }.ToFrozenDictionary(
        row => row.Why, row => new ProblemKind(Words.Of(row.Why), row.Status, row.Title, row.Advice, row.RetryAfter));

    private static readonly FrozenDictionary<string, ProblemKind> ByCode = new[]
    {
        ValidationFailed, MalformedJson, BadRequest, CardNumberRefused, IdempotencyKeyMissing, IdempotencyKeyInvalid,
        Unauthorized, Forbidden, NotFound, MethodNotAllowed, RequestInProgress, CursorExpired, StillUndeliverable,
        BodyTooLarge,
        UnsupportedMediaType, PreconditionRequired, TooManyRequests, InternalError, Overloaded, StoreUnavailable,
    }.Concat(ByRejection.Values).ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>All of them, in the order of their codes.</summary>
    public static IEnumerable<ProblemKind> All => ByCode.Values.OrderBy(kind => kind.Code, StringComparer.Ordinal);

    /// <summary>How a rejection is shown.</summary>
    public static ProblemKind Of(Rejection why) => ByRejection[why];

    /// <summary>The kind of a code; null when there is none.</summary>
    public static ProblemKind? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>What a bare HTTP status stands for.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        503 => Overloaded,
        >= 500 => InternalError,
        _ => BadRequest,
    };
}
