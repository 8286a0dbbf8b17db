using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What a seller offers.</summary>
/// <param name="Title">For people, at most 200 characters.</param>
/// <param name="UnitPrice">The price of one.</param>
/// <param name="ShippingMethods">How it can be shipped, 1 to 10 methods.</param>
/// <param name="PerBuyerLimit">The most for one buyer over all his orders; absent for as many as there are.</param>
/// <param name="Sale">A flash sale that runs or is to come; absent for none.</param>
/// <param name="Deduct">
/// When units are taken from the stock: <c>on_order</c>, also when absent, or <c>on_payment</c>. What has a limit is
/// always reserved on order.
/// </param>
internal sealed record ListingRequest(
    string Title,
    MoneyBody UnitPrice,
    IReadOnlyList<ShippingMethodBody> ShippingMethods,
    int? PerBuyerLimit = null,
    SaleRequest? Sale = null,
    Listing.Deduction? Deduct = null) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Text("title", Title, 200);
        errors.Money("unit_price", UnitPrice, least: 1);
        if (PerBuyerLimit is { } most)
            errors.Number("per_buyer_limit", most, 1, Stock.MostUnits, "quantity_invalid");
        Sale?.Check(UnitPrice, errors);
        if (!errors.List("shipping_methods", [.. ShippingMethods.Select(method => method.Id)], 1, 10)) return;
        for (var i = 0; i < ShippingMethods.Count; i++)
        {
            var (method, field) = (ShippingMethods[i], $"shipping_methods[{i}]");
            errors.Name($"{field}.id", method.Id);
            errors.Text($"{field}.name", method.Name, 100);
            errors.Money($"{field}.fee", method.Fee, least: 0);
            errors.Number($"{field}.days", method.Days, 0, 365);
            if (method.FreeFrom is { } free)
            {
                errors.Money($"{field}.free_from", free, least: 0);
                if (free.Currency != UnitPrice.Currency)
                {
                    errors.Add($"{field}.free_from.currency", "invalid",
                        $"{field}.free_from.currency must be the currency of unit_price.");
                }
            }

            if (method.Fee.Currency != UnitPrice.Currency)
            {
                errors.Add($"{field}.fee.currency", "invalid",
                    $"{field}.fee.currency must be the currency of unit_price.");
            }
        }
    }
}

/// <summary>So many units for less, in a short time.</summary>
/// <param name="UnitPrice">Below the listing's price, in its currency.</param>
/// <param name="Quota">How many units, exactly; what comes back can be had again.</param>
/// <param name="From">
/// From then on. A sale is known by it: a change of anything else keeps the count of what was taken.
/// </param>
/// <param name="Until">Before then, at most 90 days later.</param>
/// <param name="PerBuyerLimit">The most for one buyer in this sale; absent for as many as there are.</param>
internal sealed record SaleRequest(
    MoneyBody UnitPrice, int Quota, DateTimeOffset From, DateTimeOffset Until, int? PerBuyerLimit = null)
{
    /// <summary>Adds whatever is wrong with it.</summary>
    public void Check(MoneyBody listPrice, Errors errors)
    {
        errors.Money("sale.unit_price", UnitPrice, least: 1);
        errors.Number("sale.quota", Quota, 1, Stock.MostUnits, "quantity_invalid");
        if (PerBuyerLimit is { } most)
            errors.Number("sale.per_buyer_limit", most, 1, Stock.MostUnits, "quantity_invalid");
        if (UnitPrice.Currency != listPrice.Currency)
        {
            errors.Add("sale.unit_price.currency", "invalid",
                "sale.unit_price.currency must be the currency of unit_price.");
        }
        else if (UnitPrice.Amount >= listPrice.Amount)
        {
            errors.Add("sale.unit_price.amount", "price_invalid", "sale.unit_price must be lower than unit_price.");
        }

        if (Until <= From) errors.Add("sale.until", "invalid", "sale.until must be after sale.from.");
        else if (Until - From > Listing.LongestSale)
            errors.Add("sale.until", "duration_invalid", "A sale must not last longer than 90 days.");
    }

    /// <summary>As the market has it.</summary>
    public Listing.Sale ToSale() => new(UnitPrice.ToMoney(), Quota, PerBuyerLimit, From, Until);
}

/// <summary>A way to ship.</summary>
/// <param name="Id">A short name, for example <c>standard</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="Fee">Paid once per order.</param>
/// <param name="Days">Days promised; 0 when nothing is.</param>
/// <param name="FreeFrom">No fee when an order's goods cost that much after the seller's discounts.</param>
internal sealed record ShippingMethodBody(
    string Id, string Name, MoneyBody Fee, int Days, MoneyBody? FreeFrom = null)
{
    /// <summary>As the market has it.</summary>
    public Listing.ShippingMethod ToMethod() => new(Id, Name, Fee.ToMoney(), Days, FreeFrom?.ToMoney());

    /// <summary>As the API has it.</summary>
    public static ShippingMethodBody From(Listing.ShippingMethod method) => new(
        method.Id, method.Name, MoneyBody.From(method.Fee), method.Days,
        method.FreeFrom is { } free ? MoneyBody.From(free) : null);
}

/// <summary>New units.</summary>
/// <param name="Add">How many, 1 or more.</param>
internal sealed record StockRequest(int Add) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors) => errors.Number("add", Add, 1, 1_000_000_000, "quantity_invalid");
}
