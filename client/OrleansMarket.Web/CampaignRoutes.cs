using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Campaigns: offering coupons, and steering what was offered.</summary>
internal static class CampaignRoutes
{
    private const string Tag = "Coupons";

    private const string Example = """
        {"id": "cmp_01kc9w3v8xq2m4n6p8r0s2t4v6", "status": "active", "kind": "store", "seller": "carol",
         "title": "5 off from 20",
         "value": {"amount": 500, "currency": "USD"}, "minimum_spend": {"amount": 2000, "currency": "USD"},
         "valid_from": "2026-11-01T00:00:00.000Z", "valid_until": "2026-12-01T00:00:00.000Z",
         "quota": 1000, "per_buyer": 1, "issued": 17, "non_refundable": false}
        """;

    private static readonly Operation Steering = new("", Tag, "")
    {
        For = Roles.SellerOrOperator,
        Key = KeyUse.Welcome,
        IsBodyOptional = true,
        Answer = typeof(CampaignResponse),
        AnswerIs = "The campaign after it",
        AnswerExample = Example,
        Refusals = [Rejection.UnknownCampaign, Rejection.CampaignNotYours, Rejection.CampaignIsOver],
    };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/v1/campaigns", MarketJson.Wire.CampaignRequest, Create,
            new Operation("createCampaign", Tag, "Offer coupons")
            {
                About = "A seller pays for his coupons, which work in his store: store coupons, and codes. The "
                    + "platform pays for an operator's: platform coupons for everything, select coupons for the stores "
                    + "that accept them, new_user coupons for a first order, and codes. Coupons are claimed, a code is "
                    + "typed at the checkout. The discount is a fixed value, or a percent, of which value is the most.",
                For = Roles.SellerOrOperator,
                Key = KeyUse.Welcome,
                BodyExample = """
                    {"title": "5 off from 20", "value": {"amount": 500, "currency": "USD"},
                     "minimum_spend": {"amount": 2000, "currency": "USD"},
                     "valid_until": "2026-12-01T00:00:00Z", "quota": 1000, "per_buyer": 1}
                    """,
                Status = 201,
                Answer = typeof(CampaignResponse),
                AnswerIs = "The campaign",
                AnswerExample = Example,
                MadeAt = "/v1/campaigns/",
                Refusals =
                [
                    Rejection.PriceInvalid, Rejection.QuantityInvalid, Rejection.WindowClosed, Rejection.CodeTaken,
                ],
            },
            check: CheckKind);
        routes.Get("/v1/campaigns/{id}", Get, new Operation("getCampaign", Tag, "Show a campaign")
        {
            For = Roles.All,
            Answer = typeof(CampaignResponse),
            AnswerIs = "The campaign",
            AnswerExample = Example,
            Refusals = [Rejection.UnknownCampaign],
        });
        routes.Post("/v1/campaigns/{id}/activate", MarketJson.Wire.EmptyRequest,
            (call, _) => Steer(call, campaign => campaign.Activate(call.Caller)),
            Steering with { Id = "activateCampaign", Summary = "Give coupons from now on" });
        routes.Post("/v1/campaigns/{id}/pause", MarketJson.Wire.EmptyRequest,
            (call, _) => Steer(call, campaign => campaign.Pause(call.Caller)),
            Steering with
            {
                Id = "pauseCampaign",
                Summary = "Give no coupons for the time being",
                About = "What was given can still be used.",
                Refusals = [.. Steering.Refusals, Rejection.CampaignNotActive],
            });
        routes.Post("/v1/campaigns/{id}/end", MarketJson.Wire.EmptyRequest,
            (call, _) => Steer(call, campaign => campaign.End(call.Caller)),
            Steering with
            {
                Id = "endCampaign",
                Summary = "Give no coupons any more",
                About = "What was given can still be used.",
            });
        routes.Post("/v1/campaigns/{id}/revoke", MarketJson.Wire.EmptyRequest,
            (call, _) => Steer(call, campaign => campaign.Revoke(call.Caller)),
            Steering with
            {
                Id = "revokeCampaign",
                Summary = "Take back what was given",
                About = "No coupon of it can be used from now on. Orders that are placed keep their price.",
            });
    }

    private static Reply? CheckKind(Call call, CampaignRequest body)
    {
        Coupon.Kind[] kinds = call.Caller.Role == Role.Seller
            ? [Coupon.Kind.Store, Coupon.Kind.Code]
            : [Coupon.Kind.Platform, Coupon.Kind.Select, Coupon.Kind.NewUser, Coupon.Kind.Code];
        if (body.Kind is { } kind && !kinds.Contains(kind))
        {
            return call.Refuse(Problems.ValidationFailed, "kind", "invalid",
                $"kind must be one of {string.Join(", ", kinds.Select(Words.Of))} here.");
        }

        return call.Caller.Role == Role.Seller && body.Sellers is not null
            ? call.Refuse(Problems.ValidationFailed, "sellers", "invalid", "A seller's coupons work in his own store.")
            : null;
    }

    private static async Task<Reply> Create(Call call, CampaignRequest body)
    {
        var campaign = call.Grains.Campaign(Ids.Campaign + call.Subject);
        var validFrom = body.ValidFrom ?? (await call.Grains.Clock().View()).Now;
        var outcome = await campaign.Create(new CampaignPlan(
            call.Caller.Role == Role.Seller ? call.Caller.Member : null, body.Title, body.Value.ToMoney(),
            body.MinimumSpend.ToMoney(), validFrom, body.ValidUntil, body.Quota, body.PerBuyer, body.Kind,
            body.Percent, body.Sellers?.ToArray(), body.Skus?.ToArray(), body.NonRefundable,
            body.Code?.ToUpperInvariant(), IsDraft: body.Status == CampaignStart.Draft));
        if (outcome.Why is { } why)
        {
            return call.Refuse(why, outcome.Subject, why switch
            {
                Rejection.WindowClosed => "valid_until",
                Rejection.CodeTaken => "code",
                _ => null,
            });
        }

        return Reply.Created(CampaignResponse.From((await campaign.View())!), MarketJson.Wire.CampaignResponse);
    }

    private static async Task<Reply> Get(Call call) =>
        await Find(call) is { } campaign
            ? Reply.Ok(CampaignResponse.From(campaign), MarketJson.Wire.CampaignResponse)
            : call.Refuse(Rejection.UnknownCampaign);

    private static async Task<Reply> Steer(Call call, Func<ICampaignGrain, Task<Outcome>> act)
    {
        if (await Find(call) is not { Id: var id }) return call.Refuse(Rejection.UnknownCampaign);
        var campaign = call.Grains.Campaign(id);
        var outcome = await act(campaign);
        return outcome.Why is { } why
            ? call.Refuse(why, outcome.Subject)
            : Reply.Ok(CampaignResponse.From((await campaign.View())!), MarketJson.Wire.CampaignResponse);
    }

    /// <summary>
    /// The campaign, if the caller may know of it: a draft is its owner's, and what makes up for something is between
    /// the platform and one buyer.
    /// </summary>
    private static async Task<CampaignView?> Find(Call call)
    {
        var id = call.Route("id");
        if (!Ids.IsId(id, Ids.Campaign) || await call.Grains.Campaign(id).View() is not { } campaign) return null;
        var caller = call.Caller;
        if (caller.Role == Role.Operator) return campaign;
        if (campaign.Plan.For is { } only && (caller.Role != Role.Buyer || only != caller.Member)) return null;
        var isOwner = caller.Role == Role.Seller && campaign.Plan.Seller == caller.Member;
        return campaign.Status != Campaign.Status.Draft || isOwner ? campaign : null;
    }
}
