using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What sellers have earned.</summary>
internal static class SellerRoutes
{
    private const string Tag = "Sellers", Payout = "po_";

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/sellers/{id}/account", GetAccount,
            new Operation("getSellerAccount", Tag, "Show a seller's account")
            {
                For = Roles.SellerOrOperator,
                Answer = typeof(SellerAccountResponse),
                AnswerIs = "The account",
                HidesOthers = true,
                AnswerExample = """
                    {"seller": "carol", "payable": [{"amount": 3236, "currency": "USD"}], "receivable": [], "sales": 1,
                     "payouts": []}
                    """,
            });
        routes.Post("/v1/sellers/{id}/payouts", MarketJson.Wire.PayoutRequest, PayOut,
            new Operation("payOut", Tag, "Pay a seller out")
            {
                About = "At most what is payable, and nothing while payouts are frozen.",
                For = Roles.Seller,
                Key = KeyUse.Obligatory,
                BodyExample = """{"amount": {"amount": 3236, "currency": "USD"}}""",
                Status = 201,
                Answer = typeof(PayoutResponse),
                AnswerIs = "The payout",
                AnswerExample = """
                    {"id": "po_01kc9w3v8xq2m4n6p8r0s2t4v9", "amount": {"amount": 3236, "currency": "USD"},
                     "at": "2026-11-20T10:00:00.000Z"}
                    """,
                HidesOthers = true,
                Refusals = [Rejection.InsufficientPayable, Rejection.PayoutsFrozen],
            });
    }

    private static async Task<Reply> GetAccount(Call call)
    {
        var id = call.Route("id");
        if (!Ids.IsName(id) || (call.Caller.Role == Role.Seller && id != call.Caller.Member)) return Unknown(call);
        var account = await call.Grains.SellerAccount(id).View();
        return Reply.Ok(SellerAccountResponse.From(account, id), MarketJson.Wire.SellerAccountResponse);
    }

    private static async Task<Reply> PayOut(Call call, PayoutRequest body)
    {
        if (call.Route("id") != call.Caller.Member) return Unknown(call);
        var (id, amount) = (Payout + call.Subject, body.Amount.ToMoney());
        var account = call.Grains.SellerAccount(call.Caller.Member);
        var outcome = await account.PayOut(id, amount);
        if (outcome.Why is { } why) return call.Refuse(why, outcome.Subject, "amount");
        var made = (await account.View()).Payouts.First(payout => payout.Id == id);
        return Reply.Created(PayoutResponse.From(made), MarketJson.Wire.PayoutResponse);
    }

    private static Reply Unknown(Call call) =>
        call.Refuse(Problems.NotFound, "You have no such account. A seller's id is his member name.");
}
