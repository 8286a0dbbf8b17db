using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Journal.Tests.Contract;
using static OrleansMarket.Journal.Tests.Counter;
using CounterAggregate = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Journal.Tests.Counter.State, OrleansMarket.Journal.Tests.Counter.Command,
    OrleansMarket.Journal.Tests.Counter.Event, string, string>;

namespace OrleansMarket.Journal.Tests;

/// <summary>
/// Two processes on one store, and for a while an activation in each: what one says without writing is true too.
/// </summary>
public sealed class SharedStoreTests : IAsyncDisposable
{
    private readonly FakeTimeProvider clock = new(Some.Noon);
    private readonly MemoryStore store = new();
    private readonly GroupCommitJournal one;
    private readonly GroupCommitJournal other;

    public SharedStoreTests() => (one, other) = (Open(isShared: true), Open(isShared: true));

    public async ValueTask DisposeAsync()
    {
        await one.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public Task What_another_activation_has_written_is_not_answered_as_nothing_to_do() => OneThread.Run(async () =>
    {
        var (forgotten, successor) = (On(one), On(other));
        await forgotten.Transact(new Command.Open());
        await successor.Transact(new Command.Ring("noon"));

        Assert.Equal("rung", await forgotten.Transact(new Command.Rung("noon")));
        Assert.Empty((await On(other).Durable()).Bells);
    });

    [Fact]
    public Task A_deadline_that_another_activation_has_stored_is_heard() => OneThread.Run(async () =>
    {
        var (forgotten, successor) = (On(one), On(other));
        await forgotten.Transact(new Command.Add(5));
        await successor.Transact(new Command.Wake(Some.Noon.AddHours(1)));
        clock.Advance(TimeSpan.FromHours(1));

        await forgotten.Elapse();

        Assert.Equal((10, 3), ((await forgotten.Durable()).Value, (await forgotten.Read()).Version));
    });

    [Fact]
    public Task Who_writes_alone_does_not_look() => OneThread.Run(async () =>
    {
        await using var alone = Open(isShared: false);
        var counter = On(alone);
        await counter.Transact(new Command.Open());
        var loads = alone.Figures.Loads;

        Assert.Equal("open already", await counter.Transact(new Command.Open()));
        Assert.Equal(loads, alone.Figures.Loads);
    });

    private GroupCommitJournal Open(bool isShared) =>
        new(store, new JournalOptions { Clock = new LeapingClock(), StoreIsShared = isShared });

    private CounterAggregate On(GroupCommitJournal journal) => new("cnt_a", new Counter(), journal, clock);
}
