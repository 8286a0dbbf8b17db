using System.Globalization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Coupons: getting them, and looking at them.</summary>
internal static class CouponRoutes
{
    private const string Tag = "Coupons";

    private const string Example = """
        {"id": "cpn_01kc9w3v8xq2m4n6p8r0s2t4v6.1", "status": "available", "kind": "store",
         "campaign": "cmp_01kc9w3v8xq2m4n6p8r0s2t4v6", "seller": "carol",
         "value": {"amount": 500, "currency": "USD"}, "minimum_spend": {"amount": 2000, "currency": "USD"},
         "valid_from": "2026-11-01T00:00:00.000Z", "valid_until": "2026-12-01T00:00:00.000Z",
         "non_refundable": false}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
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
                AnswerExample = Example,
                MadeAt = "/v1/coupons/",
                Refusals =
                [
                    Rejection.UnknownCampaign, Rejection.CouponQuotaExhausted, Rejection.LimitPerBuyer,
                    Rejection.CouponExpired, Rejection.CampaignNotActive,
                ],
            });
        routes.Get("/v1/coupons", List, new Operation("listCoupons", Tag, "Show the buyer's coupons")
        {
            About = "Newest first. The header Link names the next page.",
            For = Roles.Buyer,
            Query =
            [
                new("limit", "How many on a page: 1 to 100, usually 20.", IsNumber: true),
                new("cursor", "The next_cursor of the page before."),
            ],
            Answer = typeof(CouponPage),
            AnswerIs = "A page of coupons",
            AnswerExample = $$"""{"items": [{{Example}}], "has_more": false}""",
        });
        routes.Get("/v1/coupons/{id}", Get, new Operation("getCoupon", Tag, "Show a coupon")
        {
            For = Roles.Buyer,
            Answer = typeof(CouponResponse),
            AnswerIs = "The coupon",
            AnswerExample = Example,
            Refusals = [Rejection.UnknownCoupon],
        });
        routes.Post("/v1/operator/members/{member}/compensations", MarketJson.Wire.CompensationRequest, Compensate,
            new Operation("compensate", OperatorRoutes.Tag, "Make up for something with coupons")
            {
                About = "They belong to this buyer alone, and the platform pays for them.",
                For = Roles.Operator,
                Key = KeyUse.Obligatory,
                BodyExample = """
                    {"title": "Sorry for the late parcel", "value": {"amount": 500, "currency": "USD"}, "pieces": 2}
                    """,
                Status = 201,
                Answer = typeof(CouponPage),
                AnswerIs = "The coupons",
                AnswerExample = $$"""{"items": [{{Example}}], "has_more": false}""",
                Refusals = [Rejection.WindowClosed],
            });
    }

    private static async Task<Reply> Claim(Call call, EmptyRequest body)
    {
        var id = call.Route("id");
        if (!Ids.IsId(id, Ids.Campaign)) return call.Refuse(Rejection.UnknownCampaign);
        var claim = await call.Grains.Wallet(call.Caller.Member).Claim(call.Subject, id);
        if (claim.Value is not { } coupon) return call.Refuse(claim.Why!.Value, claim.Subject);
        var view = (await call.Grains.Coupon(coupon).View(call.Caller.Member))!;
        return Reply.Created(CouponResponse.From(view), MarketJson.Wire.CouponResponse);
    }

    private static async Task<Reply> List(Call call)
    {
        if (Cursors.RefuseNumber(call, out var limit, out var before) is { } refusal) return refusal;
        var page = await call.Grains.Wallet(call.Caller.Member).Page(before, limit);
        var coupons = await Show(call, page.Coupons, call.Caller.Member);
        var next = page.Next is { } rest ? Cursors.After(rest.ToString(CultureInfo.InvariantCulture)) : null;
        return Reply.Ok(new CouponPage(coupons, next is not null, next), MarketJson.Wire.CouponPage) with
        {
            Link = next is null ? null : $"</v1/coupons?limit={limit}&cursor={next}>; rel=\"next\"",
        };
    }

    private static async Task<Reply> Get(Call call)
    {
        var id = call.Route("id");
        return Ids.IsId(id, Ids.Coupon) && await call.Grains.Coupon(id).View(call.Caller.Member) is { } coupon
            ? Reply.Ok(CouponResponse.From(coupon), MarketJson.Wire.CouponResponse)
            : call.Refuse(Rejection.UnknownCoupon);
    }

    private static async Task<Reply> Compensate(Call call, CompensationRequest body)
    {
        var member = call.Route("member");
        if (!Ids.IsName(member))
        {
            return call.Refuse(Problems.ValidationFailed, "member", "invalid",
                "member must be 1 to 40 letters, digits or dashes.");
        }

        var (id, value, now) = (
            Ids.Campaign + call.Subject, body.Value.ToMoney(), (await call.Grains.Clock().View()).Now);
        var made = await call.Grains.Campaign(id).Create(new CampaignPlan(
            null, body.Title, value, body.MinimumSpend?.ToMoney() ?? Money.Zero(value.Currency), now,
            body.ValidUntil ?? default, body.Pieces, body.Pieces, Coupon.Kind.Compensation, For: member));
        if (made.Why is { } why) return call.Refuse(why, field: why == Rejection.WindowClosed ? "valid_until" : null);
        var coupons = new string[body.Pieces];
        for (var i = 0; i < coupons.Length; i++)
        {
            var claim = await call.Grains.Wallet(member).Claim($"{call.Subject}.{i + 1}", id);
            if (claim.Value is not { } coupon) return call.Refuse(claim.Why!.Value, claim.Subject);
            coupons[i] = coupon;
        }

        var answer = new CouponPage(await Show(call, coupons, member), HasMore: false, NextCursor: null);
        return Reply.Created(answer, MarketJson.Wire.CouponPage);
    }

    private static async Task<CouponResponse[]> Show(Call call, string[] coupons, string owner)
    {
        var views = await Task.WhenAll(coupons.Select(id => call.Grains.Coupon(id).View(owner)));
        return [.. views.OfType<CouponView>().Select(CouponResponse.From)];
    }
}
