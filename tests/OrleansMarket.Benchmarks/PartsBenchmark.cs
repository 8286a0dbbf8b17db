using OrleansMarket.Contracts;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// What the parts of a flow cost by themselves: a call of a living grain, the activation of a new one, two calls with a
/// decision each that is stored nowhere, and the same two with durable appends.
/// </summary>
internal static class PartsBenchmark
{
    /// <summary>
    /// Few enough that nobody starves: work that never leaves the process refills the thread pool's local queues faster
    /// than their far ends are reached.
    /// </summary>
    private const int Workers = 8;

    public static async IAsyncEnumerable<Measurement> Run(Options options)
    {
        await using (var market = await BenchmarkMarket.Start("null"))
        {
            await market.List(Enumerable.Range(0, Workers).Select(Sku));
            var names = new int[Workers];
            foreach (var (mode, act) in new (string, Func<int, Task>)[]
            {
                ("call", worker => market.Grains.Stock(Sku(worker)).View()),
                ("activation", worker => market.Grains.Stock($"new-{worker}-{++names[worker]}").View()),
                ("two-decisions", worker => Decide(market, worker, ++names[worker])),
            })
                if (options.Wants(mode)) yield return await Measure(mode, market, options, act);
        }

        if (!options.Wants("two-appends")) yield break;
        await using var stored = await BenchmarkMarket.Start("sqlite-alone");
        await stored.List(Enumerable.Range(0, Workers).Select(Sku));
        var moves = new int[Workers];
        yield return await Measure("two-appends", stored, options, worker => Decide(stored, worker, ++moves[worker]));
    }

    private static async Task Decide(BenchmarkMarket market, int worker, int number)
    {
        var order = $"ord_{worker}.{number}";
        var stock = market.Grains.Stock(Sku(worker));
        if (!(await stock.Reserve([new StockClaim(order, 1)], DateTimeOffset.MaxValue)).IsDone
            || !(await stock.Free([order])).IsDone)
        {
            throw new InvalidOperationException("The reservation was refused.");
        }
    }

    private static Task<Measurement> Measure(
        string mode, BenchmarkMarket market, Options options, Func<int, Task> act) =>
        Load.Closed(Workers, options.Seconds, () => new Meter("parts", mode, () => market.Commits), act);

    private static string Sku(int number) => $"sku-{number:d4}";
}
