using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>What proposals and evidence have to be like.</summary>
public static partial class Dispute
{
    /// <summary>What is wrong with a proposal, whoever makes it; null when nothing is.</summary>
    private static Rejection? Wrong(IReadOnlyList<Share> refundable, Kind kind, IReadOnlyList<Share> shares)
    {
        if (shares.DistinctBy(share => share.Part).Count() < shares.Count) return Rejection.ProposalInvalid;
        foreach (var share in shares)
        {
            if (share.Part < 0 || share.Part >= refundable.Count) return Rejection.ProposalInvalid;
            var most = refundable[share.Part];
            if (share.Quantity < 0 || share.Quantity > most.Quantity) return Rejection.ProposalInvalid;
            if (share.Cash.Minor < 0 || share.Cash.Currency != most.Cash.Currency) return Rejection.ProposalInvalid;
            if (share.Cash > most.Cash) return Rejection.RefundTooHigh;
        }

        return kind == Kind.ReturnAndRefund && shares.All(share => share.Quantity == 0)
            ? Rejection.ProposalInvalid
            : null;
    }

    private static bool AsksForMoney(Proposal proposal) => proposal.Shares.Any(share => share.Cash.IsPositive);

    private static bool Same(Proposal one, Proposal? other) => other is not null
        && one with { Shares = other.Shares } == other && one.Shares.SequenceEqual(other.Shares);

    private static bool Same(Ruling one, Ruling? other) => other is not null
        && one with { Shares = other.Shares } == other && one.Shares.SequenceEqual(other.Shares);

    /// <summary>A proposal that asks for the same and yet is another one.</summary>
    private static Proposal Another(Proposal proposal) => proposal with { Note = proposal.Note + "!" };

    private static Decision<Event> Evident(State dispute, Command command, Policy policy, DateTimeOffset now)
    {
        var all = dispute.Evidence.Concat(dispute.RemovedEvidence);
        if (command switch
        {
            Command.AddEvidence add => all.Any(one => one.Id == add.Evidence.Id),
            Command.ChangeEvidence { Evidence: var same } =>
                dispute.Evidence.Any(one => one with { At = same.At } == same),
            Command.RemoveEvidence remove => dispute.RemovedEvidence.Any(one => IsOwn(one, remove.Id, remove.By)),
            _ => false,
        }) return Decision.AlreadyDone;

        if (!IsOpen(dispute)) return Rejection.InvalidTransition;
        if (dispute.Status == Status.Escalated && now >= dispute.EvidenceBy) return Rejection.WindowClosed;
        return command switch
        {
            Command.AddEvidence { Evidence: var added } =>
                all.Count(one => one.By == added.By) >= policy.EvidenceItems ? Rejection.TooMuchEvidence
                    : new Event.EvidenceAdded(added with { At = now }),
            Command.ChangeEvidence { Evidence: var changed } =>
                dispute.Evidence.Any(one => IsOwn(one, changed.Id, changed.By))
                    ? new Event.EvidenceChanged(changed with { At = now })
                    : Rejection.UnknownEvidence,
            Command.RemoveEvidence remove =>
                !dispute.Evidence.Any(one => IsOwn(one, remove.Id, remove.By)) ? Rejection.UnknownEvidence
                    : remove.By == Party.Buyer && dispute.Reason != Reason.NotReceived
                        && dispute.Evidence.Count(one => one.By == Party.Buyer) == 1 ? Rejection.EvidenceNeeded
                    : new Event.EvidenceRemoved(remove.Id, now),
            _ => throw new UnreachableException($"{command.GetType()} is not about evidence."),
        };
    }

    private static bool IsOwn(Evidence evidence, string id, Party by) => evidence.Id == id && evidence.By == by;

    private static Evidence[] Dated(IReadOnlyList<Evidence> evidence, DateTimeOffset now) =>
        [.. evidence.Select(one => one with { At = now })];
}
