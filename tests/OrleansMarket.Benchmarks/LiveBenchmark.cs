using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using OrleansMarket.Domain;
using OrleansMarket.Grains;
using OrleansMarket.Grains.Tests.Auditing;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.States;
using OrleansMarket.Journal.Views;
using OrleansMarket.Web;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// Many open connections for live events, one per buyer: each buyer orders and pays three times, and has to be told all
/// of it, in order. How long that takes from the commit to the socket, and what a connection costs. Browsers and market
/// share this process: it needs two file descriptors per connection.
/// </summary>
internal static class LiveBenchmark
{
    private const int Partitions = 32, Skus = 1_000, Rounds = 3, Slice = 50, EventsPerOrder = 4;

    private static readonly TimeSpan PerSlice = TimeSpan.FromMilliseconds(200), Patience = TimeSpan.FromMinutes(2);

    public static async Task Run(Options options)
    {
        var buyers = options.Buyers;
        using var folders = new Folders();
        await using var store = SqliteStore.Open(folders.New(), new SqliteOptions { Partitions = Partitions });
        await using var views = SqliteViewStore.Open(folders.New(), new SqliteViewOptions());
        await using var app = Open(store, views);
        await app.StartAsync();
        var address = new Uri(app.Urls.First());
        // Of today: what is overdue would be carried out, and meet what is written here.
        var market = new PaperMarket(store, Policy.FlashSale, TimeProvider.System.GetUtcNow());
        for (var i = 0; i < Skus; i++) market.List($"sku-{i}", $"seller-{i % 40}", 900_000);
        await market.Paper.Flush();

        var before = Memory.Own();
        var readers = await Connect(address, buyers);
        var each = (Memory.Own() - before) / buyers;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{buyers:N0} connections open, {each / 1024.0:N1} KiB each, both ends together"));

        var began = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        for (var round = 0; round < Rounds; round++) await Order(market, readers, round);
        var expected = Rounds * EventsPerOrder;
        while (readers.Any(reader => reader.Count < expected) && Stopwatch.GetElapsedTime(began) < Patience)
            await Task.Delay(50);
        var took = Stopwatch.GetElapsedTime(began);
        var latencies = readers.SelectMany(reader => reader.Latencies).Order().ToArray();
        var perEvent = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / Math.Max(1, latencies.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{latencies.Length:N0} events received of {(long)buyers * expected:N0}, "
            + $"{readers.Count(reader => reader.IsBroken)} connections out of order or cut; "
            + $"{latencies.Length / took.TotalSeconds:N0} events/s, {perEvent:N0} us CPU per event with everything; "
            + $"from the commit p50 {At(0.5):N0} ms, p90 {At(0.9):N0} ms, p99 {At(0.99):N0} ms, max {At(1):N0} ms"));

        double At(double share) => latencies.Length == 0
            ? 0
            : latencies[(int)Math.Min(latencies.Length - 1, share * latencies.Length)].TotalMilliseconds;
    }

    /// <summary>Every buyer orders and pays once, some of them at a time.</summary>
    private static async Task Order(PaperMarket market, LiveReader[] readers, int round)
    {
        var started = Stopwatch.GetTimestamp();
        for (var first = 0; first < readers.Length; first += Slice)
        {
            var slice = readers[first..Math.Min(readers.Length, first + Slice)];
            for (var i = 0; i < slice.Length; i++)
            {
                var n = round * readers.Length + first + i;
                var (root, buyer) = ($"01k9x3y5q8z7w6v5t4s3r{n:d7}", LiveReader.NameOf(first + i));
                var order = market.CheckOut(root, buyer, null, new PaperMarket.Wish($"sku-{n % Skus}", 1))[0];
                market.Pay(root, order);
                // Not the cart: its buyer comes again.
                market.Paper.Forget("chk_" + root, "pay_" + root, order, "esc_" + order[4..]);
            }

            // Before the commit, not behind it: some are told before this goes on.
            var now = Stopwatch.GetTimestamp();
            foreach (var reader in slice) reader.Committed = now;
            await market.Paper.Flush();
            var ahead = PerSlice * (first / Slice + 1) - Stopwatch.GetElapsedTime(started);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead);
        }
    }

    private static async Task<LiveReader[]> Connect(Uri address, int buyers)
    {
        var readers = new LiveReader[buyers];
        using var http = new HttpClient { BaseAddress = address };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, buyers), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, token) =>
            {
                var signIn = await http.PostAsJsonAsync(
                    "/v1/sign-in", new { member = LiveReader.NameOf(i), role = "buyer" }, token);
                var answer = await signIn.Content.ReadFromJsonAsync<JsonElement>(token);
                readers[i] = await LiveReader.Open(address, answer.GetProperty("token").GetString()!);
            });
        return readers;
    }

    private static WebApplication Open(IJournalStore store, IViewStore views)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:0");
        builder.Services.AddSingleton(store).AddSingleton(views)
            .AddSingleton<IKeyring>(new MemoryKeyring()).AddSingleton<IStateStore>(new MemoryStateStore());
        builder.Services.AddMarketWeb(new WebOptions { Simulation = true, SigningKey = new byte[32], Limit = null });
        builder.Host.UseOrleans(silo => silo
            .UseLocalhostClustering(gatewayPort: 0)
            .UseInMemoryReminderService()
            .AddMarket(new MarketOptions { Policy = Policy.FlashSale }));
        var app = builder.Build();
        app.MapMarket();
        return app;
    }
}
