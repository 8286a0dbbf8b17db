using static OrleansMarket.Domain.Stock;

namespace OrleansMarket.Domain.Tests;

public sealed class StockProperties
{
    /// <summary>Few orders and moves, so that they meet; some claims are for two orders of one checkout.</summary>
    private static readonly Command[] Commands =
    [
        .. Enumerable.Range(1, 4).Select(i => new Command.Receive($"mov_{i}", i)),
        .. Enumerable.Range(1, 5).Select(i => new Command.Commit($"ord_{i}")),
        .. Enumerable.Range(1, 5).Select(i => new Command.Free([$"ord_{i}", $"ord_{i + 1}"])),
        .. Enumerable.Range(1, 5).Select(i => new Command.Reserve([new($"ord_{i}", i % 3 + 1)], Hours(i))),
        .. Enumerable.Range(1, 4).Select(i =>
            new Command.Reserve([new($"ord_{i}", 2), new($"ord_{i + 1}", 1)], Days(i * 30))),
    ];

    [Fact]
    public void I6_Units_are_never_lost_made_or_oversold() => Stride.Any.Array[0, 60].Sample(strides =>
    {
        var walk = new Walk<State, Command, Event>(Machines.Stock, new Command.Elapsed(), Commands, DueAt);
        foreach (var stride in strides)
        {
            walk.Step(stride);
            var (stock, held) = (walk.State, walk.State.Reservations);
            Assert.True(stock is { Available: >= 0, OnHand: >= 0, Reserved: >= 0, Sold: >= 0 }, Show.Of(stock));
            Assert.Equal(stock.Stocked, stock.Available + stock.Reserved + stock.Sold);
            Assert.Equal(stock.Reserved, held.Values.Where(one => !one.IsSold).Sum(one => one.Quantity));
            Assert.True(held.Values.Where(one => one.IsSold).Sum(one => one.Quantity) <= stock.Sold);
            Assert.Equal(
                held.Where(one => !one.Value.IsSold).Select(one => (one.Value.Until, one.Key)).Order(),
                stock.Expiries.Order());
        }
    }, iter: 1_000);

    [Fact]
    public void G7_Every_open_reservation_ends_by_itself() => Stride.Any.Array[0, 40].Sample(strides =>
    {
        var walk = new Walk<State, Command, Event>(Machines.Stock, new Command.Elapsed(), Commands, DueAt);
        foreach (var stride in strides) walk.Step(stride);
        for (var i = 0; DueAt(walk.State) is { } due; i++)
        {
            Assert.True(i < 10, "There is always one more deadline.");
            walk.Wait(due);
            Assert.NotEmpty(walk.Ask(new Command.Elapsed()).Events);
        }

        Assert.Equal(0, walk.State.Reserved);
    }, iter: 500);

    [Fact]
    public void What_is_remembered_is_bounded_by_what_happens_in_90_days()
    {
        var stock = State.Initial;
        for (var day = 0; day < 1_000; day++)
        {
            Ask(new Command.Receive($"mov_{day}", 2));
            Ask(new Command.Reserve([new($"ord_{day}", 1), new($"back_{day}", 1)], Days(day + 1)));
            Ask(new Command.Commit($"ord_{day}"));
            Ask(new Command.Commit($"back_{day}"));
            Ask(new Command.Free([$"back_{day}"]));
            Assert.InRange(stock.Moves.Count, 0, 92);
            Assert.InRange(stock.Reservations.Count, 0, 92);
            Assert.InRange(stock.Memory.Count(), 0, 3 * 92);

            void Ask(Command command) => stock = Machines.Stock.Fold(stock, Decide(stock, command, Days(day)).Events);
        }

        Assert.Equal((2_000, 1_000, 1_000), (stock.Stocked, stock.Sold, stock.Available));
    }
}
