using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Tests.Contract;

namespace OrleansMarket.Journal.Tests;

public sealed class MemoryStoreTests : StoreContract
{
    private readonly MemoryStore store = new();

    // Its memory is the store: opening it again gives the same.
    protected override ValueTask<IJournalStore> Open() => new(store);
}

public sealed class SqliteStoreTests : StoreContract
{
    private readonly TemporaryFile file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        file.Dispose();
    }

    protected override ValueTask<IJournalStore> Open() => new(SqliteStore.Open(file.Path, new SqliteOptions()));
}
