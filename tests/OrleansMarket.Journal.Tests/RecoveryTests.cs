using OrleansMarket.Journal.Tests.Contract;

namespace OrleansMarket.Journal.Tests;

public sealed class RecoveryTests : IAsyncDisposable
{
    private readonly LeapingClock clock = new();
    private readonly MemoryStore memory = new();
    private readonly FaultyStore store;
    private readonly GroupCommitJournal journal;

    public RecoveryTests()
    {
        store = new FaultyStore(memory);
        journal = new GroupCommitJournal(store, new JournalOptions { Clock = clock, MaxWaitingEntries = 20 });
    }

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    [Fact]
    public async Task What_was_applied_but_reported_as_failed_is_found_with_its_sequence()
    {
        await memory.Commit([Some.Append("ord_a.0", 1)]);
        FailOnce(applied: true);

        var result = await journal.Append(new(), Some.Append("ord_a", 1, Some.Entry("esc_a", 1)));

        Assert.Equal(new AppendResult(AppendStatus.Committed, 2), result);
        Assert.Single(store.Commits);
        Assert.IsType<IOException>(journal.Figures.LastFailure);
    }

    [Fact]
    public async Task What_was_not_applied_is_tried_again()
    {
        FailOnce(applied: false);

        Assert.Equal(new AppendResult(AppendStatus.Committed, 1), await journal.Append(new(), Some.Append("ord_a", 1)));
        Assert.Equal(2, store.Commits.Count);
    }

    [Fact]
    public async Task A_commit_that_arrives_while_it_is_tried_again_is_not_taken_for_a_conflict()
    {
        var failures = 0;
        store.OnCommit = async (batch, commit) =>
        {
            if (failures++ == 0) throw new IOException("connection lost");
            // The first attempt had been under way all the time: it lands just before the second one.
            if (failures == 2) await memory.Commit(batch);
            return await commit();
        };
        var line = new AppendLine();

        Assert.Equal(new AppendResult(AppendStatus.Committed, 1), await journal.Append(line, Some.Append("ord_a", 1)));
        Assert.False(line.IsBroken);
    }

    [Fact]
    public async Task A_version_written_by_somebody_else_meanwhile_is_a_conflict()
    {
        store.OnCommit = async (_, _) =>
        {
            store.OnCommit = null;
            await memory.Commit([Some.Append(Some.Entry("ord_a", 1, body: "[9]"))]);
            throw new IOException("connection lost");
        };
        var line = new AppendLine();

        Assert.Equal(AppendStatus.Conflict, (await journal.Append(line, Some.Append("ord_a", 1))).Status);
        Assert.True(line.IsBroken);
    }

    [Fact]
    public async Task A_pipeline_that_was_applied_is_found_entry_by_entry()
    {
        var (release, begun) = store.Block();
        var first = journal.Append(new(), Some.Append("ord_z", 1));
        await begun;
        var line = new AppendLine();
        var pipeline = Enumerable.Range(1, 10).Select(n => journal.Append(line, Some.Append("ord_a", n))).ToArray();
        FailOnce(applied: true);
        release.SetResult();
        await first;

        var results = await Task.WhenAll(pipeline);
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8, 9, 10], results.Select(result => result.Sequence));
    }

    [Fact]
    public async Task A_store_that_stays_away_is_unavailable_in_the_end_and_breaks_the_lines()
    {
        store.OnCommit = (_, _) => throw new IOException("away");
        store.OnRead = () => throw new IOException("away");
        var line = new AppendLine();
        var started = clock.GetUtcNow();

        var result = await journal.Append(line, Some.Append("ord_a", 1));

        Assert.Equal(AppendStatus.Unavailable, result.Status);
        Assert.True(line.IsBroken);
        Assert.InRange(clock.GetUtcNow() - started, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8));

        (store.OnCommit, store.OnRead) = (null, null);
        Assert.Equal(AppendStatus.Committed, (await journal.Append(new(), Some.Append("ord_a", 1))).Status);
    }

    [Fact]
    public async Task A_store_that_comes_back_in_time_loses_nothing()
    {
        var started = clock.GetUtcNow();
        store.OnCommit = (_, commit) =>
            clock.GetUtcNow() - started < TimeSpan.FromSeconds(3) ? throw new IOException("away") : commit();
        var line = new AppendLine();
        var appending = Enumerable.Range(1, 5).Select(n => journal.Append(line, Some.Append("ord_a", n))).ToArray();

        Assert.All(await Task.WhenAll(appending), result => Assert.Equal(AppendStatus.Committed, result.Status));
        Assert.Equal(5, (await memory.Read([new("ord_a", null)]))[0].Entries.Count);
    }

    [Fact]
    public async Task While_the_store_is_away_appends_queue_up_and_are_then_refused()
    {
        var (release, begun) = store.Block();
        var first = journal.Append(new(), Some.Append("ord_0", 1));
        await begun;
        var others = Enumerable.Range(1, 29).Select(n => journal.Append(new(), Some.Append($"ord_{n}", 1))).ToArray();
        Assert.Equal(10, others.Count(one => one.IsCompleted && one.Result.Status == AppendStatus.Overloaded));

        store.OnCommit = null;
        release.SetException(new IOException("away"));

        Assert.Equal(AppendStatus.Committed, (await first).Status);
        Assert.Equal(19, (await Task.WhenAll(others)).Count(result => result.Status == AppendStatus.Committed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10)]
    public async Task A_poisoned_append_is_given_up_and_its_neighbours_commit(int poisoned)
    {
        var (release, begun) = store.Block();
        var first = journal.Append(new(), Some.Append("ord_0", 1));
        await begun;
        var lines = Enumerable.Range(1, 10).Select(_ => new AppendLine()).ToArray();
        var appending = lines
            .Select((line, index) => journal.Append(line, Some.Append($"ord_{index + 1}", 1)))
            .ToArray();
        var behind = journal.Append(lines[poisoned - 1], Some.Append($"ord_{poisoned}", 2));
        Poison($"ord_{poisoned}");
        release.SetResult();
        await first;

        var results = await Task.WhenAll(appending);

        for (var n = 1; n <= 10; n++)
            Assert.Equal(n == poisoned ? AppendStatus.Unavailable : AppendStatus.Committed, results[n - 1].Status);
        Assert.Equal(AppendStatus.Conflict, (await behind).Status);
        Assert.True(lines[poisoned - 1].IsBroken);
    }

    [Fact]
    public async Task Several_poisoned_appends_in_front_do_not_hide_the_others()
    {
        var (release, begun) = store.Block();
        var first = journal.Append(new(), Some.Append("ord_0", 1));
        await begun;
        var appending = Enumerable.Range(1, 12)
            .Select(n => journal.Append(new(), Some.Append($"ord_{n}", 1)))
            .ToArray();
        Poison([.. Enumerable.Range(1, 8).Select(n => $"ord_{n}")]);
        release.SetResult();
        await first;

        var results = await Task.WhenAll(appending);

        Assert.All(results[..8], result => Assert.Equal(AppendStatus.Unavailable, result.Status));
        Assert.All(results[8..], result => Assert.Equal(AppendStatus.Committed, result.Status));
    }

    [Fact]
    public async Task A_lone_poisoned_append_is_told_from_a_store_that_is_away_by_newcomers()
    {
        Task<AppendResult>? newcomer = null;
        store.OnCommit = (batch, commit) =>
        {
            if (batch.All(append => append.Own.Aggregate != "ord_bad")) return commit();
            newcomer ??= journal.Append(new(), Some.Append("ord_good", 1));
            throw new FormatException("indigestible");
        };
        var started = clock.GetUtcNow();

        Assert.Equal(AppendStatus.Unavailable, (await journal.Append(new(), Some.Append("ord_bad", 1))).Status);
        Assert.Equal(AppendStatus.Committed, (await newcomer!).Status);
        Assert.True(clock.GetUtcNow() - started < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Dispose_ends_although_the_store_is_away()
    {
        var (release, begun) = store.Block();
        var first = journal.Append(new(), Some.Append("ord_a", 1));
        await begun;
        var waiting = journal.Append(new(), Some.Append("ord_b", 1));
        store.OnCommit = (_, _) => throw new IOException("away");
        var disposing = journal.DisposeAsync();
        release.SetException(new IOException("away"));
        await disposing;

        Assert.Equal(AppendStatus.Unavailable, (await first).Status);
        Assert.Equal(AppendStatus.Unavailable, (await waiting).Status);
    }

    private void FailOnce(bool applied) => store.OnCommit = async (_, commit) =>
    {
        store.OnCommit = null;
        if (applied) await commit();
        throw new IOException("connection lost");
    };

    private void Poison(params string[] aggregates) => store.OnCommit = (batch, commit) =>
        batch.Any(append => aggregates.Contains(append.Own.Aggregate))
            ? throw new FormatException("indigestible")
            : commit();
}
