using System.Text;
using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Markets that stop in the middle of paying a part back: it is paid back once (G3, G7).</summary>
public sealed class RefundCrashTests : IAsyncDisposable
{
    private readonly FaultyStore store = new(new MemoryStore(8));
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
    private readonly TestGateway gateway = new();
    private Deal? deal;
    private string coupon = "";

    [Theory]
    [InlineData(Ids.Escrow, "part_refunded")]
    [InlineData(Ids.Refund, "settled")]
    [InlineData(Ids.Coupon, "given_up")]
    [InlineData(Ids.Coins, "returned")]
    [InlineData(Ids.Stock, "taken_back")]
    [InlineData(Ids.Order, "taken_back")]
    [InlineData(Ids.Order, "refund_done")]
    public async Task O12_Some_lines_are_cancelled_once_whatever_is_not_stored_before_the_crash(
        string prefix, string name)
    {
        await Live(async market =>
        {
            await LampMarket.Stock(market);
            coupon = await LampMarket.Coupon(market, TimeSpan.FromDays(30));
            Done(await market.Grains.Coins("ada").Grant("ord_before.1", 1000));
            deal = await Deal.Make(market, "ada", [new("lamp", 2), new("cable", 1)], coupon, coins: 1000);
            Assert.Equal(5900 - 500 - 540 + 300, gateway.Balance);
            Done(await deal.Order.RequestCancellation(
                deal.Buyer, Order.CancelReason.OrderedByMistake, [new("cable", 1)], null));
            Refuse(prefix, name);
            Done(await deal.Order.AcceptCancellation(deal.Seller, null));
            Assert.True(store.Refused > 0, "Nothing was refused.");
        });
        store.Heal();
        await Live(async market =>
        {
            deal = new(market, deal!.Id, "ada", "aurora");
            await market.Pass(TimeSpan.FromMinutes(10));
            // 5.00 and 5.40 are off 59.00; the cable has 0.93 and 1.01 of that.
            Assert.Equal((Money.Usd(1100 - 93 - 101), 5160 - 906), (await deal.Refunded(1), gateway.Balance));
            // Of 540 coins for 48.60 these 9.06 are 100, and a fraction that stays with the rest.
            Assert.Equal(1000 - 540 + 100, (await market.Grains.Coins("ada").View()).Balance);
            Assert.Equal((Coupon.Result.Consumed, Coupon.Reason.PartialRefund), await deal.OutcomeOf(coupon));
            Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("cable").View());
            await deal.Arrive();
            await deal.Confirm();
            Assert.Equal((4800 + 300 - 240, 0), await deal.Account());
            await LampMarket.Settle(market);
        });
    }

    [Theory]
    [InlineData(Ids.Escrow, "part_refunded")]
    [InlineData(Ids.Escrow, "seller_debited")]
    [InlineData(Ids.SellerAccount, "debited")]
    [InlineData(Ids.Order, "refund_done")]
    public async Task P6_A_claw_back_is_made_once_whatever_is_not_stored_before_the_crash(string prefix, string name)
    {
        await Live(async market =>
        {
            await LampMarket.Stock(market);
            deal = await Deal.Make(market, "ada");
            await deal.Arrive();
            await deal.Confirm();
            var dispute = await deal.Complain(Money.Usd(1000));
            Refuse(prefix, name);
            await deal.Accept(dispute);
            Assert.True(store.Refused > 0, "Nothing was refused.");
        });
        store.Heal();
        await Live(async market =>
        {
            deal = new(market, deal!.Id, "ada", "aurora");
            await market.Pass(TimeSpan.FromMinutes(10));
            Assert.Equal((Money.Usd(1000), 5200), (await deal.Refunded(1), gateway.Balance));
            Assert.Equal((5905 - 950, 0), await deal.Account());
            await LampMarket.Settle(market);
        });
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private void Refuse(string prefix, string name)
    {
        var word = Encoding.UTF8.GetBytes($"{{\"{name}\":");
        store.Refuses = entry => entry.Aggregate.StartsWith(prefix, StringComparison.Ordinal)
            && entry.Events.Span.IndexOf(word) >= 0;
    }

    /// <summary>One life of the market, from its start to its stop.</summary>
    private async Task Live(Func<MarketCluster, Task> life)
    {
        await using var market = await Start(Policy.Modern, store, clock, gateway);
        await life(market);
    }
}
