namespace OrleansMarket.Market.Tests;

/// <summary>Disputes over HTTP, without waiting for anything.</summary>
public sealed class DisputeApiTests(MarketHost market)
{
    [Fact]
    public async Task D4_D6_D2_They_offer_and_ask_until_they_agree()
    {
        var deal = await Deal.Delivered(market, 2);
        var opened = (await deal.Buyer.Post($"{deal.Path}/disputes", deal.Complaint(2_000), Api.FreshKey())).Is(201);
        var dispute = opened["Location"]!;
        Assert.Equal($"/v1/disputes/{opened.Text("id")}", dispute);
        Assert.Equal(
            ("awaiting_seller", "damaged", 2_000, 5_100, "dispute_respond"),
            (opened.Text("status"), opened.Text("reason"), opened.Number("asked.amount.amount"),
                opened.Number("refundable.amount.amount"), opened.Text("next_deadline.kind")));
        var order = await deal.Look();
        Assert.Equal(("dispute", "delivered", opened.Text("id")),
            (order.Text("display"), order.Text("status"), order.Text("dispute.id")));
        Assert.Contains("dispute_withdraw", order.Texts("allowed_actions"));
        (await deal.Buyer.Post($"{deal.Path}/receipt")).IsProblem(409, "dispute_is_open");
        (await deal.Buyer.Post($"{deal.Path}/disputes", deal.Complaint(1_999))).IsProblem(409, "dispute_is_open");

        (await deal.Seller.Post($"{dispute}/counter", deal.Proposal(9_999))).IsProblem(409, "refund_too_high", "lines");
        var countered = (await deal.Seller.Post($"{dispute}/counter", deal.Proposal(500))).Is(200);
        Assert.Equal(("negotiating", 500), (countered.Text("status"), countered.Number("offered.amount.amount")));
        var late = (await deal.Seller.Post($"{dispute}/accept")).IsProblem(409, "invalid_transition");
        Assert.Equal(["evidence"], late.Texts("allowed_actions"));
        (await deal.Buyer.Post($"{dispute}/escalate")).IsProblem(409, "too_early_to_escalate");
        Assert.Equal(800, (await deal.Buyer.Post($"{dispute}/modify", deal.Proposal(800))).Is(200)
            .Number("asked.amount.amount"));

        var agreed = (await deal.Seller.Post($"{dispute}/accept")).Is(200);
        Assert.Equal(
            ("resolved", "agreed", 800, "seller", "seller"),
            (agreed.Text("status"), agreed.Text("outcome.how"), agreed.Number("outcome.amount.amount"),
                agreed.Text("outcome.paid_by"), agreed.Text("outcome.at_fault")));
        var after = await deal.Look();
        Assert.Equal(
            ("completed", "completed", "dispute", 800, 4_300),
            (after.Text("status"), after.Text("display"), after.Text("refunds.0.reason"),
                after.Number("refunds.0.amount.amount"), after.Number("refundable.amount.amount")));
        (await deal.Buyer.Post($"{deal.Path}/disputes", deal.Complaint(100))).IsProblem(409, "dispute_is_settled");
        await deal.Balances();
    }

    [Fact]
    public async Task D7_D5_A_buyer_gives_a_dispute_up_and_opens_another_one()
    {
        var deal = await Deal.Delivered(market, 1);
        var first = await deal.Dispute(deal.Complaint(2_000));
        Assert.Equal("withdrawn", (await deal.Buyer.Post($"{first}/withdraw")).Is(200).Text("status"));
        Assert.Equal("delivered", (await deal.Look()).Text("display"));

        var second = await deal.Dispute(deal.Complaint(1_000));
        Assert.NotEqual(first, second);
        (await deal.Buyer.Get(first)).IsProblem(404, "unknown_dispute");
        (await deal.Buyer.Post($"{first}/withdraw")).IsProblem(404, "unknown_dispute");
        (await deal.Seller.Post($"{second}/counter", deal.Proposal(700))).Is(200);
        var agreed = (await deal.Buyer.Post($"{second}/accept-counter")).Is(200);
        Assert.Equal(("counter_accepted", 700), (agreed.Text("outcome.how"), agreed.Number("outcome.amount.amount")));
    }

    [Fact]
    public async Task D2_Without_lines_everything_is_asked_for_and_an_empty_offer_is_none()
    {
        var deal = await Deal.Delivered(market, 2);
        var shown = new[] { new { text = "The wrong one." } };
        var all = new { reason = "wrong_item", kind = "refund", note = "All of it.", evidence = shown };
        var dispute = await deal.Dispute(all);
        Assert.Equal(5_100, (await deal.Buyer.Get(dispute)).Number("asked.amount.amount"));
        var nothing = (await deal.Seller.Post($"{dispute}/counter",
            new { kind = "refund", lines = Array.Empty<object>(), note = "It was right." })).Is(200);
        Assert.Equal(0, nothing.Number("offered.amount.amount"));
        var fee = new { kind = "refund", shipping = Shop.Money(300), note = "The shipping, then." };
        Assert.Equal(300, (await deal.Buyer.Post($"{dispute}/modify", fee)).Is(200).Number("asked.shipping.amount"));
        (await deal.Seller.Post($"{dispute}/accept")).Is(200);
        Assert.Equal(4_800, (await deal.Look()).Number("refundable.amount.amount"));
    }

    [Fact]
    public async Task D9_Evidence_is_added_changed_and_taken_back_by_the_side_whose_it_is()
    {
        var deal = await Deal.Delivered(market, 1);
        var dispute = await deal.Dispute(deal.Complaint(1_000));
        var mine = (await deal.Buyer.Get(dispute)).Text("evidence.0.id");
        var key = Api.FreshKey();
        var added = (await deal.Seller.Post($"{dispute}/evidence", new { text = "It was whole." }, key)).Is(201);
        Assert.Equal(("seller", "It was whole."), (added.Text("evidence.1.by"), added.Text("evidence.1.text")));
        (await deal.Seller.Post($"{dispute}/evidence", new { text = "It was whole." }, key)).Is(201);
        Assert.Equal(2, (await deal.Buyer.Get(dispute)).Find("evidence").GetArrayLength());

        var his = $"{dispute}/evidence/{added.Text("evidence.1.id")}";
        (await deal.Buyer.Put(his, new { text = "It was not." })).IsProblem(404, "unknown_evidence");
        (await deal.Buyer.Delete(his)).IsProblem(404, "unknown_evidence");
        Assert.Equal("It was packed well.",
            (await deal.Seller.Put(his, new { text = "It was packed well." })).Is(200).Text("evidence.1.text"));
        (await deal.Seller.Send(HttpMethod.Delete, his, null, request =>
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\""))).IsProblem(412, "version_mismatch");
        Assert.Equal(1, (await deal.Seller.Delete(his)).Is(200).Find("evidence").GetArrayLength());
        (await deal.Seller.Delete(his)).Is(200);
        (await deal.Buyer.Delete($"{dispute}/evidence/{mine}")).IsProblem(400, "evidence_needed", "evidence");
        (await deal.Buyer.Delete($"{dispute}/evidence/nothing")).IsProblem(404, "unknown_evidence");
    }

    [Fact]
    public async Task D16_A_contested_return_goes_before_the_platform_which_may_pay_itself()
    {
        var deal = await Deal.Delivered(market, 1);
        var dispute = await deal.Dispute(deal.Complaint(2_400, "return_and_refund"));
        Assert.Equal("awaiting_return", (await deal.Seller.Post($"{dispute}/accept")).Is(200).Text("status"));
        // The number that brought the goods says nothing of their way back.
        (await deal.Buyer.Post($"{dispute}/return-shipped", new { carrier = "dhl", tracking = deal.Tracking }))
            .IsProblem(409, "tracking_in_use", "tracking");
        var back = new { carrier = "dhl", tracking = Shop.Name("T") };
        (await deal.Buyer.Post($"{dispute}/return-shipped", back, ifMatch: "\"1\"")).IsProblem(412, "version_mismatch");
        var shipped = (await deal.Buyer.Post($"{dispute}/return-shipped", back)).Is(201);
        Assert.Equal(("return_in_transit", back.tracking), (shipped.Text("status"), shipped.Text("return.tracking")));
        (await deal.Buyer.Post($"{dispute}/return-shipped", back)).Is(201);

        (await deal.Seller.Post($"{dispute}/contest-return", new { evidence = Array.Empty<object>() }))
            .IsProblem(400, "evidence_needed", "evidence");
        var box = new { evidence = new[] { new { text = "The box was empty." } } };
        Assert.Equal("escalated", (await deal.Seller.Post($"{dispute}/contest-return", box)).Is(200).Text("status"));
        (await deal.Root.Post($"{dispute}/judge", Ruling("return_and_refund")))
            .IsProblem(409, "return_only_once", "kind");
        var judged = (await deal.Root.Post($"{dispute}/judge", Ruling("refund"))).Is(200);
        Assert.Equal(
            ("resolved", "judged", "platform", "Nobody can tell."),
            (judged.Text("status"), judged.Text("outcome.how"), judged.Text("outcome.paid_by"),
                judged.Text("outcome.note")));

        var order = await deal.Look();
        Assert.Equal(("platform", 2_000), (order.Text("refunds.0.paid_by"), order.Number("refunds.0.amount.amount")));
        var refund = (await deal.Buyer.Get($"/v1/refunds/{order.Text("refunds.0.id")}")).Is(200);
        Assert.Equal(("platform", "dispute"), (refund.Text("paid_by"), refund.Text("reason")));
        await deal.Balances();

        object Ruling(string kind) => new
        {
            kind,
            paid_by = "platform",
            return_shipping_by = "platform",
            lines = new[] { new { sku = deal.Skus[0], amount = Shop.Money(2_000) } },
            note = "Nobody can tell.",
        };
    }

    [Fact]
    public async Task Opened_twenty_times_at_once_it_is_one_dispute()
    {
        var deal = await Deal.Delivered(market, 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            deal.Buyer.Post($"{deal.Path}/disputes", deal.Complaint(1_000), i < 10 ? "one-dispute" : Api.FreshKey())));
        Assert.Single(answers.Select(answer => answer.Is(201)["Location"]).Distinct());
        Assert.Single(answers.Take(10).Select(answer => answer.Body).Distinct());
        Assert.Equal(1, (await deal.Buyer.Get(answers[0]["Location"]!)).Find("evidence").GetArrayLength());
    }
}
