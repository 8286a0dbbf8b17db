using System.Globalization;
using HdrHistogram;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// Deadlines at scale: what it costs that many wait, and how soon many that come in the same second are carried out.
/// </summary>
/// <remarks>
/// Each is the end of a real unpaid order's pay window: the order closes, and its stock takes back what was reserved
/// for it. <c>pending</c>: checkouts while a million wait, and while none does, in turns. <c>storm</c>: a hundred
/// thousand are due in one second. <c>storm-sale</c>: the same while buyers place and pay.
/// </remarks>
internal static class DeadlineBenchmark
{
    private const int Turns = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async IAsyncEnumerable<Measurement> Run(Options options)
    {
        await using (var market = await FlowBenchmark.Open("sqlite"))
        {
            await Load.Closed(options.Buyers, seconds: 3, () => new Meter("deadlines", "warm-up", () => 0),
                new FlowBenchmark.Flow(market).Run);
        }

        if (options.Wants("pending")) await foreach (var one in Pending(options)) yield return one;
        foreach (var (mode, buyers) in new[] { ("storm", 0), ("storm-sale", options.Buyers) })
            if (options.Wants(mode)) yield return await Storm(mode, buyers, options);
    }

    private static async IAsyncEnumerable<Measurement> Pending(Options options)
    {
        using var folders = new Folders();
        var (none, many) = (folders.New(), folders.New());
        await UnpaidOrders.Write(many, options.Entries, DateTimeOffset.UtcNow.AddDays(1));
        await UnpaidOrders.Write(none, 0, DateTimeOffset.UtcNow.AddDays(1));
        for (var turn = 1; turn <= Turns; turn++)
        {
            foreach (var (name, file) in new[] { ("none", none), ("many", many) })
            {
                await using var market = await FlowBenchmark.Open("sqlite", file);
                Say($"pending-{name} {turn}: {Memory.Own() >> 20:N0} MiB after the start");
                var flow = new FlowBenchmark.Flow(market);
                var measured = await Load.Closed(options.Buyers, options.Seconds,
                    () => new Meter("deadlines", $"pending-{name}-{turn}", () => market.Commits), flow.Run);
                Say($"pending-{name} {turn}: {Memory.Own() >> 20:N0} MiB after the checkouts");
                yield return measured;
            }
        }
    }

    private static async Task<Measurement> Storm(string mode, int buyers, Options options)
    {
        using var folders = new Folders();
        var (file, orders) = (folders.New(), options.Entries / 10);
        // Long enough for the writing, the start and a look at the checkouts alone.
        var due = DateTimeOffset.UtcNow.AddSeconds(20 + orders / 20_000);
        await UnpaidOrders.Write(file, orders, due);
        await using var market = await FlowBenchmark.Open("sqlite", file);
        await using var shoppers = new Shoppers(new FlowBenchmark.Flow(market), buyers);
        await Until(due.AddSeconds(-5));
        var before = shoppers.Count;
        await Until(due.AddSeconds(-1));
        var calm = (shoppers.Count - before) / 4.0;
        await Until(due);
        var (meter, atBegin) = (new Meter("deadlines", mode, () => market.Commits), shoppers.Count);
        var carriedOut = await CarriedOut(market.Store, due);
        var stormy = (shoppers.Count - atBegin) / carriedOut.TotalSeconds;
        var lateness = await Lateness(market.Store);
        for (var i = 0; i < lateness.TotalCount; i++) meter.Record(carriedOut / Math.Max(1, lateness.TotalCount));
        Say($"{mode}: {lateness.TotalCount:N0} of {orders:N0} closed, all settled in {carriedOut.TotalSeconds:N1} s; "
            + $"late p50 {Ms(lateness, 50):N0} ms, p99 {Ms(lateness, 99):N0} ms, max {Ms(lateness, 100):N0} ms, "
            + $"none early; {Memory.Own() >> 20:N0} MiB afterwards");
        if (buyers > 0) Say($"{mode}: {calm:N0} paid orders/s before, {stormy:N0} while it lasted");
        return meter.Read() with
        {
            PerSecond = lateness.TotalCount / carriedOut.TotalSeconds,
            P50Ms = Ms(lateness, 50),
            P99Ms = Ms(lateness, 99),
        };
    }

    /// <summary>Waits until no such order waits for its end or owes anything, and says how long that took.</summary>
    private static async Task<TimeSpan> CarriedOut(IJournalStore store, DateTimeOffset due)
    {
        // Orders that still owe something are due half a minute after they were closed. What else is due by then are
        // the payments that buyers wait for, and there are fewer of them than this.
        const int most = 300;
        var until = due.AddMinutes(4);
        for (var partition = 0; partition < store.Partitions; partition++)
        {
            while ((await store.ReadDeadlines(partition, until, most)).Any(one => UnpaidOrders.IsOne(one.Aggregate)))
            {
                if (DateTimeOffset.UtcNow > due + Patience) throw new TimeoutException("Deadlines are left.");
                await Task.Delay(100);
            }
        }

        return DateTimeOffset.UtcNow - due;
    }

    /// <summary>How many microseconds after its deadline each order was closed; throws when one was early.</summary>
    private static async Task<LongHistogram> Lateness(IJournalStore store)
    {
        var late = new LongHistogram(TimeSpan.FromHours(1).Ticks / 10, 3);
        var due = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        for (var partition = 0; partition < store.Partitions; partition++)
        {
            long after = 0;
            while (await store.ReadPartition(partition, after, 10_000) is { Count: > 0 } page)
            {
                after = page[^1].Sequence;
                foreach (var entry in page.Select(stored => stored.Entry))
                {
                    if (!UnpaidOrders.IsOne(entry.Aggregate)) continue;
                    if (entry.Version == 1) due[entry.Aggregate] = entry.Due!.Value;
                    if (entry.Version != 2) continue;
                    var by = entry.At - due[entry.Aggregate];
                    if (by < TimeSpan.Zero) throw new InvalidOperationException($"{entry.Aggregate} was early: {by}");
                    late.RecordValue(by.Ticks / 10);
                }
            }
        }

        return late;
    }

    private static double Ms(LongHistogram late, double percentile) =>
        late.GetValueAtPercentile(percentile) / 1_000.0;

    private static async Task Until(DateTimeOffset instant)
    {
        var wait = instant - DateTimeOffset.UtcNow;
        if (wait > TimeSpan.Zero) await Task.Delay(wait);
    }

    private static void Say(FormattableString text) =>
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);

    /// <summary>Buyers who place and pay until they are stopped.</summary>
    private sealed class Shoppers : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly Task[] loops;
        private long count;

        public Shoppers(FlowBenchmark.Flow flow, int buyers) =>
            loops = [.. Enumerable.Range(0, buyers).Select(buyer => Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await flow.Run(buyer);
                    Interlocked.Increment(ref count);
                }
            }))];

        public long Count => Interlocked.Read(ref count);

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await Task.WhenAll(loops);
            stop.Dispose();
        }
    }
}
