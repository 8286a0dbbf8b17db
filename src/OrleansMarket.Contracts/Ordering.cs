using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>One order. Who may see it and act on it is checked here, not only at the door.</summary>
[Alias("order")]
public interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>A payment of the buyer begins (O2); answers with the amount to pay.</summary>
    [Alias("submit-payment")]
    Task<PaymentTicket> SubmitPayment(string payment, string buyer);

    /// <summary>The payment came to nothing (O3).</summary>
    [Alias("fail-payment")]
    Task<Outcome> FailPayment(string payment, string code);

    /// <summary>The payment provider has the money (O4); late or twice, it goes back by itself (O4L).</summary>
    [Alias("capture")]
    Task<Outcome> Capture(string payment, Money amount);

    /// <summary>The seller takes something off an unpaid order; the adjustment's id makes it unique.</summary>
    [Alias("adjust-price")]
    Task<Outcome> AdjustPrice(Caller caller, string adjustment, Money off, long? version);

    /// <summary>What the risk review says of the payment (O8, O8h, O9).</summary>
    [Alias("judge-risk")]
    Task<Outcome> JudgeRisk(RiskVerdict verdict, long? version);

    /// <summary>The buyer cancels alone (O7).</summary>
    [Alias("cancel")]
    Task<Outcome> Cancel(Caller caller, long? version);

    /// <summary>The buyer asks the seller to cancel (O10); null units for the whole order.</summary>
    [Alias("request-cancellation")]
    Task<Outcome> RequestCancellation(Caller caller, Order.CancelReason reason, OrderUnits[]? units, long? version);

    /// <summary>The buyer takes the request back (O11).</summary>
    [Alias("withdraw-cancellation")]
    Task<Outcome> WithdrawCancellation(Caller caller, long? version);

    /// <summary>The seller agrees (O12).</summary>
    [Alias("accept-cancellation")]
    Task<Outcome> AcceptCancellation(Caller caller, long? version);

    /// <summary>The seller does not agree (O14).</summary>
    [Alias("reject-cancellation")]
    Task<Outcome> RejectCancellation(Caller caller, Order.RejectReason because, long? version);

    /// <summary>The seller cancels what he has not shipped (O17, O17p).</summary>
    [Alias("cancel-by-seller")]
    Task<Outcome> CancelBySeller(Caller caller, Order.SellerCancelReason because, long? version);

    /// <summary>
    /// The seller ships some of it, or with null units all that is left (O15, O16); told by the parcel, which has
    /// claimed the tracking number before.
    /// </summary>
    [Alias("ship")]
    Task<Outcome> Ship(Caller caller, string carrier, string tracking, OrderUnits[]? units, long? version);

    /// <summary>Whether one of its parcels, a return included, travels under this number.</summary>
    [Alias("carries")]
    Task<bool> Carries(string tracking);

    /// <summary>The carrier has delivered a parcel, or a return (O21, §2.5); told by the parcel.</summary>
    [Alias("record-delivery")]
    Task<Outcome> RecordDelivery(string tracking);

    /// <summary>More days to ship (O19) or of protection (O20); the extension's id makes it unique.</summary>
    [Alias("extend")]
    Task<Outcome> Extend(Caller caller, string extension, bool ofShipping, int days, long? version);

    /// <summary>The buyer has the goods (O22); before the carrier's scan only with the second confirmation.</summary>
    [Alias("confirm-receipt")]
    Task<Outcome> ConfirmReceipt(Caller caller, bool withoutScan, long? version);

    /// <summary>Nobody can act on it until it is thawed (O28).</summary>
    [Alias("freeze")]
    Task<Outcome> Freeze(Order.FreezeReason reason, long? version);

    /// <summary>It goes on where it stood (O29).</summary>
    [Alias("thaw")]
    Task<Outcome> Thaw(long? version);

    /// <summary>The buyer's bank reports (O32).</summary>
    [Alias("report-charge-back")]
    Task<Outcome> ReportChargeBack(Order.ChargeBackStage stage, long? version);

    /// <summary>One side rates the other (O31).</summary>
    [Alias("leave-feedback")]
    Task<Outcome> LeaveFeedback(Caller caller, RatingsView ratings, string? text, long? version);

    /// <summary>Does what it owes now, instead of at the next deadline.</summary>
    [Alias("hurry")]
    Task Hurry();

    /// <summary>The order as this caller sees it; null when it is not his.</summary>
    [Alias("view")]
    Task<OrderView?> View(Caller caller);

    /// <summary>What happened to it, in words; null when it is not this caller's.</summary>
    [Alias("history")]
    Task<HistoryLine[]?> History(Caller caller);

    /// <summary>Every posting of its money, and that they balance; null when it is not this caller's.</summary>
    [Alias("proof")]
    Task<OrderProof?> Proof(Caller caller);
}

/// <summary>What the risk review can say.</summary>
public enum RiskVerdict
{
    /// <summary>The payment is verified.</summary>
    Pass,

    /// <summary>It needs a closer look.</summary>
    Hold,

    /// <summary>The closer look found nothing.</summary>
    Release,

    /// <summary>It is not what it seems.</summary>
    Reject,
}

/// <summary>Some units of one of the order's lines.</summary>
[GenerateSerializer, Immutable, Alias("order-units")]
public readonly record struct OrderUnits(string Sku, int Quantity);

/// <summary>What a payment that has begun has to bring, or why it cannot.</summary>
[GenerateSerializer, Immutable, Alias("payment-ticket")]
public readonly record struct PaymentTicket(Money? Amount, Rejection? Why);

/// <summary>An order as one caller sees it; without an address when its buyer has left the market.</summary>
[GenerateSerializer, Immutable, Alias("order-view")]
public sealed record OrderView(
    string Id,
    long Version,
    string Checkout,
    string Buyer,
    string Seller,
    Order.Status Status,
    Order.EscrowStatus Escrow,
    Order.CloseReason? ClosedBecause,
    LineView[] Lines,
    string ShippingMethod,
    Money Subtotal,
    Money Discount,
    Money ShippingFee,
    Money Total,
    Address? ShipTo,
    string[] Coupons,
    DateTimeOffset PlacedAt,
    DateTimeOffset? PaidAt,
    DateTimeOffset? ShippedAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? CompletedAt,
    string? Payment,
    string? LastFailure,
    string[] AllowedActions,
    NextDeadline? NextDeadline,
    ShipmentView[] Shipments,
    OrderUnits[] Removed,
    CancellationView? Cancellation,
    DisputeSummary? Dispute,
    FreezeView? Freeze,
    Order.ChargeBackStage ChargeBack,
    OrderRefundView[] Refunds,
    FeedbackView? BuyerFeedback,
    FeedbackView? SellerFeedback,
    DateTimeOffset? FeedbackUntil,
    DateTimeOffset? ClosedAt,
    int Coins,
    bool IsArchived,
    ExtensionView[] Extensions,
    DisputeShare[] Refundable);

/// <summary>One parcel of an order.</summary>
[GenerateSerializer, Immutable, Alias("shipment-view")]
public sealed record ShipmentView(
    string Carrier, string Tracking, DateTimeOffset At, OrderUnits[] Units, DateTimeOffset? DeliveredAt);

/// <summary>Days more for shipping, or else of protection; granted, or only asked for.</summary>
[GenerateSerializer, Immutable, Alias("extension-view")]
public sealed record ExtensionView(bool OfShipping, int Days, bool IsGranted);

/// <summary>A request to cancel; null units for the whole order.</summary>
[GenerateSerializer, Immutable, Alias("cancellation-view")]
public sealed record CancellationView(
    int Number, Order.CancellationStatus Status, Order.CancelReason Reason, OrderUnits[]? Units, DateTimeOffset AskedAt,
    DateTimeOffset RespondBy, Order.RejectReason? RejectedBecause);

/// <summary>An order's newest dispute, in short.</summary>
[GenerateSerializer, Immutable, Alias("dispute-summary")]
public sealed record DisputeSummary(string Id, Dispute.Status Status, Dispute.Reason Reason);

/// <summary>A freeze.</summary>
[GenerateSerializer, Immutable, Alias("freeze-view")]
public sealed record FreezeView(
    Order.FreezeReason Reason, DateTimeOffset Since, DateTimeOffset ReviewBy, DateTimeOffset LimitBy);

/// <summary>A refund of an order; what became of it says <see cref="IRefundGrain"/>.</summary>
[GenerateSerializer, Immutable, Alias("order-refund")]
public sealed record OrderRefundView(string Id, Money Amount, string Because, bool ByPlatform);

/// <summary>1 to 5; the seller judges the communication only.</summary>
[GenerateSerializer, Immutable, Alias("ratings")]
public readonly record struct RatingsView(int? Described, int? Communication, int? Shipping);

/// <summary>What one side has said of the other.</summary>
[GenerateSerializer, Immutable, Alias("feedback-view")]
public sealed record FeedbackView(RatingsView Ratings, string? Text, DateTimeOffset At);

/// <summary>What silence will mean, and when.</summary>
/// <param name="Kind">A stable word, for example <c>pay</c>.</param>
/// <param name="At">When.</param>
/// <param name="WhatHappens">In plain words.</param>
[GenerateSerializer, Immutable, Alias("next-deadline")]
public sealed record NextDeadline(string Kind, DateTimeOffset At, string WhatHappens);

/// <summary>One thing that happened to an order.</summary>
[GenerateSerializer, Immutable, Alias("history-line")]
public sealed record HistoryLine(long Sequence, DateTimeOffset At, string Kind, string Text);

/// <summary>All that an order's money did.</summary>
/// <param name="Order">The order.</param>
/// <param name="Postings">In the order in which they were made.</param>
/// <param name="Balances">What each account has because of this order; debit positive.</param>
/// <param name="InEscrow">What is still set aside.</param>
/// <param name="Balanced">Whether the balances sum to zero.</param>
[GenerateSerializer, Immutable, Alias("order-proof")]
public sealed record OrderProof(
    string Order, PostingView[] Postings, AccountBalance[] Balances, Money InEscrow, bool Balanced);

/// <summary>Money that moved.</summary>
[GenerateSerializer, Immutable, Alias("posting-view")]
public sealed record PostingView(
    DateTimeOffset At, string Rule, string Debit, string Credit, Money Amount, string Entry);

/// <summary>What an account has.</summary>
[GenerateSerializer, Immutable, Alias("account-balance")]
public sealed record AccountBalance(string Account, string Currency, long Debit, long Credit)
{
    /// <summary>Debits less credits, in minor units.</summary>
    public long Balance => Debit - Credit;
}

/// <summary>A tracking number.</summary>
[Alias("parcel")]
public interface IParcelGrain : IGrainWithStringKey
{
    /// <summary>Claims the number for an order and ships the order, or some of it, with it.</summary>
    [Alias("dispatch")]
    Task<Outcome> Dispatch(Caller caller, string order, string carrier, OrderUnits[]? units, long? version);

    /// <summary>Claims the number for the return that a dispute has agreed upon.</summary>
    [Alias("dispatch-return")]
    Task<Outcome> DispatchReturn(Caller caller, string dispute, string carrier, long? version);

    /// <summary>The carrier reports; out of order and twice is harmless.</summary>
    [Alias("record")]
    Task<Outcome> Record(string scanId, Parcel.ScanKind kind, DateTimeOffset at);

    /// <summary>What is known of it; null when nothing travels under this number.</summary>
    [Alias("view")]
    Task<ParcelView?> View();
}

/// <summary>A parcel and its scans.</summary>
[GenerateSerializer, Immutable, Alias("parcel-view")]
public sealed record ParcelView(string Tracking, string Carrier, string Order, Parcel.Status Status, ScanView[] Scans);

/// <summary>One report of the carrier.</summary>
[GenerateSerializer, Immutable, Alias("scan-view")]
public sealed record ScanView(string Id, Parcel.ScanKind Kind, DateTimeOffset At);
