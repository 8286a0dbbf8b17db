using OrleansMarket.Journal.Views;

namespace OrleansMarket.Journal.Tests.Contract;

/// <summary>What a store of views keeps: all of a batch or nothing, numbers, epochs, and over a restart.</summary>
public abstract partial class ViewStoreContract
{
    [Fact]
    public async Task A_batch_that_does_not_begin_where_the_view_has_come_to_changes_nothing()
    {
        await Apply(3, 0, 10, Put("a", "1"));
        foreach (var (after, upTo) in new[] { (0L, 10L), (9, 12), (11, 12), (0, 0) })
        {
            var result = await Store.Apply(new(View, 3, after, upTo, [Put("a", "2"), Put("b", "2")], [Line("list")]));
            Assert.False(result.IsApplied);
            Assert.Empty(result.Numbers);
        }

        Assert.Equal("a=1", await All());
        Assert.Equal([0L, 0, 0, 10], await Store.ReadCursors(View, 4));
        await Apply(3, 10, 11, Put("a", "3"));
        await Apply(2, 0, 7, Put("c", "1"));
        Assert.Equal("a=3 c=1", await All());
        Assert.Equal([0L, 0, 7, 11], await Store.ReadCursors(View, 4));
    }

    [Fact]
    public async Task What_no_entry_changes_moves_no_cursor()
    {
        await Apply(0, 0, 4, Put("a", "1"));
        await Apply(0, 4, 4, Put("a", "2"));
        await Apply(0, 4, 4, Put("a", "3"));

        Assert.Equal("a=3", await All());
        Assert.Equal([4L], await Store.ReadCursors(View, 1));
    }

    [Fact]
    public async Task Of_batches_that_begin_at_the_same_place_one_is_applied()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            Store.Apply(new(View, 0, 0, 1, [Put($"{n}", "x")], [Line("list")])).AsTask()));

        Assert.Single(results, result => result.IsApplied);
        Assert.Equal(2, (await Keys(new("", "~", 100))).Length);
    }

    [Fact]
    public async Task Numbers_of_a_list_begin_at_one_and_follow_each_other()
    {
        var first = await Store.Apply(new(View, 0, 0, 1, [], [Line("ada"), Line("bob"), Line("ada"), Line("ada")]));
        var second = await Store.Apply(new(View, 1, 0, 1, [], [Line("bob"), Line("ada.more"), Line("ada")]));

        Assert.Equal([1L, 1, 2, 3], first.Numbers);
        Assert.Equal([2L, 1, 4], second.Numbers);
        Assert.Equal([1L, 2, 3, 4], await Numbers(NumberedList.After("ada", 0, 100)));
        Assert.Equal([3L], await Numbers(NumberedList.After("ada", 2, 1)));
        Assert.Equal([2L, 1], await Numbers(NumberedList.Before("ada", 3, 100)));
        Assert.Equal([4L], await Numbers(NumberedList.Last("ada")));
    }

    [Fact]
    public async Task A_document_that_takes_several_numbers_lies_under_the_last_of_them()
    {
        var added = await Store.Apply(new(
            View, 0, 0, 1, [], [Line("ada") with { Numbers = 3 }, Line("ada"), Line("ada") with { Numbers = 2 }]));

        Assert.Equal([3L, 4, 6], added.Numbers);
        Assert.Equal([3L, 4, 6], await Numbers(NumberedList.After("ada", 0, 100)));
        Assert.Equal([3L], await Numbers(NumberedList.After("ada", 1, 1)));
        Assert.Equal([4L, 3], await Numbers(NumberedList.Before("ada", 6, 100)));
        Assert.Equal([6L], await Numbers(NumberedList.Last("ada")));
    }

    [Fact]
    public async Task Additions_come_behind_the_changes_and_look_at_what_is_there()
    {
        await Store.Apply(new(View, 0, 0, 1, [], [Line("ada"), Line("ada"), Line("ada")]));
        var gone = await Store.Apply(new(View, 0, 1, 2, [Remove(NumberedList.KeyOf("ada", 3))], [Line("ada")]));
        var moved = await Store.Apply(new(View, 0, 2, 3, [Put(NumberedList.KeyOf("ada", 16), "x")], [Line("ada")]));
        var kept = await Store.Apply(new(View, 0, 3, 4, [Remove(NumberedList.KeyOf("ada", 1))], [Line("ada")]));

        Assert.Equal([3L], gone.Numbers);
        Assert.Equal([17L], moved.Numbers);
        Assert.Equal([18L], kept.Numbers);
    }

    [Fact]
    public async Task Many_partitions_number_one_list_without_a_gap_and_never_backwards()
    {
        const int partitions = 16, batches = 25;
        using var over = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            long last = 0;
            while (!over.IsCancellationRequested)
            {
                var news = await Numbers(NumberedList.After("all", last, 1000));
                // Whoever has seen a number has seen all before it.
                Assert.Equal(Enumerable.Range(1, news.Count).Select(n => last + n), news);
                last += news.Count;
            }
        });
        var numbers = await Task.WhenAll(Enumerable.Range(0, partitions).Select(partition => Task.Run(async () =>
        {
            var mine = new List<long>();
            for (var n = 0; n < batches; n++)
            {
                var result = await Store.Apply(new(View, partition, n, n + 1, [], [Line("all"), Line("all")]));
                Assert.Contains(result.Numbers[1], await Numbers(NumberedList.Before("all", long.MaxValue, 1000)));
                mine.AddRange(result.Numbers);
            }

            return mine;
        })));
        await over.CancelAsync();
        await watching;

        Assert.All(numbers, mine => Assert.Equal(mine.Order(), mine));
        Assert.Equal(
            Enumerable.Range(1, partitions * batches * 2).Select(n => (long)n), numbers.SelectMany(n => n).Order());
    }

    [Fact]
    public async Task Several_ranges_are_read_as_they_were_at_one_moment()
    {
        using var over = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var n = 0;
            while (!over.IsCancellationRequested)
            {
                await Apply(0, n, n + 1, Put("a", $"{n}"), Put("m", $"{n}"), Put("z", $"{n}"));
                n++;
            }

            return n;
        });
        while ((await Keys(KeyRange.Of("z"))).Length == 0) await Task.Yield();
        var seen = new HashSet<string>();
        while (seen.Count < 20)
        {
            var found = await Store.Read(View, [KeyRange.Of("z"), KeyRange.Of("a"), new("b", "zz", 9)]);
            var said = found.SelectMany(range => range.Select(Said)).ToArray();
            Assert.Equal(4, said.Length);
            seen.Add(Assert.Single(said.Distinct()));
        }

        await over.CancelAsync();
        Assert.True(await writing >= 20);
    }

    [Fact]
    public async Task What_was_answered_is_read_at_once()
    {
        for (var n = 0; n < 100; n++)
        {
            await Apply(0, n, n + 1, Put("a", $"{n}"));
            Assert.Equal($"a={n}", await All());
            Assert.Equal([n + 1L], await Store.ReadCursors(View, 1));
        }
    }

    [Fact]
    public async Task All_of_it_is_there_when_the_store_is_opened_again()
    {
        await Store.Apply(new(View, 5, 0, 9, [Put("a", "1"), Put("b", "")], [Line("list"), Line("list")]));
        var epoch = await Store.ReadEpoch(View);
        var before = await All();
        await Reopen();

        Assert.Equal(before, await All());
        Assert.Equal(epoch, await Store.ReadEpoch(View));
        Assert.Equal(9, (await Store.ReadCursors(View, 6))[5]);
        Assert.Equal([3L], (await Store.Apply(new(View, 5, 9, 10, [], [Line("list")]))).Numbers);
    }

    [Fact]
    public async Task An_epoch_is_a_short_word_that_stays_from_the_first_look_on()
    {
        var epoch = await Store.ReadEpoch("never written");
        Assert.Matches("^[a-z0-9]{2,20}$", epoch);
        await Store.Apply(new("never written", 0, 0, 1, [Put("a", "1")], []));
        await Reopen();

        Assert.Equal(epoch, await Store.ReadEpoch("never written"));
    }

    [Fact]
    public async Task A_cleared_view_begins_anew_under_another_epoch_and_its_neighbours_stay()
    {
        var many = Enumerable.Range(0, 2500).Select(n => Put($"{n}", "x"));
        await Store.Apply(new(View, 1, 0, 9, [.. many], [Line("list")]));
        await Store.Apply(new("feeds", 1, 0, 9, [Put("a", "1")], [Line("list")]));
        var (epoch, neighbour) = (await Store.ReadEpoch(View), await Store.ReadEpoch("feeds"));
        await Store.Clear(View);

        Assert.Equal("", await All());
        Assert.Equal([0L, 0], await Store.ReadCursors(View, 2));
        Assert.NotEqual(epoch, await Store.ReadEpoch(View));
        Assert.False((await Store.Apply(new(View, 1, 9, 10, [], []))).IsApplied);
        Assert.Equal([1L], (await Store.Apply(new(View, 1, 0, 2, [Put("b", "2")], [Line("list")]))).Numbers);
        var fresh = await Store.ReadEpoch(View);
        await Reopen();

        Assert.Equal(["b", NumberedList.KeyOf("list", 1)], await Keys(new("", "~", 100)));
        Assert.Equal([fresh, neighbour], [await Store.ReadEpoch(View), await Store.ReadEpoch("feeds")]);
        Assert.Equal([2L], (await Store.Apply(new("feeds", 1, 9, 10, [], [Line("list")]))).Numbers);
    }

    private static Addition Line(string list) => new(list, "x"u8.ToArray());

    private async Task<IReadOnlyList<long>> Numbers(KeyRange range) =>
        [.. (await Keys(range)).Select(NumberedList.NumberOf)];
}
