using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>How members leave (DOMAIN.md §1.7, I18).</summary>
public sealed class MembershipTests
{
    private static readonly TimeSpan Undo = Policy.FlashSale.MembershipUndo;

    [Fact]
    public async Task Q8_Unpaid_orders_are_cancelled_and_nothing_is_ordered_any_more()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 10);
        var unpaid = await market.Place("ada", "lamp");
        Done(await market.Grains.Cart("ada").Put("lamp", 2, null));
        Done(await market.Grains.Coins("ada").CheckIn());
        var coupon = (await Claimed(market, "ada"))!;

        var left = await market.Grains.Member("ada").Deactivate(Member.Reason.NoLongerNeeded);

        Assert.Equal((null, Member.Status.Leaving), (left.Why, left.Now.Status));
        Assert.Equal(market.Clock.GetUtcNow() + Undo, left.Now.EraseAt);
        Assert.Equal(Order.CloseReason.BuyerCancelled, (await market.Order(unpaid)).ClosedBecause);
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("lamp").View());
        Assert.Equal(Rejection.MembershipEnding, await Refused(market, "ada"));

        await market.Pass(Undo);
        Assert.Equal(Member.Status.Erased, (await market.Grains.Member("ada").View()).Status);
        Assert.Equal(Rejection.MembershipEnded, await Refused(market, "ada"));
        Assert.Equal(Rejection.MembershipEnded, (await market.Grains.Cart("ada").Put("lamp", 1, null)).Why);
        Assert.Equal(Rejection.MembershipEnded, (await market.Grains.Member("ada").Undo()).Why);
        Assert.Equal(
            Rejection.MembershipEnded, (await market.Grains.Member("ada").Deactivate(Member.Reason.Other)).Why);
        Assert.Empty((await market.Grains.Cart("ada").View()).Groups);
        Assert.Equal(0, (await market.Grains.Coins("ada").View()).Balance);
        Assert.Equal(Coupon.Status.Revoked, (await market.Grains.Coupon(coupon).View("ada"))!.Status);
        await Audit.CheckSettled(market);
    }

    private static async Task<string?> Claimed(MarketCluster market, string buyer)
    {
        var now = market.Clock.GetUtcNow();
        const string Campaign = "cmp_leaving";
        Done(await market.Grains.Campaign(Campaign).Create(new(
            null, "For all", Money.Usd(100), Money.Usd(0), now, now.AddDays(60), 10, 1)));
        return (await market.Grains.Wallet(buyer).Claim("clm_1", Campaign)).Value;
    }

    [Fact]
    public async Task Whoever_changes_his_mind_is_a_buyer_and_a_seller_as_before()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 10);
        await market.List("vase", "ada", 900, 10);
        Assert.Null((await market.Grains.Member("ada").Deactivate(Member.Reason.Other)).Why);
        var refused = await market.CheckOut("bob", "vase");
        Assert.Equal((Rejection.SellerLeft, "ada"), (refused.Why, refused.Subject));

        await market.Pass(Undo - TimeSpan.FromMinutes(1));
        var stays = await market.Grains.Member("ada").Undo();

        Assert.Equal((null, Member.Status.Active), (stays.Why, stays.Now.Status));
        await market.Place("ada", "lamp");
        await market.Place("bob", "vase");
        await market.Pass(TimeSpan.FromDays(2));
        Assert.Equal(Member.Status.Active, (await market.Grains.Member("ada").View()).Status);
    }

    [Fact]
    public async Task Whatever_is_open_keeps_a_member_and_is_named_until_it_is_over()
    {
        var gateway = new TestGateway();
        await using var market = await Start(gateway: gateway);
        await market.List("lamp", "aurora", 2400, 10);
        var (paid, unpaid) = (await Paid("ada"), await market.Place("ada", "lamp"));

        // A paid order keeps the buyer, and the sale the seller; what is unpaid is not cancelled for nothing.
        await Blocked("ada", new BlockerView(Member.BlockerKind.PaidOrder, paid));
        Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(unpaid)).Status);
        await Blocked("aurora", Sale(paid), Sale(unpaid));
        await market.Place("ada", "lamp");

        // Nobody ships: the orders close, and the refund is on its way until the payment provider says so.
        gateway.IsSilentOnRefunds = true;
        await market.Pass(TimeSpan.FromDays(8));
        await Blocked("ada", new BlockerView(Member.BlockerKind.Refund, Ids.RefundOf(paid, 0)));
        gateway.IsSilentOnRefunds = false;
        await market.Pass(TimeSpan.FromMinutes(10));
        Assert.Null((await market.Grains.Member("ada").Deactivate(Member.Reason.Other)).Why);

        // A payment that is not answered keeps its buyer.
        gateway.Silent["silent"] = true;
        var asked = await market.Place("bob", "lamp");
        var payment = market.Ids.New(Ids.Payment);
        var paying = market.Grains.Payment(payment).Pay("bob", [asked], "silent");
        await Eventually(async () => (await market.Order(asked)).Status == Order.Status.PaymentProcessing);
        await Blocked("bob", new BlockerView(Member.BlockerKind.Payment, payment));
        gateway.Silent.Clear();
        market.Clock.Advance(TimeSpan.FromSeconds(5));
        await paying;
        await market.Pass(TimeSpan.FromMinutes(2));

        // What was earned and not paid out keeps the seller.
        await market.Ship(asked, "T-1");
        await market.Confirm(asked);
        await market.Pass(TimeSpan.FromDays(40));
        await Blocked("aurora", new BlockerView(Member.BlockerKind.Payable, "aurora"));
        var account = market.Grains.SellerAccount("aurora");
        Done(await account.PayOut("po-1", Assert.Single((await account.View()).Payable)));
        Assert.Null((await market.Grains.Member("aurora").Deactivate(Member.Reason.Other)).Why);
        Assert.Null((await market.Grains.Member("bob").Deactivate(Member.Reason.Other)).Why);
        await market.Pass(Undo);
        await Audit.Check(market);

        async Task<string> Paid(string buyer)
        {
            var order = await market.Place(buyer, "lamp");
            Assert.Equal(Payment.Status.Captured, (await market.Pay(buyer, "card", order)).Status);
            return order;
        }

        async Task Blocked(string member, params BlockerView[] blockers)
        {
            var answer = await market.Grains.Member(member).Deactivate(Member.Reason.Other);
            Assert.Equal(
                (Rejection.MembershipHasOpenObligations, Member.Status.Active), (answer.Why!.Value, answer.Now.Status));
            Assert.Equal(blockers.OrderBy(one => one.Subject), answer.Now.Blockers.OrderBy(one => one.Subject));
        }

        static BlockerView Sale(string order) => new(Member.BlockerKind.Sale, order);
    }

    /// <summary>Forty members who leave and order in the same moment, in another order each time.</summary>
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public async Task I18_Whoever_has_left_has_nothing_open_whatever_he_does_in_that_moment(int seed)
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 1_000);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(i => Race($"ada-{i}", new Random((seed * 1_000) + i))));

        var orders = (await Books.Read(market.Store)).Orders().Values.ToLookup(order => order.Terms!.Buyer);
        foreach (var (member, answer) in answers)
        {
            var open = orders[member].Where(order => order.Status is not Order.Status.Closed).ToArray();
            var status = (await market.Grains.Member(member).View()).Status;
            if (answer.Why is not { } why)
            {
                Assert.Equal((Member.Status.Leaving, 0), (status, open.Length));
                Assert.Equal(Rejection.MembershipEnding, await Refused(market, member));
            }
            else
            {
                Assert.Equal((Rejection.MembershipHasOpenObligations, Member.Status.Active), (why, status));
                // A payment may have been under way for an order that was being cancelled.
                Assert.NotEmpty(answer.Now.Blockers);
                Assert.True(open.Length > 0 || answer.Now.Blockers.All(one =>
                    one.Kind is Member.BlockerKind.Payment or Member.BlockerKind.Refund));
                await market.Place(member, "lamp");
            }
        }

        Assert.Contains(answers, one => one.Answer.Why is null);
        await market.Pass(TimeSpan.FromDays(60));
        await Audit.CheckSettled(market);

        async Task<(string Member, MemberAnswer Answer)> Race(string member, Random chance)
        {
            Done(await market.Grains.Cart(member).Put("lamp", 1, null));
            var ordering = Enumerable.Range(0, 3).Select(async _ =>
            {
                await Pause(chance);
                var answer = await market.Grains.Cart(member)
                    .CheckOut(market.Ids.New(Ids.Checkout), new(null, Home, [], null));
                if (answer.Value is { Orders: [var order, ..] } && chance.Next(2) == 0)
                    await market.Pay(member, "tok_ok", order.Id);
                await market.Grains.Cart(member).Put("lamp", 1, null);
            }).ToArray();
            await Pause(chance);
            var left = await market.Grains.Member(member).Deactivate(Member.Reason.Other);
            await Task.WhenAll(ordering);
            return (member, left);
        }

        static async Task Pause(Random chance)
        {
            for (var i = chance.Next(40); i > 0; i--) await Task.Yield();
            if (chance.Next(3) == 0) await Task.Delay(chance.Next(4));
        }
    }

    [Fact]
    public async Task A_crash_between_asking_and_looking_is_made_good_by_the_deadline()
    {
        var store = new MemoryStore(4);
        await using (var market = await Start(store: store))
        {
            await market.List("lamp", "aurora", 2400, 10);
            await market.Place("ada", "lamp");
        }

        // What the process had stored when it ended: that she asked, and a retry in 30 seconds.
        var now = new DateTimeOffset(2026, 11, 11, 0, 1, 0, TimeSpan.Zero);
        var asked = Grains.Stored.Codecs.Member.Write([new Member.Event.Asked(Member.Reason.Privacy, now)]);
        var verdicts = await store.Commit(
            [new(new("mem_ada", 1, now, now.AddSeconds(30), null, null, asked), null, [])]);
        Assert.True(Assert.Single(verdicts).Committed);

        await using (var market = await Start(store: store))
        {
            await market.Pass(TimeSpan.FromMinutes(3));
            Assert.Equal(Member.Status.Leaving, (await market.Grains.Member("ada").View()).Status);
            Assert.All((await Books.Read(store)).Orders().Values, order =>
                Assert.Equal(Order.CloseReason.BuyerCancelled, order.ClosedBecause));
        }
    }

    [Fact]
    public async Task A_sale_that_slips_in_behind_a_leaving_seller_puts_his_erasure_off()
    {
        await using var market = await Start();
        await market.List("vase", "ada", 900, 10);
        Assert.Null((await market.Grains.Member("ada").Deactivate(Member.Reason.Other)).Why);
        // As a checkout does that had asked just before the store was closed.
        Done(await market.Grains.SellerStanding("ada").OpenStore());
        await market.Pass(Undo - TimeSpan.FromDays(1));
        var sale = await market.PlacePaid("bob", "vase");
        Done(await market.Grains.SellerStanding("ada").CloseStore());

        await market.Pass(TimeSpan.FromDays(1));
        var put = await market.Grains.Member("ada").View();
        Assert.Equal(Member.Status.Leaving, put.Status);
        Assert.Equal([new BlockerView(Member.BlockerKind.Sale, sale)], put.Blockers);

        await market.Pass(TimeSpan.FromDays(10));
        Assert.Equal(Member.Status.Erased, (await market.Grains.Member("ada").View()).Status);
        await Audit.CheckSettled(market);
    }

    private static async Task<Rejection?> Refused(MarketCluster market, string member) => (await market.Grains
        .Cart(member).CheckOut(market.Ids.New(Ids.Checkout), new(null, Home, [], null))).Why;
}
