using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Silo;

/// <summary>Sellers, listings, stock and coupons to try a market with, from <c>catalogue.json</c>.</summary>
internal static partial class SampleCatalogue
{
    /// <summary>Fills an empty market. Sent again, it changes nothing; a market with listings is left alone.</summary>
    public static async Task Fill(IGrainFactory grains, TimeProvider clock)
    {
        if ((await grains.Catalogue().Find(new CatalogueQuery(null, null, null, 1))).Offers.Length > 0) return;
        await using var json = typeof(SampleCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        var goods = (await JsonSerializer.DeserializeAsync(json, CatalogueJson.Default.Goods))!;
        await Task.WhenAll(goods.Sellers.SelectMany(seller =>
            seller.Listings.Select(listing => List(grains, seller, listing))));
        await Task.WhenAll(goods.Campaigns.Select((campaign, index) =>
            Offer(grains, campaign, index, clock.GetUtcNow())));
    }

    /// <summary>The id of a campaign of the catalogue, for the first lines of the host.</summary>
    public static string CampaignId(int index) => $"{Ids.Campaign}sample-{index + 1}";

    private static async Task List(IGrainFactory grains, Seller seller, Item item)
    {
        // Stock first: what can be found can be ordered.
        await grains.Stock(item.Sku).Receive("opening", item.Stock);
        await grains.Listing(item.Sku).Put(new Listing.Offer(
            item.Sku, seller.Id, seller.Name, item.Title, Money.Usd(item.Price),
            [.. seller.Shipping.Select(way =>
                new Listing.ShippingMethod(way.Id, way.Name, Money.Usd(way.Fee), way.Days))]));
    }

    private static Task Offer(IGrainFactory grains, Campaign campaign, int index, DateTimeOffset now) =>
        grains.Campaign(CampaignId(index)).Create(new CampaignPlan(
            campaign.Seller, campaign.Title, Money.Usd(campaign.Value), Money.Usd(campaign.MinimumSpend), now,
            now.AddDays(60), campaign.Quota, campaign.PerBuyer));

    internal sealed record Goods(Seller[] Sellers, Campaign[] Campaigns);

    internal sealed record Seller(string Id, string Name, Way[] Shipping, Item[] Listings);

    internal sealed record Way(string Id, string Name, int Fee, int Days);

    internal sealed record Item(string Sku, string Title, int Price, int Stock);

    internal sealed record Campaign(string Title, string? Seller, int Value, int MinimumSpend, int Quota, int PerBuyer);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(Goods))]
    internal sealed partial class CatalogueJson : JsonSerializerContext;
}
