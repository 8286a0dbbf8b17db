using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>A dispute as one caller sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Order">The order that it is about.</param>
/// <param name="Version">The order's version; also the ETag.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">What the buyer complains about.</param>
/// <param name="Asked">What the buyer asks for.</param>
/// <param name="Offered">What the seller offers.</param>
/// <param name="Refundable">What was left to refund when it was opened.</param>
/// <param name="Evidence">What speaks for either side.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="EscalateFrom">When the buyer can first call for the platform.</param>
/// <param name="Return">The goods' way back.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="AllowedActions">What this caller can do now.</param>
/// <param name="NextDeadline">What happens when nobody does anything.</param>
internal sealed record DisputeResponse(
    string Id,
    string Order,
    long Version,
    Dispute.Status Status,
    Dispute.Reason Reason,
    ProposalBody Asked,
    ProposalBody? Offered,
    SharesBody Refundable,
    IReadOnlyList<EvidenceBody> Evidence,
    DateTimeOffset OpenedAt,
    DateTimeOffset EscalateFrom,
    ReturnBody? Return,
    OutcomeBody? Outcome,
    DateTimeOffset? EndedAt,
    IReadOnlyList<string> AllowedActions,
    DeadlineBody? NextDeadline)
{
    /// <summary>As the API has it.</summary>
    public static DisputeResponse From(DisputeView view) => new(
        view.Id,
        view.Order,
        view.OrderVersion,
        view.Status,
        view.Reason,
        ProposalBody.From(view.Asked),
        view.Offered is { } offered ? ProposalBody.From(offered) : null,
        SharesBody.From(view.Refundable),
        [.. view.Evidence.Select(one => new EvidenceBody(one.Id, one.By, one.Text, one.Url, one.At))],
        view.OpenedAt,
        view.EscalateFrom,
        view.Return is { } back
            ? new(back.ShippingBy, back.ShipBy, back.Carrier, back.Tracking, back.DeliveredAt, back.ConfirmBy)
            : null,
        view.Outcome is { } outcome ? OutcomeBody.From(outcome) : null,
        view.EndedAt,
        view.AllowedActions,
        DeadlineBody.From(view.NextDeadline));
}

/// <summary>Money of an order, part by part.</summary>
/// <param name="Amount">All of it.</param>
/// <param name="Lines">By line, with the units that it is about.</param>
/// <param name="Shipping">For the shipping fee.</param>
internal sealed record SharesBody(MoneyBody Amount, IReadOnlyList<ShareBody> Lines, MoneyBody? Shipping)
{
    /// <summary>As the API has it; there is one share at least.</summary>
    public static SharesBody From(IReadOnlyList<DisputeShare> shares) =>
        new(MoneyBody.From(shares.Sum(shares[0].Cash!.Value.Currency, share => share.Cash!.Value)),
            LinesOf(shares), ShippingOf(shares));

    /// <summary>The lines among them.</summary>
    public static IReadOnlyList<ShareBody> LinesOf(IReadOnlyList<DisputeShare> shares) =>
        [.. shares.Where(share => share.Sku is not null).Select(share =>
            new ShareBody(share.Sku!, share.Quantity, MoneyBody.From(share.Cash!.Value)))];

    /// <summary>The shipping fee among them.</summary>
    public static MoneyBody? ShippingOf(IReadOnlyList<DisputeShare> shares) =>
        shares.Where(share => share.Sku is null).Select(share => MoneyBody.From(share.Cash!.Value)).FirstOrDefault();
}

/// <summary>What one side asks for or offers.</summary>
/// <param name="By">Which side.</param>
/// <param name="Kind">Whether the goods go back.</param>
/// <param name="Amount">All the money.</param>
/// <param name="Lines">By line, with the units that it is about.</param>
/// <param name="Shipping">For the shipping fee.</param>
/// <param name="ReturnShippingBy">Who pays for sending the goods back.</param>
/// <param name="Note">In own words.</param>
internal sealed record ProposalBody(
    Dispute.Party By, Dispute.Kind Kind, MoneyBody Amount, IReadOnlyList<ShareBody> Lines, MoneyBody? Shipping,
    Dispute.Party ReturnShippingBy, string Note)
{
    /// <summary>As the API has it.</summary>
    public static ProposalBody From(ProposalView view) => new(
        view.By, view.Kind, MoneyBody.From(view.Amount), SharesBody.LinesOf(view.Shares),
        SharesBody.ShippingOf(view.Shares), view.ReturnShippingBy, view.Note);
}

/// <summary>Something that speaks for one side.</summary>
/// <param name="Id">Its id.</param>
/// <param name="By">For which side; it alone can change or remove it.</param>
/// <param name="Text">What it says.</param>
/// <param name="Url">A picture or a document.</param>
/// <param name="At">When it was added or last changed.</param>
internal sealed record EvidenceBody(string Id, Dispute.Party By, string Text, string? Url, DateTimeOffset At);

/// <summary>The goods' way back.</summary>
/// <param name="ShippingBy">Who pays for it.</param>
/// <param name="ShipBy">Until when the buyer has to send them; then nothing is refunded.</param>
/// <param name="Carrier">Who carries them.</param>
/// <param name="Tracking">Their tracking number.</param>
/// <param name="DeliveredAt">When the carrier brought them to the seller.</param>
/// <param name="ConfirmBy">Until when the seller has to answer; then the buyer is refunded.</param>
internal sealed record ReturnBody(
    Dispute.Party ShippingBy, DateTimeOffset ShipBy, string? Carrier, string? Tracking, DateTimeOffset? DeliveredAt,
    DateTimeOffset? ConfirmBy);

/// <summary>How a dispute ended.</summary>
/// <param name="How">How it came to that.</param>
/// <param name="Amount">What the buyer gets back.</param>
/// <param name="Lines">By line.</param>
/// <param name="Shipping">For the shipping fee.</param>
/// <param name="PaidBy">The seller, or the platform.</param>
/// <param name="AtFault">The seller or the buyer; absent for nobody.</param>
/// <param name="Returned">Whether the seller has the goods back.</param>
/// <param name="Note">What the operator said, if one has decided.</param>
internal sealed record OutcomeBody(
    Dispute.How How, MoneyBody Amount, IReadOnlyList<ShareBody> Lines, MoneyBody? Shipping, Dispute.Party PaidBy,
    Dispute.Party? AtFault, bool Returned, string? Note)
{
    /// <summary>As the API has it.</summary>
    public static OutcomeBody From(OutcomeView view) => new(
        view.How, MoneyBody.From(view.Amount), SharesBody.LinesOf(view.Shares), SharesBody.ShippingOf(view.Shares),
        view.PaidBy, view.AtFault, view.Returned, view.Note);
}
