using System.Text;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Journal.Tests.Contract;

/// <summary>What every store of views does. A store is what passes this.</summary>
public abstract partial class ViewStoreContract : IAsyncLifetime
{
    private const string View = "orders";

    private IViewStore? store;

    protected IViewStore Store => store!;

    public virtual async ValueTask InitializeAsync() => store = await Open();

    public virtual async ValueTask DisposeAsync()
    {
        if (store is not null) await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the store of this test; a second time it finds what was there.</summary>
    protected abstract ValueTask<IViewStore> Open();

    [Fact]
    public async Task What_was_put_is_read_back_word_for_word_until_it_is_removed()
    {
        await Apply(0, 0, 1, Put("a", "one"), Put("b", "two"));
        Assert.Equal("a=one b=two", await All());

        await Apply(0, 1, 2, Put("a", "other"), Remove("b"), Remove("never there"));
        Assert.Equal("a=other", await All());
    }

    [Fact]
    public async Task What_was_never_written_is_empty()
    {
        Assert.Empty(await Keys(KeyRange.Of("a")));
        Assert.Equal(new long[8], await Store.ReadCursors(View, 8));
        Assert.Empty(await Store.Read(View, []));
    }

    [Fact]
    public async Task Of_several_changes_of_one_key_the_last_one_counts()
    {
        await Apply(0, 0, 1, Put("a", "1"), Remove("a"), Put("a", "2"), Put("b", "1"), Put("b", "2"), Remove("b"));

        Assert.Equal("a=2", await All());
    }

    [Fact]
    public async Task Keys_sort_by_the_bytes_of_their_UTF8()
    {
        // UTF-16 would sort what is beyond the basic plane before what is at its end.
        string[] ordered =
            ["", "\0", "\0\0", "A", "Z", "a", "a\0", "a\u0001", "a/", "aa", "z", "\u007f", "ä", "€", "\uffee", "😀"];
        await Apply(0, 0, 1, [.. ordered.Reverse().Select(key => Put(key, "x"))]);

        Assert.Equal(ordered, await Keys(new("", "\U0010ffff", 100)));
        Assert.Equal(ordered.Reverse(), await Keys(new("", "\U0010ffff", 100, Descending: true)));
    }

    [Fact]
    public async Task A_range_includes_its_beginning_and_ends_before_its_end()
    {
        await Apply(0, 0, 1, [.. "abcdefg".Select(key => Put($"{key}", "x"))]);

        Assert.Equal(["b", "c", "d"], await Keys(new("b", "e", 100)));
        Assert.Equal(["d", "c", "b"], await Keys(new("b", "e", 100, Descending: true)));
        Assert.Equal(["b", "c"], await Keys(new("b", "e", 2)));
        Assert.Equal(["d", "c"], await Keys(new("b", "e", 2, Descending: true)));
        Assert.Empty(await Keys(new("b", "b", 100)));
        Assert.Empty(await Keys(new("e", "b", 100)));
        Assert.Empty(await Keys(new("b", "e", 0)));
    }

    [Fact]
    public async Task A_prefix_means_what_begins_with_it_and_a_key_only_itself()
    {
        string[] keys = ["ord", "ord/", "ord/1", "ord/1\0", "ord0"];
        await Apply(0, 0, 1, [.. keys.Select(key => Put(key, "x"))]);

        Assert.Equal(["ord/", "ord/1", "ord/1\0"], await Keys(KeyRange.Under("ord/", 100)));
        Assert.Equal(["ord/1\0"], await Keys(KeyRange.Under("ord/", 1, descending: true)));
        Assert.Equal(["ord/1"], await Keys(KeyRange.Of("ord/1")));
    }

    [Fact]
    public async Task Views_are_kept_apart()
    {
        await Apply(0, 0, 1, Put("a", "orders"));
        await Store.Apply(new("feeds", 0, 0, 5, [Put("a", "feeds")], []));

        Assert.Equal("a=orders", await All());
        Assert.Equal([1L, 0], await Store.ReadCursors(View, 2));
        Assert.Equal([5L, 0], await Store.ReadCursors("feeds", 2));
        Assert.NotEqual(await Store.ReadEpoch(View), await Store.ReadEpoch("feeds"));
    }

    [Fact]
    public async Task Bodies_may_be_empty_or_large()
    {
        var large = new byte[3_000_000];
        new Random(1).NextBytes(large);
        await Store.Apply(new(View, 0, 0, 1, [new("empty", ReadOnlyMemory<byte>.Empty), new("large", large)], []));

        var found = await Store.Read(View, [KeyRange.Of("empty"), KeyRange.Of("large")]);

        Assert.True(Assert.Single(found[0]).Body.IsEmpty);
        Assert.True(Assert.Single(found[1]).Body.Span.SequenceEqual(large));
    }

    [Fact]
    public async Task Keys_and_views_may_be_called_anything_that_is_text()
    {
        string[] names =
            ["'; DROP TABLE document; --", "%_*?[a]", new string('x', 5000), "a\0b", "\r\n\t", "../..", "Ω😀"];
        foreach (var view in names)
            Assert.True((await Store.Apply(
                new(view, 0, 0, 1, [.. names.Select(key => Put(key, view))], [new(view, "1"u8.ToArray())]))).IsApplied);

        foreach (var view in names)
        {
            var found = await Store.Read(view, [.. names.Select(KeyRange.Of), NumberedList.Last(view)]);
            Assert.Equal(names, found.SkipLast(1).Select(range => Assert.Single(range).Key));
            Assert.Equal(view, Said(Assert.Single(found[0])));
            Assert.Equal(NumberedList.KeyOf(view, 1), Assert.Single(found[^1]).Key);
        }
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_refused_alone()
    {
        var neighbours = Task.WhenAll(Enumerable.Range(1, 7).Select(Neighbour));
        foreach (var batch in new ViewBatch[]
        {
            new(View, 0, 0, 1, [Put("a\ud800", "x")], []), new(View, 0, 0, 1, [], [new("\udc00", default)]),
            new("\ud800", 0, 0, 1, [], []),
        })
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Store.Apply(batch));

        Assert.All(await neighbours, result => Assert.True(result.IsApplied));
        Assert.Equal([0L, 1, 1, 1, 1, 1, 1, 1], await Store.ReadCursors(View, 8));

        Task<ViewResult> Neighbour(int partition) =>
            Store.Apply(new(View, partition, 0, 1, [Put($"{partition}", "x")], [])).AsTask();
    }

    private static DocumentChange Put(string key, string body) => new(key, Encoding.UTF8.GetBytes(body));

    private static DocumentChange Remove(string key) => new(key, null);

    private static string Said(Document document) => Encoding.UTF8.GetString(document.Body.Span);

    private async Task Apply(int partition, long after, long upTo, params DocumentChange[] changes) =>
        Assert.True((await Store.Apply(new(View, partition, after, upTo, changes, []))).IsApplied);

    private async Task<string[]> Keys(KeyRange range) =>
        [.. (await Store.Read(View, [range]))[0].Select(document => document.Key)];

    private async Task<string> All()
    {
        var all = (await Store.Read(View, [new("", "\U0010ffff", int.MaxValue)]))[0];
        return string.Join(' ', all.Select(document => $"{document.Key}={Said(document)}"));
    }

    private async Task Reopen()
    {
        await Store.DisposeAsync();
        store = await Open();
    }
}
