namespace OrleansMarket.Domain;

/// <summary>Everything that is known of an order.</summary>
public static partial class Order
{
    /// <summary>
    /// The order's regions: where it stands on its way, its money, a request to cancel, a dispute, a freeze, a
    /// charge-back, feedback. They change at different times, so they are different members.
    /// </summary>
    public sealed record State
    {
        /// <summary>An order that does not exist.</summary>
        public static State Initial { get; } = new();

        /// <summary>Where it stands.</summary>
        public Status Status { get; init; }

        /// <summary>Where its money is.</summary>
        public EscrowStatus Escrow { get; init; }

        /// <summary>What was agreed.</summary>
        public OrderTerms? Terms { get; init; }

        /// <summary>When it was placed.</summary>
        public DateTimeOffset PlacedAt { get; init; }

        /// <summary>Price adjustments that were made.</summary>
        public IReadOnlyList<string> Adjustments { get; init; } = [];

        /// <summary>The end of the pay window.</summary>
        public DateTimeOffset? PayBy { get; init; }

        /// <summary>The payment that is under way, or that paid the order.</summary>
        public string? Payment { get; init; }

        /// <summary>When a payment that is under way counts as unanswered.</summary>
        public DateTimeOffset? AnswerBy { get; init; }

        /// <summary>All payments that were begun.</summary>
        public IReadOnlyList<string> Attempts { get; init; } = [];

        /// <summary>
        /// Whether a payment was given up unanswered: it may have taken the price that the order had then.
        /// </summary>
        public bool HasUnanswered { get; init; }

        /// <summary>Why the last payment failed.</summary>
        public string? LastFailure { get; init; }

        /// <summary>Payments whose capture was sent back.</summary>
        public IReadOnlyList<string> Returned { get; init; } = [];

        /// <summary>When it was paid.</summary>
        public DateTimeOffset? PaidAt { get; init; }

        /// <summary>When the payment counts as verified.</summary>
        public DateTimeOffset? VerifiedAt { get; init; }

        /// <summary>When a payment that the risk review holds counts as rejected; null when it holds none.</summary>
        public DateTimeOffset? RiskHeldUntil { get; init; }

        /// <summary>The newest request to cancel.</summary>
        public Cancellation? Cancellation { get; init; }

        /// <summary>The end of the ship window.</summary>
        public DateTimeOffset? ShipBy { get; init; }

        /// <summary>Extensions that were asked for or granted.</summary>
        public IReadOnlyList<Extension> Extensions { get; init; } = [];

        /// <summary>The parcels.</summary>
        public IReadOnlyList<Shipment> Shipments { get; init; } = [];

        /// <summary>Units that will not come, by line: cancelled, or not shipped in time. Empty for none.</summary>
        public IReadOnlyList<int> Removed { get; init; } = [];

        /// <summary>The end of the buyer's protection.</summary>
        public DateTimeOffset? ProtectedUntil { get; init; }

        /// <summary>When it was delivered.</summary>
        public DateTimeOffset? DeliveredAt { get; init; }

        /// <summary>When silence confirms the receipt.</summary>
        public DateTimeOffset? ConfirmBy { get; init; }

        /// <summary>When the buyer is next reminded of what silence means.</summary>
        public DateTimeOffset? RemindAt { get; init; }

        /// <summary>When it was completed.</summary>
        public DateTimeOffset? CompletedAt { get; init; }

        /// <summary>When the seller is paid.</summary>
        public DateTimeOffset? ReleaseAt { get; init; }

        /// <summary>When it is over for good.</summary>
        public DateTimeOffset? FinishedAt { get; init; }

        /// <summary>Why it was closed.</summary>
        public CloseReason? ClosedBecause { get; init; }

        /// <summary>When it was closed.</summary>
        public DateTimeOffset? ClosedAt { get; init; }

        /// <summary>Its dispute; of several, the latest.</summary>
        public Dispute.State Dispute { get; init; } = Domain.Dispute.State.Initial;

        /// <summary>The freeze; null when the order is not frozen.</summary>
        public Frost? Frozen { get; init; }

        /// <summary>Why it was frozen last, and by now perhaps thawed.</summary>
        public FreezeReason? LastFrozen { get; init; }

        /// <summary>How far a charge-back is.</summary>
        public ChargeBackStage ChargeBack { get; init; }

        /// <summary>Parts of the money that went back, or are to.</summary>
        public IReadOnlyList<RefundOrder> Refunds { get; init; } = [];

        /// <summary>
        /// The newest refund's number. Captures that went back and parts that were refunded share one count; 0 is kept
        /// for the refund that closes the escrow.
        /// </summary>
        public int LastRefund => Returned.Count + Refunds.Count;

        /// <summary>Units that are to go back into stock.</summary>
        public IReadOnlyList<Step.TakeBack> TakeBacks { get; init; } = [];

        /// <summary>How often units were to go back into stock.</summary>
        public int TakeBacksMade { get; init; }

        /// <summary>What the buyer said of the seller.</summary>
        public Feedback? BuyerFeedback { get; init; }

        /// <summary>What the seller said of the buyer.</summary>
        public Feedback? SellerFeedback { get; init; }

        /// <summary>Whether goods are reserved or sold for it.</summary>
        public bool HoldsGoods { get; init; }

        /// <summary>Why coupons and coins are to be told that it came to nothing; null when they need not be.</summary>
        public Coupon.Cause? OwesCoupons { get; init; }

        /// <summary>Whether what is held for it has to be held longer.</summary>
        public bool OwesRenewal { get; init; }

        /// <summary>Whether the seller's standing has to hear of it.</summary>
        public bool OwesStrike { get; init; }

        /// <summary>Whether the buyer has earned coins with it.</summary>
        public bool OwesCoins { get; init; }

        /// <summary>Whether the money of this payment has arrived, to be kept or to be sent back.</summary>
        public bool HasCaptured(string payment) =>
            (PaidAt is not null && Payment == payment) || Returned.Contains(payment);

        /// <summary>It is over.</summary>
        public bool HasEnded => Status is Status.Finished or Status.Closed;

        /// <summary>A dispute is open: the order's own timers stand still.</summary>
        public bool IsDisputed => Domain.Dispute.IsOpen(Dispute);

        /// <summary>The seller has been asked to cancel and has not answered.</summary>
        public bool IsAskedToCancel => Cancellation is { Status: CancellationStatus.Requested };
    }

    /// <summary>A request to cancel by agreement (DOMAIN.md §2.4).</summary>
    /// <param name="Number">1 for the first one.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Units">What of it; null for the whole order.</param>
    /// <param name="AskedAt">When the buyer asked.</param>
    /// <param name="RespondBy">When silence agrees.</param>
    /// <param name="Status">What became of it.</param>
    /// <param name="RejectedBecause">Why the seller did not agree.</param>
    public sealed record Cancellation(
        int Number, CancelReason Reason, IReadOnlyList<Units>? Units, DateTimeOffset AskedAt, DateTimeOffset RespondBy,
        CancellationStatus Status, RejectReason? RejectedBecause = null);

    /// <summary>What became of a request to cancel.</summary>
    public enum CancellationStatus
    {
        /// <summary>The seller has to answer.</summary>
        Requested,

        /// <summary>The seller agreed.</summary>
        Accepted,

        /// <summary>The seller said nothing in time, which is to agree.</summary>
        AutoAccepted,

        /// <summary>The seller did not agree.</summary>
        Rejected,

        /// <summary>The buyer took it back.</summary>
        Withdrawn,

        /// <summary>The seller shipped, or the order ended otherwise.</summary>
        Superseded,
    }

    /// <summary>Days more for shipping or for the protection.</summary>
    /// <param name="Id">Makes it unique.</param>
    /// <param name="OfShipping">Of the ship window; otherwise of the protection.</param>
    /// <param name="Days">How many.</param>
    /// <param name="IsGranted">Granted; otherwise only asked for.</param>
    public sealed record Extension(string Id, bool OfShipping, int Days, bool IsGranted);

    /// <summary>A freeze: since when the timers stand still, when operators have to look, when it ends.</summary>
    public sealed record Frost(
        FreezeReason Reason, DateTimeOffset Since, DateTimeOffset ReviewBy, DateTimeOffset LimitBy, bool IsReviewDue);

    /// <summary>A part of the money that goes back; its number makes it one refund for ever.</summary>
    /// <param name="Number">1 and on; it is part of the refund's id.</param>
    /// <param name="Shares">How much of which part.</param>
    /// <param name="Because">Why.</param>
    /// <param name="ByPlatform">The platform pays, the seller keeps his.</param>
    /// <param name="IsSellersFault">Whether it is the seller's fault; then expired coins come back too.</param>
    /// <param name="AfterRelease">The seller had the money before, or was about to; he owes it then.</param>
    /// <param name="IsDone">The escrow has done it.</param>
    public sealed record RefundOrder(
        int Number, IReadOnlyList<Escrow.Share> Shares, RefundReason Because, bool ByPlatform, bool IsSellersFault,
        bool AfterRelease, bool IsDone)
    {
        /// <summary>How much.</summary>
        public Money Amount => Shares.Sum(Shares[0].Cash.Currency, share => share.Cash);
    }
}
