using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.OrderLists;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.SellerSales;

/// <summary>Reads what a seller sold.</summary>
internal static class SalesReader
{
    /// <summary>The days on which something moved, newest first, with a row for each currency.</summary>
    public static async Task<SalesDay[]> Read(IViewStore views, string seller, DateOnly from, DateOnly to)
    {
        var sums = new Dictionary<(DateOnly Day, string Currency), SalesFigures>();
        foreach (var document in (await views.Read(ListKeys.View, [SalesKeys.Between(seller, from, to)]))[0])
        {
            var day = SalesKeys.DayOf(document.Key);
            foreach (var (currency, figures) in DaySales.Read(document.Body.Span).Figures)
                sums[(day, currency)] = sums.GetValueOrDefault((day, currency)) + figures;
        }

        return
        [
            .. sums.OrderByDescending(sum => sum.Key.Day).ThenBy(sum => sum.Key.Currency, StringComparer.Ordinal)
                .Select(sum => Show(sum.Key.Day, Currency.Parse(sum.Key.Currency), sum.Value)),
        ];
    }

    private static SalesDay Show(DateOnly day, Currency currency, SalesFigures sum) => new(
        day, sum.Orders, new(sum.Gross, currency), new(sum.Refunded, currency), new(sum.Commission, currency),
        new(sum.Released, currency), new(sum.TakenBack, currency));
}
