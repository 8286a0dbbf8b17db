using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Serialization;
using Orleans.Storage;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.Notifying;
using OrleansMarket.Grains.OrderLists;
using OrleansMarket.Grains.Paying;
using OrleansMarket.Grains.Running;
using OrleansMarket.Grains.Shopping;
using OrleansMarket.Grains.States;
using OrleansMarket.Grains.Streaming;
using OrleansMarket.Grains.Webhooks;
using OrleansMarket.Journal;
using OrleansMarket.Journal.States;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains;

/// <summary>How a silo runs the market.</summary>
public sealed record MarketOptions
{
    /// <summary>The numbers of its rules.</summary>
    public Policy Policy { get; init; } = Policy.Modern;

    /// <summary>Whether its clock may be advanced, and money is only simulated.</summary>
    public bool IsSimulation { get; init; } = true;

    /// <summary>The real clock that the market's runs ahead of; a test's clock in tests.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Bounds of the journal's writer.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>How long a grain that nobody calls stays in memory.</summary>
    public TimeSpan KeepGrainsFor { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>Puts the market into a silo.</summary>
public static class MarketHosting
{
    /// <summary>
    /// Adds the market. The host registers an <see cref="IJournalStore"/>, the <see cref="IKeyring"/> and the <see
    /// cref="IViewStore"/> that go with it, a reminder service, and an <see cref="IWebhookSender"/> if there are to be
    /// webhooks; it may register its own <see cref="IPaymentGateway"/> and <see cref="IJournal"/>. Ordinary grain
    /// storage is kept in the host's <see cref="IStateStore"/>, unless the host registers another default provider.
    /// </summary>
    public static ISiloBuilder AddMarket(this ISiloBuilder silo, MarketOptions options)
    {
        silo.AddReminders();
        silo.Services.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = options.KeepGrainsFor);
        // Callers in other processes have to learn that the journal is busy or away, not that it said
        // something unsayable.
        silo.Services.Configure<ExceptionSerializationOptions>(wire =>
            wire.SupportedNamespacePrefixes.Add(nameof(OrleansMarket)));
        silo.Services
            .AddSingleton(options)
            .AddSingleton(options.Policy)
            .AddSingleton<MarketMachines>()
            .AddSingleton<Market>()
            .AddSingleton<AddressSeal>()
            .AddSingleton(Time)
            .AddSingleton<MarketMeters>()
            .AddSingleton<DeadlinePace>()
            .AddSingleton<SiloWatches>()
            .AddSingleton<SoldOutBoard>()
            .AddSingleton<OrderListReader>()
            .AddSingleton<IDeadlineSignal>(services => new DeadlineSignal(
                services, services.GetRequiredService<MarketTime>(),
                services.GetRequiredService<IJournalStore>().Partitions))
            .AddSingleton(services => new IdGenerator(services.GetRequiredService<MarketTime>()))
            .AddSingleton<WebhookDispatcher>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
                services => services.GetRequiredService<WebhookDispatcher>());
        silo.Services.TryAddSingleton<IFeeds, MarketFeeds>();
        silo.Services.TryAddSingleton<IPaymentGateway, SimulatedGateway>();
        silo.Services.TryAddSingleton<IJournal>(services => new GroupCommitJournal(
            services.GetRequiredService<IJournalStore>(), options.Journal,
            services.GetRequiredService<IDeadlineSignal>()));
        silo.Services.AddSingleton<FollowerParts>();
        silo.Services.AddSingleton(new FollowedView(ListKeys.View));
        silo.Services.AddSingleton(new FollowedView(FeedProjection.View));
        silo.Services.TryAddKeyedSingleton<IGrainStorage, JournalGrainStorage>(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);
        // States that name no provider ask for the one without a key.
        silo.Services.TryAddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(
            ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME));
        silo.AddMarketStream();
        silo.AddGrainService<SiloWatch>();
        silo.AddStartupTask(WakeDeadlines);
        return silo;
    }

    /// <summary>The clock goes on from where it was: time must not run backwards over a restart.</summary>
    private static MarketTime Time(IServiceProvider services)
    {
        var machine = services.GetRequiredService<MarketMachines>().Clock;
        var store = services.GetRequiredService<IJournalStore>();
        // Container factories cannot wait, and nothing may look at the clock before it is right.
        var past = store.Read([new(Ids.Clock, null)]).AsTask().GetAwaiter().GetResult()[0];
        var time = new MarketTime(services.GetRequiredService<MarketOptions>().Clock);
        var state = past.Entries.Aggregate(
            machine.Initial, (s, entry) => machine.Fold(s, machine.Events.Read(entry.Events)));
        time.MoveTo(state.Ahead);
        return time;
    }

    private static Task WakeDeadlines(IServiceProvider services, CancellationToken token)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        return Task.WhenAll(Enumerable.Range(0, services.GetRequiredService<IJournalStore>().Partitions)
            .Select(partition => grains.GetGrain<IDeadlineGrain>(partition).Start()));
    }
}
