using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>The dispute's state, how events change it, and how a pause moves its deadlines.</summary>
public static partial class Dispute
{
    /// <summary>Everything that is known of an order's dispute; of several, of the latest.</summary>
    public sealed record State
    {
        /// <summary>No dispute was ever opened.</summary>
        public static State Initial { get; } = new();

        /// <summary>Where it stands.</summary>
        public Status Status { get; init; }

        /// <summary>The ids of all disputes of the order, the latest last.</summary>
        public IReadOnlyList<string> Ids { get; init; } = [];

        /// <summary>What the buyer complains about.</summary>
        public Reason Reason { get; init; }

        /// <summary>What was left to refund of each part when it was opened.</summary>
        public IReadOnlyList<Share> Refundable { get; init; } = [];

        /// <summary>What the buyer asked for last.</summary>
        public Proposal? Asked { get; init; }

        /// <summary>What the seller offered last.</summary>
        public Proposal? Offered { get; init; }

        /// <summary>How often the buyer has asked for something else.</summary>
        public int Modifications { get; init; }

        /// <summary>What speaks for either side.</summary>
        public IReadOnlyList<Evidence> Evidence { get; init; } = [];

        /// <summary>What was taken back; it stays readable and counts.</summary>
        public IReadOnlyList<Evidence> RemovedEvidence { get; init; } = [];

        /// <summary>When it was opened.</summary>
        public DateTimeOffset? OpenedAt { get; init; }

        /// <summary>When the buyer can first call for the platform.</summary>
        public DateTimeOffset? EscalateFrom { get; init; }

        /// <summary>The end of the seller's time to answer.</summary>
        public DateTimeOffset? RespondBy { get; init; }

        /// <summary>The end of the time in which the two can agree.</summary>
        public DateTimeOffset? NegotiateBy { get; init; }

        /// <summary>The end of the time for evidence, once the platform is called for.</summary>
        public DateTimeOffset? EvidenceBy { get; init; }

        /// <summary>The end of the platform's time to decide.</summary>
        public DateTimeOffset? JudgeBy { get; init; }

        /// <summary>Whose last proposal takes effect if the platform does not decide.</summary>
        public Party SilenceFavours { get; init; }

        /// <summary>What an operator decided last.</summary>
        public Ruling? Ruling { get; init; }

        /// <summary>The outcome that waits, or waited, for the goods to go back.</summary>
        public Outcome? AfterReturn { get; init; }

        /// <summary>Who pays for sending the goods back.</summary>
        public Party? ReturnShippingBy { get; init; }

        /// <summary>The end of the time to send the goods back.</summary>
        public DateTimeOffset? ReturnShipBy { get; init; }

        /// <summary>Who carries them back.</summary>
        public string? ReturnCarrier { get; init; }

        /// <summary>The carrier's number for them.</summary>
        public string? ReturnTracking { get; init; }

        /// <summary>When the carrier brought them to the seller.</summary>
        public DateTimeOffset? ReturnDeliveredAt { get; init; }

        /// <summary>The end of the seller's time to confirm or contest the return.</summary>
        public DateTimeOffset? ReturnConfirmBy { get; init; }

        /// <summary>The seller has contested the return.</summary>
        public bool ReturnContested { get; init; }

        /// <summary>How it ended; null until it is resolved.</summary>
        public Outcome? Outcome { get; init; }

        /// <summary>When it ended, however it did.</summary>
        public DateTimeOffset? EndedAt { get; init; }
    }

    /// <summary>The state after an event.</summary>
    public static State Evolve(State dispute, Event happened) => happened switch
    {
        Event.Opened opened => State.Initial with
        {
            Status = Status.AwaitingSeller,
            Ids = [.. dispute.Ids, opened.Dispute],
            Reason = opened.Reason,
            Refundable = opened.Refundable,
            Asked = opened.Proposal,
            Evidence = opened.Evidence,
            OpenedAt = opened.At,
            EscalateFrom = opened.EscalateFrom,
            RespondBy = opened.RespondBy,
            NegotiateBy = opened.NegotiateBy,
        },
        Event.Countered countered => dispute with { Status = Status.Negotiating, Offered = countered.Proposal },
        Event.Modified modified => dispute with
        {
            Status = Status.AwaitingSeller,
            Asked = modified.Proposal,
            Modifications = dispute.Modifications + 1,
            RespondBy = modified.RespondBy,
        },
        Event.Withdrawn withdrawn => dispute with { Status = Status.Withdrawn, EndedAt = withdrawn.At },
        Event.Escalated escalated => dispute with
        {
            Status = Status.Escalated,
            EvidenceBy = escalated.EvidenceBy,
            JudgeBy = escalated.JudgeBy,
            SilenceFavours = escalated.SilenceFavours,
        },
        Event.EvidenceAdded added => dispute with { Evidence = [.. dispute.Evidence, added.Evidence] },
        Event.EvidenceChanged { Evidence: var changed } => dispute with
        {
            Evidence = [.. dispute.Evidence.Select(one => one.Id == changed.Id ? changed : one)],
        },
        Event.EvidenceRemoved removed => dispute with
        {
            Evidence = [.. dispute.Evidence.Where(one => one.Id != removed.Id)],
            RemovedEvidence = [.. dispute.RemovedEvidence, .. dispute.Evidence.Where(one => one.Id == removed.Id)],
        },
        Event.Judged judged => dispute with { Ruling = judged.Ruling },
        Event.ReturnAgreed agreed => dispute with
        {
            Status = Status.AwaitingReturn,
            AfterReturn = agreed.Then,
            ReturnShippingBy = agreed.ReturnShippingBy,
            ReturnShipBy = agreed.ShipBy,
        },
        Event.ReturnShipped shipped => dispute with
        {
            Status = Status.ReturnInTransit,
            ReturnCarrier = shipped.Carrier,
            ReturnTracking = shipped.Tracking,
            ReturnConfirmBy = shipped.ConfirmBy,
        },
        Event.ReturnDelivered delivered => dispute with
        {
            ReturnDeliveredAt = delivered.At,
            ReturnConfirmBy = delivered.ConfirmBy,
        },
        Event.ReturnReceived => dispute,
        Event.ReturnContested contested => dispute with
        {
            ReturnContested = true,
            Evidence = [.. dispute.Evidence, .. contested.Evidence],
        },
        Event.Resolved resolved => dispute with
        {
            Status = Status.Resolved,
            Outcome = resolved.Outcome,
            EndedAt = resolved.At,
        },
        Event.Superseded superseded => dispute with { Status = Status.Superseded, EndedAt = superseded.At },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a dispute."),
    };

    /// <summary>
    /// Goes on after a pause of the order: everything that waits is moved on by it. The deadlines are moved further
    /// together, so that their order stays, when the next of them would come before <paramref name="notBefore"/>.
    /// </summary>
    public static State Resume(State dispute, TimeSpan by, DateTimeOffset notBefore)
    {
        if (DueAt(dispute) is not { } due) return dispute;
        var further = due + by < notBefore ? notBefore - due : by;
        return dispute with
        {
            RespondBy = dispute.RespondBy + further,
            NegotiateBy = dispute.NegotiateBy + further,
            JudgeBy = dispute.JudgeBy + further,
            ReturnShipBy = dispute.ReturnShipBy + further,
            ReturnConfirmBy = dispute.ReturnConfirmBy + further,
            EscalateFrom = dispute.EscalateFrom + by,
            EvidenceBy = dispute.EvidenceBy + by,
        };
    }

    /// <summary>The deadline that is next, in words; null when nothing is waited for.</summary>
    public static Deadline? NextDeadline(State dispute) => DueAt(dispute) is not { } due ? null : dispute.Status switch
    {
        Status.AwaitingSeller when SellerIsDueFirst(dispute) =>
            new("dispute_respond", due, "The dispute is settled as the buyer asks."),
        Status.AwaitingSeller or Status.Negotiating =>
            new("dispute_negotiate", due, "The platform is called to decide."),
        Status.Escalated when dispute.AfterReturn is not null =>
            new("dispute_judge", due, "The buyer is refunded as it was settled before the return."),
        Status.Escalated => new("dispute_judge", due, DefaultOf(dispute).By == Party.Buyer
            ? "The dispute is settled as the buyer asked last."
            : "The dispute is settled as the seller offered last."),
        Status.AwaitingReturn =>
            new("return_ship", due, "The dispute ends without a refund."),
        Status.ReturnInTransit =>
            new("return_confirm", due, "The return counts as received, and the buyer is refunded."),
        _ => throw new UnreachableException($"A dispute that is {dispute.Status} has no deadline."),
    };
}
