using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Listing.State, OrleansMarket.Domain.Listing.Command, OrleansMarket.Domain.Listing.Event,
    OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>What a seller offers under one SKU. What may be offered is decided in <see cref="Listing"/>.</summary>
[GrainType("listing")]
internal sealed class ListingGrain(IGrainContext context, IGrainFactory grains, Market market) : IListingGrain
{
    private readonly Runner listing = market.Run(context, market.Machines.Listing);

    public async Task<Outcome> Put(Listing.Offer offer)
    {
        var refused = await listing.Transact(new Listing.Command.Put(offer));
        // Told again when the offer was there already: the first telling may have been lost with a silo.
        if (refused is null) await grains.Catalogue().Changed(offer);
        return refused;
    }

    public async Task<Listing.Offer?> View() => (await listing.Durable()).Offer;
}
