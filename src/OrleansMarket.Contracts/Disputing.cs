using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>
/// The disputes of one order (DOMAIN.md §2.5). A dispute is a region of its order, so this is the order's grain under
/// another interface: opening, money, freeze and deadlines are decided in one place and stored in one append.
/// </summary>
[Alias("dispute")]
public interface IDisputeGrain : IGrainWithStringKey
{
    /// <summary>The buyer opens one (D1); answers with its id.</summary>
    [Alias("open")]
    Task<Answer<string>> Open(Caller caller, DisputeOpening opening, long? version);

    /// <summary>The seller agrees to what the buyer asks for (D2).</summary>
    [Alias("accept")]
    Task<Outcome> Accept(Caller caller, string dispute, long? version);

    /// <summary>The seller offers something else (D4).</summary>
    [Alias("counter")]
    Task<Outcome> Counter(Caller caller, string dispute, DisputeProposal proposal, long? version);

    /// <summary>The buyer agrees to what the seller offers (D5).</summary>
    [Alias("accept-counter")]
    Task<Outcome> AcceptCounter(Caller caller, string dispute, long? version);

    /// <summary>The buyer asks for something else (D6).</summary>
    [Alias("modify")]
    Task<Outcome> Modify(Caller caller, string dispute, DisputeProposal proposal, long? version);

    /// <summary>The buyer gives it up (D7).</summary>
    [Alias("withdraw")]
    Task<Outcome> Withdraw(Caller caller, string dispute, long? version);

    /// <summary>The buyer calls for the platform (D8).</summary>
    [Alias("escalate")]
    Task<Outcome> Escalate(Caller caller, string dispute, long? version);

    /// <summary>Either side adds evidence (D9).</summary>
    [Alias("add-evidence")]
    Task<Outcome> AddEvidence(Caller caller, string dispute, EvidenceItem evidence, long? version);

    /// <summary>Either side changes evidence of its own.</summary>
    [Alias("change-evidence")]
    Task<Outcome> ChangeEvidence(Caller caller, string dispute, EvidenceItem evidence, long? version);

    /// <summary>Either side takes evidence of its own back.</summary>
    [Alias("remove-evidence")]
    Task<Outcome> RemoveEvidence(Caller caller, string dispute, string evidence, long? version);

    /// <summary>An operator decides (D10).</summary>
    [Alias("judge")]
    Task<Outcome> Judge(string dispute, DisputeRuling ruling, long? version);

    /// <summary>The buyer has sent the goods back (D12); told by the parcel, which has claimed the number.</summary>
    [Alias("return-shipped")]
    Task<Outcome> ReturnShipped(Caller caller, string dispute, string carrier, string tracking, long? version);

    /// <summary>The seller has the goods back (D14).</summary>
    [Alias("return-received")]
    Task<Outcome> ReturnReceived(Caller caller, string dispute, long? version);

    /// <summary>The seller does not take the return for what was agreed (D16).</summary>
    [Alias("contest-return")]
    Task<Outcome> ContestReturn(Caller caller, string dispute, EvidenceItem[] evidence, long? version);

    /// <summary>The dispute as this caller sees it; null when it is not his, or not the order's newest.</summary>
    [Alias("view")]
    Task<DisputeView?> ViewDispute(Caller caller, string dispute);
}

/// <summary>What a buyer opens a dispute with.</summary>
[GenerateSerializer, Immutable, Alias("dispute-opening")]
public sealed record DisputeOpening(Dispute.Reason Reason, DisputeProposal Proposal, EvidenceItem[] Evidence);

/// <summary>What one side asks for or offers; whose it is says who sends it.</summary>
/// <param name="Kind">With or without the goods going back.</param>
/// <param name="Shares">How much of what; null for all that is left of everything.</param>
/// <param name="ReturnShippingBy">Who pays for sending the goods back.</param>
/// <param name="Note">Why.</param>
[GenerateSerializer, Immutable, Alias("dispute-proposal")]
public sealed record DisputeProposal(
    Dispute.Kind Kind, DisputeShare[]? Shares, Dispute.Party ReturnShippingBy, string Note);

/// <summary>Money for one line of the order, or for its shipping.</summary>
/// <param name="Sku">Which line; null for the shipping fee.</param>
/// <param name="Quantity">Units it is about; those of the line when 0.</param>
/// <param name="Cash">How much; null for all that is left of it.</param>
[GenerateSerializer, Immutable, Alias("dispute-share")]
public readonly record struct DisputeShare(string? Sku, int Quantity, Money? Cash);

/// <summary>What an operator decides.</summary>
[GenerateSerializer, Immutable, Alias("dispute-ruling")]
public sealed record DisputeRuling(
    Dispute.Kind Kind, DisputeShare[]? Shares, Dispute.Party PaidBy, Dispute.Party? AtFault,
    Dispute.Party ReturnShippingBy, string Note);

/// <summary>Something that speaks for one side.</summary>
[GenerateSerializer, Immutable, Alias("evidence-item")]
public sealed record EvidenceItem(string Id, string Text, string? Url);

/// <summary>A dispute as one caller sees it.</summary>
[GenerateSerializer, Immutable, Alias("dispute-view")]
public sealed record DisputeView(
    string Id,
    string Order,
    long OrderVersion,
    Dispute.Status Status,
    Dispute.Reason Reason,
    ProposalView Asked,
    ProposalView? Offered,
    DisputeShare[] Refundable,
    EvidenceView[] Evidence,
    DateTimeOffset OpenedAt,
    DateTimeOffset EscalateFrom,
    ReturnView? Return,
    OutcomeView? Outcome,
    DateTimeOffset? EndedAt,
    string[] AllowedActions,
    NextDeadline? NextDeadline);

/// <summary>A proposal; the amount is the sum of its shares.</summary>
[GenerateSerializer, Immutable, Alias("proposal-view")]
public sealed record ProposalView(
    Dispute.Party By, Dispute.Kind Kind, DisputeShare[] Shares, Money Amount, Dispute.Party ReturnShippingBy,
    string Note);

/// <summary>Evidence.</summary>
[GenerateSerializer, Immutable, Alias("evidence-view")]
public sealed record EvidenceView(string Id, Dispute.Party By, string Text, string? Url, DateTimeOffset At);

/// <summary>Goods on their way back.</summary>
[GenerateSerializer, Immutable, Alias("return-view")]
public sealed record ReturnView(
    Dispute.Party ShippingBy, DateTimeOffset ShipBy, string? Carrier, string? Tracking, DateTimeOffset? DeliveredAt,
    DateTimeOffset? ConfirmBy);

/// <summary>How a dispute ended.</summary>
[GenerateSerializer, Immutable, Alias("dispute-outcome")]
public sealed record OutcomeView(
    DisputeShare[] Shares, Money Amount, Dispute.Party PaidBy, Dispute.Party? AtFault, bool Returned, Dispute.How How,
    string? Note);
