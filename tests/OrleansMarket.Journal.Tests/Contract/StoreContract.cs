namespace OrleansMarket.Journal.Tests.Contract;

/// <summary>What every store does. A store is what passes this.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private IJournalStore? store;

    protected IJournalStore Store => store!;

    public virtual async ValueTask InitializeAsync() => store = await Open();

    public virtual async ValueTask DisposeAsync()
    {
        if (store is not null) await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store of this test; a second time it finds what was there.</summary>
    protected abstract ValueTask<IJournalStore> Open();

    protected virtual async ValueTask Reopen()
    {
        await Store.DisposeAsync();
        store = await Open();
    }

    [Fact]
    public async Task What_was_appended_is_read_back_word_for_word()
    {
        var first = new Entry(
            "ord_a", 1, Some.Noon.AddTicks(7), Some.Noon.AddDays(1), "cmd", "chk_a", "[{\"é\":1}]"u8.ToArray());
        var second = new Entry("ord_a", 2, Some.Noon.AddTicks(8), null, null, null, "[]"u8.ToArray());
        await Committed(Some.Append(first), Some.Append(second));

        var history = await History("ord_a");

        Assert.Null(history.Snapshot);
        Assert.Equal(2, history.Entries.Count);
        Assert.True(first.SaysTheSameAs(history.Entries[0]));
        Assert.True(second.SaysTheSameAs(history.Entries[1]));
    }

    [Fact]
    public async Task What_was_never_decided_upon_has_an_empty_past()
    {
        var history = await History("ord_unknown");

        Assert.Null(history.Snapshot);
        Assert.Empty(history.Entries);
    }

    [Fact]
    public async Task Histories_come_in_the_order_of_the_requests()
    {
        await Committed(Some.Append("ord_a", 1), Some.Append("ord_b", 1), Some.Append("ord_a", 2));

        string[] ids = ["ord_b", "ord_x", "ord_a", "ord_b"];
        var histories = await Store.Read([.. ids.Select(id => new HistoryRequest(id, null))]);

        Assert.Equal([1, 0, 2, 1], histories.Select(history => history.Entries.Count));
    }

    [Fact]
    public async Task A_request_may_leave_out_what_is_known()
    {
        await Committed(Some.Append("ord_a", 1), Some.Append("ord_a", 2), Some.Append("ord_a", 3));

        var histories = await Store.Read([new("ord_a", null, After: 2)]);

        Assert.Equal(3, histories[0].Entries[^1].Version);
    }

    [Fact]
    public async Task Sequences_count_from_one_in_each_partition()
    {
        var (first, other) = TwoPartitions();
        var verdicts = await Store.Commit(
            [Some.Append(first, 1), Some.Append(other, 1), Some.Append(first, 2), Some.Append(other, 2)]);

        Assert.Equal([1L, 1, 2, 2], verdicts.Select(verdict => verdict.Sequence));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(100)]
    public async Task A_version_that_is_not_the_next_is_a_conflict(long version)
    {
        await Committed(Some.Append("ord_a", 1), Some.Append("ord_a", 2));

        Assert.Equal([Verdict.Conflict], await Store.Commit([Some.Append(Some.Entry("ord_a", version, body: "[1]"))]));
        Assert.Equal(2, (await History("ord_a")).Entries.Count);
    }

    [Fact]
    public async Task An_aggregate_does_not_begin_with_its_second_version() =>
        Assert.Equal([Verdict.Conflict], await Store.Commit([Some.Append("ord_a", 2)]));

    [Fact]
    public async Task A_loser_in_a_batch_fails_alone()
    {
        await Committed(Some.Append("ord_a", 1));

        var verdicts = await Store.Commit([Some.Append("ord_b", 1), Some.Append("ord_a", 1), Some.Append("ord_c", 1)]);

        Assert.Equal([true, false, true], verdicts.Select(verdict => verdict.Committed));
        Assert.Single((await History("ord_b")).Entries);
        Assert.Single((await History("ord_a")).Entries);
        Assert.Single((await History("ord_c")).Entries);
    }

    [Fact]
    public async Task Whoever_stands_behind_a_loser_of_the_same_aggregate_fails_even_if_the_version_fits()
    {
        await Committed(Some.Append("ord_a", 1));

        // Two activations: the stale one decided version 1 and, behind it, version 2.
        var verdicts = await Store.Commit([Some.Append("ord_a", 1), Some.Append("ord_a", 2), Some.Append("ord_b", 1)]);

        Assert.Equal([false, false, true], verdicts.Select(verdict => verdict.Committed));
        await Committed(Some.Append("ord_a", 2));
    }

    [Fact]
    public async Task Losers_take_no_sequence()
    {
        await Committed(Some.Append("ord_a", 1));

        var verdicts = await Store.Commit([Some.Append("ord_a", 9), Some.Append("ord_a.2", 1)]);

        Assert.Equal([0L, 2], verdicts.Select(verdict => verdict.Sequence));
    }

    [Fact]
    public async Task Births_are_committed_with_their_parent_right_behind_it()
    {
        await Committed(Some.Append("chk_r", 1));
        var verdict = (await Store.Commit(
            [Some.Append("chk_r", 2, Some.Entry("ord_r.1", 1), Some.Entry("esc_r.1", 1))])).Single();

        var partition = AggregateId.Partition("chk_r", Store.Partitions);
        var entries = await Store.ReadPartition(partition, 0, 10);

        Assert.Equal(2, verdict.Sequence);
        Assert.Equal(["chk_r", "chk_r", "ord_r.1", "esc_r.1"], entries.Select(stored => stored.Entry.Aggregate));
        Assert.Equal([1L, 2, 3, 4], entries.Select(stored => stored.Sequence));
        Assert.All(entries, stored => Assert.Equal(partition, stored.Partition));
    }

    [Fact]
    public async Task What_was_born_goes_on_with_its_second_version()
    {
        await Committed(Some.Append("chk_r", 1, Some.Entry("ord_r", 1)));
        await Committed(Some.Append("ord_r", 2));

        Assert.Equal([1L, 2], (await History("ord_r")).Entries.Select(entry => entry.Version));
    }

    [Fact]
    public async Task A_birth_that_exists_already_is_a_conflict_of_the_whole_append()
    {
        await Committed(Some.Append("ord_r.2", 1));

        var verdicts = await Store.Commit(
        [
            Some.Append("chk_r", 1, Some.Entry("ord_r.1", 1, due: 5), Some.Entry("ord_r.2", 1)),
            Some.Append("chk_s", 1),
        ]);

        Assert.Equal([false, true], verdicts.Select(verdict => verdict.Committed));
        Assert.Empty((await History("chk_r")).Entries);
        Assert.Empty((await History("ord_r.1")).Entries);
        Assert.Null(await Store.NextDeadline(AggregateId.Partition("ord_r.1", Store.Partitions)));
    }

    [Fact]
    public async Task Nothing_is_born_twice_in_one_batch()
    {
        var verdicts = await Store.Commit(
        [
            Some.Append("chk_r", 1, Some.Entry("ord_r", 1)),
            Some.Append("chk_r.2", 1, Some.Entry("ord_r", 1)),
            Some.Append("chk_r.3", 1, Some.Entry("ord_r.3", 1), Some.Entry("ord_r.3", 1)),
            Some.Append("chk_r.4", 1, Some.Entry("chk_r.4", 1)),
        ]);

        Assert.Equal([true, false, false, false], verdicts.Select(verdict => verdict.Committed));
    }

    protected async Task<History> History(string aggregate, string? shape = null) =>
        (await Store.Read([new HistoryRequest(aggregate, shape)])).Single();

    protected async Task Committed(params Append[] batch) =>
        Assert.All(await Store.Commit(batch), verdict => Assert.True(verdict.Committed));

    /// <summary>Two ids that lie in different partitions.</summary>
    protected (string First, string Other) TwoPartitions()
    {
        var first = AggregateId.Partition("ord_0", Store.Partitions);
        var other = Enumerable.Range(1, 1000).First(n => AggregateId.Partition($"ord_{n}", Store.Partitions) != first);
        return ("ord_0", $"ord_{other}");
    }
}
