using System.Net;
using System.Net.Sockets;
using OrleansMarket.Grains;
using OrleansMarket.Grains.Webhooks;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.States;
using OrleansMarket.Journal.Views;
using OrleansMarket.Silo;
using OrleansMarket.Silo.Webhooks;
using OrleansMarket.Web;

if (args.Contains("--help"))
{
    Console.WriteLine(Settings.Help);
    return 0;
}

if (args is ["audit", ..])
    return await AuditCommand.Run(args[1..], Console.Out, Console.Error, isTerminal: !Console.IsOutputRedirected);

if (args is ["rebuild-views", ..])
{
    return await RebuildViewsCommand.Run(
        args[1..], Console.Out, Console.Error, isTerminal: !Console.IsOutputRedirected);
}

var isRunning = false;
try
{
    await Run(args, () => isRunning = true);
    return 0;
}
catch (Exception failed) when (!isRunning)
{
    // Whatever keeps the market from starting is for the person who starts it: one sentence, and no stack.
    Console.Error.WriteLine(failed is IOException { InnerException: not null }
        ? $"{failed.Message} Stop the other program, or choose another address with --urls."
        : failed.Message);
    return 2;
}

static async Task Run(string[] args, Action started)
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = [],
        ContentRootPath = AppContext.BaseDirectory,
    });
    builder.Configuration.AddCommandLine(args, Settings.Switches);
    var settings = Settings.Read(builder.Configuration, args);

    var folder = new DataFolder(settings.Data);
    Console.WriteLine($"OrleansMarket, profile {settings.Profile}. Everything is kept in {folder.FullPath}");
    await using var store = folder.OpenJournal(settings.Partitions);
    await using var keyring = folder.OpenKeyring();
    await using var views = await folder.OpenViews(store);

    builder.Logging.SetMinimumLevel(LogLevel.Warning)
        .AddFilter("Orleans", LogLevel.Error)
        // Reminders live in memory here and only wake what wakes itself; their end is no error.
        .AddFilter("Orleans.Runtime.ReminderService", LogLevel.None)
        .AddFilter("Orleans.Runtime.SiloLifecycleSubject", LogLevel.None)
        // A start that fails is told above; a client that goes away in the middle of a request is no news.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        .AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
    builder.Services.AddSingleton<IJournalStore>(store);
    builder.Services.AddSingleton<IStateStore>(store);
    builder.Services.AddSingleton<IKeyring>(keyring);
    builder.Services.AddSingleton<IViewStore>(views);
    builder.Services.AddSingleton<IWebhookSender>(new HttpWebhookSender(settings.Simulation));
    builder.Services.AddMarketMetrics();
    builder.Services.AddMarketWeb(settings.Web(folder.SigningKey()));
    builder.Host.UseOrleans(silo => silo
        .UseLocalhostClustering(FreePort(), gatewayPort: 0)
        .UseInMemoryReminderService()
        .AddMarket(settings.Market));

    await using var app = builder.Build();
    var isOpen = false;
    app.MapHealth(() => Volatile.Read(ref isOpen));
    app.MapMarket();
    app.MapMetrics();
    await app.StartAsync();
    if (settings.SampleCatalogue)
    {
        await SampleCatalogue.Fill(
            app.Services.GetRequiredService<IGrainFactory>(), app.Services.GetRequiredService<TimeProvider>());
    }

    Volatile.Write(ref isOpen, true);
    started();
    app.Lifetime.ApplicationStopping.Register(() => Console.WriteLine("Draining: what was begun is finished first."));
    Welcome.Print(app.Urls, settings);
    await app.WaitForShutdownAsync();
}

// One silo talks to nobody: its port only has to be free.
static int FreePort()
{
    using var probe = new TcpListener(IPAddress.Loopback, 0);
    probe.Start();
    return ((IPEndPoint)probe.LocalEndpoint).Port;
}
