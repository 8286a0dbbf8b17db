namespace OrleansMarket.Market.Tests;

/// <summary>Campaigns and claims for tests.</summary>
public static class Coupons
{
    public static object Campaign(
        long value = 500, long minimum = 1_000, int quota = 10, int perBuyer = 1, string from = "2020-01-01T00:00:00Z",
        string until = "2099-01-01T00:00:00Z") => new
        {
            title = "5 off from 10",
            value = Shop.Money(value),
            minimum_spend = Shop.Money(minimum),
            valid_from = from,
            valid_until = until,
            quota,
            per_buyer = perBuyer,
        };

    /// <summary>Offers coupons and claims one; answers with its id.</summary>
    public static async Task<string> Claim(Api seller, Api buyer, object? campaign = null)
    {
        var offered = (await seller.Post("/v1/campaigns", campaign ?? Campaign(), Api.FreshKey())).Is(201);
        return (await buyer.Post($"{offered["Location"]}/claims", key: Api.FreshKey())).Is(201).Text("id");
    }
}
