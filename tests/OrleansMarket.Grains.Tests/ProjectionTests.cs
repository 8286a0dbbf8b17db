using System.Text.Json;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests;

/// <summary>What is folded of the whole journal, here the ids of all aggregates.</summary>
public sealed class ProjectionTests : IAsyncDisposable
{
    private static readonly SnapshotCodec<List<string>> Kept = new(
        "ids-1",
        ids => JsonSerializer.SerializeToUtf8Bytes(ids),
        body => JsonSerializer.Deserialize<List<string>>(body.Span)!,
        Every: 10,
        ids => ids.Count / 2);

    private readonly MemoryStore store = new(2);
    private int folded;

    public async ValueTask DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task Whoever_asks_hears_of_everything_and_no_entry_is_folded_twice()
    {
        await Write(0, 30);
        var ids = Start(Kept);
        Assert.Equal((30, 30), (await Count(ids), folded));
        await Write(30, 1);
        Assert.Equal((31, 31), (await Count(ids), folded));
        Assert.Equal((31, 31), (await Count(ids), folded));
    }

    [Fact]
    public async Task A_restart_goes_on_from_what_was_kept()
    {
        await Write(0, 60);
        var first = await Start(Kept).Newest();
        Assert.Equal((await Heads()).Order(), (await Snapshots()).Order());

        await Write(60, 3);
        folded = 0;
        var second = await Start(Kept).Newest();
        Assert.Equal(3, folded);
        Assert.Equal(first.Sum(part => part.Count) + 3, second.SelectMany(part => part).Distinct().Count());
    }

    [Fact]
    public async Task What_is_large_is_kept_as_rarely_as_it_is_large()
    {
        await Write(0, 60);
        var ids = Start(Kept);
        await ids.Newest();
        var before = await Snapshots();
        // Ten more in each partition would be enough, if there were not about thirty in it already.
        await Write(60, 30);
        await ids.Newest();
        Assert.Equal(before, await Snapshots());
        await Write(90, 200);
        await ids.Newest();
        Assert.Equal(await Heads(), await Snapshots());
    }

    [Fact]
    public async Task What_was_kept_in_another_form_is_not_read()
    {
        await Write(0, 60);
        await Start(Kept).Newest();
        folded = 0;
        Assert.Equal((60, 60), (await Count(Start(Kept with { Shape = "ids-2" })), folded));
    }

    private Projection<List<string>> Start(SnapshotCodec<List<string>> codec) =>
        new(store, "ids_", codec, (ids, entry) =>
        {
            ids.Add(entry.Aggregate);
            folded++;
        });

    private static async Task<int> Count(Projection<List<string>> ids) =>
        (await ids.Newest()).SelectMany(part => part).Distinct().Count();

    private async Task<long[]> Heads() => [.. (await store.ReadHeads()).Select(head => head.Sequence)];

    private async Task<long[]> Snapshots() =>
        [.. (await store.Read([new("ids_0", "ids-1"), new("ids_1", "ids-1")])).Select(past => past.Snapshot!.Version)];

    private async Task Write(int first, int count) =>
        Assert.All(
            await store.Commit([.. Enumerable.Range(first, count).Select(number =>
                new Append(new($"ord_{number}", 1, default, null, null, null, default), null, []))]),
            verdict => Assert.True(verdict.Committed));
}
