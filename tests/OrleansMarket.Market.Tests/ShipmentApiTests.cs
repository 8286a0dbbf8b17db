namespace OrleansMarket.Market.Tests;

/// <summary>Orders in several parcels, cheaper orders and longer ones, over HTTP.</summary>
public sealed class ShipmentApiTests(MarketHost market)
{
    [Fact]
    public async Task O15_An_order_travels_in_two_parcels_and_is_there_when_both_are()
    {
        var deal = await Deal.Verified(market, 2, 1);
        var (path, first, second) = ($"{deal.Path}/shipments", Shop.Name("T"), Shop.Name("T"));
        (await deal.Seller.Post(path, new { carrier = "dhl", tracking = first, lines = deal.Units(3) }))
            .IsProblem(400, "quantity_invalid", "lines");
        var part = (await deal.Seller.Post(path, new { carrier = "dhl", tracking = first, lines = deal.Units(2) }))
            .Is(201);
        Assert.Equal("partially_shipped", part.Text("status"));
        // Whoever ships has to know where to, until the last parcel is on its way.
        Assert.Equal("London", (await deal.Look(deal.Seller)).Text("ship_to.city"));
        Assert.Contains("ship", part.Texts("allowed_actions"));
        (await deal.Seller.Post(path, new { carrier = "dhl", tracking = second, lines = deal.Units(1) }))
            .IsProblem(400, "quantity_invalid", "lines");
        var rest = (await deal.Seller.Post(path, new { carrier = "ups", tracking = second })).Is(201);
        Assert.Equal(
            ("awaiting_delivery", first, second, deal.Skus[1]),
            (rest.Text("status"), rest.Text("shipments.0.tracking"), rest.Text("shipments.1.tracking"),
                rest.Text("shipments.1.lines.0.sku")));

        await deal.Deliver(first);
        var half = await deal.Look();
        Assert.Equal("awaiting_delivery", half.Text("status"));
        Assert.True(half.Find("shipments.0").TryGetProperty("delivered_at", out _));
        await deal.Deliver(second);
        Assert.Equal("delivered", (await deal.Look()).Text("status"));
    }

    [Fact]
    public async Task A_tracking_number_is_that_of_one_parcel()
    {
        var (one, other) = (await Deal.Shipped(market, 1), await Deal.Verified(market, 1));
        (await other.Seller.Post($"{other.Path}/shipments", new { carrier = "dhl", tracking = one.Tracking }))
            .IsProblem(409, "tracking_in_use", "tracking");
    }

    [Fact]
    public async Task A_seller_makes_an_order_cheaper_that_he_has_seen()
    {
        var deal = await Deal.Placed(market, 1);
        var (path, off) = ($"{deal.Path}/price-adjustments", new { off = Shop.Money(300) });
        var seen = (await deal.Look(deal.Seller))["ETag"];
        (await deal.Seller.Post(path, off)).IsProblem(428, "precondition_required");
        (await deal.Seller.Post(path, off, ifMatch: "*")).IsProblem(428, "precondition_required");
        (await deal.Seller.Post(path, off, ifMatch: "\"99\"")).IsProblem(412, "version_mismatch");
        (await deal.Seller.Post(path, new { off = Shop.Money(2_400) }, ifMatch: seen))
            .IsProblem(400, "price_invalid", "off");

        var cheaper = (await deal.Seller.Post(path, off, "cheaper", seen)).Is(201);
        Assert.Equal((2_400, 300), (cheaper.Number("total.amount"), cheaper.Number("discount.amount")));
        Assert.Equal(cheaper.Body, (await deal.Seller.Post(path, off, "cheaper", seen)).Is(201).Body);
        (await deal.Seller.Post(path, off, ifMatch: seen)).IsProblem(412, "version_mismatch");
        Assert.Equal(2_400, (await deal.Buyer.Pay("tok_ok", deal.Order)).Is(201).Number("amount.amount"));
        var paid = (await deal.Look(deal.Seller))["ETag"];
        (await deal.Seller.Post(path, off, ifMatch: paid)).IsProblem(409, "invalid_transition");
    }

    [Fact]
    public async Task O19_O20_Whoever_gains_nothing_by_it_grants_more_days()
    {
        var deal = await Deal.Verified(market, 1);
        var path = $"{deal.Path}/extensions";
        var before = (await deal.Look()).Find("next_deadline.at").GetDateTimeOffset();
        var asked = (await deal.Seller.Post(path, new { of = "shipping", days = 5 })).Is(201);
        Assert.Equal((false, before), (asked.Find("extensions.0.is_granted").GetBoolean(), Due(asked)));
        var granted = (await deal.Buyer.Post(path, new { of = "shipping", days = 5 }, "more")).Is(201);
        Assert.Equal(before + TimeSpan.FromDays(5), Due(granted));
        Assert.Equal(granted.Body, (await deal.Buyer.Post(path, new { of = "shipping", days = 5 }, "more")).Body);
        (await deal.Buyer.Post(path, new { of = "shipping", days = 26 })).IsProblem(409, "extension_too_long", "days");
        (await deal.Seller.Post(path, new { of = "protection", days = 5 })).IsProblem(409, "invalid_transition");

        (await deal.Seller.Post($"{deal.Path}/shipments", new { carrier = "dhl", tracking = deal.Tracking })).Is(201);
        var until = (await deal.Look()).Find("next_deadline.at").GetDateTimeOffset();
        Assert.Equal(until, Due((await deal.Buyer.Post(path, new { of = "protection", days = 9 })).Is(201)));
        Assert.Equal(until + TimeSpan.FromDays(9),
            Due((await deal.Seller.Post(path, new { of = "protection", days = 9 })).Is(201)));
        Assert.Equal(4, (await deal.Look()).Find("extensions").GetArrayLength());

        static DateTimeOffset Due(Answer order) => order.Find("next_deadline.at").GetDateTimeOffset();
    }

    [Fact]
    public async Task O31_Neither_side_reads_the_others_feedback_before_it_has_spoken()
    {
        var deal = await Deal.Completed(market, 1);
        var path = $"{deal.Path}/feedback";
        var praise = new { described = 5, communication = 4, shipping = 3, text = "Fine.\nThank you." };
        Assert.Contains("leave_feedback", (await deal.Look()).Texts("allowed_actions"));
        var said = (await deal.Buyer.Post(path, praise)).Is(201);
        Assert.Equal((5, "Fine.\nThank you."), (said.Number("feedback.own.described"), said.Text("feedback.own.text")));
        Assert.False((await deal.Look(deal.Seller)).Find("feedback").TryGetProperty("other", out _));
        Assert.Equal(4, (await deal.Look(deal.Root)).Number("feedback.by_buyer.communication"));
        (await deal.Buyer.Post(path, praise)).Is(201);
        (await deal.Buyer.Post(path, new { described = 1, communication = 1, shipping = 1 }))
            .IsProblem(409, "feedback_given");

        (await deal.Buyer.Post(path, new { communication = 4 }))
            .IsProblem(400, "validation_failed", "described", "required");
        (await deal.Seller.Post(path, new { communication = 4, shipping = 4 }))
            .IsProblem(400, "validation_failed", "shipping", "not_for_sellers");
        Assert.Equal(3, (await deal.Seller.Post(path, new { communication = 2 })).Is(201)
            .Number("feedback.other.shipping"));
        Assert.Equal(2, (await deal.Look()).Number("feedback.other.communication"));
    }
}
