using System.Globalization;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.SellerSales;

/// <summary>
/// Where sales lie in the view of orders: <c>sales/{seller}/{yyyymmdd}/{partition}</c>, the day in UTC.
/// </summary>
internal static class SalesKeys
{
    private const string Prefix = "sales/", Form = "yyyyMMdd";

    /// <summary>A seller's sales of one day in one partition.</summary>
    public static string Of(string seller, DateOnly day, int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{seller}/{Word(day)}/{partition:x4}");

    /// <summary>A seller's sales from one day to another, both included, in all partitions.</summary>
    public static KeyRange Between(string seller, DateOnly from, DateOnly to) =>
        new($"{Prefix}{seller}/{Word(from)}/", KeyRange.Behind($"{Prefix}{seller}/{Word(to)}/"), int.MaxValue);

    /// <summary>The day in a key.</summary>
    public static DateOnly DayOf(string key)
    {
        var end = key.LastIndexOf('/');
        return DateOnly.ParseExact(key.AsSpan(end - Form.Length, Form.Length), Form, CultureInfo.InvariantCulture);
    }

    private static string Word(DateOnly day) => day.ToString(Form, CultureInfo.InvariantCulture);
}
