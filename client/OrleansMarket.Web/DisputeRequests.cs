using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Money for one line of an order.</summary>
/// <param name="Sku">Which line.</param>
/// <param name="Quantity">The units that it is about; all of the line when absent.</param>
/// <param name="Amount">How much; all that is left to refund of the line when absent.</param>
internal sealed record ShareBody(string Sku, int? Quantity = null, MoneyBody? Amount = null)
{
    /// <summary>The lines that are named; null for all.</summary>
    public static string[]? SkusOf(IReadOnlyList<ShareBody>? lines) =>
        lines is null ? null : [.. lines.Select(line => line.Sku)];

    /// <summary>As the market has them; null for all that is left.</summary>
    public static DisputeShare[]? ToShares(IReadOnlyList<ShareBody>? lines, MoneyBody? shipping)
    {
        if (lines is null && shipping is null) return null;
        var shares = (lines ?? []).Select(line =>
            new DisputeShare(line.Sku, line.Quantity ?? 0, line.Amount?.ToMoney()));
        return shipping is null ? [.. shares] : [.. shares, new(null, 0, shipping.ToMoney())];
    }

    /// <summary>Adds whatever is wrong with them.</summary>
    public static void Check(IReadOnlyList<ShareBody>? lines, MoneyBody? shipping, Errors errors)
    {
        if (shipping is not null) errors.Money("shipping", shipping, least: 0);
        if (lines is null || !errors.List("lines", SkusOf(lines)!, 0, 200)) return;
        foreach (var (i, line) in lines.Index())
        {
            errors.Name($"lines[{i}].sku", line.Sku);
            if (line.Quantity is { } units)
                errors.Number($"lines[{i}].quantity", units, 1, Cart.MostOfOneSku, "quantity_invalid");
            if (line.Amount is { } amount) errors.Money($"lines[{i}].amount", amount, least: 0);
        }
    }
}

/// <summary>Something that speaks for one side.</summary>
/// <param name="Text">What it says, at most 2 000 characters.</param>
/// <param name="Url">A picture or a document: an http or https address of at most 500 characters.</param>
internal sealed record EvidenceRequest(string Text, string? Url = null) : IChecked
{
    /// <summary>The most pieces in one request.</summary>
    public const int Most = 20;

    /// <inheritdoc/>
    public void Check(Errors errors) => Check("", errors);

    /// <summary>As the market has it.</summary>
    public EvidenceItem ToItem(string id) => new(id, Text, Url);

    /// <summary>Several, with ids made from one root.</summary>
    public static EvidenceItem[] ToItems(IReadOnlyList<EvidenceRequest>? evidence, string subject) =>
        [.. (evidence ?? []).Select((one, i) => one.ToItem($"{Ids.Evidence}{subject}.{i + 1}"))];

    /// <summary>Adds whatever is wrong with several.</summary>
    public static void Check(IReadOnlyList<EvidenceRequest> evidence, Errors errors)
    {
        if (evidence.Count > Most) errors.Add("evidence", "too_long", $"evidence must have at most {Most} entries.");
        else foreach (var (i, one) in evidence.Index()) one.Check($"evidence[{i}].", errors);
    }

    private void Check(string prefix, Errors errors)
    {
        errors.Prose(prefix + "text", Text);
        if (Url is not null) errors.Link(prefix + "url", Url);
    }
}

/// <summary>What a buyer complains about, and what he asks for.</summary>
/// <param name="Reason">What is wrong.</param>
/// <param name="Kind">Whether the goods go back.</param>
/// <param name="Note">In own words, at most 2 000 characters.</param>
/// <param name="ReturnShippingBy">Who pays for sending the goods back; needed when they go back.</param>
/// <param name="Lines">Of what; without lines and shipping, all that is left to refund.</param>
/// <param name="Shipping">How much of the shipping fee.</param>
/// <param name="Evidence">What speaks for it; needed unless the goods have not come.</param>
internal sealed record DisputeRequest(
    Dispute.Reason Reason, Dispute.Kind Kind, string Note, Dispute.Party? ReturnShippingBy = null,
    IReadOnlyList<ShareBody>? Lines = null, MoneyBody? Shipping = null,
    IReadOnlyList<EvidenceRequest>? Evidence = null) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        new ProposalRequest(Kind, Note, ReturnShippingBy, Lines, Shipping).Check(errors);
        if (Evidence is not null) EvidenceRequest.Check(Evidence, errors);
    }

    /// <summary>As the market has it.</summary>
    public DisputeOpening ToOpening(string subject) => new(
        Reason, new ProposalRequest(Kind, Note, ReturnShippingBy, Lines, Shipping).ToProposal(),
        EvidenceRequest.ToItems(Evidence, subject));
}

/// <summary>What one side asks for or offers.</summary>
/// <param name="Kind">Whether the goods go back.</param>
/// <param name="Note">In own words, at most 2 000 characters.</param>
/// <param name="ReturnShippingBy">Who pays for sending the goods back; needed when they go back.</param>
/// <param name="Lines">
/// Of what; without lines and shipping, all that is left to refund. An empty list offers nothing.
/// </param>
/// <param name="Shipping">How much of the shipping fee.</param>
internal sealed record ProposalRequest(
    Dispute.Kind Kind, string Note, Dispute.Party? ReturnShippingBy = null, IReadOnlyList<ShareBody>? Lines = null,
    MoneyBody? Shipping = null) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Prose("note", Note);
        ShareBody.Check(Lines, Shipping, errors);
        if (Kind == Dispute.Kind.ReturnAndRefund && ReturnShippingBy is null)
            errors.Add("return_shipping_by", "required", "return_shipping_by must say who pays for the way back.");
    }

    /// <summary>As the market has it.</summary>
    public DisputeProposal ToProposal() =>
        new(Kind, ShareBody.ToShares(Lines, Shipping), ReturnShippingBy ?? Dispute.Party.Seller, Note);
}

/// <summary>What an operator decides.</summary>
/// <param name="Kind">Whether the goods go back.</param>
/// <param name="PaidBy">The seller or the platform.</param>
/// <param name="Note">Why, for both sides to read; at most 2 000 characters.</param>
/// <param name="AtFault">The seller or the buyer; absent for nobody.</param>
/// <param name="ReturnShippingBy">Who pays for sending the goods back; needed when they go back.</param>
/// <param name="Lines">
/// Of what; without lines and shipping, all that is left to refund. An empty list refunds nothing.
/// </param>
/// <param name="Shipping">How much of the shipping fee.</param>
internal sealed record RulingRequest(
    Dispute.Kind Kind, Dispute.Party PaidBy, string Note, Dispute.Party? AtFault = null,
    Dispute.Party? ReturnShippingBy = null, IReadOnlyList<ShareBody>? Lines = null, MoneyBody? Shipping = null)
    : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        if (PaidBy == Dispute.Party.Buyer) errors.Add("paid_by", "invalid", "paid_by must be seller or platform.");
        if (AtFault == Dispute.Party.Platform) errors.Add("at_fault", "invalid", "at_fault must be seller or buyer.");
        new ProposalRequest(Kind, Note, ReturnShippingBy, Lines, Shipping).Check(errors);
    }

    /// <summary>As the market has it.</summary>
    public DisputeRuling ToRuling() => new(
        Kind, ShareBody.ToShares(Lines, Shipping), PaidBy, AtFault, ReturnShippingBy ?? Dispute.Party.Seller, Note);
}

/// <summary>The goods are on their way back.</summary>
/// <param name="Carrier">Who carries them.</param>
/// <param name="Tracking">The number of this parcel; not the one that they came with.</param>
internal sealed record ReturnRequest(string Carrier, string Tracking) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Text("carrier", Carrier, 60);
        errors.Name("tracking", Tracking);
    }
}

/// <summary>The seller does not take a return for what was agreed.</summary>
/// <param name="Evidence">What speaks for it.</param>
internal sealed record ContestRequest(IReadOnlyList<EvidenceRequest> Evidence) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors) => EvidenceRequest.Check(Evidence, errors);
}
