namespace OrleansMarket.Market.Tests;

/// <summary>
/// What is asked of orders and disputes by the wrong people, of the wrong order, at the wrong time, or in the wrong
/// shape.
/// </summary>
public sealed class OrderBadInputTests(MarketHost market)
{
    private const string Share = """ "lines": [{"sku": "a", "amount": {"amount": 1, "currency": "USD"}}] """;

    /// <summary>Every action on an order: who may, where, and a body that is right.</summary>
    private static readonly (string Role, string Path, string? Body)[] OnOrders =
    [
        ("buyer", "cancel", null),
        ("buyer", "cancellation-requests", """{"reason": "other"}"""),
        ("seller", "cancellation-requests/accept", null),
        ("seller", "cancellation-requests/reject", """{"reason": "other"}"""),
        ("buyer", "cancellation-requests/withdraw", null),
        ("seller", "seller-cancellation", """{"reason": "other"}"""),
        ("seller", "shipments", """{"carrier": "dhl", "tracking": "NOT-SENT"}"""),
        ("buyer", "receipt", null),
        ("buyer", "extensions", """{"of": "shipping", "days": 1}"""),
        ("seller", "extensions", """{"of": "protection", "days": 1}"""),
        ("buyer", "feedback", """{"described": 1, "communication": 1, "shipping": 1}"""),
        ("seller", "feedback", """{"communication": 1}"""),
        ("buyer", "disputes", """{"reason": "not_received", "kind": "refund", "note": "Nothing."}"""),
        ("operator", "risk", """{"verdict": "hold"}"""),
        ("operator", "freeze", """{"reason": "investigation"}"""),
        ("operator", "thaw", null),
        ("operator", "charge-back", """{"stage": "opened"}"""),
    ];

    /// <summary>The same for disputes.</summary>
    private static readonly (string Role, string Path, string? Body)[] OnDisputes =
    [
        ("seller", "accept", null),
        ("seller", "counter", """{"kind": "refund", "lines": [], "note": "No."}"""),
        ("buyer", "accept-counter", null),
        ("buyer", "modify", """{"kind": "refund", "shipping": {"amount": 1, "currency": "USD"}, "note": "So."}"""),
        ("buyer", "escalate", null),
        ("buyer", "withdraw", null),
        ("buyer", "evidence", """{"text": "Look."}"""),
        ("seller", "evidence", """{"text": "Look."}"""),
        ("operator", "judge", """{"kind": "refund", "paid_by": "seller", "lines": [], "note": "No."}"""),
        ("buyer", "return-shipped", """{"carrier": "dhl", "tracking": "NOT-SENT-BACK"}"""),
        ("seller", "return-received", null),
        ("seller", "contest-return", """{"evidence": [{"text": "Empty."}]}"""),
    ];

    [Fact]
    public async Task Another_role_may_not()
    {
        var deal = await Deal.Placed(market, 1);
        var callers = Callers(deal);
        foreach (var action in OnOrders.Concat(OnDisputes).GroupBy(action => action.Path))
        {
            var paths = OnOrders.Any(one => one.Path == action.Key) ? PathOf(deal, action.Key)
                : $"/v1/disputes/dsp_{deal.Order[4..]}.1/{action.Key}";
            foreach (var (role, caller) in callers.Where(one => action.All(may => may.Role != one.Key)))
            {
                var answer = await caller.Post(paths, action.First().Body);
                Assert.True(answer.Status == 403, $"{role} {paths}: {answer.Body}");
            }
        }
    }

    [Fact]
    public async Task What_is_somebody_elses_is_not_there()
    {
        var deal = await Deal.Delivered(market, 1);
        var dispute = await deal.Dispute(deal.Complaint(100));
        var strangers = new Dictionary<string, Api>
        {
            ["buyer"] = await market.Buyer(),
            ["seller"] = await market.Seller(),
        };
        foreach (var (role, path, body) in OnOrders.Where(action => action.Role != "operator"))
            (await strangers[role].Post($"{deal.Path}/{path}", body)).IsProblem(404, "unknown_order");
        foreach (var (role, path, body) in OnDisputes.Where(action => action.Role != "operator"))
            (await strangers[role].Post($"{dispute}/{path}", body)).IsProblem(404, "unknown_dispute");
        var evidence = $"{dispute}/evidence/{(await deal.Buyer.Get(dispute)).Text("evidence.0.id")}";
        foreach (var stranger in strangers.Values)
        {
            (await stranger.Get(dispute)).IsProblem(404, "unknown_dispute");
            (await stranger.Put(evidence, new { text = "Mine." })).IsProblem(404, "unknown_dispute");
            (await stranger.Delete(evidence)).IsProblem(404, "unknown_dispute");
        }

        var off = new { off = Shop.Money(1) };
        (await strangers["seller"].Post($"{deal.Path}/price-adjustments", off, ifMatch: "\"1\""))
            .IsProblem(404, "unknown_order");
        foreach (var (_, path, body) in OnOrders.Where(action => action.Role == "operator"))
            (await deal.Root.Post($"/v1/operator/orders/ord_nobody.1/{path}", body)).IsProblem(404, "unknown_order");
        foreach (var id in new[] { "dsp_nobody.1.1", "dsp_nobody", "ord_nobody.1", $"{dispute[13..]}0" })
            (await deal.Root.Get($"/v1/disputes/{id}")).IsProblem(404, "unknown_dispute");
        Assert.Equal("awaiting_seller", (await deal.Buyer.Get(dispute)).Text("status"));
    }

    [Fact]
    public async Task What_cannot_be_done_now_says_what_can()
    {
        var (unpaid, open) = (await Deal.Placed(market, 1), await Deal.Delivered(market, 1));
        foreach (var (role, path, body) in OnOrders.Where(action => action.Path != "cancel"))
        {
            var refused = await Callers(unpaid)[role].Post(PathOf(unpaid, path), body, Api.FreshKey());
            Assert.Equal(role switch { "buyer" => ["pay", "cancel"], "seller" => ["adjust_price"], _ => [] },
                refused.IsProblem(409, "invalid_transition").Texts("allowed_actions"));
        }

        var dispute = await open.Dispute(open.Complaint(100));
        string[] wrong = ["accept-counter", "return-shipped", "return-received", "contest-return", "judge"];
        foreach (var (role, path, body) in OnDisputes.Where(action => wrong.Contains(action.Path)))
        {
            var refused = (await Callers(open)[role].Post($"{dispute}/{path}", body))
                .IsProblem(409, "invalid_transition");
            Assert.Equal(role switch
            {
                "buyer" => ["withdraw", "evidence"],
                "seller" => ["accept", "counter", "evidence"],
                _ => [],
            }, refused.Texts("allowed_actions"));
        }
    }

    [Theory]
    [InlineData("buyer", "cancellation-requests", """{"reason": "bored"}""", "reason", "invalid")]
    [InlineData("buyer", "cancellation-requests", """{}""", "reason", "required")]
    [InlineData("buyer", "cancellation-requests", """{"reason": "other", "lines": []}""", "lines", "required")]
    [InlineData(
        "buyer", "cancellation-requests", """{"reason": "other", "lines": [{"sku": "a", "quantity": 0}]}""",
        "lines[0].quantity", "quantity_invalid")]
    [InlineData(
        "buyer", "cancellation-requests",
        """{"reason": "other", "lines": [{"sku": "a", "quantity": 1}, {"sku": "a", "quantity": 1}]}""",
        "lines", "duplicate")]
    [InlineData("buyer", "cancellation-requests", """{"reason": "other", "lines": ["a"]}""", "lines[0]", "wrong_type")]
    [InlineData("seller", "cancellation-requests/reject", """{"reason": "too_slow"}""", "reason", "invalid")]
    [InlineData("seller", "seller-cancellation", """{"reason": "ordered_by_mistake"}""", "reason", "invalid")]
    [InlineData(
        "seller", "shipments", """{"carrier": "c", "tracking": "T", "lines": [{"sku": "a"}]}""",
        "lines[0].quantity", "required")]
    [InlineData(
        "seller", "shipments", """{"carrier": "c", "tracking": "T", "lines": [{"sku": "a b", "quantity": 1}]}""",
        "lines[0].sku", "invalid")]
    [InlineData("buyer", "extensions", """{"of": "patience", "days": 1}""", "of", "invalid")]
    [InlineData("buyer", "extensions", """{"of": "shipping", "days": 0}""", "days", "out_of_range")]
    [InlineData("buyer", "extensions", """{"of": "shipping", "days": 91}""", "days", "out_of_range")]
    [InlineData("seller", "price-adjustments", """{"off": {"amount": 0, "currency": "USD"}}""", "off.amount",
        "out_of_range")]
    [InlineData("seller", "price-adjustments", """{"off": 5}""", "off", "wrong_type")]
    [InlineData("seller", "feedback", """{"communication": 6}""", "communication", "out_of_range")]
    [InlineData("buyer", "feedback", """{"described": 0, "communication": 1, "shipping": 1}""", "described",
        "out_of_range")]
    [InlineData("buyer", "feedback", """{"described": 1, "communication": 1}""", "shipping", "required")]
    [InlineData("seller", "feedback", """{"communication": 1, "text": " "}""", "text", "required")]
    [InlineData("buyer", "disputes", """{"reason": "bored", "kind": "refund", "note": "n"}""", "reason", "invalid")]
    [InlineData("buyer", "disputes", """{"reason": "damaged", "kind": "refund"}""", "note", "required")]
    [InlineData(
        "buyer", "disputes", """{"reason": "damaged", "kind": "return_and_refund", "note": "n"}""",
        "return_shipping_by", "required")]
    [InlineData(
        "buyer", "disputes",
        """{"reason": "damaged", "kind": "refund", "note": "n", "evidence": [{"text": "t", "url": "ftp://a/b"}]}""",
        "evidence[0].url", "invalid")]
    [InlineData(
        "buyer", "disputes", """{"reason": "damaged", "kind": "refund", "note": "n", "evidence": [{"text": ""}]}""",
        "evidence[0].text", "required")]
    [InlineData(
        "buyer", "disputes",
        """{"reason": "damaged", "kind": "refund", "note": "n", "lines": [{"sku": "a", "quantity": 0}]}""",
        "lines[0].quantity", "quantity_invalid")]
    [InlineData(
        "buyer", "disputes",
        """{"reason": "damaged", "kind": "refund", "note": "n", "shipping": {"amount": -1, "currency": "USD"}}""",
        "shipping.amount", "out_of_range")]
    [InlineData("operator", "risk", """{"verdict": "maybe"}""", "verdict", "invalid")]
    [InlineData("operator", "freeze", """{"reason": "cold"}""", "reason", "invalid")]
    [InlineData("operator", "charge-back", """{"stage": "none"}""", "stage", "invalid")]
    public async Task An_action_on_an_order_names_the_wrong_field(
        string role, string path, string body, string field, string code)
    {
        var caller = await market.As("bad-input", role);
        var place = role == "operator" ? "/v1/operator/orders/ord_a.1" : "/v1/orders/ord_a.1";
        (await caller.Post($"{place}/{path}", body)).IsProblem(400, "validation_failed", field, code);
    }

    [Theory]
    [InlineData("seller", "counter", """{"kind": "barter", "note": "n"}""", "kind", "invalid")]
    [InlineData(
        "seller", "counter", """{"kind": "refund", "note": "n", "return_shipping_by": "carrier"}""",
        "return_shipping_by", "invalid")]
    [InlineData("buyer", "evidence", """{"url": "https://example.org"}""", "text", "required")]
    [InlineData("buyer", "evidence", """{"text": "t", "url": "/pictures/1"}""", "url", "invalid")]
    [InlineData("operator", "judge", "{" + Share + ""","kind": "refund", "note": "n"}""", "paid_by", "required")]
    [InlineData(
        "operator", "judge", "{" + Share + ""","kind": "refund", "note": "n", "paid_by": "buyer"}""",
        "paid_by", "invalid")]
    [InlineData(
        "operator", "judge",
        "{" + Share + ""","kind": "refund", "note": "n", "paid_by": "seller", "at_fault": "platform"}""",
        "at_fault", "invalid")]
    [InlineData("buyer", "return-shipped", """{"carrier": "", "tracking": "T"}""", "carrier", "required")]
    [InlineData("seller", "contest-return", """{}""", "evidence", "required")]
    public async Task An_action_on_a_dispute_names_the_wrong_field(
        string role, string path, string body, string field, string code)
    {
        var caller = await market.As("bad-input", role);
        (await caller.Post($"/v1/disputes/dsp_a.1.1/{path}", body)).IsProblem(400, "validation_failed", field, code);
    }

    [Fact]
    public async Task All_wrong_fields_of_a_dispute_are_named_at_once()
    {
        var caller = await market.As("bad-input", "buyer");
        var long2000 = new string('x', 2_001);
        var answer = await caller.Post("/v1/orders/ord_a.1/disputes", new
        {
            reason = "damaged",
            kind = "return_and_refund",
            note = long2000,
            lines = new[] { new { sku = "a", quantity = -1 } },
            shipping = new { amount = 1, currency = "XYZ" },
            evidence = new[] { new { text = long2000, url = "https://example.org/" + new string('x', 500) } },
        });
        string[] wrong =
        [
            "note", "shipping.currency", "lines[0].quantity", "return_shipping_by", "evidence[0].text",
            "evidence[0].url",
        ];
        Assert.Equal(wrong, answer.IsProblem(400, "validation_failed").Find("errors").EnumerateArray()
            .Select(error => error.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_has_one_effect()
    {
        var deal = await Deal.Verified(market, 3);
        var requests = $"{deal.Path}/cancellation-requests";
        await Twice(deal.Buyer, requests, new { reason = "other", lines = deal.Units(1) }, 201);
        await Twice(deal.Seller, $"{requests}/accept", null, 200);
        var shipment = new { carrier = "dhl", tracking = deal.Tracking, lines = deal.Units(1) };
        await Twice(deal.Seller, $"{deal.Path}/shipments", shipment, 201);
        await Twice(deal.Seller, $"{deal.Path}/seller-cancellation", new { reason = "out_of_stock" }, 200);
        var order = await deal.Look();
        Assert.Equal(
            (2, 1, 2_400, 2_400),
            (order.Find("refunds").GetArrayLength(), order.Find("shipments").GetArrayLength(),
                order.Number("refunds.0.amount.amount"), order.Number("refunds.1.amount.amount")));

        async Task Twice(Api who, string path, object? body, int status)
        {
            var key = Api.FreshKey();
            var first = (await who.Post(path, body, key)).Is(status);
            var again = (await who.Post(path, body, key)).Is(status);
            Assert.Equal((first.Body, "true"), (again.Body, again["Idempotent-Replayed"]));
        }
    }

    private static Dictionary<string, Api> Callers(Deal deal) => new()
    {
        ["buyer"] = deal.Buyer,
        ["seller"] = deal.Seller,
        ["operator"] = deal.Root,
        ["carrier"] = deal.Carrier,
    };

    private static string PathOf(Deal deal, string action) =>
        OnOrders.Any(one => one.Path == action && one.Role == "operator")
            ? $"/v1/operator/orders/{deal.Order}/{action}"
            : $"{deal.Path}/{action}";
}
