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
internal sealed class CampaignGrain(IGrainContext context, IGrainFactory grains, Market market) : ICampaignGrain
{
    private readonly Runner campaign = market.Run(context, market.Machines.Campaign);

    public async Task<Outcome> Create(CampaignPlan plan)
    {
        var create = new Campaign.Command.Create(OfferOf(plan), plan.IsDraft);
        if (plan.Code is { } code)
        {
            // What would be refused must not keep the word for itself.
            var now = market.Time.GetUtcNow();
            if (Campaign.Decide(await campaign.Durable(), create, now).Rejection is { } refused) return refused;
            if (await grains.PromoCode(code).Claim(campaign.Id) is { IsDone: false } taken)
                return taken with { Subject = code };
        }

        return await campaign.Transact(create, creates: true);
    }

    public Task<Outcome> Activate(Caller caller) => Steer(caller, new Campaign.Command.Activate());

    public Task<Outcome> Pause(Caller caller) => Steer(caller, new Campaign.Command.Pause());

    public Task<Outcome> End(Caller caller) => Steer(caller, new Campaign.Command.End());

    public Task<Outcome> Revoke(Caller caller) => Steer(caller, new Campaign.Command.Revoke());

    public Task<Answer<string>> Claim(string claim, string buyer) =>
        Take(new Campaign.Command.Claim(claim, buyer), claim);

    public Task<Answer<string>> TakeCode(string checkout, string buyer, string[] orders, DateTimeOffset until) =>
        Take(new Campaign.Command.TakeCode(checkout, buyer, orders, until), checkout);

    public async Task<Outcome> GiveBack(string checkout, string buyer, string coupon) => await campaign.Transact(
        new Campaign.Command.GiveBack(checkout, buyer, Ids.CampaignOf(coupon).Number), cause: coupon);

    public async Task<bool> IsRevoked() => (await campaign.Durable()).Phase == Campaign.Status.Revoked;

    public async Task<CampaignView?> View()
    {
        var now = await campaign.Durable();
        return now.Offer is { } offer
            ? new CampaignView(
                campaign.Id, PlanOf(offer), now.Taken, Campaign.StatusOf(now, market.Time.GetUtcNow()))
            : null;
    }

    private async Task<Outcome> Steer(Caller caller, Campaign.Command command)
    {
        if (caller.Role != Role.Operator && (await campaign.Durable()).Offer is { } offer
            && (caller.Role != Role.Seller || offer.Terms.Seller != caller.Member))
            return Rejection.CampaignNotYours;
        return await campaign.Transact(command);
    }

    private async Task<Answer<string>> Take(Campaign.Command command, string claim)
    {
        var refused = await campaign.Transact(command, claim, claim);
        if (refused is not null) return new(null, refused);
        // A claim that was just taken keeps its number; only its own coupon can give it back, and that is told first.
        var claims = (await campaign.Durable()).Claims;
        return claims.TryGetValue(claim, out var number)
            ? new(Ids.CouponOf(campaign.Id, number))
            : new(null, Rejection.ReservationGone);
    }

    private Campaign.Offer OfferOf(CampaignPlan plan) => new(
        new(campaign.Id, plan.Seller, plan.Value, plan.MinimumSpend, plan.ValidFrom, EndOf(plan), plan.Kind,
            plan.Percent, plan.Sellers, plan.Skus, plan.NonRefundable ? true : null),
        plan.Title, plan.Quota, plan.PerBuyer, plan.Code, plan.For);

    /// <summary>What is given to make up for something has an end of its own, if nothing else is said.</summary>
    private DateTimeOffset EndOf(CampaignPlan plan) =>
        plan is { Kind: Coupon.Kind.Compensation } && plan.ValidUntil == default
            ? plan.ValidFrom + market.Policy.CompensationValidity
            : plan.ValidUntil;

    private static CampaignPlan PlanOf(Campaign.Offer offer)
    {
        var terms = offer.Terms;
        return new(terms.Seller, offer.Title, terms.Value, terms.MinimumSpend, terms.ValidFrom, terms.ValidUntil,
            offer.Quota, offer.PerBuyer, terms.Sort, terms.Percent, terms.Sellers?.ToArray(), terms.Skus?.ToArray(),
            terms.NonRefundable == true, offer.Code, offer.For);
    }
}
