using System.Text;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Auditing;
using OrleansMarket.Journal;
using Wish = OrleansMarket.Grains.Tests.Auditing.PaperMarket.Wish;

namespace OrleansMarket.Grains.Tests.Auditing;

/// <summary>Each invariant is seen to be violated: one thing that no machine would decide.</summary>
public sealed partial class PlantedTests : IAsyncDisposable
{
    private readonly MemoryStore store = new(4);
    private readonly PaperMarket market;
    private readonly Paper paper;

    public PlantedTests()
    {
        market = new PaperMarket(store, Policy.Modern, PaperMarket.Midnight);
        paper = market.Paper;
        market.List("lamp", "aurora", 10);
        market.List("cable", "bazaar", 10);
        market.Finished("good", "ana", "lamp");
    }

    public async ValueTask DisposeAsync() => await store.DisposeAsync();

    [Fact]
    public async Task A_good_market_violates_nothing()
    {
        market.Offer("cmp_five", null, quota: 2);
        var coupon = market.Claim("cmp_five", "ben");
        var orders = market.CheckOut("two", "ben", coupon, new Wish("lamp", 2), new Wish("cable", 1));
        market.Pay("two", orders);
        market.Cancel(orders[0]);
        market.CheckOut("unpaid", "cyd", null, new Wish("lamp", 1));
        market.PayOut("aurora");

        var report = await Run();
        Assert.True(report.IsClean, Tests.Audit.Sentences(report));
        Assert.Equal(18, report.Invariants.Length);
        Assert.Equal(paper.Entries, report.Entries);
        Assert.Equal(Enumerable.Range(1, 18).Select(n => $"I{n}"), report.Invariants.Select(one => one.Id));
        // What was not looked at is no proof.
        Assert.All(report.Invariants, one => Assert.True(
            one.Elsewhere is not null || one.Checked.Sum(count => count.Count) > 0, $"{one.Id} looked at nothing."));
    }

    [Fact]
    public async Task I1_A_posting_of_less_than_nothing_is_found()
    {
        paper.Forge(paper.Machines.SellerAccount, "sel_aurora", new SellerAccount.Event.PaidOut(
            "po_1", Money.Usd(0), paper.Now,
            [new("P7", Account.SellerPayable("aurora"), Account.PspCash, Money.Usd(-5))]));
        await Found("I1", "sel_aurora", "moves -5 USD");
    }

    [Fact]
    public async Task I2_An_escrow_that_gives_more_than_it_has_is_found()
    {
        var order = Paid("ben");
        var escrow = Escrow(order);
        paper.Forge(paper.Machines.Escrow, escrow, new Escrow.Event.Released(
            [new("P3", Account.Escrow(order), Account.SellerPayable("aurora"), Money.Usd(9_999))]));
        await Found("I2", escrow, "more than it had");
    }

    [Fact]
    public async Task I2_Money_left_in_the_escrow_of_an_ended_order_is_found()
    {
        var order = Paid("ben");
        paper.Forge(paper.Machines.Escrow, Escrow(order), new Escrow.Event.Released([]));
        await Found("I2", order, "nothing is to be held");
    }

    [Fact]
    public async Task I3_Giving_back_more_than_was_paid_is_found()
    {
        var order = Placed("ben");
        var refund = Ids.RefundOf(order, 1);
        paper.Forge(paper.Machines.Order, order, null,
            [paper.Machines.Refund.Bear(refund, paper.Now.AddTicks(1), new Refund.Event.Opened(
                new(refund, order, "pay_x", "ben", Money.Usd(3_000), "capture_returned")))],
            new Order.Event.CaptureReturned("pay_x", Money.Usd(2_700), 1,
            [
                new("P1", Account.PspCash, Account.Escrow(order), Money.Usd(2_700)),
                new("P4", Account.Escrow(order), Account.RefundPending(order), Money.Usd(3_000)),
            ]));
        await Found("I3", order, "given back 3000 of the 2700");
    }

    [Fact]
    public async Task I3_A_refund_that_no_ledger_knows_is_found()
    {
        var order = Paid("ben");
        var refund = Ids.RefundOf(order, 7);
        paper.Forge(paper.Machines.Refund, refund,
            new Refund.Event.Opened(new(refund, order, "pay_x", "ben", Money.Usd(1), "chance")));
        await Found("I3", order, "its open refunds say 1");
    }

    [Fact]
    public async Task I4_A_paid_order_without_its_money_is_found()
    {
        var order = Placed("ben");
        paper.Forge(paper.Machines.Order, order,
            new Order.Event.Paid("pay_none", Money.Usd(2_700), paper.Now, paper.Now.AddHours(24)));
        await Found("I4", order, "It is paid, and 0 captures");
    }

    [Fact]
    public async Task I4_Money_without_its_order_is_found()
    {
        var order = Placed("ben");
        paper.Ask(paper.Machines.Payment, "pay_taken",
            new Payment.Command.Start(new("pay_taken", "ben", [order], "tok")));
        paper.Ask(paper.Machines.Payment, "pay_taken", new Payment.Command.Capture(Money.Usd(2_700)));
        await Found("I4", "pay_taken", "which it did not pay");
    }

    [Fact]
    public async Task I5_A_release_before_the_order_is_completed_is_found()
    {
        var order = Paid("ben");
        market.Verify(order);
        market.Release(order);
        await Found("I5", Escrow(order), "is AwaitingShipment, not completed");
    }

    [Fact]
    public async Task I5_A_release_before_its_time_is_found()
    {
        var order = CompletedBySilence();
        market.Release(order);
        await Found("I5", Escrow(order), "is to be released at");
    }

    [Fact]
    public async Task I5_A_release_that_the_order_did_not_order_is_found()
    {
        var order = CompletedBySilence();
        paper.Now += TimeSpan.FromDays(3);
        market.Release(order);
        await Found("I5", Escrow(order), "has not ordered it");
    }

    [Fact]
    public async Task I5_A_release_of_a_frozen_order_is_found()
    {
        var order = CompletedBySilence();
        market.Order(order, new Order.Command.Freeze(default));
        paper.Forge(paper.Machines.Order, order, new Order.Event.ReleaseOrdered());
        await Found("I5", order, "though it is frozen");
    }

    [Fact]
    public async Task I10_A_reservation_that_outlives_its_order_is_found()
    {
        var order = Placed("ben");
        market.Order(order, new Order.Command.Cancel());
        market.Order(order, new Order.Command.GoodsFreed());
        await Found("I10", "stk_lamp", $"are reserved for {order}, which has ended");
    }

    [Fact]
    public async Task I10_What_is_left_when_everything_should_have_ended_is_found()
    {
        var order = Placed("ben");
        var report = await Run(expectSettled: true);
        Assert.Contains(Of(report, "I10").Examples, one =>
            one.Aggregate == order && one.Sentence.Contains("still AwaitingPayment", StringComparison.Ordinal));
        Assert.Contains(Of(report, "I10").Examples, one =>
            one.Aggregate == order && one.Sentence.Contains("A deadline is left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task I11_A_deadline_that_fires_early_is_found()
    {
        var order = Placed("ben");
        paper.Forge(paper.Machines.Order, order, "deadline", [],
            new Order.Event.Closed(Order.CloseReason.PaymentTimeout, Refund: false));
        await Found("I11", order, "fired early");
    }

    [Fact]
    public async Task I11_A_live_order_that_waits_for_nothing_is_found()
    {
        var order = Placed("ben");
        paper.Write(new Entry(order, 2, paper.Now, null, null, null, Codec(
            new Order.Event.PaymentSubmitted("pay_x", paper.Now.AddMinutes(30)))));
        await Found("I11", order, "no deadline is stored with it");
    }

    [Fact]
    public async Task I12_Two_requests_for_one_thing_are_found()
    {
        foreach (var request in (string[])["req_a", "req_b"])
            paper.Ask(paper.Machines.Request, request, new Request.Command.Claim("print", "the-same"));
        var report = await Run();
        Assert.Contains("makes the-same", Assert.Single(Of(report, "I12").Examples).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task I12_A_second_answer_is_found()
    {
        paper.Ask(paper.Machines.Request, "req_a", new Request.Command.Claim("print", "thing"));
        paper.Ask(paper.Machines.Request, "req_a", new Request.Command.Answer(new(201, "{}")));
        paper.Forge(paper.Machines.Request, "req_a", new Request.Event.Answered(new(500, "{}")));
        await Found("I12", "req_a", "answered a second time");
    }

    [Fact]
    public async Task I13_A_checkout_with_an_order_too_few_is_found()
    {
        paper.Forge(paper.Machines.Checkout, "chk_half", new Checkout.Event.Placed(
            "ben", [new("ord_half.1", "aurora", Money.Usd(2_700))], paper.Now));
        await Found("I13", "chk_half", "It placed ord_half.1, which does not exist");
    }

    [Fact]
    public async Task I13_An_order_that_comes_from_nowhere_is_found()
    {
        var terms = market.Terms("chk_none", 1, "ben", new Wish("lamp", 1), null);
        paper.Ask(paper.Machines.Order, terms.Order, new Order.Command.Place(terms));
        await Found("I13", terms.Order, "not born in the append");
    }

    [Theory]
    [InlineData("xyz_1", "[]", "Nobody here knows")]
    [InlineData("x", "[]", "Nobody here knows")]
    [InlineData("ord_new.1", "[{\"teleported\":{}}]", "cannot be read")]
    [InlineData("ord_new.1", "nonsense", "cannot be read")]
    [InlineData(
        "stk_new", "[{\"committed\":{\"order\":\"ord_x.1\",\"at\":\"2026-11-11T00:00:00+00:00\"}}]", "do not follow")]
    public async Task I14_What_cannot_be_folded_is_found(string aggregate, string events, string sentence)
    {
        paper.Write(new Entry(aggregate, 1, paper.Now, null, null, null, Encoding.UTF8.GetBytes(events)));
        await Found("I14", aggregate, sentence);
    }

    [Fact]
    public async Task I16_Goods_that_leave_unpaid_are_found()
    {
        var order = Placed("ben");
        paper.Forge(paper.Machines.Order, order,
            new Order.Event.Shipped("yunexpress", "T-1", paper.Now, paper.Now.AddDays(60)));
        await Found("I16", order, "was never paid");
    }

    [Fact]
    public async Task I16_Goods_that_leave_unverified_are_found()
    {
        var order = Paid("ben");
        paper.Forge(paper.Machines.Order, order,
            new Order.Event.Shipped("yunexpress", "T-1", paper.Now, paper.Now.AddDays(60)));
        await Found("I16", order, "was not verified");
    }

    [Theory]
    [InlineData("I15", "All of it")]
    [InlineData("I18", "his personal data is gone")]
    public async Task I15_I18_What_the_journal_cannot_show_is_said_so(string id, string what) =>
        Assert.Contains(what, Of(await Run(), id).Elsewhere, StringComparison.Ordinal);

    [Fact]
    public void Every_machine_is_audited()
    {
        var machines = new OrleansMarket.Grains.Machines.MarketMachines(Policy.Modern);
        var known = machines.GetType().GetProperties().Count(one => one.Name != "PostingsOf");
        Assert.Equal(known, new Kinds(machines).Count);
    }

    private ReadOnlyMemory<byte> Codec(params Order.Event[] events) => paper.Machines.Order.Events.Write(events);

    private static string Escrow(string order) => Ids.EscrowOf(order);

    private string Placed(string buyer) => market.CheckOut(buyer + "-root", buyer, null, new Wish("lamp", 1))[0];

    private string Paid(string buyer)
    {
        var order = Placed(buyer);
        market.Pay(buyer + "-pay", order);
        return order;
    }

    /// <summary>Silence confirms, after its reminders; then the money waits three days.</summary>
    private string CompletedBySilence()
    {
        var order = Paid("ben");
        market.Verify(order);
        market.Ship(order);
        while (paper.StateOf(paper.Machines.Order, order).Status != Order.Status.Completed) market.Elapse(order);
        return order;
    }

    private async Task<AuditReport> Run(bool expectSettled = false)
    {
        await paper.Flush();
        return await MarketAudit.Run(store, Policy.Modern, new AuditOptions { ExpectSettled = expectSettled });
    }

    /// <summary>The audit finds it, and says where.</summary>
    private async Task Found(string id, string aggregate, string sentence)
    {
        var report = await Run();
        Assert.False(report.IsClean);
        Assert.False(Of(report, id).Holds);
        Assert.True(Of(report, id).Examples.Any(one => one.Aggregate == aggregate
            && one.Sentence.Contains(sentence, StringComparison.Ordinal)), Tests.Audit.Sentences(report));
    }

    private static InvariantReport Of(AuditReport report, string id) => report.Invariants.Single(one => one.Id == id);
}
