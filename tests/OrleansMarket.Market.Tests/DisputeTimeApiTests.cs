namespace OrleansMarket.Market.Tests;

/// <summary>What silence means for orders and disputes, in a market whose clock nobody else looks at.</summary>
public sealed class DisputeTimeApiTests : IClassFixture<DisputeTimeApiTests.OwnMarket>
{
    private readonly OwnMarket market;

    public DisputeTimeApiTests(OwnMarket market) => this.market = market;

    public sealed class OwnMarket : MarketHost;

    [Fact]
    public async Task D8_D10_D14_A_dispute_goes_from_its_opening_over_a_judgement_and_a_return_to_the_refund()
    {
        var deal = await Deal.Delivered(market, 2);
        var dispute = await deal.Dispute(deal.Complaint(2_400, "return_and_refund"));
        (await deal.Seller.Post($"{dispute}/counter", deal.Proposal(500))).Is(200);
        await deal.Wait("P3D");
        var escalated = (await deal.Buyer.Post($"{dispute}/escalate", key: Api.FreshKey())).Is(200);
        Assert.Equal(("escalated", "dispute_judge"), (escalated.Text("status"), escalated.Text("next_deadline.kind")));
        Assert.Contains("judge", (await deal.Root.Get(dispute)).Texts("allowed_actions"));

        var judged = (await deal.Root.Post($"{dispute}/judge", new
        {
            kind = "return_and_refund",
            paid_by = "seller",
            at_fault = "seller",
            return_shipping_by = "seller",
            lines = new[] { new { sku = deal.Skus[0], quantity = 1, amount = Shop.Money(2_000) } },
            note = "One of two is broken.",
        }, ifMatch: (await deal.Root.Get(dispute))["ETag"])).Is(200);
        Assert.Equal("awaiting_return", judged.Text("status"));
        var back = new { carrier = "dhl", tracking = Shop.Name("T") };
        (await deal.Buyer.Post($"{dispute}/return-shipped", back)).Is(201);
        await deal.Deliver(back.tracking);
        Assert.True((await deal.Seller.Get(dispute)).Find("return").TryGetProperty("delivered_at", out _));

        var resolved = (await deal.Seller.Post($"{dispute}/return-received")).Is(200);
        Assert.Equal(
            ("resolved", "return_received", true, 2_000),
            (resolved.Text("status"), resolved.Text("outcome.how"), resolved.Find("outcome.returned").GetBoolean(),
                resolved.Number("outcome.amount.amount")));
        Assert.Equal(19, (await deal.Buyer.Get($"/v1/listings/{deal.Skus[0]}")).Number("available"));
        await deal.Wait("P3D");
        var order = await deal.Look();
        Assert.Equal(("completed", "released"), (order.Text("status"), order.Text("regions.escrow")));
        var refund = (await deal.Buyer.Get($"/v1/refunds/{order.Text("refunds.0.id")}")).Is(200);
        Assert.Equal(("settled", 2_000), (refund.Text("status"), refund.Number("amount.amount")));
        // 51.00 less the 20.00 that went back, less 5 % of the 28.00 of goods that are left.
        Assert.Equal(2_960, (await deal.Seller.Get($"/v1/sellers/{deal.Store}/account")).Number("payable.0.amount"));
        await deal.Balances();
    }

    [Fact]
    public async Task D3_A_seller_who_says_nothing_has_agreed_and_all_of_it_goes_back()
    {
        var deal = await Deal.Shipped(market, 1);
        var missing = new { reason = "not_received", kind = "refund", note = "Nothing has come." };
        (await deal.Buyer.Post($"{deal.Path}/disputes", missing)).IsProblem(409, "too_early_to_dispute");
        await deal.Wait("P10D");
        var dispute = await deal.Dispute(missing);
        await deal.Wait("P5D");
        Assert.Equal("seller_silent", (await deal.Buyer.Get(dispute)).Text("outcome.how"));
        var order = await deal.Look();
        Assert.Equal(
            ("closed", "dispute_full_refund", 2_700),
            (order.Text("status"), order.Text("closed_because"), order.Number("refunds.0.amount.amount")));
        Assert.False(order.Json.TryGetProperty("feedback", out _));
    }

    [Fact]
    public async Task O13_A_seller_who_does_not_answer_has_agreed_to_cancel()
    {
        var deal = await Deal.Verified(market, 1);
        (await deal.Buyer.Post($"{deal.Path}/cancellation-requests", new { reason = "too_slow" })).Is(201);
        await deal.Wait("P2D");
        var order = await deal.Look();
        Assert.Equal(("cancel_auto", "auto_accepted"),
            (order.Text("closed_because"), order.Text("cancellation.status")));
    }

    [Fact]
    public async Task O18p_What_is_not_shipped_in_time_is_refunded_and_the_rest_goes_on()
    {
        var deal = await Deal.Verified(market, 3);
        var shipment = new { carrier = "dhl", tracking = deal.Tracking, lines = deal.Units(1) };
        (await deal.Seller.Post($"{deal.Path}/shipments", shipment)).Is(201);
        await deal.Wait("P7D");
        var order = await deal.Look();
        Assert.Equal(
            ("awaiting_delivery", 2, 4_800, "not_shipped"),
            (order.Text("status"), order.Number("removed.0.quantity"), order.Number("refunds.0.amount.amount"),
                order.Text("refunds.0.reason")));
        var refund = (await deal.Buyer.Get($"/v1/refunds/{order.Text("refunds.0.id")}")).Is(200);
        Assert.Equal(("not_shipped", "seller"), (refund.Text("reason"), refund.Text("paid_by")));
        await deal.Deliver(deal.Tracking);
        (await deal.Buyer.Post($"{deal.Path}/receipt")).Is(200);
        await deal.Balances();
    }

    [Fact]
    public async Task O30_A_freeze_that_nobody_ends_gives_the_money_back()
    {
        var deal = await Deal.Verified(market, 1);
        (await deal.Root.Post($"/v1/operator/orders/{deal.Order}/freeze", new { reason = "seller_fraud" })).Is(200);
        await deal.Wait("P30D");
        var order = await deal.Look();
        Assert.Equal(("closed", "frozen_refunded"), (order.Text("display"), order.Text("closed_because")));
        await deal.Balances();
    }

    [Fact]
    public async Task O31_After_its_time_feedback_is_open_to_be_read_and_an_old_order_is_archived()
    {
        var deal = await Deal.Completed(market, 1);
        var stars = new { described = 2, communication = 2, shipping = 2 };
        (await deal.Buyer.Post($"{deal.Path}/feedback", stars)).Is(201);
        await deal.Wait("P30D");
        Assert.Equal(2, (await deal.Look(deal.Seller)).Number("feedback.other.described"));
        (await deal.Seller.Post($"{deal.Path}/feedback", new { communication = 1 })).IsProblem(409, "window_closed");
        (await deal.Buyer.Post($"{deal.Path}/disputes", deal.Complaint(100))).IsProblem(409, "window_closed");
        Assert.False((await deal.Look()).Find("archived").GetBoolean());
        await deal.Wait("P90D");
        Assert.True((await deal.Look()).Find("archived").GetBoolean());
    }
}
