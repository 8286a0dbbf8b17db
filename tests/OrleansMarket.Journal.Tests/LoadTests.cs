using OrleansMarket.Journal.Tests.Contract;

namespace OrleansMarket.Journal.Tests;

public sealed class LoadTests : IAsyncDisposable
{
    private readonly MemoryStore memory = new();
    private readonly FaultyStore store;
    private readonly GroupCommitJournal journal;

    public LoadTests()
    {
        store = new FaultyStore(memory);
        journal = new GroupCommitJournal(store, new JournalOptions { Readers = 1 });
    }

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    [Fact]
    public async Task Histories_asked_for_at_the_same_moment_share_one_read()
    {
        await memory.Commit([Some.Append("ord_1", 1), Some.Append("ord_2", 1), Some.Append("ord_2", 2)]);
        var (release, begun) = BlockReads();
        var first = journal.Load(new("ord_1", null));
        await begun;
        var others = Enumerable.Range(0, 100).Select(n => journal.Load(new($"ord_{n}", null))).ToArray();
        release.SetResult();
        await first;
        var histories = await Task.WhenAll(others);

        Assert.Equal(2, store.Reads);
        Assert.Equal([0, 1, 2, 0], histories[..4].Select(history => history.Entries.Count));
        Assert.Equal((101, 2), (journal.Figures.Loads, journal.Figures.Reads));
    }

    [Fact]
    public async Task A_load_sees_everything_answered_before_it()
    {
        var line = new AppendLine();
        for (var version = 1; version <= 200; version++)
        {
            await journal.Append(line, Some.Append("ord_a", version));
            Assert.Equal(version, (await journal.Load(new("ord_a", null))).Entries.Count);
        }
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_unavailable_and_read_again_later()
    {
        store.OnRead = () => throw new IOException("gone");
        var failure = await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.Load(new("ord_a", null)));
        Assert.IsType<IOException>(failure.InnerException);

        store.OnRead = null;
        Assert.Empty((await journal.Load(new("ord_a", null))).Entries);
    }

    [Fact]
    public async Task The_latest_snapshot_offered_is_written()
    {
        await memory.Commit([Some.Append("stk_a", 1), Some.Append("stk_a", 2), Some.Append("stk_a", 3)]);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = new List<long>();
        store.OnSnapshot = async snapshot =>
        {
            written.Add(snapshot.Version);
            begun.TrySetResult();
            await release.Task;
            // A failure is nobody's business: the next snapshot comes all the same.
            if (snapshot.Version == 1) throw new IOException("full");
        };
        journal.Offer(Some.Snapshot("stk_a", 1));
        await begun.Task;
        journal.Offer(Some.Snapshot("stk_a", 3));
        journal.Offer(Some.Snapshot("stk_a", 2));
        release.SetResult();
        while (written.Count < 2) await Task.Yield();
        await journal.DisposeAsync();

        Assert.Equal([1L, 3], written);
        Assert.Equal(3, (await memory.Read([new("stk_a", "1")]))[0].Snapshot!.Version);
    }

    private (TaskCompletionSource Release, Task Begun) BlockReads()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.OnRead = () =>
        {
            begun.TrySetResult();
            return release.Task;
        };
        return (release, begun.Task);
    }
}
