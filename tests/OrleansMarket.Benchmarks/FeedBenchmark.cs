using System.Diagnostics;
using System.Globalization;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Notifying;
using OrleansMarket.Grains.Tests.Auditing;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// What it costs to tell everybody of a paid order: its entries are read, understood, written down for buyer, seller
/// and operators, and kept; once in a store that keeps nothing, once in SQLite.
/// </summary>
internal static class FeedBenchmark
{
    private const int Partitions = 32, Stretch = 512, Skus = 1_000;

    public static async Task Run(Options options)
    {
        var orders = Math.Min(options.Entries, 50_000);
        await using var store = new MemoryStore(Partitions);
        var market = new PaperMarket(store, Policy.FlashSale, PaperMarket.Midnight);
        for (var i = 0; i < Skus; i++) market.List($"sku-{i}", $"seller-{i % 40}", 900_000);
        for (var n = 0; n < orders; n++)
        {
            var root = $"01k9x3y5q8z7w6v5t4s3r{n:d7}";
            var order = market.CheckOut(root, $"buyer-{n:d7}", null, new PaperMarket.Wish($"sku-{n % Skus}", 1))[0];
            market.Pay(root, order);
            market.Paper.Forget("chk_" + root, "crt_" + $"buyer-{n:d7}", "pay_" + root, order, "esc_" + order[4..]);
        }

        await market.Paper.Flush();
        await Measure("warm-up", store, new NoViews(), orders);
        await Measure("no store", store, new NoViews(), orders);
        using var folders = new Folders();
        await using var views = SqliteViewStore.Open(folders.New(), new SqliteViewOptions());
        await Measure("sqlite", store, views, orders);
    }

    private static async Task Measure(string name, MemoryStore store, IViewStore views, int orders)
    {
        GC.Collect();
        var (cpu, began) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var told = new Counter();
        await Task.WhenAll(Enumerable.Range(0, Partitions).Select(partition => Task.Run(async () =>
        {
            var feeds = new FeedProjection(store, new Counting(views, told));
            var follower = new Follower(
                store, new Counting(views, told), FeedProjection.View, partition, feeds, TimeProvider.System);
            for (var reached = 0L; await store.ReadPartition(partition, reached, Stretch) is { Count: > 0 } page;)
            {
                await follower.Receive(page);
                reached = page[^1].Sequence;
            }
        })));
        var (used, took) = (Environment.CpuUsage.TotalTime - cpu, Stopwatch.GetElapsedTime(began));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {orders:N0} paid orders, {used.TotalMicroseconds / orders:N1} us CPU each, "
            + $"{orders / took.TotalSeconds:N0} orders/s; {(double)told.Rows / orders:N1} rows and "
            + $"{(double)told.Bytes / Math.Max(1, told.Rows):N0} bytes a row"));
    }

    private sealed class Counter
    {
        public long Rows;
        public long Bytes;
    }

    /// <summary>Counts what goes into a store.</summary>
    private sealed class Counting(IViewStore views, Counter told) : ViewsAround(views)
    {
        public override ValueTask<ViewResult> Apply(ViewBatch batch)
        {
            Interlocked.Add(ref told.Rows, batch.Additions.Count);
            Interlocked.Add(ref told.Bytes, batch.Additions.Sum(one => (long)one.Body.Length));
            return base.Apply(batch);
        }
    }

    /// <summary>Keeps nothing and numbers nothing.</summary>
    private sealed class NoViews() : ViewsAround(new MemoryViewStore())
    {
        public override ValueTask<ViewResult> Apply(ViewBatch batch) =>
            new(new ViewResult(true, new long[batch.Additions.Count]));
    }

    private abstract class ViewsAround(IViewStore views) : IViewStore
    {
        public ValueTask<IReadOnlyList<IReadOnlyList<Document>>> Read(string view, IReadOnlyList<KeyRange> ranges) =>
            views.Read(view, ranges);

        public ValueTask<IReadOnlyList<long>> ReadCursors(string view, int partitions) =>
            views.ReadCursors(view, partitions);

        public virtual ValueTask<ViewResult> Apply(ViewBatch batch) => views.Apply(batch);

        public ValueTask Clear(string view) => views.Clear(view);

        public ValueTask<string> ReadEpoch(string view) => views.ReadEpoch(view);

        public ValueTask DisposeAsync() => default;
    }
}
