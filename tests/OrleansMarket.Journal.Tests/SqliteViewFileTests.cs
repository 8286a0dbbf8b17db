using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Tests.Contract;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Journal.Tests;

/// <summary>What becomes of a file of views: one that cannot be used, one that is full, one that was cleared.</summary>
public sealed class SqliteViewFileTests : IDisposable
{
    private const string View = "orders";

    private readonly TemporaryFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_file_that_is_open_cannot_be_opened_again_until_it_is_closed()
    {
        await using (var store = Open())
        {
            Refused("The file of views", "is in use; stop the other process");
            await Fill(store, 1);
        }

        await using var again = Open();
        Assert.Equal(1, await Count(again));
    }

    [Fact]
    public async Task What_is_no_file_of_views_is_refused()
    {
        File.WriteAllText(file.Path, "Dear diary, " + new string('.', 5000));
        Refused("does not begin like one", "It may be deleted");

        File.Delete(file.Path);
        await using (SqliteStore.Open(file.Path, new SqliteOptions()))
        {
        }

        Refused("database of another program, not a file of views");
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_may_be_deleted()
    {
        await using (var store = Open()) await Fill(store, 1000);
        using (var stream = File.OpenWrite(file.Path)) stream.SetLength(stream.Length - 4096);
        Refused("is damaged", "It may be deleted", "made again from the journal", "another epoch");

        File.Delete(file.Path);
        await using var fresh = Open();
        Assert.Equal(0, await Count(fresh));
    }

    [Theory]
    [InlineData("DROP TABLE document", "table 'document' is missing")]
    [InlineData("PRAGMA user_version=2", "has format 2, written by a newer version")]
    public async Task A_file_of_another_shape_is_refused(string harm, string why)
    {
        await using (Open())
        {
        }

        using (var connection = new Connection(file.Path)) connection.Execute(harm);
        Refused(why);
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_on_the_disk_fails_alone_and_is_survived()
    {
        await using var store = SqliteViewStore.Open(file.Path, new SqliteViewOptions { MaxPages = 100 });
        var large = Apply(store, 0, new DocumentChange("large", new byte[600_000]));
        var others = Enumerable.Range(1, 20).Select(n => Apply(store, n, Small(n))).ToArray();

        var failure = await Assert.ThrowsAsync<JournalFileException>(() => large);
        Assert.Contains("There is no room left for the file of views", failure.Message, StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(others), result => Assert.True(result.IsApplied));
        Assert.Equal(20, await Count(store));
        Assert.True((await Apply(store, 0, Small(0))).IsApplied);
    }

    [Fact]
    public async Task What_a_cleared_view_held_is_swept_out_of_the_file_even_after_a_restart()
    {
        await using (var store = Open())
        {
            await Fill(store, 20_000);
            await store.Clear(View);
            await Fill(store, 10);
            await store.Clear("never there");
        }

        await using (var again = Open())
        {
            while (Rows("document") > 10 || Rows("view") > 1) await Task.Yield();
            Assert.Equal(10, await Count(again));
        }

        Assert.Equal((10, 1, 1), (Rows("document"), Rows("cursor"), Rows("view")));
    }

    [Fact]
    public async Task Numbers_go_on_after_a_failure_as_if_it_had_not_been()
    {
        await using var store = SqliteViewStore.Open(file.Path, new SqliteViewOptions { MaxPages = 100 });
        Addition line = new("list", new byte[9]);
        Assert.Equal([1L], (await store.Apply(new(View, 0, 0, 1, [], [line]))).Numbers);
        await Assert.ThrowsAsync<JournalFileException>(async () =>
            await store.Apply(new(View, 0, 1, 2, [], [line, line, new("list", new byte[600_000])])));

        Assert.Equal([2L], (await store.Apply(new(View, 0, 1, 2, [], [line]))).Numbers);
    }

    [Fact]
    public async Task A_view_that_is_ahead_of_the_journal_is_cleared()
    {
        await using var store = Open();
        await store.Apply(new("ahead", 1, 0, 5, [new("a", new byte[1])], []));
        await store.Apply(new("elsewhere", 7, 0, 1, [], []));
        await store.Apply(new("behind", 0, 0, 4, [new("a", new byte[1])], []));
        var (ahead, behind) = (await store.ReadEpoch("ahead"), await store.ReadEpoch("behind"));
        PartitionHead[] heads = [new(4, default), new(4, default)];

        Assert.Equal(["ahead", "elsewhere"], (await store.ClearWhatIsAhead(heads)).Order());
        Assert.Equal([0L, 0], await store.ReadCursors("ahead", 2));
        Assert.NotEqual(ahead, await store.ReadEpoch("ahead"));
        Assert.Equal(behind, await store.ReadEpoch("behind"));
        Assert.Empty(await store.ClearWhatIsAhead(heads));
    }

    [Fact]
    public async Task A_closed_store_says_so_and_what_was_begun_is_finished()
    {
        var store = Open();
        var begun = Enumerable.Range(0, 50).Select(n => Apply(store, n, Small(n))).ToArray();
        await store.DisposeAsync();
        await store.DisposeAsync();

        Assert.All(await Task.WhenAll(begun), result => Assert.True(result.IsApplied));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Apply(store, 0));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ReadCursors(View, 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Clear(View));
    }

    private SqliteViewStore Open() => SqliteViewStore.Open(file.Path, new SqliteViewOptions());

    private static Task<ViewResult> Apply(SqliteViewStore store, int partition, params DocumentChange[] changes) =>
        store.Apply(new(View, partition, 0, 1, changes, [])).AsTask();

    private static DocumentChange Small(int n) => new($"{n}", new byte[9]);

    private static async Task Fill(SqliteViewStore store, int documents) => Assert.True((await store.Apply(new(
        View, 0, 0, 1, [.. Enumerable.Range(0, documents).Select(n => new DocumentChange($"{n}", new byte[50]))], [])))
        .IsApplied);

    private static async Task<int> Count(SqliteViewStore store) =>
        (await store.Read(View, [new("", "~", int.MaxValue)]))[0].Count;

    private long Rows(string table)
    {
        using var connection = new Connection(file.Path);
        using var count = connection.Prepare($"SELECT count(*) FROM {table}");
        using var row = count.Query();
        return row.Next() ? count.Int64(0) : -1;
    }

    private void Refused(params string[] why)
    {
        var failure = Assert.Throws<JournalFileException>(Open);
        Assert.All(why, part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }
}
