using System.Collections.Concurrent;

namespace OrleansMarket.Journal.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_partition_is_read_in_pages()
    {
        for (var version = 1; version <= 7; version++) await Committed(Some.Append("ord_a", version));
        var partition = AggregateId.Partition("ord_a", Store.Partitions);

        Assert.Equal([1L, 2, 3], (await Store.ReadPartition(partition, 0, 3)).Select(stored => stored.Sequence));
        Assert.Equal([4L, 5, 6], (await Store.ReadPartition(partition, 3, 3)).Select(stored => stored.Sequence));
        Assert.Equal([7L], (await Store.ReadPartition(partition, 6, 3)).Select(stored => stored.Sequence));
        Assert.Empty(await Store.ReadPartition(partition, 7, 3));
        Assert.Empty(await Store.ReadPartition(partition, 1000, 3));
    }

    [Fact]
    public async Task Every_entry_is_chained_to_the_one_before_it_in_its_partition()
    {
        var (first, other) = TwoPartitions();
        await Committed(Some.Append(first, 1, Some.Entry(first + ".1", 1)), Some.Append(other, 1));
        await Store.Commit([Some.Append(first, 9)]);
        await Committed(Some.Append(first, 2), Some.Append(Some.Entry(other, 2, due: 3)));
        await Reopen();
        await Committed(Some.Append(first, 3));

        var heads = await Store.ReadHeads();
        Assert.Equal(Store.Partitions, heads.Count);
        for (var partition = 0; partition < Store.Partitions; partition++)
        {
            var digest = EntryDigest.None;
            var entries = await Store.ReadPartition(partition, 0, 99);
            foreach (var stored in entries)
            {
                digest = EntryDigest.Of(digest, stored.Entry);
                Assert.Equal(digest, stored.Digest);
            }

            Assert.Equal(new PartitionHead(entries.Count, digest), heads[partition]);
        }
    }

    [Fact]
    public async Task A_long_partition_between_busy_others_is_read_from_any_place()
    {
        var (rare, busy) = TwoPartitions();
        for (var version = 1; version <= 30; version++)
        {
            var batch = Enumerable.Range(1, 150).Select(n => Some.Append(busy, (version - 1) * 150 + n));
            await Committed([.. batch, Some.Append(rare, version)]);
        }

        foreach (var (aggregate, count) in new[] { (rare, 30), (busy, 4500) })
        {
            var partition = AggregateId.Partition(aggregate, Store.Partitions);
            for (var after = 0; after < count; after += count / 15)
            {
                var entries = await Store.ReadPartition(partition, after, count / 10);
                Assert.Equal(Math.Min(count / 10, count - after), entries.Count);
                Assert.All(entries, (stored, index) => Assert.Equal(after + 1 + index, stored.Sequence));
                Assert.All(entries, stored => Assert.Equal(stored.Sequence, stored.Entry.Version));
            }
        }
    }

    [Fact]
    public async Task A_reader_who_saw_n_never_finds_something_at_or_below_n_later()
    {
        const int Writers = 4, Batches = 40;
        string[] roots = ["x_a", "x_b", "x_c"];
        var partitions = roots.Select(root => AggregateId.Partition(root, Store.Partitions)).Distinct();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < Batches; n++)
                await Committed(
                    Some.Append($"x_a.{writer}.{n}", 1),
                    Some.Append($"x_b.{writer}.{n}", 1, Some.Entry($"y_b.{writer}.{n}", 1)),
                    Some.Append($"x_c.{writer}.{n}", 1));
        })));

        var seen = new ConcurrentDictionary<int, List<StoredEntry>>();
        await Task.WhenAll(partitions.Select(partition => Task.Run(async () =>
        {
            var mine = seen[partition] = [];
            bool ended;
            do
            {
                ended = writing.IsCompleted;
                mine.AddRange(await Store.ReadPartition(partition, mine.Count, 50));
                Assert.All(mine, (stored, index) => Assert.Equal(index + 1, stored.Sequence));
            }
            while (!ended || (await Store.ReadPartition(partition, mine.Count, 1)).Count > 0);
        })));

        await writing;
        Assert.Equal(Writers * Batches * 4, seen.Values.Sum(entries => entries.Count));
        foreach (var (partition, entries) in seen)
            Assert.Equal(
                entries.Select(stored => stored.Entry.Aggregate),
                (await Store.ReadPartition(partition, 0, 10_000)).Select(stored => stored.Entry.Aggregate));
    }

    [Fact]
    public async Task A_deadline_moves_and_goes_with_the_decisions()
    {
        var partition = AggregateId.Partition("ord_a", Store.Partitions);

        await Committed(Some.Append(Some.Entry("ord_a", 1, due: 10)));
        Assert.Equal(Some.Noon.AddMinutes(10), await Store.NextDeadline(partition));

        await Committed(Some.Append(Some.Entry("ord_a", 2, due: 5), dueBefore: 10));
        Assert.Equal([new Deadline("ord_a", Some.Noon.AddMinutes(5))], await Due(partition, 60));

        await Committed(Some.Append(Some.Entry("ord_a", 3, due: 5), dueBefore: 5));
        Assert.Equal([new Deadline("ord_a", Some.Noon.AddMinutes(5))], await Due(partition, 60));

        await Committed(Some.Append(Some.Entry("ord_a", 4), dueBefore: 5));
        Assert.Null(await Store.NextDeadline(partition));
        Assert.Empty(await Due(partition, 60));
    }

    [Fact]
    public async Task A_batch_moves_a_deadline_several_times()
    {
        await Committed(
            Some.Append(Some.Entry("ord_a", 1, due: 10)),
            Some.Append(Some.Entry("ord_a", 2, due: 20), dueBefore: 10),
            Some.Append(Some.Entry("ord_a", 3, due: 15), dueBefore: 20));

        Assert.Equal(
            [new Deadline("ord_a", Some.Noon.AddMinutes(15))],
            await Due(AggregateId.Partition("ord_a", Store.Partitions), 60));
    }

    [Fact]
    public async Task A_loser_leaves_the_deadline_alone()
    {
        await Committed(Some.Append(Some.Entry("ord_a", 1, due: 10)));
        await Store.Commit(
            [Some.Append(Some.Entry("ord_a", 1, due: 3)), Some.Append(Some.Entry("ord_a", 2), dueBefore: 3)]);

        Assert.Equal(
            [new Deadline("ord_a", Some.Noon.AddMinutes(10))],
            await Due(AggregateId.Partition("ord_a", Store.Partitions), 60));
    }

    [Fact]
    public async Task Deadlines_come_earliest_first_up_to_an_instant_and_a_number()
    {
        await Committed(
            Some.Append(Some.Entry("o_r.1", 1, due: 30)), Some.Append(Some.Entry("o_r.2", 1, due: 10)),
            Some.Append(Some.Entry("o_r.3", 1, due: 20)), Some.Append(Some.Entry("o_r.4", 1, due: 10)),
            Some.Append(Some.Entry("o_r.5", 1), null, Some.Entry("b_r.5", 1, due: 40)));
        var partition = AggregateId.Partition("o_r.1", Store.Partitions);

        Assert.Equal(["o_r.2", "o_r.4", "o_r.3"], (await Due(partition, 20)).Select(deadline => deadline.Aggregate));
        Assert.Equal(["o_r.2", "o_r.4"], (await Due(partition, 60, limit: 2)).Select(deadline => deadline.Aggregate));
        Assert.Equal("b_r.5", (await Due(partition, 60))[^1].Aggregate);
        Assert.Empty(await Due(partition, 9));
        Assert.Equal(Some.Noon.AddMinutes(10), await Store.NextDeadline(partition));
    }

    [Fact]
    public async Task Every_partition_has_its_own_deadlines()
    {
        var (first, other) = TwoPartitions();
        await Committed(Some.Append(Some.Entry(first, 1, due: 10)), Some.Append(Some.Entry(other, 1, due: 20)));

        Assert.Equal(
            Some.Noon.AddMinutes(10), await Store.NextDeadline(AggregateId.Partition(first, Store.Partitions)));
        Assert.Equal(
            Some.Noon.AddMinutes(20), await Store.NextDeadline(AggregateId.Partition(other, Store.Partitions)));
        Assert.Equal(other, Assert.Single(await Due(AggregateId.Partition(other, Store.Partitions), 60)).Aggregate);
    }

    [Fact]
    public async Task Aggregates_are_listed_by_prefix_in_pages()
    {
        await Committed(
            Some.Append("ord_b", 1), Some.Append("ord_a", 1), Some.Append("ord_a", 2), Some.Append("org_a", 1),
            Some.Append("ord_c", 1), Some.Append("esc_a", 1), Some.Append("ord", 1));

        Assert.Equal(["ord_a", "ord_b"], await Store.ListAggregates("ord_", null, 2));
        Assert.Equal(["ord_c"], await Store.ListAggregates("ord_", "ord_b", 2));
        Assert.Empty(await Store.ListAggregates("ord_", "ord_c", 2));
        Assert.Equal(["ord_a", "ord_b", "ord_c"], await Store.ListAggregates("ord_", "a", 10));
        Assert.Empty(await Store.ListAggregates("x", null, 10));
        Assert.Equal(["esc_a", "ord", "ord_a", "ord_b", "ord_c", "org_a"], await Store.ListAggregates("", null, 10));
    }

    [Fact]
    public async Task A_cursor_never_moves_back()
    {
        Assert.Equal(0, await Store.ReadCursor("projection", 3));
        await Store.MoveCursor("projection", 3, 7);
        await Store.MoveCursor("projection", 3, 5);
        await Store.MoveCursor("projection", 4, 1);
        await Store.MoveCursor("notifier", 3, 2);

        Assert.Equal(7, await Store.ReadCursor("projection", 3));
        Assert.Equal(1, await Store.ReadCursor("projection", 4));
        Assert.Equal(2, await Store.ReadCursor("notifier", 3));
    }

    [Fact]
    public async Task Cursors_move_while_entries_are_committed()
    {
        var moving = Task.WhenAll(Enumerable.Range(0, Store.Partitions).Select(partition => Task.Run(async () =>
        {
            for (var sequence = 1; sequence <= 20; sequence++) await Store.MoveCursor("reader", partition, sequence);
        })));
        for (var version = 1; !moving.IsCompleted; version++) await Committed(Some.Append("ord_a", version));
        await moving;

        for (var partition = 0; partition < Store.Partitions; partition++)
            Assert.Equal(20, await Store.ReadCursor("reader", partition));
    }

    private ValueTask<IReadOnlyList<Deadline>> Due(int partition, int minutes, int limit = 100) =>
        Store.ReadDeadlines(partition, Some.Noon.AddMinutes(minutes), limit);
}
