using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Streaming;
using OrleansMarket.Grains.Tests.Following;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests.Streaming;

/// <summary>A view that only tests have, and what goes wrong with it.</summary>
internal sealed class Fate
{
    /// <summary>Why an entry cannot be taken.</summary>
    public Func<StoredEntry, Exception?>? Fails { get; set; }
}

/// <summary>Keeps a diary of the journal.</summary>
[GrainType(Followers.Prefix + View), ImplicitStreamSubscription(MarketStream.Namespace)]
internal sealed class FirstWatcher(FollowerParts parts, Fate fate) : FollowerGrain(View, parts)
{
    public const string View = "first";

    protected override IProjection Project(int partition) => new Diary(entry => fate.Fails?.Invoke(entry));
}

/// <summary>Keeps another one.</summary>
[GrainType(Followers.Prefix + View), ImplicitStreamSubscription(MarketStream.Namespace)]
internal sealed class SecondWatcher(FollowerParts parts) : FollowerGrain(View, parts)
{
    public const string View = "second";

    protected override IProjection Project(int partition) => new Diary();
}

/// <summary>Puts the watchers into markets, or keeps them out.</summary>
internal static class Watchers
{
    /// <summary>A silo that does not say so has none.</summary>
    public static void Remove(ISiloBuilder silo) => silo.Services.Configure<GrainTypeOptions>(types =>
    {
        types.Classes.Remove(typeof(FirstWatcher));
        types.Classes.Remove(typeof(SecondWatcher));
    });

    /// <summary>Adds some, and the store of their views.</summary>
    public static void Add(ISiloBuilder silo, IViewStore views, Fate fate, params Type[] watchers)
    {
        silo.Services.AddSingleton(views).AddSingleton(fate)
            .AddSingleton(new FollowedView(FirstWatcher.View)).AddSingleton(new FollowedView(SecondWatcher.View))
            .Configure<GrainTypeOptions>(types => types.Classes.UnionWith(watchers));
    }
}
