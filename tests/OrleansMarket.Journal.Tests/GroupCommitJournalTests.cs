using OrleansMarket.Journal.Tests.Contract;

namespace OrleansMarket.Journal.Tests;

public sealed class GroupCommitJournalTests : IAsyncDisposable
{
    private readonly MemoryStore memory = new();
    private readonly FaultyStore store;
    private GroupCommitJournal journal;

    public GroupCommitJournalTests()
    {
        store = new FaultyStore(memory);
        journal = new GroupCommitJournal(store, new JournalOptions());
    }

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    [Fact]
    public async Task An_append_is_answered_with_its_sequence_once_it_is_durable()
    {
        var (release, begun) = store.Block();
        var appending = journal.Append(new AppendLine(), Some.Append("ord_a", 1));
        await begun;
        Assert.False(appending.IsCompleted);

        release.SetResult();

        Assert.Equal(new AppendResult(AppendStatus.Committed, 1), await appending);
    }

    [Fact]
    public async Task Whatever_waits_shares_the_next_commit()
    {
        var (release, begun) = store.Block();
        var first = journal.Append(new AppendLine(), Some.Append("ord_0", 1));
        await begun;
        var others = Enumerable.Range(1, 100).Select(n => journal.Append(new(), Some.Append($"ord_{n}", 1))).ToArray();
        release.SetResult();
        await first;
        await Task.WhenAll(others);

        Assert.Equal([1, 100], store.Commits.Select(batch => batch.Count));
        Assert.Equal((101, 2), (journal.Figures.Appends, journal.Figures.Commits));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(4, 2)]
    public async Task Batches_are_bounded_in_entries(int bound, int commits)
    {
        await Restart(new JournalOptions { MaxBatchEntries = bound });
        var (release, begun) = store.Block();
        var first = journal.Append(new AppendLine(), Some.Append("ord_0", 1));
        await begun;
        var others = Enumerable.Range(1, 5).Select(n => journal.Append(new AppendLine(), Some.Append($"ord_{n}", 1)))
            .Append(journal.Append(new AppendLine(), Some.Append("ord_6", 1, Some.Entry("esc_6", 1)))).ToArray();
        release.SetResult();
        await first;

        Assert.All(await Task.WhenAll(others), result => Assert.Equal(AppendStatus.Committed, result.Status));
        Assert.Equal(commits + (bound == 1 ? 0 : 1), store.Commits.Count);
        foreach (var batch in store.Commits.Where(batch => batch.Count > 1))
            Assert.InRange(batch.Sum(one => 1 + one.Births.Count), 1, bound);
    }

    [Fact]
    public async Task Batches_are_bounded_in_bytes()
    {
        await Restart(new JournalOptions { MaxBatchBytes = 3000 });
        var (release, begun) = store.Block();
        var first = journal.Append(new AppendLine(), Some.Append("ord_0", 1));
        await begun;
        var body = new string('x', 1000);
        var others = Enumerable.Range(1, 4)
            .Select(n => journal.Append(new AppendLine(), Some.Append(Some.Entry($"ord_{n}", 1, body: body))))
            .ToArray();
        release.SetResult();
        await first;
        await Task.WhenAll(others);

        Assert.Equal([1, 2, 2], store.Commits.Select(batch => batch.Count));
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing_and_keep_their_order()
    {
        const int Writers = 64, Each = 50;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var line = new AppendLine();
            var appending = new List<Task<AppendResult>>();
            for (var version = 1; version <= Each; version++)
            {
                appending.Add(journal.Append(line, Some.Append($"ord_{writer}", version)));
                if (version % 10 == 0) await appending[^1];
            }

            Assert.All(await Task.WhenAll(appending), result => Assert.Equal(AppendStatus.Committed, result.Status));
        })));

        Assert.Equal(Writers * Each, journal.Figures.Appends);
        Assert.Equal((0, 0), (journal.Figures.WaitingEntries, journal.Figures.WaitingBytes));
        Assert.All(
            await memory.Read([.. Enumerable.Range(0, Writers).Select(n => new HistoryRequest($"ord_{n}", null))]),
            history => Assert.Equal(Each, history.Entries.Count));
    }

    [Fact]
    public async Task Too_much_is_refused_at_once_and_the_line_stays_whole()
    {
        await Restart(new JournalOptions { MaxWaitingEntries = 3 });
        var (release, begun) = store.Block();
        var line = new AppendLine();
        var first = journal.Append(line, Some.Append("ord_a", 1));
        await begun;
        var births = journal.Append(new AppendLine(), Some.Append("ord_b", 1, Some.Entry("esc_b", 1)));
        var refused = journal.Append(line, Some.Append("ord_a", 2));

        Assert.True(refused.IsCompletedSuccessfully);
        Assert.Equal(AppendStatus.Overloaded, (await refused).Status);
        Assert.False(line.IsBroken);

        release.SetResult();
        await Task.WhenAll(first, births);
        Assert.Equal(AppendStatus.Committed, (await journal.Append(line, Some.Append("ord_a", 2))).Status);
        Assert.Equal(1, journal.Figures.Overloaded);
    }

    [Fact]
    public async Task Too_many_bytes_are_refused_but_one_large_append_is_not()
    {
        await Restart(new JournalOptions { MaxWaitingBytes = 1000, MaxBatchBytes = 1000 });
        var large = new string('x', 5000);
        Assert.Equal(
            AppendStatus.Committed,
            (await journal.Append(new(), Some.Append(Some.Entry("ord_a", 1, body: large)))).Status);

        var (release, begun) = store.Block();
        var first = journal.Append(new(), Some.Append("ord_b", 1));
        await begun;
        Assert.Equal(
            AppendStatus.Overloaded,
            (await journal.Append(new(), Some.Append(Some.Entry("ord_c", 1, body: large)))).Status);
        release.SetResult();
        await first;
    }

    [Fact]
    public async Task A_conflict_fails_alone_and_breaks_its_line_before_the_caller_knows()
    {
        await memory.Commit([Some.Append("ord_a", 1)]);
        var (release, begun) = store.Block();
        var first = journal.Append(new(), Some.Append("ord_z", 1));
        await begun;
        var (line, other) = (new AppendLine(), new AppendLine());
        var brokenWhenAnswered = journal.Append(line, Some.Append(Some.Entry("ord_a", 1, body: "[2]")))
            .ContinueWith(_ => line.IsBroken, TaskContinuationOptions.ExecuteSynchronously);
        var behind = journal.Append(line, Some.Append("ord_a", 2));
        var neighbour = journal.Append(other, Some.Append("ord_b", 1));
        release.SetResult();
        await first;

        Assert.True(await brokenWhenAnswered);
        Assert.Equal(AppendStatus.Conflict, (await behind).Status);
        Assert.Equal(AppendStatus.Committed, (await neighbour).Status);
        Assert.False(other.IsBroken);
    }

    [Fact]
    public async Task What_stands_behind_a_failed_append_never_reaches_the_store()
    {
        await Restart(new JournalOptions { MaxBatchEntries = 1 });
        await memory.Commit([Some.Append("ord_a", 1)]);
        var (release, begun) = store.Block();
        var line = new AppendLine();
        var loser = journal.Append(line, Some.Append(Some.Entry("ord_a", 1, body: "[2]")));
        await begun;
        var behind = journal.Append(line, Some.Append("ord_a", 2));
        release.SetResult();

        Assert.Equal(AppendStatus.Conflict, (await loser).Status);
        Assert.Equal(AppendStatus.Conflict, (await behind).Status);
        Assert.Equal(AppendStatus.Conflict, (await journal.Append(line, Some.Append("ord_a", 2))).Status);
        Assert.Single(store.Commits);
        Assert.Equal(AppendStatus.Committed, (await journal.Append(new(), Some.Append("ord_a", 2))).Status);
    }

    [Fact]
    public async Task Dispose_writes_what_waits_and_refuses_what_comes()
    {
        var (release, begun) = store.Block();
        var first = journal.Append(new(), Some.Append("ord_a", 1));
        await begun;
        var waiting = journal.Append(new(), Some.Append("ord_b", 1));
        var disposing = journal.DisposeAsync();

        Assert.Equal(AppendStatus.Unavailable, (await journal.Append(new(), Some.Append("ord_c", 1))).Status);
        Assert.False(disposing.IsCompleted);
        release.SetResult();
        await disposing;

        Assert.Equal(AppendStatus.Committed, (await first).Status);
        Assert.Equal(AppendStatus.Committed, (await waiting).Status);
    }

    [Fact]
    public async Task Callers_never_run_on_the_writers_thread()
    {
        var thread = await journal.Append(new(), Some.Append("ord_a", 1))
            .ContinueWith(_ => Thread.CurrentThread.Name, TaskContinuationOptions.ExecuteSynchronously);

        Assert.NotEqual("journal writer", thread);
    }

    [Fact]
    public async Task New_deadlines_are_told_before_the_answer_and_unchanged_ones_are_not()
    {
        var signal = new Signal();
        journal = new GroupCommitJournal(store, new JournalOptions(), signal);
        var line = new AppendLine();
        await journal.Append(line, Some.Append(Some.Entry("ord_a", 1, due: 5), null, Some.Entry("esc_a", 1, due: 9)));
        await journal.Append(line, Some.Append(Some.Entry("ord_a", 2, due: 5), dueBefore: 5));
        await journal.Append(line, Some.Append(Some.Entry("ord_a", 3, due: 7), dueBefore: 5));
        await journal.Append(line, Some.Append(Some.Entry("ord_a", 4), dueBefore: 7));
        await journal.Append(line, Some.Append(Some.Entry("ord_a", 4, due: 1)));

        Assert.Equal([("ord_a", 5), ("esc_a", 9), ("ord_a", 7)], signal.Told);
    }

    [Fact]
    public async Task A_listener_that_throws_harms_nobody()
    {
        journal = new GroupCommitJournal(store, new JournalOptions(), new Signal { Throws = true });

        Assert.Equal(
            AppendStatus.Committed,
            (await journal.Append(new(), Some.Append(Some.Entry("ord_a", 1, due: 5)))).Status);
        Assert.IsType<InvalidOperationException>(journal.Figures.LastFailure);
    }

    private async Task Restart(JournalOptions options)
    {
        await journal.DisposeAsync();
        journal = new GroupCommitJournal(store, options);
    }

    private sealed class Signal : IDeadlineSignal
    {
        public List<(string Aggregate, int Minutes)> Told { get; } = [];

        public bool Throws { get; init; }

        public void Committed(string aggregate, DateTimeOffset due)
        {
            if (Throws) throw new InvalidOperationException("deaf");
            Told.Add((aggregate, (int)(due - Some.Noon).TotalMinutes));
        }
    }
}
