using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains;
using OrleansMarket.Grains.Following;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.States;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Benchmarks;

/// <summary>A market in this process, on a journal of the benchmark's choice.</summary>
internal sealed class BenchmarkMarket : IAsyncDisposable
{
    private readonly IHost host;
    private readonly IJournalStore store;
    private readonly IKeyring keyring;
    private readonly IViewStore views;
    private readonly GroupCommitJournal? journal;
    private readonly string? folder;

    private BenchmarkMarket(
        IHost host, IJournalStore store, IKeyring keyring, IViewStore views, GroupCommitJournal? journal,
        string? folder)
    {
        (this.host, this.store, this.keyring, this.views) = (host, store, keyring, views);
        (this.journal, this.folder) = (journal, folder);
    }

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public IdGenerator Ids => host.Services.GetRequiredService<IdGenerator>();

    public IJournalStore Store => store;

    /// <summary>How many entries the views have still to take.</summary>
    public async Task<long> Behind()
    {
        var heads = await store.ReadHeads();
        var behind = 0L;
        foreach (var view in host.Services.GetServices<FollowedView>())
        {
            var reached = await views.ReadCursors(view.Name, store.Partitions);
            behind += heads.Select((head, partition) => head.Sequence - reached[partition]).Sum();
        }

        return behind;
    }

    /// <summary>Transactions of the store so far.</summary>
    public long Commits => journal?.Figures.Commits ?? 0;

    /// <summary>Starts a market.</summary>
    /// <param name="mode">
    /// <c>null</c>, <c>sqlite</c>, <c>sqlite-alone</c> (no views, no notifications), or <c>sqlite-single</c> (one
    /// transaction per decision, and no views either). With nothing stored there is nothing to follow.
    /// </param>
    /// <param name="commitDelay">What every transaction costs on top.</param>
    /// <param name="journal">A journal that is there, and stays; null for a new one.</param>
    public static async Task<BenchmarkMarket> Start(
        string mode, TimeSpan commitDelay = default, string? journal = null)
    {
        string? folder = null;
        IJournalStore store;
        IKeyring keyring = new MemoryKeyring();
        IViewStore views = new MemoryViewStore();
        IStateStore states = new MemoryStateStore();
        if (mode == "null")
        {
            store = new MemoryStore(32);
        }
        else
        {
            folder = Directory.CreateTempSubdirectory("orleans-market-benchmark-").FullName;
            // The keys go with the journal: whoever opens it again reads what they have sealed.
            var path = journal ?? Path.Combine(folder, "market.db");
            var file = SqliteStore.Open(path, new SqliteOptions());
            (store, states) = (file, file);
            keyring = SqliteKeyring.Open(Path.Combine(Path.GetDirectoryName(path)!, "keys.db"));
            views = SqliteViewStore.Open(Path.Combine(folder, "views.db"), new SqliteViewOptions());
            if (commitDelay > TimeSpan.Zero) store = new SlowStore(store, commitDelay);
        }

        var options = new MarketOptions
        {
            Policy = Policy.FlashSale,
            KeepGrainsFor = TimeSpan.FromHours(1),
            IsFollowed = mode == "sqlite",
            Journal = new JournalOptions
            {
                MaxBatchEntries = mode == "sqlite-single" ? 1 : new JournalOptions().MaxBatchEntries,
            },
        };
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(keyring);
        builder.Services.AddSingleton(views);
        builder.Services.AddSingleton(states);
        if (mode == "null") builder.Services.AddSingleton<IJournal>(new NullJournal(32));
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(gatewayPort: 0)
            .UseInMemoryReminderService()
            .AddMarket(options)
            // It is for another benchmark, and would listen here too.
            .Configure<GrainTypeOptions>(types => types.Classes.Remove(typeof(PartitionListener))));
        var host = builder.Build();
        await host.StartAsync();
        var writer = host.Services.GetRequiredService<IJournal>() as GroupCommitJournal;
        return new BenchmarkMarket(host, store, keyring, views, writer, folder);
    }

    /// <summary>Lists SKUs with plenty of stock.</summary>
    public Task List(IEnumerable<string> skus) => Task.WhenAll(skus.Select(async sku =>
    {
        await Grains.Stock(sku).Receive("opening", 900_000_000);
        await Grains.Listing(sku).Put(new Listing.Offer(sku, "seller", "Seller", $"Item {sku}", Money.Usd(1999),
            [new("standard", "Standard", Money.Usd(299), 20)]));
    }));

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        await store.DisposeAsync();
        await keyring.DisposeAsync();
        await views.DisposeAsync();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }
}
