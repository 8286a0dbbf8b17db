using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Streaming;
using OrleansMarket.Grains.Tests.Following;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests.Streaming;

/// <summary>What is in the journal comes to everybody who follows it, once and in order, whatever fails.</summary>
public sealed class StreamTests : IAsyncDisposable
{
    private const int Partitions = 4;

    private readonly MemoryStore store = new(Partitions);
    private readonly FaultyViewStore views = new(new MemoryViewStore());
    private readonly Fate fate = new();
    private readonly int[] written = new int[Partitions];

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await views.DisposeAsync();
    }

    [Fact]
    public async Task Every_entry_comes_once_and_in_order_across_restarts()
    {
        await Write(700);
        await using (await Start(typeof(FirstWatcher)))
        {
            await Complete(FirstWatcher.View);
            for (var i = 0; i < 20; i++) await Write(7);
            await Complete(FirstWatcher.View);
        }

        // Nobody adds anything after the start: what came while nobody ran has to come by itself.
        await Write(300);
        await using (await Start(typeof(FirstWatcher))) await Complete(FirstWatcher.View);
        Assert.All(await Cursors(), cursor => Assert.True(cursor > 0));
    }

    [Fact]
    public async Task A_view_that_is_new_begins_with_the_first_entry_although_the_others_have_everything()
    {
        await Write(6_000);
        await using (await Start(typeof(FirstWatcher))) await Complete(FirstWatcher.View);
        // Whoever went by the stream's own place would begin here.
        Assert.All(await Cursors(), cursor => Assert.True(cursor > 5_000));
        await using (await Start(typeof(FirstWatcher), typeof(SecondWatcher))) await Complete(SecondWatcher.View);
        await Complete(FirstWatcher.View);
    }

    [Fact]
    public async Task A_view_that_cannot_be_written_holds_up_neither_other_partitions_nor_other_views()
    {
        views.Refuses = batch => batch is { View: FirstWatcher.View, Partition: 0 };
        await using var market = await Start(typeof(FirstWatcher), typeof(SecondWatcher));
        // Far more than is kept in memory for it.
        for (var i = 0; i < 10; i++) await Write(600);
        await Complete(SecondWatcher.View);
        Assert.All(Enumerable.Range(1, Partitions - 1), partition => Assert.True(written[partition] > 0));
        await Complete(FirstWatcher.View, from: 1);
        Assert.Empty(await Diary.Read(views, FirstWatcher.View, 0));

        views.Refuses = null;
        await Complete(FirstWatcher.View);
        Assert.Empty(await Diary.Letters(views, FirstWatcher.View));
    }

    [Fact]
    public async Task What_a_view_cannot_take_is_put_aside_and_the_rest_goes_on()
    {
        fate.Fails = entry =>
            entry is { Partition: 1, Sequence: 40 } ? new InvalidDataException("Not that one.") : null;
        await Write(100);
        await using var market = await Start(typeof(FirstWatcher), typeof(SecondWatcher));
        await Complete(SecondWatcher.View);
        await MarketCluster.Eventually(async () => (await views.ReadCursors(FirstWatcher.View, Partitions))
            .SequenceEqual(written.Select(count => (long)count)));
        var letter = Assert.Single(await Diary.Letters(views, FirstWatcher.View));
        Assert.Equal((1, 40L), (letter.Partition, letter.Sequence));

        var follower = market.Grains.Follower(FirstWatcher.View, 1);
        Assert.NotNull((await follower.Redeliver(40)).Reason);
        fate.Fails = null;
        Assert.Equal(new Redelivery(true, null), await follower.Redeliver(40));
        Assert.Equal(40, (await Diary.Read(views, FirstWatcher.View, 1))[^1]);
    }

    [Fact]
    public async Task Who_asks_for_an_entry_gets_it_without_waiting_for_the_stream()
    {
        await using var market = await Start(typeof(FirstWatcher));
        var follower = market.Grains.Follower(FirstWatcher.View, 2);
        await Write(50);
        Assert.Equal(written[2], await follower.Reach(written[2], TimeSpan.FromSeconds(10)));
        Assert.Equal(written[2], await follower.Reach(long.MaxValue, TimeSpan.FromSeconds(10)));
        Assert.Equal(written[2], (await Diary.Read(views, FirstWatcher.View, 2)).Length);
        await Write(50);
        await Complete(FirstWatcher.View);
    }

    [Fact]
    public async Task A_silo_says_how_far_its_views_are()
    {
        await Write(50);
        await using var market = await Start(typeof(FirstWatcher));
        await Complete(FirstWatcher.View);
        var meters = market.Silo.GetRequiredService<StreamMeters>();
        await MarketCluster.Eventually(() => Task.FromResult(Known().Count() == Partitions
            && Known().All(one => (one.Position, one.Behind) == (written[one.Partition], 0))));

        IEnumerable<StreamProgress> Known() => meters.Read().Where(one => one.View == FirstWatcher.View);
    }

    [Fact]
    public async Task Nobody_publishes_to_the_stream_but_the_journal()
    {
        await using var market = await Start();
        var stream = market.Silo.GetRequiredKeyedService<IStreamProvider>(MarketStream.Provider)
            .GetStream<EntryPage>(MarketStream.Of(0));
        var refused = await Assert.ThrowsAsync<NotSupportedException>(() => stream.OnNextAsync(EntryPage.At(0, 1)));
        Assert.Contains("the only way into it is a command", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partition_is_its_queue_and_its_stream()
    {
        var queues = new PartitionQueues(32);
        Assert.Equal(Enumerable.Range(0, 32), queues.GetAllQueues().Select(PartitionQueues.PartitionOf));
        Assert.Equal(queues.GetAllQueues(),
            Enumerable.Range(0, 32).Select(partition => queues.GetQueueForStream(MarketStream.Of(partition))));
        Assert.Throws<ArgumentException>(() => queues.GetQueueForStream(MarketStream.Of(32)));
        Assert.Distinct(queues.GetAllQueues().Select(queue => queue.GetUniformHashCode()));
    }

    private Task<MarketCluster> Start(params Type[] watchers) =>
        MarketCluster.Start(store: store, configure: silo => Watchers.Add(silo, views, fate, watchers));

    private async Task Write(int count)
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            var name = Diary.NameIn(partition, Partitions);
            var first = (await store.Read([new($"tst_{name}", null)]))[0].Entries.Count + 1;
            await Diary.Write(store, name, count, first);
        }

        var heads = await store.ReadHeads();
        for (var partition = 0; partition < Partitions; partition++)
            written[partition] = (int)heads[partition].Sequence;
    }

    private Task<long[]> Cursors() => Task.WhenAll(Enumerable.Range(0, Partitions)
        .Select(async partition => await store.ReadCursor(MarketStream.Provider, partition)));

    private async Task Complete(string view, int from = 0)
    {
        for (var partition = from; partition < Partitions; partition++)
        {
            await MarketCluster.Eventually(async () =>
                (await views.ReadCursors(view, Partitions))[partition] >= written[partition]);
            Assert.Equal(
                Enumerable.Range(1, written[partition]).Select(number => (long)number),
                await Diary.Read(views, view, partition));
        }
    }
}
