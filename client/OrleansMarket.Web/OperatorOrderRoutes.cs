using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Web.OrderActions;

namespace OrleansMarket.Web;

/// <summary>What operators do with orders: verify payments, freeze and thaw, report what a bank says.</summary>
internal static class OperatorOrderRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var telling = Telling with { Tag = OperatorRoutes.Tag, For = Roles.Operator };
        routes.Post("/v1/operator/orders/{id}/risk", MarketJson.Wire.RiskRequest, Judge, telling with
        {
            Id = "judgeRisk",
            Summary = "Say what the verification of a payment has shown",
            About = "A payment passes by itself when its time is over. hold asks for a closer look, and without "
                + "release the payment is rejected when that takes too long; reject refunds it at once.",
            BodyExample = """{"verdict": "pass"}""",
        });
        routes.Post("/v1/operator/orders/{id}/freeze", MarketJson.Wire.FreezeRequest, Freeze, telling with
        {
            Id = "freezeOrder",
            Summary = "Freeze a paid order",
            About = "Nobody can act on it, and all its timers stand still. After 30 days it ends by itself: what is in "
                + "escrow goes back to the buyer, or else the order goes on.",
            BodyExample = """{"reason": "investigation"}""",
        });
        routes.Post("/v1/operator/orders/{id}/thaw", MarketJson.Wire.EmptyRequest, Thaw, telling with
        {
            Id = "thawOrder",
            Summary = "Let a frozen order go on",
            About = "Every timer has the time that was left, and a day at least.",
            IsBodyOptional = true,
            Refusals = [.. telling.Refusals, Rejection.ChargeBackOpen],
        });
        routes.Post("/v1/operator/orders/{id}/charge-back", MarketJson.Wire.ChargeBackRequest, Report, telling with
        {
            Id = "reportChargeBack",
            Summary = "Report what the buyer's bank says",
            About = "opened freezes the order; won thaws it; lost is the money taken by the bank: from the escrow, or "
                + "owed by the seller who has it already.",
            BodyExample = """{"stage": "opened"}""",
        });
    }

    private static Task<Reply> Judge(Call call, RiskRequest body) =>
        Do(call, order => order.JudgeRisk(body.Verdict, call.ExpectedVersion));

    private static Task<Reply> Freeze(Call call, FreezeRequest body) =>
        Do(call, order => order.Freeze(body.Reason, call.ExpectedVersion));

    private static Task<Reply> Thaw(Call call, EmptyRequest body) =>
        Do(call, order => order.Thaw(call.ExpectedVersion));

    private static Task<Reply> Report(Call call, ChargeBackRequest body) =>
        Do(call, order => order.ReportChargeBack(body.Stage, call.ExpectedVersion));
}
