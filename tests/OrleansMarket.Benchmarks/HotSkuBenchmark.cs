using OrleansMarket.Contracts;

namespace OrleansMarket.Benchmarks;

/// <summary>Durable reservations a second of one SKU that everybody wants.</summary>
/// <remarks>
/// Pipelined: many buyers at once, each answered when his own entry is durable. One at a time: the next is decided when
/// the last is durable, as a grain that awaits its write would do. With <c>-1ms</c>, a transaction costs a millisecond
/// more.
/// </remarks>
internal static class HotSkuBenchmark
{
    public static async IAsyncEnumerable<Measurement> Run(Options options)
    {
        foreach (var (suffix, delay) in new[] { ("", TimeSpan.Zero), ("-1ms", TimeSpan.FromMilliseconds(1)) })
            foreach (var (name, buyers) in new[] { ("pipelined", options.Buyers), ("one-at-a-time", 1) })
                if (options.Wants(name + suffix)) yield return await Measure(name + suffix, buyers, delay, options);
    }

    private static async Task<Measurement> Measure(string mode, int buyers, TimeSpan delay, Options options)
    {
        await using var market = await BenchmarkMarket.Start("sqlite", delay);
        await market.List(["hot"]);
        var stock = market.Grains.Stock("hot");
        var until = DateTimeOffset.UtcNow.AddMinutes(20);
        var numbers = new int[buyers];
        var meter = () => new Meter("hot-sku", mode, () => market.Commits);
        return await Load.Closed(buyers, options.Seconds, meter, async buyer =>
        {
            var order = $"ord_{buyer}.{++numbers[buyer]}";
            var outcome = await stock.Reserve([new StockClaim(order, 1)], until);
            if (!outcome.IsDone) throw new InvalidOperationException($"{outcome.Why}");
        });
    }
}
