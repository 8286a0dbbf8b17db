using System.Diagnostics;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Ordering;

/// <summary>Tells what happened to an order's dispute, in words.</summary>
internal static class DisputeHistory
{
    public static (string Kind, string Text) Words(Dispute.Event happened) => happened switch
    {
        Dispute.Event.Opened opened =>
            ("dispute.opened", $"The buyer opened a dispute and asks for {Sum(opened.Proposal)}."),
        Dispute.Event.Countered countered =>
            ("dispute.countered", $"The seller does not agree and offers {Sum(countered.Proposal)}."),
        Dispute.Event.Modified modified => ("dispute.modified", $"The buyer now asks for {Sum(modified.Proposal)}."),
        Dispute.Event.Withdrawn => ("dispute.withdrawn", "The buyer gave the dispute up."),
        Dispute.Event.Escalated { ByHand: true } => ("dispute.escalated", "The buyer called for the platform."),
        Dispute.Event.Escalated => ("dispute.escalated", "The dispute is before the platform."),
        Dispute.Event.EvidenceAdded added => ("dispute.evidence", $"The {Name(added.Evidence.By)} added evidence."),
        Dispute.Event.EvidenceChanged changed =>
            ("dispute.evidence", $"The {Name(changed.Evidence.By)} changed evidence."),
        Dispute.Event.EvidenceRemoved => ("dispute.evidence", "Evidence was taken back."),
        Dispute.Event.Judged judged => ("dispute.judged", $"The platform decided: {judged.Ruling.Note}"),
        Dispute.Event.ReturnAgreed => ("return.agreed", "The buyer sends the goods back; then he is refunded."),
        Dispute.Event.ReturnShipped shipped =>
            ("return.shipped", $"The buyer sent the goods back with {shipped.Carrier}, {shipped.Tracking}."),
        Dispute.Event.ReturnDelivered => ("return.delivered", "The carrier brought the goods back to the seller."),
        Dispute.Event.ReturnReceived => ("return.received", "The seller has the goods back."),
        Dispute.Event.ReturnContested =>
            ("return.contested", "The seller does not take the return for what was agreed."),
        Dispute.Event.Resolved { Outcome: var outcome } => ("dispute.resolved", How(outcome.How)),
        Dispute.Event.Superseded => ("dispute.superseded", "The order ended otherwise, and the dispute with it."),
        _ => throw new UnreachableException($"{happened.GetType()} has no words."),
    };

    private static string How(Dispute.How how) => how switch
    {
        Dispute.How.Agreed => "The seller agreed; the dispute is settled.",
        Dispute.How.SellerSilent => "The seller said nothing in time; the dispute is settled as the buyer asked.",
        Dispute.How.CounterAccepted => "The buyer agreed; the dispute is settled.",
        Dispute.How.Judged => "The dispute is settled as the platform decided.",
        Dispute.How.JudgeSilent => "Nobody decided in time; the dispute is settled by the last proposal.",
        Dispute.How.ReturnReceived => "The goods are back; the buyer is refunded.",
        Dispute.How.ReturnNotConfirmed => "The seller said nothing about the return; the buyer is refunded.",
        Dispute.How.NotReturned => "The goods were not sent back in time; the dispute ends without a refund.",
        _ => throw new UnreachableException($"{how} has no words."),
    };

    private static string Name(Dispute.Party party) => party.ToString().ToLowerInvariant();

    private static string Sum(Dispute.Proposal proposal) => proposal.Shares is [var first, ..]
        ? proposal.Shares.Sum(first.Cash.Currency, share => share.Cash).ToString()
        : "nothing";
}
