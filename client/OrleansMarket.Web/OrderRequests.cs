using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Some units of one line of an order.</summary>
/// <param name="Sku">Which line.</param>
/// <param name="Quantity">How many, 1 at least.</param>
internal sealed record UnitsBody(string Sku, int Quantity)
{
    /// <summary>As the API has it.</summary>
    public static UnitsBody From(OrderUnits units) => new(units.Sku, units.Quantity);

    /// <summary>As the market has them; null for all.</summary>
    public static OrderUnits[]? ToUnits(IReadOnlyList<UnitsBody>? lines) =>
        lines is null ? null : [.. lines.Select(line => new OrderUnits(line.Sku, line.Quantity))];

    /// <summary>The lines that are named; null for all.</summary>
    public static string[]? SkusOf(IReadOnlyList<UnitsBody>? lines) =>
        lines is null ? null : [.. lines.Select(line => line.Sku)];

    /// <summary>Adds whatever is wrong with them: each line is named once, with a sensible number of units.</summary>
    public static void Check(IReadOnlyList<UnitsBody>? lines, Errors errors)
    {
        if (lines is null || !errors.List("lines", SkusOf(lines)!, 1, 200)) return;
        foreach (var (i, line) in lines.Index())
        {
            errors.Name($"lines[{i}].sku", line.Sku);
            errors.Number($"lines[{i}].quantity", line.Quantity, 1, Cart.MostOfOneSku, "quantity_invalid");
        }
    }
}

/// <summary>A buyer wants to cancel.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Lines">What of it; all when absent.</param>
internal sealed record CancellationRequest(Order.CancelReason Reason, IReadOnlyList<UnitsBody>? Lines = null)
    : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors) => UnitsBody.Check(Lines, errors);
}

/// <summary>The seller does not want to.</summary>
/// <param name="Reason">Why not.</param>
internal sealed record CancellationRejection(Order.RejectReason Reason) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
    }
}

/// <summary>The seller cancels.</summary>
/// <param name="Reason">Why.</param>
internal sealed record SellerCancellationRequest(Order.SellerCancelReason Reason) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
    }
}

/// <summary>A cheaper order.</summary>
/// <param name="Off">What is taken off the goods; something is left to pay.</param>
internal sealed record PriceAdjustmentRequest(MoneyBody Off) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors) => errors.Money("off", Off, least: 1);
}

/// <summary>A parcel.</summary>
/// <param name="Carrier">Who carries it.</param>
/// <param name="Tracking">Its tracking number.</param>
/// <param name="Lines">What is in it; all that is not shipped yet when absent.</param>
internal sealed record ShipmentRequest(string Carrier, string Tracking, IReadOnlyList<UnitsBody>? Lines = null)
    : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Text("carrier", Carrier, 60);
        errors.Name("tracking", Tracking);
        UnitsBody.Check(Lines, errors);
    }
}

/// <summary>The buyer has the goods.</summary>
/// <param name="WithoutScan">The second confirmation, which is needed before the carrier has delivered.</param>
internal sealed record ReceiptRequest(bool WithoutScan = false) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
    }
}

/// <summary>More days.</summary>
/// <param name="Of">For what.</param>
/// <param name="Days">How many, 1 to 90.</param>
internal sealed record ExtensionRequest(ExtensionOf Of, int Days) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors) => errors.Number("days", Days, 1, 90);
}

/// <summary>What can be extended.</summary>
internal enum ExtensionOf
{
    /// <summary>The seller's time to ship.</summary>
    Shipping,

    /// <summary>The buyer's protection.</summary>
    Protection,
}

/// <summary>What one side says of the other; 1 to 5 each.</summary>
/// <param name="Communication">How they got on.</param>
/// <param name="Described">Whether the goods are as described; by buyers.</param>
/// <param name="Shipping">How they were shipped; by buyers.</param>
/// <param name="Text">In own words, at most 2 000 characters.</param>
internal sealed record FeedbackRequest(
    int Communication, int? Described = null, int? Shipping = null, string? Text = null) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Number("communication", Communication, 1, 5);
        if (Described is { } described) errors.Number("described", described, 1, 5);
        if (Shipping is { } shipping) errors.Number("shipping", shipping, 1, 5);
        if (Text is not null) errors.Prose("text", Text);
    }
}

/// <summary>A freeze.</summary>
/// <param name="Reason">Why.</param>
internal sealed record FreezeRequest(Order.FreezeReason Reason) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
    }
}

/// <summary>What the verification of a payment has shown.</summary>
/// <param name="Verdict">Whether the payment is good.</param>
internal sealed record RiskRequest(RiskVerdict Verdict) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
    }
}

/// <summary>What the buyer's bank says.</summary>
/// <param name="Stage">How far its claim is.</param>
internal sealed record ChargeBackRequest(Order.ChargeBackStage Stage) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
    }
}
