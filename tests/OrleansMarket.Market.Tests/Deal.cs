namespace OrleansMarket.Market.Tests;

/// <summary>An order and the people around it. Each unit costs 24.00, the shipping 3.00.</summary>
public sealed class Deal
{
    public required Api Seller { get; init; }

    public required Api Buyer { get; init; }

    public required Api Root { get; init; }

    public required Api Carrier { get; init; }

    /// <summary>The seller's name.</summary>
    public required string Store { get; init; }

    /// <summary>One per line.</summary>
    public required string[] Skus { get; init; }

    public required string Order { get; init; }

    public string Path => $"/v1/orders/{Order}";

    /// <summary>The number of the parcel of <see cref="Shipped"/>.</summary>
    public string Tracking { get; } = Shop.Name("T");

    /// <summary>Placed, with one line for each number of units.</summary>
    public static async Task<Deal> Placed(MarketHost market, params int[] units)
    {
        var store = Shop.Name("seller");
        var (seller, buyer) = (await market.As(store, "seller"), await market.Buyer());
        var skus = new List<string>();
        foreach (var quantity in units)
        {
            skus.Add(await seller.List(units: 20));
            (await buyer.Put($"/v1/cart/lines/{skus[^1]}", new { quantity })).Is(200);
        }

        return new Deal
        {
            Seller = seller,
            Buyer = buyer,
            Root = await market.As("root", "operator"),
            Carrier = await market.As("dhl", "carrier"),
            Store = store,
            Skus = [.. skus],
            Order = (await buyer.CheckOut()).Is(201).Text("orders.0.id"),
        };
    }

    /// <summary>Paid; the payment is being verified.</summary>
    public static async Task<Deal> Paid(MarketHost market, params int[] units)
    {
        var deal = await Placed(market, units);
        (await deal.Buyer.Pay("tok_ok", deal.Order)).Is(201);
        return deal;
    }

    /// <summary>Paid and verified: to be shipped.</summary>
    public static async Task<Deal> Verified(MarketHost market, params int[] units)
    {
        var deal = await Paid(market, units);
        await deal.Pass();
        return deal;
    }

    /// <summary>On its way.</summary>
    public static async Task<Deal> Shipped(MarketHost market, params int[] units)
    {
        var deal = await Verified(market, units);
        (await deal.Seller.Post($"{deal.Path}/shipments", new { carrier = "dhl", tracking = deal.Tracking })).Is(201);
        return deal;
    }

    /// <summary>At the buyer's.</summary>
    public static async Task<Deal> Delivered(MarketHost market, params int[] units)
    {
        var deal = await Shipped(market, units);
        await deal.Deliver(deal.Tracking);
        return deal;
    }

    /// <summary>Received; the seller is paid.</summary>
    public static async Task<Deal> Completed(MarketHost market, params int[] units)
    {
        var deal = await Delivered(market, units);
        (await deal.Buyer.Post($"{deal.Path}/receipt")).Is(200);
        return deal;
    }

    /// <summary>Verifies the payment.</summary>
    public async Task Pass() =>
        (await Root.Post($"/v1/operator/orders/{Order}/risk", new { verdict = "pass" })).Is(200);

    /// <summary>Has the carrier deliver a parcel.</summary>
    public async Task Deliver(string tracking) => (await Carrier.Post("/v1/tracking-events",
        new { tracking, event_id = "scan-1", kind = "delivered", at = "2026-11-20T09:30:00Z" })).Is(200);

    /// <summary>Lets time pass.</summary>
    public async Task Wait(string by) => (await Root.Post("/v1/operator/clock/advance", new { by })).Is(200);

    /// <summary>The order as somebody sees it; the buyer if nobody else.</summary>
    public async Task<Answer> Look(Api? who = null) => (await (who ?? Buyer).Get(Path)).Is(200);

    /// <summary>Some units of the first line.</summary>
    public object[] Units(int quantity) => [new { sku = Skus[0], quantity }];

    /// <summary>A complaint about one unit of the first line.</summary>
    public object Complaint(
        long cents, string kind = "refund", string reason = "damaged", object[]? evidence = null) => new
        {
            reason,
            kind,
            return_shipping_by = "seller",
            lines = new[] { new { sku = Skus[0], quantity = 1, amount = Shop.Money(cents) } },
            note = "It came broken.",
            evidence = evidence ?? [new { text = "The broken thing.", url = "https://example.org/broken.jpg" }],
        };

    /// <summary>What one side asks for or offers, for one unit of the first line.</summary>
    public object Proposal(long cents, string kind = "refund") => new
    {
        kind,
        return_shipping_by = "seller",
        lines = new[] { new { sku = Skus[0], quantity = 1, amount = Shop.Money(cents) } },
        note = "So much for it.",
    };

    /// <summary>Opens a dispute; answers with its address.</summary>
    public async Task<string> Dispute(object complaint) =>
        (await Buyer.Post($"{Path}/disputes", complaint)).Is(201)["Location"]!;

    /// <summary>Asserts that all money of the market adds up.</summary>
    public async Task Balances()
    {
        Assert.True((await Root.Get($"{Path}/proof")).Is(200).Find("balanced").GetBoolean());
        Assert.True((await Root.Get("/v1/operator/ledger/trial-balance")).Is(200).Find("balanced").GetBoolean());
    }
}
