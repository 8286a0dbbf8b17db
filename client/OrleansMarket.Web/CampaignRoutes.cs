using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Coupons: offering them, claiming them, looking at them.</summary>
internal static class CampaignRoutes
{
    private const string Tag = "Coupons";

    private const string CampaignExample = """
        {"id": "cmp_01kc9w3v8xq2m4n6p8r0s2t4v6", "seller": "carol", "title": "5 off from 20",
         "value": {"amount": 500, "currency": "USD"}, "minimum_spend": {"amount": 2000, "currency": "USD"},
         "valid_from": "2026-11-01T00:00:00.000Z", "valid_until": "2026-12-01T00:00:00.000Z",
         "quota": 1000, "per_buyer": 1, "issued": 17}
        """;

    private const string CouponExample = """
        {"id": "cpn_01kc9w3v8xq2m4n6p8r0s2t4v6.1", "status": "available",
         "campaign": "cmp_01kc9w3v8xq2m4n6p8r0s2t4v6", "seller": "carol",
         "value": {"amount": 500, "currency": "USD"}, "minimum_spend": {"amount": 2000, "currency": "USD"},
         "valid_from": "2026-11-01T00:00:00.000Z", "valid_until": "2026-12-01T00:00:00.000Z"}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/v1/campaigns", MarketJson.Wire.CampaignRequest, Create,
            new Operation("createCampaign", Tag, "Offer coupons")
            {
                About = "A seller's coupons work in his store and he pays for them; an operator's work everywhere and "
                    + "the platform pays.",
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
                AnswerExample = CampaignExample,
                MadeAt = "/v1/campaigns/",
                Refusals = [Rejection.PriceInvalid, Rejection.QuantityInvalid, Rejection.WindowClosed],
            });
        routes.Get("/v1/campaigns/{id}", Get, new Operation("getCampaign", Tag, "Show a campaign")
        {
            For = Roles.All,
            Answer = typeof(CampaignResponse),
            AnswerIs = "The campaign",
            AnswerExample = CampaignExample,
            Refusals = [Rejection.UnknownCampaign],
        });
        routes.Post("/v1/campaigns/{id}/claims", MarketJson.Wire.EmptyRequest, Claim,
            new Operation("claimCoupon", Tag, "Claim a coupon")
            {
                About = "With an idempotency key, a repetition gets the same coupon.",
                For = Roles.Buyer,
                Key = KeyUse.Welcome,
                IsBodyOptional = true,
                Status = 201,
                Answer = typeof(CouponResponse),
                AnswerIs = "The coupon",
                AnswerExample = CouponExample,
                MadeAt = "/v1/coupons/",
                Refusals =
                [
                    Rejection.UnknownCampaign, Rejection.CouponQuotaExhausted, Rejection.LimitPerBuyer,
                    Rejection.CouponExpired,
                ],
            });
        routes.Get("/v1/coupons/{id}", GetCoupon, new Operation("getCoupon", Tag, "Show a coupon")
        {
            For = Roles.Buyer,
            Answer = typeof(CouponResponse),
            AnswerIs = "The coupon",
            AnswerExample = CouponExample,
            Refusals = [Rejection.UnknownCoupon],
        });
    }

    private static async Task<Reply> Create(Call call, CampaignRequest body)
    {
        var campaign = call.Grains.Campaign(Ids.Campaign + call.Subject);
        var validFrom = body.ValidFrom ?? (await call.Grains.Clock().View()).Now;
        var outcome = await campaign.Create(new CampaignPlan(
            call.Caller.Role == Role.Seller ? call.Caller.Member : null, body.Title, body.Value.ToMoney(),
            body.MinimumSpend.ToMoney(), validFrom, body.ValidUntil, body.Quota, body.PerBuyer));
        if (outcome.Why is { } why)
            return call.Refuse(why, outcome.Subject, why == Rejection.WindowClosed ? "valid_until" : null);
        return Reply.Created(CampaignResponse.From((await campaign.View())!), MarketJson.Wire.CampaignResponse);
    }

    private static async Task<Reply> Get(Call call)
    {
        var id = call.Route("id");
        return Ids.IsId(id, Ids.Campaign) && await call.Grains.Campaign(id).View() is { } campaign
            ? Reply.Ok(CampaignResponse.From(campaign), MarketJson.Wire.CampaignResponse)
            : call.Refuse(Rejection.UnknownCampaign);
    }

    private static async Task<Reply> Claim(Call call, EmptyRequest body)
    {
        var id = call.Route("id");
        if (!Ids.IsId(id, Ids.Campaign)) return call.Refuse(Rejection.UnknownCampaign);
        var claim = await call.Grains.Campaign(id).Claim(call.Subject, call.Caller.Member);
        if (claim.Value is not { } coupon) return call.Refuse(claim.Why!.Value, claim.Subject);
        var view = (await call.Grains.Coupon(coupon).View(call.Caller.Member))!;
        return Reply.Created(CouponResponse.From(view), MarketJson.Wire.CouponResponse);
    }

    private static async Task<Reply> GetCoupon(Call call)
    {
        var id = call.Route("id");
        return Ids.IsId(id, Ids.Coupon) && await call.Grains.Coupon(id).View(call.Caller.Member) is { } coupon
            ? Reply.Ok(CouponResponse.From(coupon), MarketJson.Wire.CouponResponse)
            : call.Refuse(Rejection.UnknownCoupon);
    }
}
