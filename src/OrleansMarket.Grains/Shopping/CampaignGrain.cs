using Orleans.Concurrency;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Campaign.State, OrleansMarket.Domain.Campaign.Command, OrleansMarket.Domain.Campaign.Event,
    OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>An offer of coupons. Who may have one is decided in <see cref="Campaign"/>.</summary>
/// <remarks>Reentrant and pipelined, like stock: a coupon that everybody wants meets here.</remarks>
[GrainType("campaign"), Reentrant]
internal sealed class CampaignGrain(IGrainContext context, Market market) : ICampaignGrain
{
    private readonly Runner campaign = market.Run(context, market.Machines.Campaign);

    public async Task<Outcome> Create(CampaignPlan plan) =>
        await campaign.Transact(new Campaign.Command.Create(new(
            new(campaign.Id, plan.Seller, plan.Value, plan.MinimumSpend, plan.ValidFrom, plan.ValidUntil),
            plan.Title, plan.Quota, plan.PerBuyer)), creates: true);

    public async Task<Answer<string>> Claim(string claim, string buyer)
    {
        var refused = await campaign.Transact(new Campaign.Command.Claim(claim, buyer), claim);
        if (refused is not null) return new(null, refused);
        // Claims are only ever added, so the newest state knows this one, whatever else was claimed meanwhile.
        var claims = (await campaign.Durable()).Claims;
        return new(Ids.CouponOf(campaign.Id, claims[claim]));
    }

    public async Task<CampaignView?> View()
    {
        var now = await campaign.Durable();
        return now.Offer is { Terms: var terms } offer
            ? new CampaignView(
                campaign.Id,
                new(
                    terms.Seller, offer.Title, terms.Value, terms.MinimumSpend, terms.ValidFrom, terms.ValidUntil,
                    offer.Quota, offer.PerBuyer),
                now.Issued)
            : null;
    }
}
