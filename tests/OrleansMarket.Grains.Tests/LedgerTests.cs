using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>The money of many orders that go many ways (G10).</summary>
public sealed class LedgerTests
{
    private static readonly string[] Sellers = ["aurora", "bazaar", "copper", "dune"];
    private static readonly string[] Methods =
        ["tok_ok", "tok_ok", "tok_ok", "tok_captured_but_no_answer", "tok_no_answer", "tok_expired"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task I1_The_books_balance_whatever_people_do(int seed)
    {
        var chance = new Random(seed);
        await using var market = await Start(Policy.Modern);
        for (var i = 0; i < 8; i++) await market.List($"sku-{i}", Sellers[i % 4], 999 + (i * 707), 12);
        var (store, platform) = (await Campaign(market, "aurora", 321), await Campaign(market, null, 777));

        var lives = await Task.WhenAll(Enumerable.Range(0, 60)
            .Select(i => Live(market, $"buyer-{i}", chance.Next(), store, platform)));
        lives = await Task.WhenAll(lives.Select(orders => GoOn(market, orders, chance.Next())));
        await Audit.Check(market);
        for (var day = 0; day < 6; day++)
        {
            await market.Pass(TimeSpan.FromHours(chance.Next(1, 40)));
            lives = await Task.WhenAll(lives.Select(orders => GoOn(market, orders, chance.Next())));
            await PayOut(market, Sellers[chance.Next(4)], chance.Next(2));
        }

        await Audit.Check(market);
        await market.Pass(TimeSpan.FromDays(120));
        foreach (var seller in Sellers) await PayOut(market, seller, 0);

        await Audit.CheckSettled(market);
        // What came in and did not go out again is the platform's commission: some of it from buyers,
        // some of it its own.
        var books = await Books.Read(market.Store);
        string[] platforms = [Account.PspCash, Account.PlatformCash, Account.CouponSubsidy];
        Assert.Equal(books.Holds(Account.Commission), -platforms.Sum(books.Holds));
        Assert.Contains(books.Orders().Values, order => order.Status == Order.Status.Finished);
        Assert.Contains(books.Orders().Values, order => order.Terms!.Subsidy.IsPositive && order.PaidAt is not null);
        var reasons = books.Orders().Values.Select(order => order.ClosedBecause).OfType<Order.CloseReason>().Distinct();
        Assert.InRange(reasons.Count(), 2, 3);
    }

    [Fact]
    public async Task A_long_journal_is_added_up_before_and_after_a_restart()
    {
        await using var store = new MemoryStore(2);
        await Settle(store, 1, 21_000);
        await using (var market = await Start(store: store))
        {
            Assert.Equal([-21_000, 21_000], (await market.Grains.Ledger().TrialBalance()).Select(one => one.Balance));
            await Settle(store, 21_001, 10);
            Assert.Equal([-21_010, 21_010], (await market.Grains.Ledger().TrialBalance()).Select(one => one.Balance));
        }

        await using (var market = await Start(store: store))
        {
            var balance = await market.Grains.Ledger().TrialBalance();
            Assert.Equal(["psp:cash", "refund:pending"], balance.Select(one => one.Account));
            Assert.Equal([-21_010, 21_010], balance.Select(one => one.Balance));
        }
    }

    /// <summary>Writes refunds of one cent, so many and all in one partition.</summary>
    private static async Task Settle(IJournalStore store, int first, int count)
    {
        foreach (var numbers in Enumerable.Range(first, count).Chunk(3_000))
        {
            Assert.All(await store.Commit([.. numbers.Select(number =>
            {
                var posting = new Posting("P5", Account.RefundPending("ord_r.1"), Account.PspCash, Money.Usd(1));
                var settled = Codecs.Refund.Write([new Refund.Event.Settled(default, [posting])]);
                var entry = new Entry($"{Ids.Refund}r.{number}", 1, default, null, null, null, settled);
                return new Append(entry, null, []);
            })]), verdict => Assert.True(verdict.Committed));
        }
    }

    /// <summary>A buyer orders something, with or without coupons, and pays or does not.</summary>
    private static async Task<string[]> Live(MarketCluster market, string buyer, int seed, params string[] campaigns)
    {
        var chance = new Random(seed);
        foreach (var sku in Enumerable.Range(0, chance.Next(1, 4)).Select(_ => $"sku-{chance.Next(8)}"))
        {
            Done(await market.Grains.Cart(buyer).Put(
                sku, chance.Next(1, 3), chance.Next(3) == 0 ? "express" : "standard"));
        }

        var coupons = new List<string>();
        foreach (var campaign in campaigns.Where(_ => chance.Next(2) == 0))
            if ((await market.Grains.Campaign(campaign).Claim($"clm-{buyer}", buyer)).Value is { } coupon)
                coupons.Add(coupon);

        var placed = await market.Grains.Cart(buyer).CheckOut(
            market.Ids.New(Ids.Checkout), new(null, Home, [.. coupons], null));
        var orders = placed.Value!.Orders.Select(order => order.Id).ToArray();
        if (orders.Length > 0 && chance.Next(8) > 0)
            await market.Pay(buyer, Methods[chance.Next(Methods.Length)], orders);
        return orders;
    }

    /// <summary>Some day later, somebody does something about some of the orders.</summary>
    private static async Task<string[]> GoOn(MarketCluster market, string[] orders, int seed)
    {
        var chance = new Random(seed);
        foreach (var id in orders)
        {
            var (order, grain) = (await market.Order(id), market.Grains.Order(id));
            var tracking = "T-" + Ids.Tail(id).Replace('.', '-');
            switch (order.Status, chance.Next(3))
            {
                case (Order.Status.AwaitingPayment, 0):
                    await market.Pay(order.Buyer, Methods[chance.Next(Methods.Length)], id);
                    break;
                case (Order.Status.AwaitingPayment or Order.Status.RiskReview, 1) when chance.Next(3) == 0:
                    Done(await grain.Cancel(new(order.Buyer, Role.Buyer), order.Version));
                    break;
                case (Order.Status.AwaitingShipment, 0):
                    await market.Ship(id, tracking);
                    break;
                case (Order.Status.AwaitingDelivery, 0):
                    await market.Deliver(tracking);
                    break;
                case (Order.Status.AwaitingDelivery or Order.Status.Delivered, 1):
                    await market.Confirm(id);
                    break;
            }
        }

        return orders;
    }

    private static async Task PayOut(MarketCluster market, string seller, int keep)
    {
        var account = market.Grains.SellerAccount(seller);
        foreach (var payable in (await account.View()).Payable.Where(balance => balance.Minor > keep))
        {
            var (payout, amount) = (market.Ids.Root(), payable with { Minor = payable.Minor - keep });
            Done(await account.PayOut(payout, amount));
            Done(await account.PayOut(payout, amount));
            Assert.Equal(Rejection.InsufficientPayable, (await account.PayOut(market.Ids.Root(), payable)).Why);
        }
    }

    private static async Task<string> Campaign(MarketCluster market, string? seller, long cents)
    {
        var (id, now) = (market.Ids.New(Ids.Campaign), market.Clock.GetUtcNow());
        Done(await market.Grains.Campaign(id).Create(
            new(seller, "Off", Money.Usd(cents), Money.Usd(0), now, now.AddDays(60), 1_000, 1)));
        return id;
    }
}
