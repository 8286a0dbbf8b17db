namespace OrleansMarket.Market.Tests;

/// <summary>
/// The ten questions of the help page that this market was made for, and the one in its title, each answered by what a
/// member can do over HTTP (DOMAIN.md §1.0).
/// </summary>
public sealed class QuestionTests : IClassFixture<QuestionTests.OwnMarket>
{
    private readonly OwnMarket market;

    public QuestionTests(OwnMarket market) => this.market = market;

    public sealed class OwnMarket : MarketHost;

    [Fact]
    public async Task Q1_How_do_I_pay_for_an_order()
    {
        var deal = await Deal.Placed(market, 1);
        var placed = await deal.Look();
        Assert.Equal(("awaiting_payment", "London", "pay"),
            (placed.Text("status"), placed.Text("ship_to.city"), placed.Text("next_deadline.kind")));
        await deal.Wait("PT23H");
        var paid = (await deal.Buyer.Pay("tok_ok", deal.Order)).Is(201);
        Assert.Equal(("captured", 2_700), (paid.Text("status"), paid.Number("amount.amount")));
    }

    [Fact]
    public async Task Q2_How_is_my_payment_protected()
    {
        var deal = await Deal.Paid(market, 1);
        var unverified = await deal.Look(deal.Seller);
        Assert.False(unverified.Json.TryGetProperty("ship_to", out _));
        Assert.DoesNotContain("ship", unverified.Texts("allowed_actions"));
        await deal.Pass();
        Assert.Equal("London", (await deal.Look(deal.Seller)).Text("ship_to.city"));
        (await deal.Seller.Post($"{deal.Path}/shipments", new { carrier = "dhl", tracking = deal.Tracking })).Is(201);
        await deal.Deliver(deal.Tracking);
        Assert.Equal("held", (await deal.Look()).Text("regions.escrow"));
        Assert.Equal(0, (await deal.Seller.Get($"/v1/sellers/{deal.Store}/account")).Find("payable").GetArrayLength());
        (await deal.Buyer.Post($"{deal.Path}/receipt")).Is(200);
        Assert.Equal("released", (await deal.Look()).Text("regions.escrow"));
        Assert.Equal(2_580, (await deal.Seller.Get($"/v1/sellers/{deal.Store}/account")).Number("payable.0.amount"));
    }

    [Fact]
    public async Task Q3_How_do_I_cancel_an_order()
    {
        var deal = await Deal.Verified(market, 1);
        (await deal.Buyer.Post($"{deal.Path}/cancel")).IsProblem(409, "invalid_transition");
        (await deal.Buyer.Post($"{deal.Path}/cancellation-requests", new { reason = "wrong_address" })).Is(201);
        (await deal.Seller.Post($"{deal.Path}/cancellation-requests/accept")).Is(200);
        Assert.Equal(("cancel_agreed", 2_700),
            ((await deal.Look()).Text("closed_because"), (await deal.Look()).Number("refunds.0.amount.amount")));
    }

    [Fact]
    public async Task Q4_How_do_I_track_my_order()
    {
        var deal = await Deal.Shipped(market, 1);
        var shipped = await deal.Look();
        Assert.Equal(
            ("dhl", deal.Tracking), (shipped.Text("shipments.0.carrier"), shipped.Text("shipments.0.tracking")));
        await deal.Deliver(deal.Tracking);
        var delivered = await deal.Look();
        Assert.Equal("delivered", delivered.Text("status"));
        Assert.True(delivered.Find("shipments.0").TryGetProperty("delivered_at", out _));
    }

    [Theory]
    [InlineData("tok_number_invalid", "card_number_invalid")]
    [InlineData("tok_insufficient_funds", "insufficient_funds")]
    [InlineData("tok_limit_exceeded", "limit_exceeded")]
    [InlineData("tok_security_code_invalid", "security_code_invalid")]
    [InlineData("tok_verification_failed", "verification_failed")]
    public async Task Q5_Why_was_my_payment_unsuccessful(string method, string code)
    {
        var deal = await Deal.Placed(market, 1);
        (await deal.Buyer.Pay(method, deal.Order)).Is(201);
        Assert.Equal(code, (await deal.Look()).Text("last_payment_failure.code"));
        Assert.False((await deal.Look(deal.Seller)).Json.TryGetProperty("last_payment_failure", out _));
        Assert.Equal("captured", (await deal.Buyer.Pay("tok_ok", deal.Order)).Is(201).Text("status"));
    }

    [Fact]
    public async Task Q6_What_if_I_am_not_satisfied()
    {
        var (soon, late) = (await Deal.Completed(market, 1), await Deal.Completed(market, 1));
        var dispute = await soon.Dispute(soon.Complaint(1_200));
        (await soon.Seller.Post($"{dispute}/accept")).Is(200);
        Assert.Equal(1_200, (await soon.Look()).Number("refunds.0.amount.amount"));
        await late.Wait("P15D");
        Assert.Equal("finished", (await late.Look()).Text("status"));
        (await late.Buyer.Post($"{late.Path}/disputes", late.Complaint(1_200))).IsProblem(409, "window_closed");
    }

    [Fact]
    public async Task Q7_What_is_the_status_of_my_order()
    {
        var deal = await Deal.Placed(market, 1);
        await Shows("awaiting_payment", "pay", "cancel");
        (await deal.Buyer.Pay("tok_ok", deal.Order)).Is(201);
        await Shows("risk_review", "cancel");
        await deal.Pass();
        await Shows("awaiting_shipment", "request_cancellation", "extend_shipping");
        (await deal.Buyer.Post($"{deal.Path}/cancellation-requests", new { reason = "duplicate" })).Is(201);
        await Shows("awaiting_cancellation", "withdraw_cancellation", "extend_shipping");
        (await deal.Seller.Post($"{deal.Path}/shipments", new { carrier = "dhl", tracking = deal.Tracking })).Is(201);
        await Shows("awaiting_delivery", "extend_protection", "confirm_receipt", "open_dispute");
        await deal.Deliver(deal.Tracking);
        await Shows("delivered", "extend_protection", "confirm_receipt", "open_dispute");
        var dispute = await deal.Dispute(deal.Complaint(100));
        await Shows("dispute", "dispute_withdraw", "dispute_evidence");
        (await deal.Buyer.Post($"{dispute}/withdraw")).Is(200);
        (await deal.Buyer.Post($"{deal.Path}/receipt")).Is(200);
        await Shows("completed", "open_dispute", "leave_feedback");
        await deal.Wait("P15D");
        await Shows("finished", "leave_feedback");

        async Task Shows(string display, params string[] actions)
        {
            var order = await deal.Look();
            Assert.Equal(display, order.Text("display"));
            Assert.Equal(actions.Order(), order.Texts("allowed_actions").Order());
        }
    }

    [Fact]
    public async Task Q8_How_do_I_cancel_my_membership()
    {
        var deal = await Deal.Shipped(market, 1);
        var leave = new { reason = "privacy", confirm = true };
        var refused = (await deal.Buyer.Post("/v1/me/deactivation", leave))
            .IsProblem(409, "membership_has_open_obligations");
        Assert.Equal(deal.Path, refused.Text("blockers.0.link"));
        (await deal.Buyer.Post($"{deal.Path}/receipt", new { without_scan = true })).Is(200);
        await deal.Wait("P15D");
        Assert.Equal("leaving", (await deal.Buyer.Post("/v1/me/deactivation", leave)).Is(200).Text("status"));
        Assert.Equal("active", (await deal.Buyer.Delete("/v1/me/deactivation")).Is(200).Text("status"));
    }

    [Fact]
    public async Task Q9_What_if_a_seller_asks_me_to_pay_outside_of_the_market()
    {
        var deal = await Deal.Placed(market, 1);
        var told = new { category = "offline_payment", text = "He wants a bank transfer.", order = deal.Order };
        var report = (await deal.Buyer.Post($"/v1/sellers/{deal.Store}/reports", told)).Is(201);
        Assert.Equal(("open", deal.Store), (report.Text("verdict"), report.Text("seller")));
        // Nothing but a payment through the escrow makes an order one that is shipped.
        Assert.DoesNotContain("ship", (await deal.Look(deal.Seller)).Texts("allowed_actions"));
    }

    [Fact]
    public async Task Q10_How_are_products_combined_into_one_order()
    {
        var (store, other) = (Shop.Name("seller"), Shop.Name("seller"));
        var (seller, buyer) = (await market.As(store, "seller"), await market.Buyer());
        var (one, two, fast) = (await seller.List(), await seller.List(), await seller.List());
        var stranger = await (await market.As(other, "seller")).List();
        (await seller.Put($"/v1/listings/{fast}", new
        {
            title = "A thing in a hurry",
            unit_price = Shop.Money(2_400),
            shipping_methods = new[] { new { id = "express", name = "Express", fee = Shop.Money(900), days = 3 } },
        })).Is(200);
        foreach (var sku in new[] { one, two, fast, stranger })
            (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        Assert.Equal(3, (await buyer.Get("/v1/cart")).Find("groups").GetArrayLength());

        // "Buy all from this seller": what shares a shipping method is one order.
        var checkout = (await buyer.CheckOut(new { ship_to = Shop.Home, seller = store })).Is(201);
        var orders = new List<string[]>();
        foreach (var made in checkout.Find("orders").EnumerateArray())
        {
            var order = (await buyer.Get($"/v1/orders/{made.GetProperty("id").GetString()}")).Is(200);
            orders.Add([.. order.Find("lines").EnumerateArray().Select(line => line.GetProperty("sku").GetString()!)
                .Order()]);
        }

        Assert.Equal(2, orders.Count);
        Assert.Contains(orders, lines => lines.SequenceEqual(new[] { one, two }.Order()));
        Assert.Contains(orders, lines => lines.SequenceEqual([fast]));
        Assert.Equal(stranger, (await buyer.Get("/v1/cart")).Text("groups.0.lines.0.sku"));
    }

    [Fact]
    public async Task Can_I_get_my_coupon_back_with_the_refund()
    {
        // Yes, when the seller did not do his part.
        var (deal, coupon) = await Bought();
        (await deal.Seller.Post($"{deal.Path}/seller-cancellation", new { reason = "out_of_stock" })).Is(200);
        await Answers(deal, coupon, 2_200, "restored", "The seller did not do his part");

        // Yes, when both agreed to cancel all that it was used for.
        (deal, coupon) = await Bought();
        (await deal.Buyer.Post($"{deal.Path}/cancellation-requests", new { reason = "other" })).Is(201);
        (await deal.Seller.Post($"{deal.Path}/cancellation-requests/accept")).Is(200);
        await Answers(deal, coupon, 2_200, "restored", "You cancelled all that it was used for");

        // No, when the buyer does not want the goods any more: the refund is the cash, and nothing else.
        (deal, coupon) = await Bought();
        await ShipAndDispute(deal, "changed_mind", null);
        await Answers(deal, coupon, 2_200, "consumed", "You did not want the goods any more");

        // No, when only a part goes back.
        (deal, coupon) = await Bought();
        await ShipAndDispute(deal, "damaged", 1_000);
        await Answers(deal, coupon, 1_000, "consumed", "Only a part was refunded");

        async Task<(Deal Deal, string Coupon)> Bought()
        {
            var (store, member) = (Shop.Name("seller"), Shop.Name("buyer"));
            var (seller, buyer) = (await market.As(store, "seller"), await market.As(member, "buyer"));
            var sku = await seller.List(units: 20);
            var claimed = await Coupons.Claim(seller, buyer);
            (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
            var body = new { ship_to = Shop.Home, coupons = new[] { claimed } };
            var bought = new Deal
            {
                Seller = seller,
                Buyer = buyer,
                Root = await market.As("root", "operator"),
                Carrier = await market.As("dhl", "carrier"),
                Store = store,
                Skus = [sku],
                Order = (await buyer.CheckOut(body)).Is(201).Text("orders.0.id"),
            };
            (await buyer.Pay("tok_ok", bought.Order)).Is(201);
            await bought.Pass();
            return (bought, claimed);
        }

        static async Task ShipAndDispute(Deal deal, string reason, long? cents)
        {
            (await deal.Seller.Post($"{deal.Path}/shipments", new { carrier = "dhl", tracking = deal.Tracking }))
                .Is(201);
            var all = new
            {
                reason,
                kind = "refund",
                note = "I would rather not.",
                evidence = new[] { new { text = "See there." } },
            };
            var dispute = await deal.Dispute(cents is { } some ? deal.Complaint(some, reason: reason) : all);
            (await deal.Seller.Post($"{dispute}/accept")).Is(200);
        }

        static async Task Answers(Deal deal, string coupon, long cents, string outcome, string because)
        {
            var refund = (await deal.Buyer.Get($"/v1/refunds/{(await deal.Look()).Text("refunds.0.id")}")).Is(200);
            Assert.Equal((cents, coupon, outcome), (refund.Number("amount.amount"),
                refund.Text("coupon_outcomes.0.coupon"), refund.Text("coupon_outcomes.0.outcome")));
            Assert.StartsWith(because, refund.Text("coupon_outcomes.0.reason"), StringComparison.Ordinal);
            Assert.Equal(outcome == "restored" ? "available" : "redeemed",
                (await deal.Buyer.Get($"/v1/coupons/{coupon}")).Is(200).Text("status"));
        }
    }
}
