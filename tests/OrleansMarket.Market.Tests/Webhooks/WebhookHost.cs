using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using OrleansMarket.Contracts;
using OrleansMarket.Grains;
using OrleansMarket.Grains.Tests.Webhooks;
using OrleansMarket.Grains.Webhooks;
using OrleansMarket.Journal;
using OrleansMarket.Journal.States;
using OrleansMarket.Journal.Views;
using OrleansMarket.Silo.Webhooks;
using OrleansMarket.Web;

namespace OrleansMarket.Market.Tests.Webhooks;

/// <summary>A market in this process, with feeds that the test writes and a receiver that it holds.</summary>
public sealed class WebhookHost : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private WebApplication app = null!;

    internal PaperFeeds Feeds { get; } = new(TimeProvider.System);

    internal HttpReceiver Receiver { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Receiver = await HttpReceiver.Start();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton<IJournalStore>(new MemoryStore(4))
            .AddSingleton<IViewStore>(new MemoryViewStore())
            .AddSingleton<IKeyring>(new MemoryKeyring())
            .AddSingleton<IStateStore>(new MemoryStateStore())
            .AddSingleton<IFeeds>(Feeds)
            .AddSingleton<IWebhookSender>(new HttpWebhookSender(isSimulation: true))
            .AddMarketWeb(WebOnItsOwn.Options);
        builder.Host.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), gatewayPort: 0)
            .UseInMemoryReminderService()
            .AddMarket(new MarketOptions()));
        app = builder.Build();
        app.MapMarket();
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>The market as somebody sees it.</summary>
    public Api As(string member, Role role) => new(
        new Uri(app.Urls.First()), Auth.Sign(WebOnItsOwn.Options, new Caller(member, role), TimeProvider.System).Token);

    /// <summary>Something happens to an order of a seller.</summary>
    public async Task<string> Tell(string seller, string endpoint, string order)
    {
        var id = Feeds.Tell(Contracts.Feeds.OfSeller(seller), order);
        await app.Services.GetRequiredService<IGrainFactory>().Webhook(endpoint).Wake();
        return id;
    }

    /// <summary>Waits for a message to come.</summary>
    internal async Task<Received> Message(string id)
    {
        await Eventually(() => Task.FromResult(Receiver.Messages.Any(one => one.Id == id)));
        return Receiver.Messages.First(one => one.Id == id);
    }

    internal static async Task Eventually(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "It does not come.");
            await Task.Delay(5);
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
