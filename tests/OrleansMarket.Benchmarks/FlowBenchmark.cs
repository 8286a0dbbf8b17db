using System.Diagnostics;
using System.Diagnostics.Metrics;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// Paid orders a second: each buyer puts a random SKU into his cart, checks out and pays, over and over. Nothing
/// stored; on SQLite with group commit, without and with views and notifications; and on SQLite with one transaction
/// per decision. Then latencies at half of what was done, and how late views are at full load and at 70 % of it.
/// </summary>
internal static class FlowBenchmark
{
    private const int Skus = 1_000;

    private static readonly Address Home = new("Ada Lovelace", "12 St James's Square", "London", "SW1Y 4JH", "GB");

    public static async IAsyncEnumerable<Measurement> Run(Options options)
    {
        // The first market of a process pays for compiling everything, views and notifications too, and the runtime
        // compiles again what it finds to be hot; it is not measured.
        await using (var market = await Open("sqlite"))
        {
            await Load.Closed(
                options.Buyers, seconds: 20, () => new Meter("flows", "warm-up", () => 0), new Flow(market).Run);
        }

        foreach (var mode in new[] { "null", "sqlite-alone", "sqlite", "sqlite-single" })
        {
            if (!options.Wants(mode)) continue;
            await using var market = await Open(mode);
            var flow = new Flow(market);
            using var late = new ViewLag();
            var full = await Load.Closed(options.Buyers, options.Seconds, () =>
            {
                late.Measure($"{mode}-lag");
                return flow.Measure(mode);
            }, flow.Run);
            yield return full;
            if (mode == "sqlite")
            {
                yield return late.Read();
                Console.WriteLine($"  views have {await market.Behind():N0} entries still to take");
            }

            if (mode == "sqlite-single") continue;
            foreach (var step in flow.Steps()) yield return step;
            yield return await Load.Open(full.PerSecond / 2, options.Seconds, () => flow.Measure($"{mode}-half-load"),
                arrival => flow.Run(1_000_000 + arrival % 10_000));
            foreach (var step in flow.Steps()) yield return step;
            if (mode != "sqlite") continue;
            yield return await Load.Open(full.PerSecond * 0.7, options.Seconds, () =>
            {
                late.Measure($"{mode}-70-lag");
                return flow.Measure($"{mode}-70");
            }, arrival => flow.Run(2_000_000 + arrival % 10_000));
            yield return late.Read();
        }
    }

    /// <summary>A market with the SKUs that the flow buys; on a journal that is there, or on a new one.</summary>
    internal static async Task<BenchmarkMarket> Open(string mode, string? journal = null)
    {
        var market = await BenchmarkMarket.Start(mode, journal: journal);
        await market.List(Enumerable.Range(0, Skus).Select(Flow.Sku));
        return market;
    }

    /// <summary>How old entries are when a view has taken them: the oldest of each page counts.</summary>
    private sealed class ViewLag : IDisposable
    {
        private readonly MeterListener listener = new();
        private Meter? lags;

        public ViewLag()
        {
            listener.InstrumentPublished = (instrument, listens) =>
            {
                if (instrument.Name == "market.stream.lag") listens.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<double>(
                (_, seconds, _, _) => lags?.Record(TimeSpan.FromSeconds(seconds)));
            listener.Start();
        }

        public void Measure(string mode) => lags = new Meter("flows", mode, () => 0);

        public Measurement Read() => lags!.Read();

        public void Dispose() => listener.Dispose();
    }

    /// <summary>What a buyer does, over and over.</summary>
    internal sealed class Flow(BenchmarkMarket market)
    {
        private readonly Random random = new(11_11);
        private Meter? place;
        private Meter? pay;

        public static string Sku(int number) => $"sku-{number:d4}";

        /// <summary>Begins to measure whole flows, and placing and paying apart.</summary>
        public Meter Measure(string mode)
        {
            place = new Meter("flows", $"{mode}-place", () => market.Commits);
            pay = new Meter("flows", $"{mode}-pay", () => market.Commits);
            return new Meter("flows", mode, () => market.Commits);
        }

        /// <summary>What placing and paying came to.</summary>
        public IEnumerable<Measurement> Steps() => [place!.Read(), pay!.Read()];

        public async Task Run(int buyer)
        {
            string sku;
            lock (random) sku = Sku(random.Next(Skus));
            var cart = market.Grains.Cart($"buyer-{buyer}");
            await cart.Put(sku, 1, null);
            var (placing, paying) = (place, pay);
            var began = Stopwatch.GetTimestamp();
            var placed = await cart.CheckOut(market.Ids.New(Ids.Checkout), new CheckoutOrder(null, Home, [], null));
            if (placed.Value is not { Status: Checkout.Status.Placed } checkout)
                throw new InvalidOperationException($"Not placed: {placed.Why}");
            placing?.Record(Stopwatch.GetElapsedTime(began));
            began = Stopwatch.GetTimestamp();
            var payment = await market.Grains.Payment(market.Ids.New(Ids.Payment))
                .Pay($"buyer-{buyer}", [.. checkout.Orders.Select(order => order.Id)], "tok_ok");
            if (payment.Status != Payment.Status.Captured)
                throw new InvalidOperationException($"Not paid: {payment.Status}");
            paying?.Record(Stopwatch.GetElapsedTime(began));
        }
    }
}
