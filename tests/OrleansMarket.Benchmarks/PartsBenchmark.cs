using OrleansMarket.Contracts;

namespace OrleansMarket.Benchmarks;

/// <summary>What the parts of a flow cost by themselves: a call of a living grain, the activation of a new one, an append.</summary>
internal static class PartsBenchmark
{
    public static async IAsyncEnumerable<Measurement> Run(Options options)
    {
        await using (var market = await BenchmarkMarket.Start("null"))
        {
            await market.List(Enumerable.Range(0, options.Buyers).Select(Sku));
            var names = new int[options.Buyers];
            foreach (var (mode, act) in new (string, Func<int, Task>)[]
            {
                ("call", worker => market.Grains.Stock(Sku(worker)).View()),
                ("activation", worker => market.Grains.Stock($"new-{worker}-{++names[worker]}").View()),
                ("decision", worker => market.Grains.Stock(Sku(worker)).Receive($"move-{++names[worker]}", 1)),
            })
                if (options.Wants(mode)) yield return await Measure(mode, market, options, act);
        }

        if (!options.Wants("append")) yield break;
        await using var stored = await BenchmarkMarket.Start("sqlite");
        await stored.List(Enumerable.Range(0, options.Buyers).Select(Sku));
        var moves = new int[options.Buyers];
        yield return await Measure("append", stored, options,
            worker => stored.Grains.Stock(Sku(worker)).Receive($"move-{++moves[worker]}", 1));
    }

    private static Task<Measurement> Measure(string mode, BenchmarkMarket market, Options options, Func<int, Task> act) =>
        Load.Closed(options.Buyers, options.Seconds, () => new Meter("parts", mode, () => market.Commits), act);

    private static string Sku(int number) => $"sku-{number:d4}";
}
