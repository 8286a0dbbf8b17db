using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>An order as one caller sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Counts its changes; also the ETag.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Display">
/// All of its parts in one word for people: frozen, dispute, awaiting_cancellation, or the status.
/// </param>
/// <param name="Regions">The parts of its state, one by one.</param>
/// <param name="ClosedBecause">Why it came to nothing.</param>
/// <param name="Checkout">The checkout it was placed in.</param>
/// <param name="Buyer">Who pays.</param>
/// <param name="Seller">Who ships.</param>
/// <param name="Lines">What.</param>
/// <param name="ShippingMethod">How it is shipped.</param>
/// <param name="Subtotal">The goods.</param>
/// <param name="Discount">What coupons take off.</param>
/// <param name="ShippingFee">The shipping.</param>
/// <param name="Total">What the buyer pays.</param>
/// <param name="ShipTo">
/// Where to, for who looks at the order: the kept answers of actions hold no addresses. Sellers see it once the order
/// may be shipped; nobody does when the buyer has left the market.
/// </param>
/// <param name="Coupons">Coupons that lowered its price.</param>
/// <param name="Payment">The payment that is under way, or that paid it.</param>
/// <param name="LastPaymentFailure">
/// Why the last payment failed, while the order can be paid anew. Sellers do not see it.
/// </param>
/// <param name="Refund">The refund that closed it, when its money went back.</param>
/// <param name="Refunds">All its refunds.</param>
/// <param name="Refundable">What can still be refunded; absent before it is paid.</param>
/// <param name="Shipments">The parcels.</param>
/// <param name="Removed">Units that will not come: they were cancelled, or not shipped in time.</param>
/// <param name="Cancellation">The latest request to cancel.</param>
/// <param name="Dispute">The latest dispute.</param>
/// <param name="Freeze">Why nobody can act on it now.</param>
/// <param name="Extensions">Days more that were granted or asked for.</param>
/// <param name="Feedback">What both sides say of each other.</param>
/// <param name="Coins">How many coins lowered its price.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="PaidAt">When it was paid.</param>
/// <param name="ShippedAt">When it was shipped.</param>
/// <param name="DeliveredAt">When the carrier delivered it.</param>
/// <param name="CompletedAt">When it was completed.</param>
/// <param name="ClosedAt">When it came to nothing.</param>
/// <param name="Archived">Whether it has been over for so long that lists leave it out.</param>
/// <param name="AllowedActions">What this caller can do now.</param>
/// <param name="NextDeadline">What happens when nobody does anything.</param>
internal sealed record OrderResponse(
    string Id,
    long Version,
    Order.Status Status,
    string Display,
    RegionsBody Regions,
    Order.CloseReason? ClosedBecause,
    string Checkout,
    string Buyer,
    string Seller,
    IReadOnlyList<LineBody> Lines,
    string ShippingMethod,
    MoneyBody Subtotal,
    MoneyBody Discount,
    MoneyBody ShippingFee,
    MoneyBody Total,
    AddressBody? ShipTo,
    IReadOnlyList<string> Coupons,
    string? Payment,
    FailureBody? LastPaymentFailure,
    string? Refund,
    IReadOnlyList<OrderRefundBody> Refunds,
    SharesBody? Refundable,
    IReadOnlyList<ShipmentBody> Shipments,
    IReadOnlyList<UnitsBody> Removed,
    CancellationBody? Cancellation,
    DisputeSummaryBody? Dispute,
    FreezeBody? Freeze,
    IReadOnlyList<ExtensionBody> Extensions,
    FeedbackBody? Feedback,
    int? Coins,
    DateTimeOffset PlacedAt,
    DateTimeOffset? PaidAt,
    DateTimeOffset? ShippedAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset? ClosedAt,
    bool Archived,
    IReadOnlyList<string> AllowedActions,
    DeadlineBody? NextDeadline)
{
    /// <summary>As the API has it.</summary>
    public static OrderResponse From(OrderView view, Role role) => new(
        view.Id,
        view.Version,
        view.Status,
        RegionsBody.From(view).Display(),
        RegionsBody.From(view),
        view.ClosedBecause,
        view.Checkout,
        view.Buyer,
        view.Seller,
        [.. view.Lines.Select(LineBody.From)],
        view.ShippingMethod,
        MoneyBody.From(view.Subtotal),
        MoneyBody.From(view.Discount),
        MoneyBody.From(view.ShippingFee),
        MoneyBody.From(view.Total),
        view.ShipTo is { } to && (role != Role.Seller || MayBeShipped(view.Status)) ? AddressBody.From(to) : null,
        view.Coupons,
        view.Payment,
        // Between the buyer and his bank, and of no use once the order is paid.
        role != Role.Seller && view is { Status: Order.Status.AwaitingPayment, LastFailure: { } code }
            ? FailureBody.Of(code)
            : null,
        view.Refunds.FirstOrDefault(refund => refund.Id == Ids.RefundOf(view.Id, 0))?.Id,
        [.. view.Refunds.Select(OrderRefundBody.From)],
        view.Refundable.Length == 0 ? null : SharesBody.From(view.Refundable),
        [.. view.Shipments.Select(ShipmentBody.From)],
        [.. view.Removed.Select(UnitsBody.From)],
        view.Cancellation is { } asked ? CancellationBody.From(asked) : null,
        view.Dispute is { } dispute ? new(dispute.Id, dispute.Status, dispute.Reason) : null,
        view.Freeze is { } frost ? new(frost.Reason, frost.Since, frost.ReviewBy, frost.LimitBy) : null,
        [.. view.Extensions.Select(ExtensionBody.From)],
        FeedbackBody.From(view, role),
        view.Coins == 0 ? null : view.Coins,
        view.PlacedAt,
        view.PaidAt,
        view.ShippedAt,
        view.DeliveredAt,
        view.CompletedAt,
        view.ClosedAt,
        view.IsArchived,
        view.AllowedActions,
        DeadlineBody.From(view.NextDeadline));

    private static bool MayBeShipped(Order.Status status) =>
        status is >= Order.Status.AwaitingShipment and <= Order.Status.Finished;
}

/// <summary>What happened to an order.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="HasMore">Always false: a history is shown whole.</param>
internal sealed record HistoryPage(IReadOnlyList<HistoryBody> Items, bool HasMore)
{
    /// <summary>As the API has it.</summary>
    public static HistoryPage From(IEnumerable<HistoryLine> lines) =>
        new([.. lines.Select(line => new HistoryBody(line.Sequence, line.At, line.Kind, line.Text))], HasMore: false);
}

/// <summary>One thing that happened.</summary>
/// <param name="Sequence">Its place in the history.</param>
/// <param name="At">When.</param>
/// <param name="Kind">A stable word.</param>
/// <param name="Text">In plain words.</param>
internal sealed record HistoryBody(long Sequence, DateTimeOffset At, string Kind, string Text);

/// <summary>All that an order's money did.</summary>
/// <param name="Order">The order.</param>
/// <param name="Postings">In the order in which they were made.</param>
/// <param name="Balances">What each account has because of this order.</param>
/// <param name="InEscrow">What is still set aside.</param>
/// <param name="Balanced">Whether all balances sum to zero.</param>
internal sealed record ProofResponse(
    string Order,
    IReadOnlyList<PostingBody> Postings,
    IReadOnlyList<AccountBody> Balances,
    MoneyBody InEscrow,
    bool Balanced)
{
    /// <summary>As the API has it.</summary>
    public static ProofResponse From(OrderProof proof) => new(
        proof.Order,
        [.. proof.Postings.Select(one => new PostingBody(
            one.At, one.Rule, one.Debit, one.Credit, MoneyBody.From(one.Amount), one.Entry))],
        [.. proof.Balances.Select(AccountBody.From)],
        MoneyBody.From(proof.InEscrow),
        proof.Balanced);
}

/// <summary>Money that moved.</summary>
/// <param name="At">When.</param>
/// <param name="Rule">The rule of the posting table that it follows.</param>
/// <param name="Debit">The account debited.</param>
/// <param name="Credit">The account credited.</param>
/// <param name="Amount">How much.</param>
/// <param name="Entry">The entry of the journal that it is part of.</param>
internal sealed record PostingBody(
    DateTimeOffset At, string Rule, string Debit, string Credit, MoneyBody Amount, string Entry);

/// <summary>A parcel and what its carrier has reported.</summary>
/// <param name="Tracking">Its tracking number.</param>
/// <param name="Carrier">Who carries it.</param>
/// <param name="Order">What is in it.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Events">The carrier's reports.</param>
internal sealed record ParcelResponse(
    string Tracking, string Carrier, string Order, Parcel.Status Status, IReadOnlyList<ScanBody> Events)
{
    /// <summary>As the API has it.</summary>
    public static ParcelResponse From(ParcelView view) => new(
        view.Tracking, view.Carrier, view.Order, view.Status,
        [.. view.Scans.Select(scan => new ScanBody(scan.Id, scan.Kind, scan.At))]);
}

/// <summary>One report of a carrier.</summary>
/// <param name="EventId">Its id.</param>
/// <param name="Kind">What was seen.</param>
/// <param name="At">When.</param>
internal sealed record ScanBody(string EventId, Parcel.ScanKind Kind, DateTimeOffset At);

/// <summary>Money on its way back to a buyer.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Order">Of which order.</param>
/// <param name="Amount">How much.</param>
/// <param name="Reason">Why.</param>
/// <param name="PaidBy">
/// The seller or the platform; absent for a payment that came too late or twice, which nobody has to pay.
/// </param>
/// <param name="SettledAt">When the payment provider had paid.</param>
/// <param name="CouponOutcomes">Whether the coupons of the order came back, and why.</param>
internal sealed record RefundResponse(
    string Id, Refund.Status Status, string Order, MoneyBody Amount, string Reason, Dispute.Party? PaidBy,
    DateTimeOffset? SettledAt, IReadOnlyList<CouponOutcomeBody> CouponOutcomes)
{
    /// <summary>As the API has it.</summary>
    public static RefundResponse From(RefundView view, OrderView? order, IEnumerable<CouponOutcome> coupons) => new(
        view.Id, view.Status, view.Order, MoneyBody.From(view.Amount), Words.Of(view.Because),
        order?.Refunds.FirstOrDefault(refund => refund.Id == view.Id) is { } made
            ? OrderRefundBody.PaidByOf(made)
            : null,
        view.SettledAt,
        [.. coupons.Select(CouponOutcomeBody.From)]);
}
