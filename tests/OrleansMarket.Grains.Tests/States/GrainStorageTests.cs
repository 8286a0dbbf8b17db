using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Storage;
using OrleansMarket.Journal.Sqlite;

namespace OrleansMarket.Grains.Tests.States;

/// <summary>A market whose default grain storage is tried, the same for all tests of a class.</summary>
public abstract class StorageMarket : IAsyncLifetime
{
    private MarketCluster? market;

    public IGrainStorage Storage => market!.Silo.GetRequiredKeyedService<IGrainStorage>(
        ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME);

    public async ValueTask InitializeAsync() => market = await Start();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (market is not null) await market.DisposeAsync();
    }

    protected abstract Task<MarketCluster> Start();
}

public sealed class MemoryStorageMarket : StorageMarket
{
    protected override Task<MarketCluster> Start() => MarketCluster.Start();
}

public sealed class SqliteStorageMarket : StorageMarket
{
    private readonly string folder = Directory.CreateTempSubdirectory("states-").FullName;
    private SqliteStore? store;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await store!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    protected override Task<MarketCluster> Start()
    {
        store = SqliteStore.Open(Path.Combine(folder, "market.db"), new SqliteOptions { Partitions = 8 });
        return MarketCluster.Start(store: store);
    }
}

/// <summary>A host that has chosen another default provider, as hosts do.</summary>
public sealed class OrleansStorageMarket : StorageMarket
{
    protected override Task<MarketCluster> Start() =>
        MarketCluster.Start(configure: silo => silo.AddMemoryGrainStorageAsDefault());
}

public sealed class MemoryGrainStorageTests(MemoryStorageMarket market)
    : GrainStorageContract(market), IClassFixture<MemoryStorageMarket>;

public sealed class SqliteGrainStorageTests(SqliteStorageMarket market)
    : GrainStorageContract(market), IClassFixture<SqliteStorageMarket>;

public sealed class OrleansGrainStorageTests(OrleansStorageMarket market)
    : GrainStorageContract(market), IClassFixture<OrleansStorageMarket>
{
    /// <summary>Orleans' provider in memory forgets the version with the row.</summary>
    protected override bool KeepsTheVersionOfWhatIsCleared => false;

    [Fact]
    public void A_host_that_chooses_another_provider_has_it() => Assert.IsType<MemoryGrainStorage>(market.Storage);
}

/// <summary>Ordinary storage as a host's own grain uses it.</summary>
public sealed class PersistentStateTests
{
    [Fact]
    public async Task What_a_grain_keeps_is_there_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("states-").FullName;
        await using (var store = Open())
        await using (var market = await MarketCluster.Start(store: store))
        {
            var grain = market.Grains.GetGrain<INoteGrain>("ada");
            await grain.Add("one");
            await grain.Add("two");
            await market.Grains.GetGrain<INoteGrain>("bob").Add("other");
            await market.Grains.GetGrain<INoteGrain>("bob").Forget();
        }

        await using (var store = Open())
        await using (var market = await MarketCluster.Start(store: store))
        {
            var grain = market.Grains.GetGrain<INoteGrain>("ada");
            Assert.Equal(["one", "two"], await grain.Read());
            await grain.Add("three");
            Assert.Equal(["one", "two", "three"], await grain.Read());
            Assert.Null(await market.Grains.GetGrain<INoteGrain>("bob").Read());
            await market.Grains.GetGrain<INoteGrain>("bob").Add("again");
            Assert.Equal(["again"], await market.Grains.GetGrain<INoteGrain>("bob").Read());
        }

        Directory.Delete(folder, recursive: true);

        SqliteStore Open() =>
            SqliteStore.Open(Path.Combine(folder, "market.db"), new SqliteOptions { Partitions = 8 });
    }
}

[Alias("test.note-grain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("add")]
    Task Add(string tag);

    [Alias("forget")]
    Task Forget();

    [Alias("read")]
    Task<List<string>?> Read();
}

[GrainType("test-note")]
public sealed class NoteGrain([PersistentState("note")] IPersistentState<Note> state) : Grain, INoteGrain
{
    public Task Add(string tag)
    {
        state.State.Tags.Add(tag);
        return state.WriteStateAsync();
    }

    public Task Forget() => state.ClearStateAsync();

    public Task<List<string>?> Read() => Task.FromResult(state.RecordExists ? state.State.Tags : null);
}
