using System.Text;

namespace OrleansMarket.Journal.Tests.Contract;

public abstract partial class StoreContract
{
    public static TheoryData<string> HostileIds =>
    [
        "", "_", ".", "a_.", "_._", "ord_ä🛒.1", "ord_ﬀ", "'; DROP TABLE entry; --", "ord_%", "ord_a\0b", "ord_ ",
        "ord_\u202e", "ord_" + new string('x', 900), string.Concat(Enumerable.Repeat("🛒", 200)),
    ];

    [Theory]
    [MemberData(nameof(HostileIds))]
    public async Task Any_id_is_kept_as_it_is(string id)
    {
        await Committed(Some.Append(Some.Entry(id, 1, due: 1)), Some.Append(id + "x", 1));
        await Committed(Some.Append(Some.Entry(id, 2, due: 2), dueBefore: 1));
        var partition = AggregateId.Partition(id, Store.Partitions);

        Assert.Equal([1L, 2], (await History(id)).Entries.Select(entry => entry.Version));
        Assert.All((await History(id)).Entries, entry => Assert.Equal(id, entry.Aggregate));
        Assert.Equal(id, (await Store.ReadDeadlines(partition, Some.Noon.AddHours(1), 9)).Single().Aggregate);
        Assert.Equal([id, id + "x"], await Store.ListAggregates(id, null, 9));
        Assert.Contains(id, (await Store.ReadPartition(partition, 0, 9)).Select(stored => stored.Entry.Aggregate));
        await Store.MoveCursor(id, 0, 1);
        Assert.Equal(1, await Store.ReadCursor(id, 0));
    }

    [Fact]
    public async Task Ids_are_listed_in_the_order_of_their_bytes()
    {
        // UTF-16 would put the cart (two surrogates) before the ligature.
        string[] ids = ["o_A", "o_a", "o_aa", "o_ä", "o_ﬀ", "o_🛒"];
        await Committed([.. ids.Reverse().Select(id => Some.Append(id, 1))]);

        Assert.Equal(ids, await Store.ListAggregates("o_", null, 99));
        for (var i = 0; i < ids.Length; i++) Assert.Equal(ids[(i + 1)..], await Store.ListAggregates("o_", ids[i], 99));
    }

    [Fact]
    public async Task A_megabyte_is_an_entry_like_any_other()
    {
        var body = new byte[1 << 20];
        new Random(1).NextBytes(body);
        await Committed(
            Some.Append("ord_a", 1),
            Some.Append(Some.Entry("ord_a", 2) with { Events = body }),
            Some.Append("ord_a", 3));

        var entries = (await History("ord_a")).Entries;

        Assert.Equal(3, entries.Count);
        Assert.True(entries[1].Events.Span.SequenceEqual(body));
    }

    [Fact]
    public async Task Bodies_need_not_be_text_and_may_be_empty()
    {
        await Committed(
            Some.Append(Some.Entry("ord_a", 1) with { Events = default }),
            Some.Append(Some.Entry("ord_a", 2) with
            {
                Events = new byte[] { 0, 255, 0, 0xD8 },
                Command = "",
                Cause = "",
            }));

        var entries = (await History("ord_a")).Entries;

        Assert.Equal([0, 4], entries.Select(entry => entry.Events.Length));
        Assert.Equal([0, 255, 0, 0xD8], entries[1].Events.ToArray());
        Assert.Equal("", entries[1].Command);
    }

    [Fact]
    public async Task A_snapshot_stands_for_the_entries_before_it()
    {
        await Committed(Some.Append("stk_a", 1), Some.Append("stk_a", 2), Some.Append("stk_a", 3));
        var kept = Some.Snapshot("stk_a", 2) with { Due = Some.Noon };
        await Store.WriteSnapshot(kept);

        var history = await History("stk_a", "1");

        Assert.Equal(kept with { Body = default }, history.Snapshot! with { Body = default });
        Assert.Equal("state", Encoding.UTF8.GetString(history.Snapshot.Body.Span));
        Assert.Equal([3L], history.Entries.Select(entry => entry.Version));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2")]
    public async Task A_snapshot_of_another_shape_is_ignored(string? shape)
    {
        await Committed(Some.Append("stk_a", 1), Some.Append("stk_a", 2));
        await Store.WriteSnapshot(Some.Snapshot("stk_a", 2, shape: "1"));

        var history = await History("stk_a", shape);

        Assert.Null(history.Snapshot);
        Assert.Equal(2, history.Entries.Count);
    }

    [Fact]
    public async Task What_folds_others_has_a_snapshot_and_no_entries()
    {
        await Store.WriteSnapshot(Some.Snapshot("ldg_3", 20_000));

        var history = await History("ldg_3", "1");

        Assert.Equal((20_000L, 0), (history.Snapshot!.Version, history.Entries.Count));
    }

    [Fact]
    public async Task An_older_snapshot_changes_nothing()
    {
        await Committed(Some.Append("stk_a", 1), Some.Append("stk_a", 2));
        await Store.WriteSnapshot(Some.Snapshot("stk_a", 2, body: "new"));
        await Store.WriteSnapshot(Some.Snapshot("stk_a", 1, body: "old"));

        Assert.Equal("new", Encoding.UTF8.GetString((await History("stk_a", "1")).Snapshot!.Body.Span));
    }

    [Fact]
    public async Task Everything_is_there_again_after_reopening()
    {
        await Committed(
            Some.Append(Some.Entry("ord_a", 1, due: 5), null, Some.Entry("esc_a", 1)),
            Some.Append("ord_b", 1));
        await Store.MoveCursor("reader", 2, 9);
        await Store.WriteSnapshot(Some.Snapshot("ord_a", 1));

        await Reopen();

        var partition = AggregateId.Partition("ord_a", Store.Partitions);
        Assert.Equal(["ord_a", "ord_b"], await Store.ListAggregates("ord_", null, 9));
        Assert.Equal(1, (await History("ord_a", "1")).Snapshot!.Version);
        Assert.Equal(Some.Noon.AddMinutes(5), await Store.NextDeadline(partition));
        Assert.Equal(9, await Store.ReadCursor("reader", 2));
        var verdicts = await Store.Commit([Some.Append("ord_a", 1), Some.Append("esc_a", 2)]);
        Assert.Equal([0L, 3], verdicts.Select(verdict => verdict.Sequence));
        Assert.Equal([1L, 2, 3], (await Store.ReadPartition(partition, 0, 9)).Select(stored => stored.Sequence));
    }
}
