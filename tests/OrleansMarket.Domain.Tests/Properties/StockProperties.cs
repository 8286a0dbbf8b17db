using static OrleansMarket.Domain.Stock;

namespace OrleansMarket.Domain.Tests;

public sealed class StockProperties
{
    private const int PerBuyer = 4;

    private static readonly Listing.Sale[] Sales =
    [
        new(Usd(900), Quota: 5, PerBuyer: 3, Midnight, Days(30)),
        new(Usd(800), Quota: 3, PerBuyer: null, Days(60), Days(90)),
    ];

    /// <summary>Few orders and moves, so that they meet; some claims are for two orders of one checkout.</summary>
    private static readonly Command[] Commands =
    [
        .. Enumerable.Range(1, 4).Select(i => new Command.Receive($"mov_{i}", i)),
        .. Enumerable.Range(1, 5).Select(i => new Command.Commit($"ord_{i}")),
        .. Enumerable.Range(1, 5).Select(i => new Command.Free([$"ord_{i}", $"ord_{i + 1}"])),
        .. Enumerable.Range(1, 5).Select(i => new Command.Reserve([new($"ord_{i}", i % 3 + 1)], Hours(i))),
        .. Enumerable.Range(1, 4).Select(i =>
            new Command.Reserve([new($"ord_{i}", 2), new($"ord_{i + 1}", 1)], Days(i * 30))),
        .. Enumerable.Range(1, 6).Select(i => new Command.TakeBack($"ord_{i}", $"ret_{i % 2}", i % 3 + 1)),
        .. Enumerable.Range(4, 4).Select(i => new Command.Commit($"ord_{i}", i % 3 + 1)),
        .. Enumerable.Range(5, 3).Select(i => new Command.Free([$"ord_{i}"], ForGood: true)),
        .. Enumerable.Range(1, 8).Select(i => new Command.Reserve(
            [new($"ord_{i}", i % 2 + 1)], Hours(i), new($"buyer_{i % 3}", PerBuyer, null))),
        .. Enumerable.Range(1, 12).Select(i => new Command.Reserve(
            [new($"ord_{i}", 1), new($"ord_{i + 12}", 1)], Hours(i), new($"buyer_{i % 3}", PerBuyer, Sales[i % 2]))),
    ];

    [Fact]
    public void I6_Units_are_never_lost_made_or_oversold() => Stride.Any.Array[0, 60].Sample(strides =>
    {
        var walk = new Walk<State, Command, Event>(Machines.Stock, new Command.Elapsed(), Commands, DueAt);
        foreach (var stride in strides)
        {
            walk.Step(stride);
            var (stock, held) = (walk.State, walk.State.Reservations);
            if (stock is not { Available: >= 0, OnHand: >= 0, Reserved: >= 0, Sold: >= 0 }) Assert.Fail(Show.Of(stock));
            Assert.Equal(stock.Stocked, stock.Available + stock.Reserved + stock.Sold);
            Assert.Equal(stock.Reserved, held.Values.Where(one => !one.IsSold).Sum(one => one.Quantity));
            Assert.True(held.Values.Where(one => one.IsSold).Sum(one => one.Quantity) <= stock.Sold);
            Assert.Equal(
                held.Where(one => !one.Value.IsSold).Select(one => (one.Value.Until, one.Key)).Order(),
                stock.Expiries.Order());
        }
    }, iter: 400);

    [Fact]
    public void I7_Limits_and_quotas_are_exact_whatever_is_given_back() => Stride.Any.Array[0, 80].Sample(strides =>
    {
        var walk = new Walk<State, Command, Event>(Machines.Stock, new Command.Elapsed(), Commands, DueAt);
        foreach (var stride in strides)
        {
            walk.Step(stride);
            var stock = walk.State;
            var counted = stock.Reservations.Values.Where(one => one.Count is not null).ToArray();
            Assert.All(stock.Buyers, buyer =>
            {
                Assert.InRange(buyer.Value, 1, PerBuyer);
                // What was sold longer ago than is remembered counts too.
                Assert.True(
                    counted.Where(one => one.Count!.Buyer == buyer.Key).Sum(one => one.Quantity) <= buyer.Value);
            });
            Assert.All(Sales, sale =>
            {
                Assert.InRange(stock.TakenIn(sale.From), 0, sale.Quota);
                Assert.True(counted.Where(one => one.Count!.Sale == sale.From).Sum(one => one.Quantity)
                    <= stock.TakenIn(sale.From));
                if (sale.PerBuyer is not { } most) return;
                Assert.All(stock.Buyers.Keys, buyer =>
                    Assert.InRange(stock.TakenBy(buyer, sale.From), 0, most));
            });
        }
    }, iter: 400);

    [Fact]
    public void I6_Of_a_sale_comes_back_what_was_sold_and_no_more() => Gen.Int[1, 4].Array[0, 12].Sample(returns =>
    {
        var stock = Machines.Stock.Fold(State.Initial,
        [
            new Event.Received("mov_1", 20, Midnight),
            new Event.Reserved([new("ord_1", 9)], Hours(1), "ana", Midnight),
            new Event.Committed("ord_1", Midnight),
        ]);
        var left = 9;
        for (var i = 0; i < returns.Length; i++)
        {
            var answer = Decide(stock, new Command.TakeBack("ord_1", $"ret_{i}", returns[i]), Hours(i));
            Assert.Equal(returns[i] <= left, answer.Rejection is null);
            if (answer.Rejection is null) left -= returns[i];
            stock = Machines.Stock.Fold(stock, answer.Events);
            Assert.Equal(
                (20 - left, left, left, left),
                (stock.Available, stock.Sold, stock.TakenIn(Midnight), stock.TakenBy("ana")));
        }

        stock = Machines.Stock.Fold(stock, Decide(stock, new Command.Free(["ord_1"]), Days(1)).Events);
        Assert.Equal((20, 0, 0), (stock.Available, stock.Sold, stock.Buyers.Count));
    }, iter: 300);

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
    }, iter: 300);

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
