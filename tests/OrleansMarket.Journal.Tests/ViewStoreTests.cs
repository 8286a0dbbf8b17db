using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Tests.Contract;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Journal.Tests;

public sealed class MemoryViewStoreTests : ViewStoreContract
{
    private readonly MemoryViewStore memory = new();

    // Its memory is the store: opening it again gives the same.
    protected override ValueTask<IViewStore> Open() => new(memory);
}

public sealed class SqliteViewStoreTests : ViewStoreContract
{
    private readonly TemporaryFile file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        file.Dispose();
    }

    protected override ValueTask<IViewStore> Open() =>
        new(SqliteViewStore.Open(file.Path, new SqliteViewOptions { CheckpointPages = 20 }));
}
