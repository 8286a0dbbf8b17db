using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Shopping;

/// <summary>
/// Finds listings. It keeps nothing of its own: it reads all listings when it wakes, and is told of changes.
/// </summary>
[GrainType("catalogue")]
internal sealed class CatalogueGrain(IGrainContext context, IJournalStore store, MarketMachines machines)
    : ICatalogueGrain, IGrainBase
{
    private const int PageSize = 500;

    private readonly SortedDictionary<string, Listing.Offer> offers = new(StringComparer.Ordinal);
    private string[]? skus;

    public IGrainContext GrainContext => context;

    public async Task OnActivateAsync(CancellationToken token)
    {
        string? after = null;
        while (await store.ListAggregates(Ids.Listing, after, PageSize) is { Count: > 0 } page)
        {
            foreach (var past in await store.Read([.. page.Select(id => new HistoryRequest(id, null))]))
            {
                var state = past.Entries.Aggregate(Listing.State.Initial,
                    (listing, entry) => machines.Listing.Fold(listing, machines.Listing.Events.Read(entry.Events)));
                if (state.Offer is { } offer) offers[offer.Sku] = offer;
            }

            after = page[^1];
        }
    }

    public Task Changed(Listing.Offer offer)
    {
        if (!offers.ContainsKey(offer.Sku)) skus = null;
        offers[offer.Sku] = offer;
        return Task.CompletedTask;
    }

    public Task<CataloguePage> Find(CatalogueQuery query)
    {
        skus ??= [.. offers.Keys];
        var words = query.Text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var first = query.After is null
            ? 0
            : Array.BinarySearch(skus, query.After, StringComparer.Ordinal) is var at && at >= 0 ? at + 1 : ~at;
        var found = new List<Listing.Offer>(query.Limit);
        for (var i = first; i < skus.Length; i++)
        {
            var offer = offers[skus[i]];
            if (query.Seller is { } seller && offer.Seller != seller) continue;
            if (!words.All(word => Mentions(offer, word))) continue;
            if (found.Count == query.Limit) return Task.FromResult(new CataloguePage([.. found], HasMore: true));
            found.Add(offer);
        }

        return Task.FromResult(new CataloguePage([.. found], HasMore: false));
    }

    private static bool Mentions(Listing.Offer offer, string word) =>
        offer.Title.Contains(word, StringComparison.OrdinalIgnoreCase)
        || offer.Sku.Contains(word, StringComparison.OrdinalIgnoreCase)
        || offer.SellerName.Contains(word, StringComparison.OrdinalIgnoreCase);
}
