using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Tests.Auditing;
using OrleansMarket.Journal.Sqlite;
using Wish = OrleansMarket.Grains.Tests.Auditing.PaperMarket.Wish;

namespace OrleansMarket.Benchmarks;

/// <summary>Orders that nobody pays, written faster than grains could: four to a checkout, a thousand SKUs.</summary>
internal static class UnpaidOrders
{
    private const int Skus = 1_000, Together = 4;
    private const string Root = "unpaid";

    /// <summary>Makes a journal of so many, whose pay windows all end within a few ticks of an instant.</summary>
    public static async Task Write(string file, int orders, DateTimeOffset due)
    {
        await using var store = SqliteStore.Open(file, new SqliteOptions());
        var policy = Policy.FlashSale;
        var market = new PaperMarket(store, policy, due - policy.PayWindow);
        for (var sku = 0; sku < Skus; sku++) market.List($"unpaid-{sku}", $"seller-{sku % 40}", 1_000_000);
        for (var written = 0; written < orders; written += Skus * Together)
        {
            // Each SKU is in as many orders of the lot as a checkout has.
            var lot = Enumerable.Range(written / Together, Math.Min(Skus, (orders - written) / Together)).ToArray();
            var reserved = lot
                .SelectMany(checkout => Enumerable.Range(0, Together).Select(i => (checkout, i)))
                .GroupBy(one => SkuOf(one.checkout, one.i), one => Ids.OrderOf(IdOf(one.checkout), one.i + 1));
            foreach (var sku in reserved)
            {
                market.Paper.Ask(market.Paper.Machines.Stock, Ids.Stock + sku.Key, new Stock.Command.Reserve(
                    [.. sku.Select(order => new Stock.Claim(order, 1))],
                    due + policy.HoldMargin));
            }

            foreach (var checkout in lot) Place(market, checkout);
            await market.Paper.Flush();
        }

        await market.Paper.Flush();
    }

    /// <summary>Whether an aggregate is one of these orders.</summary>
    public static bool IsOne(string aggregate) =>
        aggregate.StartsWith(Ids.Order + Root, StringComparison.Ordinal);

    private static void Place(PaperMarket market, int checkout)
    {
        var (id, buyer) = (IdOf(checkout), $"buyer-{checkout}");
        var terms = Enumerable.Range(0, Together)
            .Select(i => market.Terms(id, i + 1, buyer, new Wish(SkuOf(checkout, i), 1), coupon: null)).ToArray();
        market.Paper.Ask(market.Paper.Machines.Checkout, id, new Checkout.Command.Place(buyer, terms), buyer);
        market.Paper.Forget([id, .. terms.Select(order => order.Order)]);
    }

    private static string IdOf(int checkout) => $"{Ids.Checkout}{Root}{checkout:d20}";

    private static string SkuOf(int checkout, int number) => $"unpaid-{(checkout * Together + number) % Skus}";
}
