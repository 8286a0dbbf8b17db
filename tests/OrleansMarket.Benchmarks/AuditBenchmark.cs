using System.Diagnostics;
using System.Globalization;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Auditing;
using OrleansMarket.Grains.Tests.Auditing;
using OrleansMarket.Journal.Sqlite;
using Wish = OrleansMarket.Grains.Tests.Auditing.PaperMarket.Wish;

namespace OrleansMarket.Benchmarks;

/// <summary>An audit of a journal with many entries: how fast, and with how much memory.</summary>
/// <remarks>
/// The journal is that of a day of sales: 2 000 SKUs of 40 sellers, of which ten are in a third of all orders; one
/// checkout in three uses a coupon, one in ten is not paid, and half of those are cancelled; the other orders stand
/// anywhere between paid and completed.
/// </remarks>
internal static class AuditBenchmark
{
    private const int Skus = 2_000, Sellers = 40, Hot = 10;

    public static async Task Run(Options options)
    {
        var folder = Directory.CreateTempSubdirectory("orleans-market-benchmark-").FullName;
        try
        {
            var file = Path.Combine(folder, "market.db");
            var started = Stopwatch.GetTimestamp();
            await using (var filling = SqliteStore.Open(file, new SqliteOptions()))
                await Fill(filling, options.Entries);
            Say($"{options.Entries:N0} entries written in {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s, "
                + $"{new FileInfo(file).Length >> 20:N0} MiB");
            GC.Collect();

            await using var store = SqliteStore.Open(file, new SqliteOptions { MappedBytes = 0 });
            using var memory = new Memory();
            var report = await MarketAudit.Run(store, Policy.FlashSale);
            Say($"{report.Entries:N0} entries audited in {report.Took.TotalSeconds:N1} s, "
                + $"{report.Entries / report.Took.TotalSeconds:N0} entries/s, {Environment.ProcessorCount} cores, "
                + $"peak {memory.Peak >> 20:N0} MiB, {(report.IsClean ? "clean" : "VIOLATED")}");
            foreach (var one in report.Invariants.SelectMany(invariant => invariant.Examples)) Say(one.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Fill(SqliteStore store, int entries)
    {
        var (market, chance) =
            (new PaperMarket(store, Policy.FlashSale, PaperMarket.Midnight), new Random(11_11));
        for (var i = 0; i < Skus; i++) market.List($"sku-{i}", $"seller-{i % Sellers}", 1_000_000);
        market.Offer("cmp_five", null, quota: 1_000_000);
        for (var n = 0; market.Paper.Entries < entries; n++)
        {
            var (root, buyer) = ($"01k9x3y5q8z7w6v5t4s3r{n:d7}", $"buyer-{n:d7}");
            var wishes = Enumerable.Range(0, chance.Next(4) == 0 ? 2 : 1)
                .Select(_ => chance.Next(chance.Next(3) == 0 ? Hot : Skus)).Distinct()
                .Select(sku => new Wish($"sku-{sku}", chance.Next(1, 4))).ToArray();
            var coupon = chance.Next(3) == 0 ? market.Claim("cmp_five", buyer) : null;
            var orders = market.CheckOut(root, buyer, coupon, wishes);
            if (chance.Next(10) > 0) market.Pay(root, orders);
            foreach (var order in orders) GoOn(market, order, chance.Next(10));
            market.Paper.Forget("chk_" + root, "crt_" + buyer, "pay_" + root);
            market.Paper.Forget(orders.SelectMany(order => (string[])[order, order.Replace("ord_", "esc_")]));
            if (coupon is not null) market.Paper.Forget(coupon);
            if (n % 500 == 0) await market.Paper.Flush();
        }

        await market.Paper.Flush();
    }

    private static void GoOn(PaperMarket market, string order, int fate)
    {
        var status = market.Paper.StateOf(market.Paper.Machines.Order, order).Status;
        if (status == Order.Status.AwaitingPayment && fate < 5) market.Cancel(order);
        if (status != Order.Status.AwaitingShipment || fate == 0) return;
        market.Ship(order);
        if (fate < 2) return;
        market.Deliver(order);
        if (fate > 2) market.Confirm(order);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);

    /// <summary>The most memory that the process had, looked at ten times a second.</summary>
    private sealed class Memory : IDisposable
    {
        private readonly Timer timer;
        private long peak;

        public Memory() => timer = new Timer(_ => Look(), null, 0, 100);

        public long Peak => Interlocked.Read(ref peak);

        public void Dispose() => timer.Dispose();

        private void Look()
        {
            var now = Environment.WorkingSet;
            if (now > Interlocked.Read(ref peak)) Interlocked.Exchange(ref peak, now);
        }
    }
}
