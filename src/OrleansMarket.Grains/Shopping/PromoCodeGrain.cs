using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.PromoCode.State, OrleansMarket.Domain.PromoCode.Command, OrleansMarket.Domain.PromoCode.Event,
    OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>A word that is typed at the checkout. Whose it is, is decided in <see cref="PromoCode"/>.</summary>
[GrainType("promo-code")]
internal sealed class PromoCodeGrain(IGrainContext context, Market market) : IPromoCodeGrain
{
    private readonly Runner code = market.Run(context, market.Machines.PromoCode);

    public async Task<Outcome> Claim(string campaign) =>
        await code.Transact(new PromoCode.Command.Claim(campaign), cause: campaign);

    public async Task<string?> Campaign() => (await code.Durable()).Campaign;
}
