using Microsoft.Extensions.Time.Testing;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>Every kind of event is lost once, in the middle of everything, and nobody does anything about it.</summary>
public sealed class LossTests : IAsyncDisposable
{
    private static readonly string[] Events =
    [
        "checkout_begun", "reserved", "locked", "placed", "checkout_ended", "started", "payment_submitted", "committed",
        "redeemed", "paid", "captured", "verified", "claimed", "shipped", "dispatched", "scanned", "delivered",
        "order_told", "completed", "released", "credited", "seller_credited", "escrow_done", "closed", "freed",
        "unlocked", "goods_freed", "refunded", "settled",
    ];

    private readonly FaultyStore store = new(new MemoryStore(8));
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
    private readonly TestGateway gateway = new();

    [Fact]
    public async Task G3_G7_Whatever_append_is_lost_everything_ends_by_itself_after_a_restart()
    {
        await using (var market = await Start(Policy.Modern, store, clock, gateway))
        {
            foreach (var name in Events)
            {
                var before = store.Refused;
                foreach (var fate in new[] { "kept", "cancelled", "regretted", "unpaid" })
                    await GoShopping(market, name, fate);
                Assert.True(store.Refused > before, $"Nothing of this loses '{name}'.");
            }
        }

        await using (var market = await Start(Policy.Modern, store, clock, gateway))
        {
            await market.Pass(TimeSpan.FromMinutes(10));
            await market.Pass(TimeSpan.FromDays(100));
            await Audit.CheckSettled(market);
            Assert.Equal(gateway.Balance, -(await Books.Read(store)).Holds(Account.PspCash));
        }
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    /// <summary>
    /// An order goes its way; its people try everything once, get an error here and there, and go home.
    /// </summary>
    private async Task GoShopping(MarketCluster market, string name, string fate)
    {
        var sku = $"{name.Replace('_', '-')}-{fate}";
        var (buyer, seller, checkout) = ($"of-{sku}", new Caller("aurora", Role.Seller), market.Ids.New(Ids.Checkout));
        var (order, parcel) = (market.Grains.Order(Ids.OrderOf(checkout, 1)), market.Grains.Parcel($"T-{sku}"));
        await market.List(sku, "aurora", 2400, 2);
        Done(await market.Grains.Cart(buyer).Put(sku, 1, null));
        var coupon = await Coupon(market, buyer);
        store.Refuse(name);

        await Try(() => market.Grains.Cart(buyer).CheckOut(checkout, new([sku], Home, [coupon], null)));
        if (fate is "kept" or "cancelled")
            await Try(() =>
                market.Grains.Payment(market.Ids.New(Ids.Payment)).Pay(buyer, [Ids.OrderOf(checkout, 1)], "card"));
        if (fate is "cancelled" or "regretted")
            await Try(() => order.Cancel(new(buyer, Role.Buyer), null));
        if (fate is "kept")
        {
            await Try(() => order.JudgeRisk(RiskVerdict.Pass, null));
            await Try(() => parcel.Dispatch(seller, Ids.OrderOf(checkout, 1), "yunexpress", null, null));
            await Try(() => parcel.Record("scan-1", Parcel.ScanKind.Delivered, clock.GetUtcNow()));
            await Try(() => order.ConfirmReceipt(new(buyer, Role.Buyer), true, null));
        }

        store.Heal();
    }

    private async Task<string> Coupon(MarketCluster market, string buyer)
    {
        var (campaign, now) = (market.Ids.New(Ids.Campaign), clock.GetUtcNow());
        Done(await market.Grains.Campaign(campaign).Create(
            new(null, "Five off", Money.Usd(500), Money.Usd(0), now, now.AddDays(30), 1, 1)));
        return (await market.Grains.Campaign(campaign).Claim("clm-1", buyer)).Value!;
    }

    private static async Task Try<T>(Func<Task<T>> ask)
    {
        try
        {
            await ask();
        }
        catch (JournalUnavailableException)
        {
            // What the person would see as an error; what was begun goes on without him.
        }
    }
}
