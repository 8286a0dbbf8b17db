using OrleansMarket.Contracts;
using OrleansMarket.Grains.Tests.Following;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests.Streaming;

/// <summary>Operators see what views have put aside, and have it delivered again.</summary>
public sealed class DeadLetterTests : IAsyncDisposable
{
    private readonly MemoryStore store = new(2);
    private readonly MemoryViewStore views = new();
    private readonly Fate fate = new();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await views.DisposeAsync();
    }

    [Fact]
    public async Task Letters_of_all_views_and_partitions_are_listed_page_by_page_until_they_are_taken()
    {
        fate.Fails = entry => entry.Sequence is 5 or 300 ? new InvalidDataException("Not that one.") : null;
        for (var partition = 0; partition < 2; partition++)
            await Diary.Write(store, Diary.NameIn(partition, 2), 400);
        await using var market = await MarketCluster.Start(store: store, configure: silo =>
            Watchers.Add(silo, views, fate, typeof(FirstWatcher), typeof(SecondWatcher)));
        var letters = market.Grains.DeadLetters();
        await MarketCluster.Eventually(async () => (await letters.List(null, 10)).Length == 4);

        string[] all = ["dlt_first.0.5", "dlt_first.0.300", "dlt_first.1.5", "dlt_first.1.300"];
        Assert.Equal(all[..3], (await letters.List(null, 3)).Select(letter => letter.Id));
        Assert.Equal(all[3..], (await letters.List(all[2], 3)).Select(letter => letter.Id));
        Assert.Empty(await letters.List(all[3], 3));
        var one = (await letters.List(all[0], 1))[0];
        Assert.Equal(("first", 0, 300L, "InvalidDataException: Not that one."),
            (one.View, one.Partition, one.Sequence, one.Reason));

        Assert.Equal(new(true, "InvalidDataException: Not that one."), await letters.Redeliver(all[1]));
        fate.Fails = null;
        Assert.Equal(new(true, null), await letters.Redeliver(all[1]));
        Assert.Equal([all[0], .. all[2..]], (await letters.List(null, 10)).Select(letter => letter.Id));
        Assert.Equal(300, (await Diary.Read(views, FirstWatcher.View, 0))[^1]);
    }

    [Theory]
    [InlineData("dlt_first.0.300")]
    [InlineData("dlt_first.99.1")]
    [InlineData("dlt_first.0.x")]
    [InlineData("dlt_first.0")]
    [InlineData("dlt_nothing.0.1")]
    [InlineData("ord_first.0.1")]
    public async Task What_is_no_letter_is_not_delivered(string id)
    {
        await using var market = await MarketCluster.Start(
            store: store, configure: silo => Watchers.Add(silo, views, fate, typeof(FirstWatcher)));
        Assert.Equal(new(false, null), await market.Grains.DeadLetters().Redeliver(id));
    }
}
