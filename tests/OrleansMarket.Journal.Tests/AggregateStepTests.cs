using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Journal.Tests.Contract;
using static OrleansMarket.Journal.Tests.Counter;
using CounterAggregate = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Journal.Tests.Counter.State, OrleansMarket.Journal.Tests.Counter.Command,
    OrleansMarket.Journal.Tests.Counter.Event, string, string>;

namespace OrleansMarket.Journal.Tests;

/// <summary>What the runner does by itself: owed steps, deadlines, snapshots.</summary>
public sealed class AggregateStepTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new(Some.Noon);
    private readonly MemoryStore memory = new();
    private readonly GroupCommitJournal journal;
    private readonly List<string> rung = [];
    private readonly HashSet<string> mute = [];

    public AggregateStepTests() => journal = new GroupCommitJournal(memory, new JournalOptions());

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    [Fact]
    public Task What_is_owed_is_carried_out_once_the_decision_is_durable() => OneThread.Run(async () =>
    {
        var counter = Open("cnt_a");
        await counter.Transact(new Command.Ring("a", "b"));
        await counter.Settle();

        Assert.Equal(["a", "b"], rung.Order());
        Assert.Empty((await counter.Durable()).Bells);
        Assert.Null(await Due("cnt_a"));
        Assert.Null(counter.LastFailure);
    });

    [Fact]
    public Task A_step_that_failed_stays_owed_until_its_deadline_asks_again() => OneThread.Run(async () =>
    {
        mute.Add("a");
        var counter = Open("cnt_a");
        await counter.Transact(new Command.Ring("a"));
        await counter.Settle();
        Assert.IsType<TimeoutException>(counter.LastFailure);
        Assert.Equal(Some.Noon + new Counter().RetryAfter, await Due("cnt_a"));

        // A crash: somebody else wakes the aggregate at the deadline.
        mute.Clear();
        var woken = Open("cnt_a");
        await woken.Elapse();
        Assert.Equal(["a"], (await woken.Durable()).Bells);
        clock.Advance(new Counter().RetryAfter);
        await woken.Elapse();

        Assert.Empty((await woken.Durable()).Bells);
        Assert.Null(await Due("cnt_a"));
    });

    [Fact]
    public Task A_step_that_fails_does_not_hold_up_the_others() => OneThread.Run(async () =>
    {
        mute.Add("a");
        var counter = Open("cnt_a");
        await counter.Transact(new Command.Ring("a", "b", "c"));
        await counter.Settle();

        Assert.Equal(["a"], (await counter.Durable()).Bells);
        Assert.IsType<TimeoutException>(counter.LastFailure);
    });

    [Fact]
    public Task A_step_that_is_cancelled_stays_owed_like_one_that_failed() => OneThread.Run(async () =>
    {
        var counter = new CounterAggregate(
            "cnt_a", new Counter(), journal, clock, _ => Task.FromCanceled<Command>(new CancellationToken(true)));
        await counter.Transact(new Command.Ring("a"));
        await counter.Settle();

        Assert.IsType<TaskCanceledException>(counter.LastFailure);
        Assert.Equal(["a"], (await counter.Durable()).Bells);
    });

    [Fact]
    public Task What_comes_to_be_owed_meanwhile_is_carried_out_too() => OneThread.Run(async () =>
    {
        CounterAggregate counter = null!;
        counter = new CounterAggregate("cnt_a", new Counter(), journal, clock, async bell =>
        {
            rung.Add(bell);
            if (bell == "a") await counter.Transact(new Command.Ring("b"));
            return new Command.Rung(bell);
        });
        await counter.Transact(new Command.Ring("a"));
        await counter.Settle();

        Assert.Equal(["a", "b"], rung.Distinct().Order());
        Assert.Empty((await counter.Durable()).Bells);
    });

    [Fact]
    public Task An_answer_that_changes_nothing_is_a_failure_and_no_endless_loop() => OneThread.Run(async () =>
    {
        var counter = new CounterAggregate(
            "cnt_a", new Counter(), journal, clock, _ => Task.FromResult<Command>(new Command.Rung("another")));
        await counter.Transact(new Command.Ring("a"));
        await counter.Settle();

        Assert.IsType<InvalidOperationException>(counter.LastFailure);
    });

    [Fact]
    public Task A_deadline_means_something_once_and_only_when_it_has_come() => OneThread.Run(async () =>
    {
        var counter = Open("cnt_a");
        await counter.Transact(new Command.Add(3));
        await counter.Transact(new Command.Wake(Some.Noon.AddMinutes(1)));
        Assert.Equal(Some.Noon.AddMinutes(1), await Due("cnt_a"));

        await counter.Elapse();
        Assert.Equal(3, (await counter.Durable()).Value);

        clock.Advance(TimeSpan.FromHours(1));
        await counter.Elapse();
        await counter.Elapse();
        await Open("cnt_a").Elapse();

        Assert.Equal((6, 3), ((await counter.Durable()).Value, (await counter.Read()).Version));
        Assert.Null(await Due("cnt_a"));
    });

    [Fact]
    public Task Two_activations_that_hear_of_a_deadline_at_once_act_on_it_once() => OneThread.Run(async () =>
    {
        var (one, other) = (Open("cnt_a"), Open("cnt_a"));
        await one.Transact(new Command.Add(3));
        await one.Transact(new Command.Wake(Some.Noon));
        await other.Read();

        await Task.WhenAll(one.Elapse(), other.Elapse(), one.Elapse());

        Assert.Equal(6, (await one.Durable()).Value);
    });

    [Fact]
    public Task A_snapshot_is_written_and_spares_the_folding() => OneThread.Run(async () =>
    {
        await WriteSnapshot("cnt_a", "1");
        var machine = new Counter { SnapshotShape = "1" };
        var reader = new CounterAggregate("cnt_a", machine, journal, clock);

        Assert.Equal((12, 12), ((await reader.Durable()).Value, (await reader.Read()).Version));
        Assert.Equal(2, machine.Folded);
    });

    [Fact]
    public Task A_snapshot_of_an_older_shape_is_ignored() => OneThread.Run(async () =>
    {
        await WriteSnapshot("cnt_a", "1");
        var machine = new Counter { SnapshotShape = "2" };

        Assert.Equal(12, (await new CounterAggregate("cnt_a", machine, journal, clock).Durable()).Value);
        Assert.Equal(12, machine.Folded);
    });

    [Fact]
    public Task A_snapshot_that_cannot_be_read_is_ignored_too() => OneThread.Run(async () =>
    {
        await WriteSnapshot("cnt_a", "1");
        var machine = new Counter { SnapshotShape = "1", SnapshotsAreDamaged = true };
        var counter = new CounterAggregate("cnt_a", machine, journal, clock);

        Assert.Equal(12, (await counter.Durable()).Value);
        Assert.IsType<FormatException>(counter.LastFailure);
        Assert.Equal("13", await counter.Transact(new Command.Add(1)));
    });

    private CounterAggregate Open(string id) => new(id, new Counter(), journal, clock, async bell =>
    {
        await Task.Yield();
        if (mute.Contains(bell)) throw new TimeoutException("nobody heard");
        rung.Add(bell);
        return new Command.Rung(bell);
    });

    private async Task WriteSnapshot(string id, string shape)
    {
        var writer = new CounterAggregate(id, new Counter { SnapshotShape = shape }, journal, clock);
        for (var i = 0; i < 12; i++) await writer.Transact(new Command.Add(1));
        while ((await memory.Read([new(id, shape)]))[0].Snapshot is null) await Task.Yield();
    }

    private ValueTask<DateTimeOffset?> Due(string id) =>
        memory.NextDeadline(AggregateId.Partition(id, memory.Partitions));
}
