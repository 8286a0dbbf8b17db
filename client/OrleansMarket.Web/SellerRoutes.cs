using System.Globalization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What sellers have sold and earned.</summary>
internal static class SellerRoutes
{
    private const string Tag = "Sellers", Payout = "po_";

    private const string SalesExample = """
        "orders": 3, "gross": {"amount": 8100, "currency": "USD"}, "refunded": {"amount": 0, "currency": "USD"},
        "commission": {"amount": 120, "currency": "USD"}, "released": {"amount": 2580, "currency": "USD"},
        "taken_back": {"amount": 0, "currency": "USD"}
        """;

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
        routes.Get("/v1/sellers/{id}/sales", GetSales,
            new Operation("getSellerSales", Tag, "Show what a seller sold, by day")
            {
                About = "Days are in UTC, newest first; those on which nothing moved are left out. Everything counts "
                    + "on the day on which it happened, so a refund can be of an order of another day. Whatever was "
                    + "done before it was asked for is in it.",
                For = Roles.SellerOrOperator,
                Query =
                [
                    new("from", "The first day, for example 2026-11-01. Usually 29 days before the last."),
                    new("to", "The last day, at most 99 days later. Usually today."),
                ],
                Answer = typeof(SalesResponse),
                AnswerIs = "The sales",
                HidesOthers = true,
                AnswerExample = $$"""
                    {"from": "2026-11-01", "to": "2026-11-30",
                     "items": [{"day": "2026-11-11", {{SalesExample}} }], "totals": [{ {{SalesExample}} }]}
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

    private static async Task<Reply> GetSales(Call call)
    {
        var id = call.Route("id");
        if (!Ids.IsName(id) || (call.Caller.Role == Role.Seller && id != call.Caller.Member)) return Unknown(call);
        var errors = new Errors();
        var query = new SalesQuery(id, Day(call, "from", errors), Day(call, "to", errors));
        if (errors.IsEmpty && await call.Grains.OrderLists().Sales(query) is { } page)
            return Reply.Ok(SalesResponse.Of(page), MarketJson.Wire.SalesResponse);
        if (errors.IsEmpty)
        {
            errors.Add(query.To is null ? "from" : "to", "out_of_range",
                $"from and to must be the first and the last of 1 to {SalesQuery.MostDays} days.");
        }

        return call.Refuse(Problems.ValidationFailed, errors.Found[0].Message, errors.Found);
    }

    private static DateOnly? Day(Call call, string name, Errors errors)
    {
        if (call.Query(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        errors.Add(name, "invalid", $"{name} must be a day, for example 2026-11-11.");
        return null;
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
