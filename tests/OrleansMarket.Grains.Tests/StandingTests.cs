using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Membership;
using OrleansMarket.Journal;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>What is reported about sellers, and what it does (DOMAIN.md §1.6).</summary>
public sealed class StandingTests
{
    [Fact]
    public async Task Five_reports_keep_a_seller_from_new_orders_until_an_operator_opens_him()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 10);
        await market.List("mug", "bazaar", 900, 10);
        for (var i = 0; i < 5; i++) await Report(market, "aurora", $"ada-{i}");

        var refused = await market.CheckOut("bob", "mug", "lamp");
        Assert.Equal((Rejection.SellerFrozen, "aurora"), (refused.Why, refused.Subject));
        Assert.Equal(new StockView(10, 0, 0, 10), await market.Grains.Stock("mug").View());
        var standing = market.Grains.SellerStanding("aurora");
        Assert.Equal(SellerStanding.FreezeReason.ManyReports, (await standing.View()).Frozen);
        Assert.Equal(5, (await market.Grains.OpenOrders().Reports(null, 10)).Length);

        Done(await standing.Reopen());
        await market.Place("bob", "lamp");
        var open = await market.Grains.OpenOrders().Reports(null, 2);
        Assert.Equal(2, open.Length);
        Assert.Null((await standing.Dismiss(open[0])).Why);
        Assert.Null((await standing.Confirm(open[1], isFraud: false)).Why);
        Assert.Equal(3, (await market.Grains.OpenOrders().Reports(open[1], 10)).Length);
        var frozen = await standing.View();
        Assert.Equal((Rejection.SellerFrozen, 1), (frozen.Refusal!.Value, frozen.ConfirmedReports));
        Assert.Equal(Rejection.UnknownReport, (await standing.Dismiss("rpt_aurora.none")).Why);
    }

    [Fact]
    public async Task The_same_report_is_one_report_and_only_about_orders_of_the_reporter()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 10);
        await market.List("mug", "bazaar", 900, 10);
        var (own, elsewhere) = (await market.Place("ada", "lamp"), await market.Place("ada", "mug"));

        var first = await Report(market, "aurora", "ada", own);
        var again = await Report(market, "aurora", "ada", own);

        Assert.Equal(Said(first.Value), Said(again.Value));
        Assert.Equal(Rejection.UnknownOrder, (await Report(market, "aurora", "bob", own)).Why);
        Assert.Equal(Rejection.UnknownOrder, (await Report(market, "aurora", "ada", elsewhere)).Why);
        Assert.Equal([first.Value!.Id], await market.Grains.OpenOrders().Reports(null, 10));
    }

    [Fact]
    public async Task A_fraud_freezes_his_payouts_and_the_money_of_orders_paid_before_and_after()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 10);
        await market.List("mug", "bazaar", 900, 10);
        var earned = await market.PlacePaid("cyd", "lamp");
        await market.Ship(earned, "T-1");
        await market.Confirm(earned);
        var (paid, unpaid) = (await market.PlacePaid("ada", "lamp"), await market.Place("bob", "lamp"));
        var stranger = await market.PlacePaid("ada", "mug");
        var report = (await Report(market, "aurora", "ada", paid)).Value!;
        var (standing, account) = (market.Grains.SellerStanding("aurora"), market.Grains.SellerAccount("aurora"));

        Assert.Null((await standing.Confirm(report.Id, isFraud: true)).Why);

        Assert.True(await IsFrozen(paid));
        Assert.False(await IsFrozen(stranger));
        var payable = Assert.Single((await account.View()).Payable);
        Assert.Equal(Rejection.PayoutsFrozen, (await account.PayOut("po-1", payable)).Why);
        Assert.Equal(Payment.Status.Captured, (await market.Pay("bob", "tok_ok", unpaid)).Status);
        Assert.False(await IsFrozen(unpaid));
        await market.Pass(Policy.FlashSale.FraudRecheck);
        Assert.True(await IsFrozen(unpaid));

        Done(await standing.Reopen());
        Done(await account.PayOut("po-1", payable));
        await market.Place("dan", "lamp");

        async Task<bool> IsFrozen(string order) => (await market.Grains.Order(order).History(Operator))!
            .Any(line => line.Kind == "order.frozen");
    }

    [Fact]
    public async Task O18_A_seller_who_does_not_ship_has_a_strike_for_each_order()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 10);
        string[] orders = [await market.PlacePaid("ada", "lamp"), await market.PlacePaid("bob", "lamp")];
        await market.Pass(TimeSpan.FromDays(8));

        var standing = await market.Grains.SellerStanding("aurora").View();
        Assert.Equal(orders.Order(), standing.Strikes.Select(strike => strike.Order).Order());
        Assert.All(standing.Strikes, strike => Assert.Equal(Order.CloseReason.NotShipped, strike.Because));
        Assert.Null(standing.Refusal);
        Done(await market.Grains.SellerStanding("aurora").Strike(orders[0], Order.CloseReason.NotShipped));
        Assert.Equal(2, (await market.Grains.SellerStanding("aurora").View()).Strikes.Length);
    }

    [Fact]
    public async Task Strikes_and_a_fraud_that_is_confirmed_at_the_same_time_do_not_wait_for_each_other()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 50);
        var orders = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => market.PlacePaid($"ada-{i}", "lamp")));
        var report = (await Report(market, "aurora", "ada-0", orders[0])).Value!.Id;
        var (standing, seller) = (market.Grains.SellerStanding("aurora"), new Caller("aurora", Role.Seller));

        // Each order that is cancelled tells the standing, which tells each order to freeze.
        var cancelling = Task.WhenAll(orders.Select(order =>
            market.Grains.Order(order).CancelBySeller(seller, Order.SellerCancelReason.OutOfStock, null)));
        Assert.Null((await standing.Confirm(report, isFraud: true).WaitAsync(TimeSpan.FromSeconds(20))).Why);
        var cancelled = await cancelling.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.All(cancelled, outcome => Assert.True(outcome.Why is null or Rejection.OrderFrozen));
        Assert.Equal(cancelled.Count(outcome => outcome.IsDone), (await standing.View()).Strikes.Length);
        foreach (var order in orders)
        {
            var view = await market.Order(order);
            Assert.True(view.ClosedBecause == Order.CloseReason.SellerCancelled || view.Freeze is not null);
        }

        await Audit.Check(market);
    }

    [Fact]
    public async Task What_is_open_is_found_again_after_a_restart_and_from_what_was_kept()
    {
        var store = new MemoryStore(2);
        Obligation[] before;
        await using (var market = await Start(store: store))
        {
            await market.List("lamp", "aurora", 2400, 100);
            for (var i = 0; i < 5; i++) await market.PlacePaid("ada", "lamp");
            await market.Place("ada", "lamp");
            await Report(market, "aurora", "ada");
            before = await market.Grains.OpenOrders().Of("ada");
            Assert.Equal(5, before.Count(one => one.Kind == ObligationKind.PaidOrder));
            Assert.Single(before, one => one.Kind == ObligationKind.UnpaidOrder);
            Assert.Equal(before, await market.Grains.OpenOrders().Of("aurora"));
            Assert.Empty(await market.Grains.OpenOrders().Of("nobody"));
        }

        await using (var market = await Start(store: store))
        {
            Assert.Equal(before, await market.Grains.OpenOrders().Of("ada"));
            // Kept at any moment and gone on from there, it is what it is when folded from the first entry.
            var machines = new Machines.MarketMachines(Policy.FlashSale);
            for (var partition = 0; partition < 2; partition++)
            {
                var entries = await store.ReadPartition(partition, 0, int.MaxValue);
                var (keeping, whole, parts) = (OpenThings.Snapshots, new OpenThings(), new OpenThings());
                foreach (var stored in entries)
                {
                    whole.Fold(stored.Entry, machines);
                    parts.Fold(stored.Entry, machines);
                    parts = keeping.Read(keeping.Write(parts));
                }

                Assert.Equal(whole.Of("ada").Order(ById), parts.Of("ada").Order(ById));
                Assert.Equal(keeping.Weight(whole), keeping.Weight(parts));
                Assert.Equal(whole.Reports, parts.Reports);
            }
        }
    }

    private static readonly Comparer<Obligation> ById =
        Comparer<Obligation>.Create((one, other) => string.CompareOrdinal(one.Id, other.Id));

    private static Task<Answer<ReportView>> Report(
        MarketCluster market, string seller, string reporter, string? order = null) =>
        market.Grains.SellerStanding(seller).File(new(
            Ids.ReportOf(seller, market.Ids.Root()), reporter, SellerStanding.Category.OfflinePayment, order,
            "He wants to be paid by bank transfer.", ["https://example.org/message.png"]));
}
