namespace OrleansMarket.Market.Tests;

/// <summary>What most tests begin with: goods in a shop, and somebody who orders them.</summary>
public static class Shop
{
    private static int names;

    public static readonly object Home = new
    {
        name = "Ada Lovelace",
        street = "12 St James's Square",
        city = "London",
        postal_code = "SW1Y 4JH",
        country = "GB",
    };

    /// <summary>A name that no other test uses.</summary>
    public static string Name(string kind) => $"{kind}-{Interlocked.Increment(ref names)}";

    public static object Money(long amount, string currency = "USD") => new { amount, currency };

    public static object Offer(long cents, string currency = "USD", string title = "A thing") => new
    {
        title,
        unit_price = Money(cents, currency),
        shipping_methods = new[] { new { id = "standard", name = "Standard", fee = Money(300, currency), days = 20 } },
    };

    /// <summary>Lists and stocks a fresh SKU.</summary>
    public static async Task<string> List(this Api seller, long cents = 2_400, int units = 10)
    {
        var sku = Name("sku");
        (await seller.Put($"/v1/listings/{sku}", Offer(cents))).Is(201);
        if (units > 0) (await seller.Post($"/v1/listings/{sku}/stock", new { add = units }, Api.FreshKey())).Is(200);
        return sku;
    }

    /// <summary>Puts SKUs into the cart and orders them; answers with the orders' ids.</summary>
    public static async Task<string[]> Order(this Api buyer, params string[] skus)
    {
        foreach (var sku in skus) (await buyer.Put($"/v1/cart/lines/{sku}", new { quantity = 1 })).Is(200);
        var checkout = (await buyer.CheckOut(new { ship_to = Home, lines = skus })).Is(201);
        return [.. checkout.Find("orders").EnumerateArray().Select(order => order.GetProperty("id").GetString()!)];
    }

    /// <summary>Orders what is in the cart.</summary>
    public static Task<Answer> CheckOut(this Api buyer, object? body = null) =>
        buyer.Post("/v1/checkouts", body ?? new { ship_to = Home }, Api.FreshKey());

    /// <summary>Pays orders.</summary>
    public static Task<Answer> Pay(this Api buyer, string method, params string[] orders) =>
        buyer.Post("/v1/payments", new { orders, method }, Api.FreshKey());
}
