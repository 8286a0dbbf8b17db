using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Whether a new campaign gives coupons.</summary>
internal enum CampaignStart
{
    /// <summary>At once.</summary>
    Active,

    /// <summary>When it is activated.</summary>
    Draft,
}

/// <summary>Coupons to offer.</summary>
/// <param name="Title">For people.</param>
/// <param name="Value">What each takes off; with percent, the most of it.</param>
/// <param name="MinimumSpend">What the goods must cost after other discounts, without shipping and tax.</param>
/// <param name="ValidUntil">Before then.</param>
/// <param name="Quota">How many there are; of a code, how many uses are locked or redeemed at most.</param>
/// <param name="ValidFrom">From then on; at once when absent.</param>
/// <param name="PerBuyer">How many one buyer can have.</param>
/// <param name="Kind">
/// A seller's: store (when absent) or code. An operator's: platform (when absent), select, new_user or code.
/// </param>
/// <param name="Percent">What each takes off as a share of the goods, 1 to 100; a fixed value when absent.</param>
/// <param name="Sellers">Only in the stores of these sellers; a select coupon needs them.</param>
/// <param name="Skus">Only for these SKUs.</param>
/// <param name="NonRefundable">Once used, they never come back.</param>
/// <param name="Code">The word to type at the checkout: 3 to 30 letters, digits or dashes.</param>
/// <param name="Status">Whether it gives coupons at once, or when it is activated.</param>
internal sealed record CampaignRequest(
    string Title,
    MoneyBody Value,
    MoneyBody MinimumSpend,
    DateTimeOffset ValidUntil,
    int Quota,
    DateTimeOffset? ValidFrom = null,
    int PerBuyer = 1,
    Coupon.Kind? Kind = null,
    int? Percent = null,
    IReadOnlyList<string>? Sellers = null,
    IReadOnlyList<string>? Skus = null,
    bool NonRefundable = false,
    string? Code = null,
    CampaignStart Status = CampaignStart.Active) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Text("title", Title, 200);
        errors.Money("value", Value, least: 1);
        errors.Money("minimum_spend", MinimumSpend, least: 0);
        errors.Number("quota", Quota, 1, 1_000_000);
        errors.Number("per_buyer", PerBuyer, 1, 1_000);
        if (MinimumSpend.Currency != Value.Currency)
            errors.Add("minimum_spend.currency", "invalid", "minimum_spend.currency must be the currency of value.");
        if (ValidFrom >= ValidUntil) errors.Add("valid_until", "invalid", "valid_until must be after valid_from.");
        if (Percent is { } percent) errors.Number("percent", percent, 1, 100);
        Names("sellers", Sellers, 50, errors);
        Names("skus", Skus, 200, errors);
        if (Kind == Coupon.Kind.Select && Sellers is null)
            errors.Add("sellers", "required", "sellers must name the stores that accept the coupon.");
        if (Code is not null && !PromoCode.IsCode(Code.ToUpperInvariant()))
            errors.Add("code", "invalid", "code must be 3 to 30 letters, digits or dashes.");
        if ((Code is not null) != (Kind == Coupon.Kind.Code))
        {
            errors.Add("code", Code is null ? "required" : "invalid",
                "code is for campaigns of kind code, and they need it.");
        }
    }

    private static void Names(string field, IReadOnlyList<string>? names, int most, Errors errors)
    {
        if (names is null || !errors.List(field, names, 1, most)) return;
        for (var i = 0; i < names.Count; i++) errors.Name($"{field}[{i}]", names[i]);
    }
}

/// <summary>Coupons to make up for something.</summary>
/// <param name="Value">What each takes off.</param>
/// <param name="Title">What for, for people.</param>
/// <param name="Pieces">How many coupons of that value, 1 to 20.</param>
/// <param name="MinimumSpend">What the goods must cost; nothing when absent.</param>
/// <param name="ValidUntil">Before then; 60 days from now when absent.</param>
internal sealed record CompensationRequest(
    MoneyBody Value, string Title, int Pieces = 1, MoneyBody? MinimumSpend = null, DateTimeOffset? ValidUntil = null)
    : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Money("value", Value, least: 1);
        errors.Text("title", Title, 200);
        errors.Number("pieces", Pieces, 1, 20);
        if (MinimumSpend is null) return;
        errors.Money("minimum_spend", MinimumSpend, least: 0);
        if (MinimumSpend.Currency != Value.Currency)
            errors.Add("minimum_spend.currency", "invalid", "minimum_spend.currency must be the currency of value.");
    }
}
