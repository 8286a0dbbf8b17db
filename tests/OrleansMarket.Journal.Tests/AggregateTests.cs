using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Journal.Tests.Contract;
using static OrleansMarket.Journal.Tests.Counter;
using CounterAggregate = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Journal.Tests.Counter.State, OrleansMarket.Journal.Tests.Counter.Command,
    OrleansMarket.Journal.Tests.Counter.Event, string, string>;

namespace OrleansMarket.Journal.Tests;

public sealed class AggregateTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new(Some.Noon);
    private readonly MemoryStore memory = new();
    private readonly FaultyStore store;
    private readonly GroupCommitJournal journal;
    private readonly Counter machine = new();

    public AggregateTests()
    {
        store = new FaultyStore(memory);
        journal = new GroupCommitJournal(store, new JournalOptions { Clock = new LeapingClock() });
    }

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    [Fact]
    public Task A_decision_is_answered_only_once_it_is_durable() => OneThread.Run(async () =>
    {
        var counter = Open("cnt_a");
        await counter.Read();
        var (release, begun) = store.Block();
        var answer = counter.Transact(new Command.Add(5), "cmd-1", "buyer");
        await begun;
        Assert.False(answer.IsCompleted);
        release.SetResult();

        Assert.Equal("5", await answer);
        var entry = (await memory.Read([new("cnt_a", null)]))[0].Entries.Single();
        Assert.Equal((1, "cmd-1", "buyer", Some.Noon), (entry.Version, entry.Command, entry.Cause, entry.At));
    });

    [Fact]
    public Task Commands_that_overlap_are_decided_on_the_newest_state_and_written_together() =>
        OneThread.Run(async () =>
        {
            var counter = Open("cnt_a");
            await counter.Read();
            var (release, begun) = store.Block();
            var answers = Enumerable.Range(1, 50).Select(_ => counter.Transact(new Command.Add(2))).ToArray();
            await begun;
            Assert.Equal(50, machine.Decisions);
            Assert.DoesNotContain(answers, answer => answer.IsCompleted);
            release.SetResult();

            Assert.Equal(Enumerable.Range(1, 50).Select(n => $"{n * 2}"), await Task.WhenAll(answers));
            Assert.Equal((100, 50), ((await counter.Durable()).Value, (await counter.Read()).Version));
            Assert.InRange(store.Commits.Count, 1, 50);
            Assert.Equal(50, (await Open("cnt_a").Read()).Version);
        });

    [Fact]
    public Task A_view_waits_for_the_decisions_that_it_would_show() => OneThread.Run(async () =>
    {
        var counter = Open("cnt_a");
        await counter.Read();
        var (release, begun) = store.Block();
        var adding = counter.Transact(new Command.Add(5));
        var viewing = counter.Durable();
        var refusal = counter.Transact(new Command.Add(1000));
        await begun;
        Assert.False(viewing.IsCompleted);
        Assert.False(refusal.IsCompleted);
        release.SetResult();

        Assert.Equal(5, (await viewing).Value);
        Assert.Equal("too much", await refusal);
        await adding;
    });

    [Fact]
    public Task A_failed_append_poisons_what_is_behind_it_and_nothing_undurable_is_shown() => OneThread.Run(async () =>
    {
        var counter = Open("cnt_a");
        await counter.Transact(new Command.Add(1));
        store.OnCommit = (_, _) => throw new IOException("away");
        var first = counter.Transact(new Command.Add(10));
        var second = counter.Transact(new Command.Add(100));
        var view = counter.Durable();

        await Assert.ThrowsAsync<JournalUnavailableException>(() => first);
        store.OnCommit = null;
        await Settled(second);

        // Whatever was decided on the lost state was decided again or refused; the lost ten are never seen.
        Assert.Contains((await view).Value, new[] { 1, 101 });
        var value = (await counter.Durable()).Value;
        Assert.Equal(second.IsCompletedSuccessfully ? 101 : 1, value);
        Assert.Equal(value, (await Open("cnt_a").Durable()).Value);
    });

    [Fact]
    public Task After_a_conflict_the_command_is_decided_again_on_what_is_there() => OneThread.Run(async () =>
    {
        var (one, other) = (Open("cnt_a"), Open("cnt_a"));
        await one.Read();
        await other.Read();
        await one.Transact(new Command.Add(5));

        Assert.Equal("7", await other.Transact(new Command.Add(2)));
        Assert.Equal("too much", await one.Transact(new Command.Add(994)));
        Assert.Equal(7, (await one.Durable()).Value);
    });

    [Fact]
    public Task Two_activations_that_write_at_once_lose_nothing() => OneThread.Run(async () =>
    {
        var (one, other) = (Open("cnt_a"), Open("cnt_a"));
        for (var round = 0; round < 20; round++)
            await Task.WhenAll(one.Transact(new Command.Add(1)), other.Transact(new Command.Add(1)));

        // The one that wrote last knows; the other may not have heard of it yet.
        Assert.Equal(40, (await Open("cnt_a").Durable()).Value);
        Assert.Equal(40, Math.Max((await one.Durable()).Value, (await other.Durable()).Value));
    });

    [Fact]
    public Task What_creates_is_written_without_a_read() => OneThread.Run(async () =>
    {
        var counter = Open("cnt_a");

        Assert.Equal("opened", await counter.Transact(new Command.Open(), creates: true));
        Assert.Equal("open already", await counter.Transact(new Command.Open(), creates: true));
        Assert.Equal(0, store.Reads);
    });

    [Fact]
    public Task What_wrongly_guessed_to_create_is_decided_on_what_is_there() => OneThread.Run(async () =>
    {
        await Open("cnt_a").Transact(new Command.Add(3));
        var counter = Open("cnt_a");
        var opening = counter.Transact(new Command.Open(), creates: true);
        var behind = counter.Transact(new Command.Add(1));

        Assert.Equal("open already", await opening);
        Assert.Equal("4", await behind);
    });

    [Fact]
    public Task A_refusal_never_rests_on_a_guess() => OneThread.Run(async () =>
    {
        await Open("cnt_a").Transact(new Command.Ring("a"));

        Assert.Equal("rung", await Open("cnt_a").Transact(new Command.Rung("a"), creates: true));
    });

    [Fact]
    public Task A_load_overtaken_by_decisions_is_not_gone_on_from() => OneThread.Run(async () =>
    {
        var (read, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        store.AfterRead = () =>
        {
            read.TrySetResult();
            return held.Task;
        };
        var counter = Open("cnt_a");
        var viewing = counter.Durable();
        await read.Task;
        store.AfterRead = null;
        await counter.Transact(new Command.Open(), creates: true);
        store.OnCommit = (_, _) => throw new IOException("away");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => counter.Transact(new Command.Add(1)));
        store.OnCommit = null;
        held.SetResult();

        // What that load read, before anything was decided, is shown to nobody.
        Assert.Equal(1, (await viewing).Value);
        Assert.Equal(1, (await counter.Durable()).Value);
    });

    [Fact]
    public Task Births_are_written_with_the_decision() => OneThread.Run(async () =>
    {
        Assert.Equal("budded", await Open("cnt_r").Transact(new Command.Bud("bud_r.1")));

        Assert.Single(store.Commits);
        Assert.Equal((1, 1), ((await Open("bud_r.1").Durable()).Value, (await Open("bud_r.1").Read()).Version));
        Assert.Equal("cnt_r", (await memory.Read([new("bud_r.1", null)]))[0].Entries[0].Cause);
    });

    [Fact]
    public Task An_overloaded_journal_is_said_and_harms_nothing() => OneThread.Run(async () =>
    {
        await using var narrow = new GroupCommitJournal(store, new JournalOptions { MaxWaitingEntries = 1 });
        var counter = Open("cnt_a", on: narrow);
        await counter.Read();
        var (release, begun) = store.Block();
        var first = counter.Transact(new Command.Add(1));
        await begun;
        await Assert.ThrowsAsync<JournalOverloadedException>(() => counter.Transact(new Command.Add(10)));
        release.SetResult();

        Assert.Equal("1", await first);
        Assert.Equal("3", await counter.Transact(new Command.Add(2)));
    });

    private CounterAggregate Open(string id, IJournal? on = null) => new(id, machine, on ?? journal, clock);

    private static async Task Settled(Task task)
    {
        await Task.WhenAny(task);
        if (task.IsFaulted) Assert.IsType<JournalUnavailableException>(task.Exception!.InnerException);
    }
}
