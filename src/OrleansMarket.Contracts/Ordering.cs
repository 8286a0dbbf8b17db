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

    /// <summary>The payment is verified (O8).</summary>
    [Alias("pass-risk")]
    Task<Outcome> PassRisk(long? version);

    /// <summary>The buyer cancels alone (O7).</summary>
    [Alias("cancel")]
    Task<Outcome> Cancel(Caller caller, long? version);

    /// <summary>
    /// The seller ships all of it (O16); told by the parcel, which has claimed the tracking number before.
    /// </summary>
    [Alias("ship")]
    Task<Outcome> Ship(Caller caller, string carrier, string tracking, long? version);

    /// <summary>The carrier has delivered it (O21); told by the parcel.</summary>
    [Alias("record-delivery")]
    Task<Outcome> RecordDelivery(string tracking);

    /// <summary>The buyer has the goods (O22); before the carrier's scan only with the second confirmation.</summary>
    [Alias("confirm-receipt")]
    Task<Outcome> ConfirmReceipt(Caller caller, bool withoutScan, long? version);

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
    string? Carrier,
    string? Tracking,
    string[] AllowedActions,
    NextDeadline? NextDeadline);

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
    /// <summary>Claims the number for an order and ships the order with it.</summary>
    [Alias("dispatch")]
    Task<Outcome> Dispatch(Caller caller, string order, string carrier, long? version);

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
