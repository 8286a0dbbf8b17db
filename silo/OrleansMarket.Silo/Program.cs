using System.Net;
using System.Net.Sockets;
using OrleansMarket.Grains;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Silo;
using OrleansMarket.Web;

try
{
    await Run(args);
    return 0;
}
catch (Exception failed) when (failed is SettingsException or JournalFileException)
{
    Console.Error.WriteLine(failed.Message);
    return 2;
}
catch (IOException failed)
    when (failed.InnerException is not null && failed.Message.Contains("address", StringComparison.Ordinal))
{
    Console.Error.WriteLine($"{failed.Message} Stop the other program, or choose another address with --urls.");
    return 2;
}

static async Task Run(string[] args)
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

    builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans", LogLevel.Error);
    builder.Services.AddSingleton<IJournalStore>(store);
    builder.Services.AddMarketWeb(settings.Web(folder.SigningKey()));
    builder.Host.UseOrleans(silo => silo
        .UseLocalhostClustering(FreePort(), gatewayPort: 0)
        .UseInMemoryReminderService()
        .AddMarket(settings.Market));

    await using var app = builder.Build();
    var isOpen = false;
    app.MapHealth(() => Volatile.Read(ref isOpen));
    app.MapMarket();
    await app.StartAsync();
    if (settings.SampleCatalogue)
    {
        await SampleCatalogue.Fill(
            app.Services.GetRequiredService<IGrainFactory>(), app.Services.GetRequiredService<TimeProvider>());
    }

    Volatile.Write(ref isOpen, true);
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
