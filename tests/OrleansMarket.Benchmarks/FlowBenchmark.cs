using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// Paid orders a second: each buyer puts a random SKU into his cart, checks out and pays, over and over. Nothing stored,
/// on SQLite with group commit, and on SQLite with one transaction per decision; then latencies at half of what SQLite did.
/// </summary>
internal static class FlowBenchmark
{
    private const int Skus = 1_000;

    private static readonly Address Home = new("Ada Lovelace", "12 St James's Square", "London", "SW1Y 4JH", "GB");

    public static async IAsyncEnumerable<Measurement> Run(Options options)
    {
        foreach (var mode in new[] { "null", "sqlite", "sqlite-single" })
        {
            if (!options.Wants(mode)) continue;
            await using var market = await BenchmarkMarket.Start(mode);
            var flow = new Flow(market);
            await market.List(Enumerable.Range(0, Skus).Select(Flow.Sku));
            var full = await Load.Closed(options.Buyers, options.Seconds, () => Meter(mode, market), buyer => flow.Run(buyer));
            yield return full;
            if (mode != "sqlite") continue;
            yield return await Load.Open(full.PerSecond / 2, options.Seconds,
                () => Meter("sqlite-half-load", market), arrival => flow.Run(1_000_000 + arrival % 10_000));
        }
    }

    private static Meter Meter(string mode, BenchmarkMarket market) => new("flows", mode, () => market.Commits);

    private sealed class Flow(BenchmarkMarket market)
    {
        private readonly Random random = new(11_11);

        public static string Sku(int number) => $"sku-{number:d4}";

        public async Task Run(int buyer)
        {
            string sku;
            lock (random) sku = Sku(random.Next(Skus));
            var cart = market.Grains.Cart($"buyer-{buyer}");
            await cart.Put(sku, 1, null);
            var placed = await cart.CheckOut(market.Ids.New(Ids.Checkout), new CheckoutOrder(null, Home, [], null));
            if (placed.Value is not { Status: Checkout.Status.Placed } checkout)
                throw new InvalidOperationException($"Not placed: {placed.Why}");
            var payment = await market.Grains.Payment(market.Ids.New(Ids.Payment))
                .Pay($"buyer-{buyer}", [.. checkout.Orders.Select(order => order.Id)], "tok_ok");
            if (payment.Status != Payment.Status.Captured) throw new InvalidOperationException($"Not paid: {payment.Status}");
        }
    }
}
