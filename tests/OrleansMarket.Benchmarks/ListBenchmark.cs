using System.Diagnostics;
using System.Globalization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.OrderLists;
using OrleansMarket.Grains.Tests.Auditing;
using OrleansMarket.Journal.Sqlite;

namespace OrleansMarket.Benchmarks;

/// <summary>First pages of lists, with few and with many stored orders: how long they take.</summary>
/// <remarks>
/// One seller has a third of all orders, one buyer a hundred; the others are spread over 500 sellers and over buyers of
/// five orders each. Half of the orders are paid, a tenth are cancelled. A page is what a request costs behind HTTP and
/// the grain call: how far everything has come, one read of the lists, one of the orders.
/// </remarks>
internal static class ListBenchmark
{
    private const int Few = 1_000, Rounds = 400, Sellers = 500;

    private static readonly Policy Rules = Policy.FlashSale;
    private static readonly Caller Shopper = new("shopper", Role.Buyer), Giant = new("giant", Role.Seller);

    public static async Task Run(Options options)
    {
        foreach (var orders in (int[])[Few, options.Orders])
        {
            var folder = Directory.CreateTempSubdirectory("orleans-market-benchmark-").FullName;
            try
            {
                await Measure(folder, orders);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task Measure(string folder, int orders)
    {
        await using var journal = SqliteStore.Open(Path.Combine(folder, "market.db"), new SqliteOptions());
        await using var views = SqliteViewStore.Open(Path.Combine(folder, "views.db"), new SqliteViewOptions());
        await Fill(journal, orders);
        var (began, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var made = await ViewRebuild.Run(journal, views, Rules, TimeProvider.System);
        var spent = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / orders;
        Say($"{orders:N0} orders, {made.Entries:N0} entries: lists made in "
            + $"{Stopwatch.GetElapsedTime(began).TotalSeconds:N1} s, {spent:N0} us CPU per order");

        var reader = new OrderListReader(journal, views, new MarketMachines(Rules), Rules);
        var now = PaperMarket.Midnight.AddHours(1);
        foreach (var caller in (Caller[])[Shopper, Giant])
        {
            var side = caller.Role == Role.Buyer ? Order.Side.Buyer : Order.Side.Seller;
            foreach (var tab in Order.TabsOf(side))
                await Time($"{caller.Member} {tab}", () => reader.Page(new(caller, tab), now));
            await Time($"{caller.Member} title", () => reader.Page(new(caller, Text: "sku-1"), now));
            await Time($"{caller.Member} counts", () => reader.Counts(side, caller.Member, now));
        }

        async Task Time(string what, Func<Task> look)
        {
            var times = new double[Rounds];
            for (var i = -20; i < Rounds; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await journal.ReadHeads();
                await views.ReadCursors(ListKeys.View, journal.Partitions);
                await look();
                if (i >= 0) times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }

            Array.Sort(times);
            Say($"  {what,-26} p50 {times[Rounds / 2],7:N2} ms   p99 {times[Rounds * 99 / 100],7:N2} ms");
        }
    }

    /// <summary>Writes the entries of orders and of what is born with them; lists look at no others.</summary>
    private static async Task Fill(SqliteStore store, int orders)
    {
        var (paper, chance) = (new Paper(store, Rules, PaperMarket.Midnight), new Random(11_11));
        for (var n = 0; n < orders; n++)
        {
            var id = $"{Ids.Order}01k9x3y5q8z7w6v5t4s3r{n:d7}.1";
            var seller = chance.Next(3) == 0 ? Giant.Member : $"seller-{chance.Next(Sellers)}";
            var buyer = n % (orders / 100) == 0 ? Shopper.Member : $"buyer-{n / 5}";
            var line = new Order.Line(
                $"{seller}-sku-{chance.Next(20)}", $"A thing, sku-{chance.Next(20)}", 1, Money.Usd(2_400), Money.Usd(0),
                Money.Usd(0));
            paper.Ask(paper.Machines.Order, id, new Order.Command.Place(new(
                id, "chk_" + id[4..^2], buyer, seller, "standard", Money.Usd(300), 20, [line], null, [])));
            var fate = chance.Next(10);
            if (fate == 0) paper.Ask(paper.Machines.Order, id, new Order.Command.Cancel());
            if (fate > 4)
            {
                paper.Ask(paper.Machines.Order, id, new Order.Command.SubmitPayment("pay_" + id[4..^2]));
                paper.Ask(paper.Machines.Order, id,
                    new Order.Command.Capture("pay_" + id[4..^2], Money.Usd(2_700), GoodsAreCommitted: true));
            }

            paper.Forget(id, "esc_" + id[4..]);
            if (n % 5_000 == 0) await paper.Flush();
        }

        await paper.Flush();
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Say(string text) => Console.WriteLine(text);
}
