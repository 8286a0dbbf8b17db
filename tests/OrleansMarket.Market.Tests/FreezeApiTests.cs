namespace OrleansMarket.Market.Tests;

/// <summary>Frozen orders, held payments and charge-backs, over HTTP.</summary>
public sealed class FreezeApiTests(MarketHost market)
{
    [Fact]
    public async Task O28_O29_Nobody_acts_on_a_frozen_order_until_it_is_thawed()
    {
        var deal = await Deal.Verified(market, 1);
        var path = $"/v1/operator/orders/{deal.Order}";
        (await deal.Root.Post($"{path}/thaw")).IsProblem(409, "invalid_transition");
        var frozen = (await deal.Root.Post($"{path}/freeze", new { reason = "investigation" })).Is(200);
        Assert.Equal(
            ("frozen", "awaiting_shipment", "investigation", "freeze_review"),
            (frozen.Text("display"), frozen.Text("status"), frozen.Text("freeze.reason"),
                frozen.Text("next_deadline.kind")));
        Assert.True(frozen.Find("regions.frozen").GetBoolean());
        (await deal.Root.Post($"{path}/freeze", new { reason = "investigation" })).Is(200);

        var shipment = new { carrier = "dhl", tracking = deal.Tracking };
        var refused = (await deal.Seller.Post($"{deal.Path}/shipments", shipment)).IsProblem(409, "order_frozen");
        Assert.Empty(refused.Texts("allowed_actions"));
        (await deal.Buyer.Post($"{deal.Path}/cancellation-requests", new { reason = "other" }))
            .IsProblem(409, "order_frozen");

        var thawed = (await deal.Root.Post($"{path}/thaw")).Is(200);
        Assert.Equal("awaiting_shipment", thawed.Text("display"));
        Assert.False(thawed.Json.TryGetProperty("freeze", out _));
        (await deal.Root.Post($"{path}/thaw")).Is(200);
        (await deal.Seller.Post($"{deal.Path}/shipments", shipment)).Is(201);
    }

    [Fact]
    public async Task O8h_O9_A_payment_is_held_released_and_rejected()
    {
        var deal = await Deal.Paid(market, 1);
        Assert.Equal("risk_hold", (await Judge("hold")).Text("next_deadline.kind"));
        Assert.Equal("risk_review", (await Judge("release")).Text("next_deadline.kind"));
        Assert.Equal(("closed", "risk_rejected"), ((await Judge("reject")).Text("status"),
            (await deal.Look()).Text("closed_because")));
        (await deal.Root.Post($"/v1/operator/orders/{deal.Order}/risk", new { verdict = "pass" }))
            .IsProblem(409, "invalid_transition");
        Assert.Equal(2_700, (await deal.Look()).Number("refunds.0.amount.amount"));
        await deal.Balances();

        async Task<Answer> Judge(string verdict) =>
            (await deal.Root.Post($"/v1/operator/orders/{deal.Order}/risk", new { verdict })).Is(200);
    }

    [Fact]
    public async Task O32_A_charge_back_that_is_lost_after_the_release_is_owed_by_the_seller()
    {
        var deal = await Deal.Completed(market, 1);
        var account = $"/v1/sellers/{deal.Store}/account";
        var earned = (await deal.Seller.Get(account)).Number("payable.0.amount");
        Assert.Equal(2_580, earned);
        (await deal.Seller.Post($"/v1/sellers/{deal.Store}/payouts", new { amount = Shop.Money(earned) },
            Api.FreshKey())).Is(201);

        var opened = await Report("opened");
        Assert.Equal(
            ("frozen", "charge_back", "opened"),
            (opened.Text("display"), opened.Text("freeze.reason"), opened.Text("regions.charge_back")));
        (await deal.Root.Post($"/v1/operator/orders/{deal.Order}/thaw")).IsProblem(409, "charge_back_open");
        var lost = await Report("lost");
        Assert.Equal(("finished", "lost"), (lost.Text("status"), lost.Text("regions.charge_back")));
        await Report("lost");
        (await deal.Root.Post($"/v1/operator/orders/{deal.Order}/charge-back", new { stage = "won" }))
            .IsProblem(409, "invalid_transition");

        Assert.Equal(2_580, (await deal.Seller.Get(account)).Number("receivable.0.amount"));
        // The bank has taken it: there is no refund that anybody could look at.
        Assert.Equal(0, (await deal.Look()).Find("refunds").GetArrayLength());
        await deal.Balances();

        async Task<Answer> Report(string stage) =>
            (await deal.Root.Post($"/v1/operator/orders/{deal.Order}/charge-back", new { stage })).Is(200);
    }

    [Fact]
    public async Task O32_A_charge_back_that_is_won_lets_the_order_go_on_and_one_that_is_lost_early_closes_it()
    {
        var (won, lost) = (await Deal.Verified(market, 1), await Deal.Verified(market, 1));
        foreach (var stage in new[] { "opened", "won" })
            (await won.Root.Post($"/v1/operator/orders/{won.Order}/charge-back", new { stage })).Is(200);
        Assert.Equal("awaiting_shipment", (await won.Look()).Text("display"));
        foreach (var stage in new[] { "opened", "lost" })
            (await lost.Root.Post($"/v1/operator/orders/{lost.Order}/charge-back", new { stage })).Is(200);
        var closed = await lost.Look();
        Assert.Equal(("closed", "charge_back_lost"), (closed.Text("status"), closed.Text("closed_because")));
        Assert.False(closed.Json.TryGetProperty("refund", out _));
        await lost.Balances();
    }
}
