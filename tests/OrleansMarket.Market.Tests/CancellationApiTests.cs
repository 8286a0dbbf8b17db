namespace OrleansMarket.Market.Tests;

/// <summary>Cancelling by agreement and by the seller, over HTTP.</summary>
public sealed class CancellationApiTests(MarketHost market)
{
    private static readonly object Mistake = new { reason = "ordered_by_mistake" };

    [Fact]
    public async Task O12_A_seller_who_agrees_cancels_the_order_and_all_of_it_goes_back()
    {
        var deal = await Deal.Verified(market, 2);
        var requests = $"{deal.Path}/cancellation-requests";
        Assert.Contains("request_cancellation", (await deal.Look()).Texts("allowed_actions"));

        var asked = (await deal.Buyer.Post(requests, Mistake, Api.FreshKey())).Is(201);
        Assert.Equal(
            ("awaiting_shipment", "awaiting_cancellation", "requested"),
            (asked.Text("status"), asked.Text("display"), asked.Text("regions.cancellation")));
        Assert.Equal(("cancellation", "ordered_by_mistake"),
            (asked.Text("next_deadline.kind"), asked.Text("cancellation.reason")));
        (await deal.Buyer.Post(requests, Mistake)).Is(201);
        (await deal.Buyer.Post(requests, new { reason = "too_slow" })).IsProblem(409, "cancellation_pending");
        Assert.Contains("accept_cancellation", (await deal.Look(deal.Seller)).Texts("allowed_actions"));

        var agreed = (await deal.Seller.Post($"{requests}/accept")).Is(200);
        Assert.Equal(("closed", "cancel_agreed"), (agreed.Text("status"), agreed.Text("closed_because")));
        (await deal.Seller.Post($"{requests}/accept")).Is(200);
        var closed = await deal.Look();
        Assert.Equal(
            (5_100, "seller", closed.Text("refund")),
            (closed.Number("refunds.0.amount.amount"), closed.Text("refunds.0.paid_by"), closed.Text("refunds.0.id")));
        Assert.True(closed.Json.TryGetProperty("closed_at", out _));
        var refund = (await deal.Buyer.Get($"/v1/refunds/{closed.Text("refund")}")).Is(200);
        Assert.Equal((5_100, "seller"), (refund.Number("amount.amount"), refund.Text("paid_by")));
        Assert.Equal(20, (await deal.Buyer.Get($"/v1/listings/{deal.Skus[0]}")).Number("available"));
        await deal.Balances();
    }

    [Fact]
    public async Task O14_A_seller_does_not_agree_and_after_three_requests_the_buyer_has_to_wait()
    {
        var deal = await Deal.Verified(market, 1);
        var requests = $"{deal.Path}/cancellation-requests";
        var shipBy = (await deal.Look()).Text("next_deadline.at");
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(i, (await deal.Buyer.Post(requests, Mistake)).Is(201).Number("cancellation.number"));
            var no = (await deal.Seller.Post($"{requests}/reject", new { reason = "already_handed_over" })).Is(200);
            Assert.Equal(
                ("rejected", "already_handed_over", "awaiting_shipment"),
                (no.Text("cancellation.status"), no.Text("cancellation.rejected_because"), no.Text("display")));
        }

        (await deal.Buyer.Post(requests, Mistake)).IsProblem(409, "too_many_cancellation_requests");
        Assert.Equal(("ship", shipBy),
            ((await deal.Look()).Text("next_deadline.kind"), (await deal.Look()).Text("next_deadline.at")));
    }

    [Fact]
    public async Task O11_A_buyer_takes_his_request_back_and_the_seller_cannot_agree_any_more()
    {
        var deal = await Deal.Verified(market, 1);
        var requests = $"{deal.Path}/cancellation-requests";
        (await deal.Buyer.Post(requests, Mistake)).Is(201);
        Assert.Equal("withdrawn",
            (await deal.Buyer.Post($"{requests}/withdraw")).Is(200).Text("regions.cancellation"));
        (await deal.Buyer.Post($"{requests}/withdraw")).Is(200);
        var late = (await deal.Seller.Post($"{requests}/accept")).IsProblem(409, "invalid_transition");
        Assert.Contains("ship", late.Texts("allowed_actions"));
    }

    [Fact]
    public async Task O12_Some_units_are_cancelled_and_the_rest_is_shipped()
    {
        var deal = await Deal.Verified(market, 3, 1);
        var requests = $"{deal.Path}/cancellation-requests";
        (await deal.Buyer.Post(requests, new { reason = "found_cheaper", lines = deal.Units(4) }))
            .IsProblem(400, "quantity_invalid", "lines");
        var strange = new { reason = "other", lines = new[] { new { sku = "not-here", quantity = 1 } } };
        (await deal.Buyer.Post(requests, strange))
            .IsProblem(400, "validation_failed", "lines[0].sku", "not_in_order");

        var asked = (await deal.Buyer.Post(requests, new { reason = "found_cheaper", lines = deal.Units(2) })).Is(201);
        Assert.Equal(2, asked.Number("cancellation.lines.0.quantity"));
        (await deal.Seller.Post($"{requests}/accept")).Is(200);

        var rest = await deal.Look();
        Assert.Equal(
            ("awaiting_shipment", deal.Skus[0], 2, 4_800, "lines_cancelled"),
            (rest.Text("status"), rest.Text("removed.0.sku"), rest.Number("removed.0.quantity"),
                rest.Number("refunds.0.amount.amount"), rest.Text("refunds.0.reason")));
        Assert.Equal(5_100, rest.Number("refundable.amount.amount"));
        Assert.Equal(19, (await deal.Buyer.Get($"/v1/listings/{deal.Skus[0]}")).Number("available"));
        var shipment = new { carrier = "dhl", tracking = deal.Tracking };
        var shipped = (await deal.Seller.Post($"{deal.Path}/shipments", shipment)).Is(201);
        Assert.Equal(("awaiting_delivery", 1),
            (shipped.Text("status"), shipped.Number("shipments.0.lines.0.quantity")));
        await deal.Balances();
    }

    [Fact]
    public async Task O17_A_seller_cancels_and_what_he_has_shipped_goes_on()
    {
        var (whole, part) = (await Deal.Verified(market, 1), await Deal.Verified(market, 2));
        var cancelled = (await whole.Seller.Post($"{whole.Path}/seller-cancellation", new { reason = "out_of_stock" }))
            .Is(200);
        Assert.Equal(("closed", "seller_cancelled"), (cancelled.Text("status"), cancelled.Text("closed_because")));
        Assert.Equal(1, (await whole.Buyer.Get($"/v1/sellers/{whole.Store}")).Is(200).Number("strikes"));

        var shipment = new { carrier = "dhl", tracking = part.Tracking, lines = part.Units(1) };
        (await part.Seller.Post($"{part.Path}/shipments", shipment)).Is(201);
        var rest = (await part.Seller.Post($"{part.Path}/seller-cancellation", new { reason = "cannot_ship" })).Is(200);
        Assert.Equal(
            ("awaiting_delivery", 2_400, "seller_cancelled"),
            (rest.Text("status"), rest.Number("refunds.0.amount.amount"), rest.Text("refunds.0.reason")));
        await part.Balances();
    }

    [Fact]
    public async Task Shipping_and_agreeing_at_once_end_in_one_of_the_two()
    {
        var deal = await Deal.Verified(market, 1);
        var requests = $"{deal.Path}/cancellation-requests";
        (await deal.Buyer.Post(requests, Mistake)).Is(201);
        var shipment = new { carrier = "dhl", tracking = deal.Tracking };
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => i % 2 == 0
            ? deal.Seller.Post($"{requests}/accept", key: Api.FreshKey())
            : deal.Seller.Post($"{deal.Path}/shipments", shipment, Api.FreshKey())));
        var after = await deal.Look();
        var shipped = after.Text("status") == "awaiting_delivery";
        Assert.Equal(shipped ? "superseded" : "accepted", after.Text("cancellation.status"));
        Assert.All(answers.Index(), one =>
            Assert.Equal(one.Index % 2 == 0 == !shipped, one.Item.Status is 200 or 201));
        Assert.Equal(shipped ? 0 : 1, after.Find("refunds").GetArrayLength());
        await deal.Balances();
    }
}
