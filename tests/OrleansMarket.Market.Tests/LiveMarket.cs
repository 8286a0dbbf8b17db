using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Notifying;
using OrleansMarket.Journal;
using OrleansMarket.Journal.States;
using OrleansMarket.Journal.Views;
using OrleansMarket.Web;

namespace OrleansMarket.Market.Tests;

/// <summary>A market and its API in this process, so that tests see and disturb what is between them.</summary>
public sealed class LiveMarket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication app;
    private readonly MemoryStore store;
    private readonly MemoryViewStore views;

    private LiveMarket(WebApplication app, MemoryStore store, MemoryViewStore views) =>
        (this.app, this.store, this.views) = (app, store, views);

    public Uri Address => new(app.Urls.First());

    internal LiveHub Hub => app.Services.GetRequiredService<LiveHub>();

    private IGrainFactory Grains => app.Services.GetRequiredService<IGrainFactory>();

    public static async Task<LiveMarket> Start(TimeSpan? heartbeat = null, TimeSpan? tokenLifetime = null)
    {
        var (store, views) = (new MemoryStore(4), new MemoryViewStore());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IJournalStore>(store);
        builder.Services.AddSingleton<IViewStore>(views);
        builder.Services.AddSingleton<IKeyring>(new MemoryKeyring());
        builder.Services.AddSingleton<IStateStore>(new MemoryStateStore());
        builder.Services.AddMarketWeb(new WebOptions
        {
            Simulation = true,
            SigningKey = RandomNumberGenerator.GetBytes(32),
            Limit = null,
            Heartbeat = heartbeat ?? TimeSpan.FromMinutes(10),
            TokenLifetime = tokenLifetime ?? TimeSpan.FromHours(1),
        });
        builder.Host.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), gatewayPort: 0)
            .UseInMemoryReminderService()
            .AddMarket(new MarketOptions { Policy = Policy.FlashSale }));
        var app = builder.Build();
        app.MapMarket();
        await app.StartAsync();
        return new LiveMarket(app, store, views);
    }

    /// <summary>The market as somebody sees it.</summary>
    public async Task<Api> As(string member, string role) => new(Address, await Token(member, role));

    /// <summary>A token of somebody.</summary>
    public async Task<string> Token(string member, string role) =>
        (await new Api(Address, null).Post("/v1/sign-in", new { member, role })).Is(200).Text("token");

    /// <summary>Has the notifiers take in everything that is durable, and tell of it.</summary>
    public Task Follow() => Task.WhenAll(Enumerable.Range(0, store.Partitions)
        .Select(partition => Grains.Follower(FeedProjection.View, partition).Reach(long.MaxValue, Patience)));

    /// <summary>
    /// Adds the first events of a feed to it once more, as a silo does that is gone before it could tell of them.
    /// </summary>
    public async Task AddSilently(string feed, int count)
    {
        var page = (await views.Read(FeedProjection.View, [NumberedList.After(feed, 0, count)]))[0];
        var first = page.SelectMany(EventLists.Unpack).Take(count);
        // A partition that there is not: nobody else writes there.
        var added = await views.Apply(new ViewBatch(
            FeedProjection.View, store.Partitions, 0, 0, [], [.. first.Select(one => new Addition(feed, one.Body))]));
        Assert.True(added.IsApplied);
    }

    /// <summary>Loses all feeds; they begin anew.</summary>
    public async Task LoseFeeds() => await views.Clear(FeedProjection.View);

    /// <summary>The events that a feed has.</summary>
    public async Task<FedEvent[]> Feed(string feed) => (await Grains.EventFeeds().Read(feed, 0, 1_000)).Events;

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await store.DisposeAsync();
        await views.DisposeAsync();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
