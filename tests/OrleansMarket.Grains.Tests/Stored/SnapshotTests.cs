using CsCheck;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.Stored;

namespace OrleansMarket.Grains.Tests.Stored;

/// <summary>
/// A state that was written down and read is the same state, in what it says and in what it does next.
/// </summary>
public sealed class SnapshotTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<int[]> Choices = Gen.Int[0, 999].Array[0, 60];

    private static readonly Listing.Sale Sale = new(Money.Usd(900), 5, 2, Midnight, Midnight.AddDays(30));

    private static readonly Stock.Command[] Stocks =
    [
        new Stock.Command.Elapsed(),
        .. Enumerable.Range(1, 5).Select(i => new Stock.Command.Receive($"mov_{i}", i * 2)),
        .. Enumerable.Range(1, 6).Select(i => new Stock.Command.Commit($"ord_{i}")),
        .. Enumerable.Range(1, 4).Select(i => new Stock.Command.Free([$"ord_{i}", $"ord_{i + 1}"])),
        .. Enumerable.Range(1, 6).Select(i =>
            new Stock.Command.Reserve([new($"ord_{i}", i % 3 + 1)], Midnight.AddHours(i * 7))),
        .. Enumerable.Range(1, 5).Select(i =>
            new Stock.Command.Reserve([new($"ord_{i}", 2), new($"ord_{i + 1}", 1)], Midnight.AddDays(i * 30))),
        .. Enumerable.Range(1, 6).Select(i => new Stock.Command.TakeBack($"ord_{i}", $"ret_{i % 2}", 1)),
        .. Enumerable.Range(5, 3).Select(i => new Stock.Command.Commit($"ord_{i}", i % 3)),
        .. Enumerable.Range(5, 3).Select(i => new Stock.Command.Free([$"ord_{i}"], ForGood: true)),
        .. Enumerable.Range(1, 8).Select(i => new Stock.Command.Reserve(
            [new($"ord_{i}", 1)], Midnight.AddHours(i * 9), new($"buyer_{i % 2}", 3, i % 3 == 0 ? null : Sale))),
        new Stock.Command.Reserve([new("ord_9", 2)], Midnight.AddHours(9), new(null, null, Sale)),
    ];

    private static readonly Campaign.Command[] Campaigns =
    [
        new Campaign.Command.Create(new(
            new("cmp_1", "aurora", Money.Usd(300), Money.Usd(0), Midnight, Midnight.AddDays(50)), "Three off", 6, 2)),
        new Campaign.Command.Create(new(
            new("cmp_1", "aurora", Money.Usd(300), Money.Usd(0), Midnight, Midnight.AddDays(50), Coupon.Kind.Code),
            "Three off", 6, 2, "THREE"), IsDraft: true),
        new Campaign.Command.Activate(),
        new Campaign.Command.Activate(),
        new Campaign.Command.Pause(),
        .. Enumerable.Range(1, 12).Select(i => new Campaign.Command.Claim($"clm_{i}", $"buyer_{i % 4}")),
        .. Enumerable.Range(1, 9).Select(i =>
            new Campaign.Command.TakeCode($"chk_{i}", $"buyer_{i % 4}", ["ord_1"], Midnight.AddHours(9))),
        .. Enumerable.Range(1, 9).SelectMany(i => Enumerable.Range(1, 3).Select(number =>
            new Campaign.Command.GiveBack($"chk_{i}", $"buyer_{i % 4}", number))),
    ];

    private static readonly Coins.Command[] Purses =
    [
        new Coins.Command.CheckIn(),
        new Coins.Command.Elapsed(),
        .. Enumerable.Range(1, 4).Select(i => new Coins.Command.Grant($"ord_g{i}", i * 10)),
        .. Enumerable.Range(1, 4).Select(i => new Coins.Command.Lock(
            $"chk_{i}", [new($"ord_{i}", i), new($"ord_{i}b", 2)], Midnight.AddDays(i * 20))),
        .. Enumerable.Range(1, 4).Select(i => new Coins.Command.Spend($"ord_{i}")),
        .. Enumerable.Range(1, 4).Select(i => new Coins.Command.Unlock([$"ord_{i}", $"ord_{i}b"])),
        .. Enumerable.Range(1, 4).Select(i => new Coins.Command.Return($"ord_{i}", $"rfd_{i}", 1, i > 2)),
    ];

    private static readonly SellerAccount.Command[] Accounts =
    [
        .. Enumerable.Range(1, 8).Select(i => new SellerAccount.Command.Credit(
            "aurora", $"ord_{i}", new(i * 100, Currency.Parse(i % 2 == 0 ? "USD" : "JPY")),
            new(i, Currency.Parse("USD")))),
        .. Enumerable.Range(1, 5).Select(i => new SellerAccount.Command.PayOut($"pot_{i}", Money.Usd(i * 90))),
        .. Enumerable.Range(1, 4).Select(i => new SellerAccount.Command.Debit(
            "aurora", $"rfd_{i}", "ord_1", new(i * 150, Currency.Parse(i % 2 == 0 ? "USD" : "JPY")),
            new(i, Currency.Parse("USD")))),
        new SellerAccount.Command.Freeze("OfflinePayment"),
        new SellerAccount.Command.Thaw(),
    ];

    [Fact]
    public void A_stock_is_the_same_after_it_was_written_down() =>
        Gen.Select(Choices, Choices).Sample((before, after) =>
        {
            var codec = Snapshots.Stock;
            Check(new StockMachine(), Stocks, before, after, (stock, read) =>
            {
                Assert.Equal(
                    (stock.OnHand, stock.Reserved, stock.Sold, stock.Stocked),
                    (read.OnHand, read.Reserved, read.Sold, read.Stocked));
                Assert.Equal(stock.Reservations.OrderBy(one => one.Key), read.Reservations.OrderBy(one => one.Key));
                Assert.Equal(stock.Expiries, read.Expiries);
                Assert.Equal(stock.Memory, read.Memory);
                Assert.Equal(stock.Moves.Order(), read.Moves.Order());
                Assert.Equal(stock.Buyers.OrderBy(one => one.Key), read.Buyers.OrderBy(one => one.Key));
                Assert.Equal(
                    stock.Sales.Select(sale => (sale.Key, sale.Value.Units)),
                    read.Sales.Select(sale => (sale.Key, sale.Value.Units)));
                Assert.All(stock.Sales.Keys, sale => Assert.Equal(
                    stock.Sales[sale].Buyers.OrderBy(one => one.Key), read.Sales[sale].Buyers.OrderBy(one => one.Key)));
                Assert.Equal(codec.Weight(stock), codec.Weight(read));
            });
        }, iter: 500);

    [Fact]
    public void A_campaign_is_the_same_after_it_was_written_down() =>
        Gen.Select(Choices, Choices).Sample((before, after) =>
            Check(new CampaignMachine(new CouponMachine(Policy.Modern)), Campaigns, before, after, (campaign, read) =>
            {
                Assert.Equal(
                    (campaign.Offer, campaign.Phase, campaign.Issued, campaign.Returned),
                    (read.Offer, read.Phase, read.Issued, read.Returned));
                Assert.Equal(campaign.Claims.OrderBy(one => one.Key), read.Claims.OrderBy(one => one.Key));
                Assert.Equal(campaign.Buyers.OrderBy(one => one.Key), read.Buyers.OrderBy(one => one.Key));
            }), iter: 500);

    [Fact]
    public void A_purse_is_the_same_after_it_was_written_down() =>
        Gen.Select(Choices, Choices).Sample((before, after) =>
            Check(new CoinsMachine(Policy.Modern), Purses, before, after, (coins, read) =>
            {
                Assert.Equal((coins.Balance, coins.Locked), (read.Balance, read.Locked));
                Assert.Equal(coins.Lots, read.Lots);
                Assert.Equivalent(coins.Locks, read.Locks, strict: true);
                Assert.Equivalent(coins.Expenses, read.Expenses, strict: true);
                Assert.Equal(coins.Done, read.Done);
                Assert.Equal(coins.Movements, read.Movements);
                Assert.Equal(coins.CheckedInAt, read.CheckedInAt);
            }), iter: 500);

    [Fact]
    public void A_sellers_account_is_the_same_after_it_was_written_down() =>
        Gen.Select(Choices, Choices).Sample((before, after) =>
            Check(new SellerAccountMachine(), Accounts, before, after, (account, read) =>
            {
                Assert.Equal(
                    (account.Seller, account.Sales, account.Frozen), (read.Seller, read.Sales, read.Frozen));
                Assert.Equal(
                    account.Receivable.OrderBy(one => one.Key.Code), read.Receivable.OrderBy(one => one.Key.Code));
                Assert.Equal(account.Payable.OrderBy(one => one.Key.Code), read.Payable.OrderBy(one => one.Key.Code));
                Assert.Equal(
                    account.Subsidies.OrderBy(one => one.Key.Code), read.Subsidies.OrderBy(one => one.Key.Code));
                Assert.Equal(account.Payouts, read.Payouts);
                Assert.Equal(account.Known.Order(), read.Known.Order());
                Assert.Equal(account.Memory, read.Memory);
            }), iter: 500);

    /// <summary>Leads a machine somewhere, writes it down, reads it, and leads both on in the same way.</summary>
    private static void Check<TState, TCommand, TEvent>(
        MarketMachine<TState, TCommand, TEvent, Nothing> machine, TCommand[] commands, int[] before, int[] after,
        Action<TState, TState> same)
        where TState : notnull
        where TEvent : class
    {
        var (codec, state, now) = (machine.Snapshots!, machine.Initial, Midnight);
        foreach (var choice in before)
        {
            now = Later(now, choice);
            state = machine.Fold(state, machine.Decide(state, commands[choice % commands.Length], now).Events);
        }

        var read = codec.Read(codec.Write(state));
        same(state, read);
        foreach (var choice in after)
        {
            now = Later(now, choice);
            var (one, other) = (Ask(state, choice), Ask(read, choice));
            Assert.Equal(one.Answer, other.Answer);
            Assert.Equal(machine.Events.Write(one.Events).ToArray(), machine.Events.Write(other.Events).ToArray());
            (state, read) = (machine.Fold(state, one.Events), machine.Fold(read, other.Events));
            Assert.Equal(machine.DueAt(state), machine.DueAt(read));
        }

        same(state, read);

        (IReadOnlyList<TEvent> Events, Rejection? Answer) Ask(TState from, int choice) =>
            machine.Decide(from, commands[choice % commands.Length], now);
    }

    /// <summary>Mostly minutes, sometimes weeks: long enough to be forgotten.</summary>
    private static DateTimeOffset Later(DateTimeOffset now, int choice) =>
        now + (choice % 11 == 0 ? TimeSpan.FromDays(choice % 90) : TimeSpan.FromMinutes(choice % 60));
}
