using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>A seller's sales.</summary>
/// <param name="From">The first day that was looked at, in UTC.</param>
/// <param name="To">The last.</param>
/// <param name="Items">The days on which something moved, newest first, with a row for each currency.</param>
/// <param name="Totals">The sums of these days, one for each currency.</param>
internal sealed record SalesResponse(
    DateOnly From, DateOnly To, IReadOnlyList<SalesDayBody> Items, IReadOnlyList<SalesTotalBody> Totals)
{
    /// <summary>As the API has it.</summary>
    public static SalesResponse Of(SalesPage page) => new(
        page.From, page.To, [.. page.Days.Select(SalesDayBody.Of)],
        [
            .. page.Days.GroupBy(day => day.Gross.Currency).OrderBy(same => same.Key.Code, StringComparer.Ordinal)
                .Select(same => SalesTotalBody.Of(same.Key, [.. same])),
        ]);
}

/// <summary>A seller's sales of one day in one currency.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Orders">Orders that were paid.</param>
/// <param name="Gross">What buyers paid for them, without what the platform adds.</param>
/// <param name="Refunded">What buyers got back, of orders of any day, whoever bore it.</param>
/// <param name="Commission">The platform's fee, less what it gave back; it can be negative.</param>
/// <param name="Released">What the seller earned, after commission and tax.</param>
/// <param name="TakenBack">What he owes of that for refunds after the release.</param>
internal sealed record SalesDayBody(
    DateOnly Day, long Orders, MoneyBody Gross, MoneyBody Refunded, MoneyBody Commission, MoneyBody Released,
    MoneyBody TakenBack)
{
    /// <summary>As the API has it.</summary>
    public static SalesDayBody Of(SalesDay day) => new(
        day.Day, day.Orders, MoneyBody.From(day.Gross), MoneyBody.From(day.Refunded), MoneyBody.From(day.Commission),
        MoneyBody.From(day.Released), MoneyBody.From(day.TakenBack));
}

/// <summary>A seller's sales of some days in one currency; the fields are those of a day.</summary>
internal sealed record SalesTotalBody(
    long Orders, MoneyBody Gross, MoneyBody Refunded, MoneyBody Commission, MoneyBody Released, MoneyBody TakenBack)
{
    /// <summary>The sum of some days.</summary>
    public static SalesTotalBody Of(Currency currency, IReadOnlyList<SalesDay> days)
    {
        return new(
            days.Sum(day => day.Orders), Sum(day => day.Gross), Sum(day => day.Refunded), Sum(day => day.Commission),
            Sum(day => day.Released), Sum(day => day.TakenBack));

        MoneyBody Sum(Func<SalesDay, Money> amount) => MoneyBody.From(days.Sum(currency, amount));
    }
}
