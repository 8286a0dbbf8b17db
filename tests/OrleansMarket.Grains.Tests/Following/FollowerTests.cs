using OrleansMarket.Grains.Following;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests.Following;

/// <summary>Whatever is delivered, every entry counts once and in order, or is put aside.</summary>
public sealed class FollowerTests : IAsyncDisposable
{
    private const string View = "diary";

    private readonly MemoryStore journal = new(1);
    private readonly FaultyViewStore views = new(new MemoryViewStore());
    private readonly List<DeadLetter> buried = [];

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await views.DisposeAsync();
    }

    [Fact]
    public async Task What_is_delivered_twice_or_overlaps_counts_once()
    {
        var entries = await Write(10);
        var follower = Follow(new Diary());
        await follower.Receive(entries[..4]);
        await follower.Receive(entries[..4]);
        await follower.Receive(entries[2..7]);
        await follower.Receive([]);
        await follower.Receive(entries[5..]);
        await CountedUpTo(10);
    }

    [Fact]
    public async Task What_is_not_delivered_is_read_before_what_is()
    {
        var entries = await Write(2_500);
        await Follow(new Diary()).Receive(entries[2_400..]);
        await CountedUpTo(2_500);
    }

    [Fact]
    public async Task Catching_up_ends_where_the_journal_does()
    {
        await Write(20);
        var follower = Follow(new Diary());
        await follower.CatchUp(long.MaxValue);
        Assert.Equal(20, await follower.Position());
        await CountedUpTo(20);
    }

    [Fact]
    public async Task Whoever_begins_anew_goes_on_from_where_the_view_has_come()
    {
        var entries = await Write(10);
        await Follow(new Diary()).Receive(entries[..6]);
        var second = new Diary();
        await Follow(second).Receive(entries);
        Assert.Equal(4, second.Shown);
        await CountedUpTo(10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(23)]
    [InlineData(64)]
    public async Task An_entry_that_cannot_be_taken_is_put_aside_and_everything_around_it_counts(int poison)
    {
        var entries = await Write(64);
        await Follow(new Diary(Poison(poison))).Receive(entries);
        Assert.Equal(Enumerable.Range(1, 64).Where(number => number != poison).Select(number => (long)number),
            await Diary.Read(views, View, 0));
        var letter = Assert.Single(await Diary.Letters(views, View));
        Assert.Equal(
            (0, (long)poison, "tst_a", (long)poison, "InvalidDataException: Not that one.", DateTimeOffset.UnixEpoch),
            (letter.Partition, letter.Sequence, letter.Aggregate, letter.Version, letter.Reason, letter.At));
        Assert.Equal(buried, [letter]);
    }

    [Fact]
    public async Task Several_entries_that_cannot_be_taken_are_each_put_aside()
    {
        await Follow(new Diary(Poison(3, 4, 17))).Receive(await Write(20));
        Assert.Equal(17, (await Diary.Read(views, View, 0)).Length);
        Assert.Equal([3L, 4, 17], (await Diary.Letters(views, View)).Select(letter => letter.Sequence));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_puts_nothing_aside()
    {
        var entries = await Write(5);
        var follower = Follow(new Diary(Poison(3)));
        await follower.Position();
        views.IsUnreadable = true;
        await Assert.ThrowsAsync<IOException>(() => follower.Receive(entries));
        views.IsUnreadable = false;
        Assert.Empty(await Diary.Letters(views, View));
        Assert.Empty(await Diary.Read(views, View, 0));
        await follower.Receive(entries);
        await Counted(1, 2, 4, 5);
    }

    [Fact]
    public async Task A_store_that_does_not_write_puts_nothing_aside_and_the_next_delivery_counts()
    {
        var entries = await Write(5);
        var diary = new Diary();
        var follower = Follow(diary);
        views.Refuses = _ => true;
        await Assert.ThrowsAsync<IOException>(() => follower.Receive(entries));
        Assert.Equal(1, diary.Forgotten);
        views.Refuses = null;
        await follower.Receive(entries);
        await CountedUpTo(5);
    }

    [Fact]
    public async Task A_batch_that_was_applied_and_reported_as_failed_counts_once()
    {
        var entries = await Write(6);
        var follower = Follow(new Diary());
        views.LosesAnswer = _ => true;
        await Assert.ThrowsAsync<IOException>(() => follower.Receive(entries[..3]));
        views.LosesAnswer = null;
        await follower.Receive(entries[..3]);
        await follower.Receive(entries[3..]);
        await CountedUpTo(6);
    }

    [Fact]
    public async Task Two_that_follow_at_once_count_everything_once()
    {
        var entries = await Write(40);
        var (diary, other) = (new Diary(), new Diary());
        var (one, two) = (Follow(diary), Follow(other));
        await one.Receive(entries[..10]);
        await two.Receive(entries[..20]);
        // It believes to be at 10; the other one is ahead.
        await one.Receive(entries[10..30]);
        await two.Receive(entries[20..]);
        await CountedUpTo(40);
        Assert.Equal((1, 1), (diary.Forgotten, other.Forgotten));
    }

    [Fact]
    public async Task An_entry_that_was_put_aside_counts_when_it_is_delivered_again_and_its_letter_is_gone()
    {
        var entries = await Write(5);
        var isHealed = false;
        var follower = Follow(new Diary(entry => isHealed ? null : Poison(2)(entry)));
        await follower.Receive(entries);

        Assert.Equal(new(true, "InvalidDataException: Not that one."), await follower.Redeliver(2));
        Assert.Single(await Diary.Letters(views, View));
        isHealed = true;
        Assert.Equal(new(true, null), await follower.Redeliver(2));
        Assert.Empty(await Diary.Letters(views, View));
        await Counted(1, 3, 4, 5, 2);
        Assert.Equal(5, await follower.Position());

        Assert.Equal(Redelivery.Unknown, await follower.Redeliver(2));
        Assert.Equal(Redelivery.Unknown, await follower.Redeliver(4));
        Assert.Equal(5, (await Diary.Read(views, View, 0)).Length);
    }

    [Fact]
    public async Task What_is_delivered_again_while_another_one_is_ahead_counts_once()
    {
        var entries = await Write(5);
        var follower = Follow(new Diary(Poison(2)));
        await follower.Receive(entries[..3]);
        await Follow(new Diary()).Receive(entries);
        Assert.True((await follower.Redeliver(2)).IsKnown);
        Assert.Equal(5, await follower.Position());
        Assert.Single(await Diary.Letters(views, View));
    }

    private async Task<StoredEntry[]> Write(int count)
    {
        await Diary.Write(journal, "a", count);
        return [.. await journal.ReadPartition(0, 0, int.MaxValue)];
    }

    private Task CountedUpTo(int count) => Counted([.. Enumerable.Range(1, count).Select(number => (long)number)]);

    private async Task Counted(params long[] sequences) =>
        Assert.Equal(sequences.AsEnumerable(), await Diary.Read(views, View, 0));

    private Follower Follow(IProjection projection) => new(
        journal, views, View, 0, projection,
        new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch), null, buried.Add);

    private static Func<StoredEntry, Exception?> Poison(params long[] sequences) => entry =>
        sequences.Contains(entry.Sequence) ? new InvalidDataException("Not that one.") : null;
}
