using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What operators look at: all money, and the clock of a simulation.</summary>
internal static class OperatorRoutes
{
    /// <summary>The group of these routes.</summary>
    public const string Tag = "Operator";

    private const string ClockExample = """{"now": "2026-12-01T00:00:00.000Z", "ahead": "P20D"}""";

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, WebOptions options)
    {
        routes.Get("/v1/operator/ledger/trial-balance", TrialBalance,
            new Operation("getTrialBalance", Tag, "Show all money of the market")
            {
                About = "Up to the newest entry. Debits and credits of each currency are equal at any instant.",
                For = Roles.Operator,
                Answer = typeof(TrialBalanceResponse),
                AnswerIs = "The trial balance",
                AnswerExample = """
                    {"accounts": [{"account": "escrow", "currency": "USD",
                                   "debit": 0, "credit": 3406, "balance": -3406},
                                  {"account": "psp:cash", "currency": "USD",
                                   "debit": 3406, "credit": 0, "balance": 3406}],
                     "sums": {"USD": 0}, "balanced": true}
                    """,
            });
        if (!options.Simulation) return;

        routes.Get("/v1/operator/clock", GetClock, new Operation("getClock", Tag, "Show the market's time")
        {
            About = "In simulation markets only.",
            For = Roles.Operator,
            Answer = typeof(ClockResponse),
            AnswerIs = "The clock",
            AnswerExample = ClockExample,
        });
        routes.Post("/v1/operator/clock/advance", MarketJson.Wire.AdvanceRequest, Advance,
            new Operation("advanceClock", Tag, "Move the market's time forward")
            {
                About = "The whole market's, from deadline to deadline. Answers when the deadlines that it passed have "
                    + "been carried out. In simulation markets only. Send an idempotency key: without one, a "
                    + "repetition moves the clock again.",
                For = Roles.Operator,
                Key = KeyUse.Welcome,
                BodyExample = """{"by": "P20D"}""",
                Answer = typeof(ClockResponse),
                AnswerIs = "The clock after it",
                AnswerExample = ClockExample,
                Refusals = [Rejection.DurationInvalid],
            });
    }

    private static async Task<Reply> TrialBalance(Call call)
    {
        var accounts = await call.Grains.Ledger().TrialBalance();
        var sums = accounts.GroupBy(account => account.Currency).ToDictionary(
            same => same.Key, same => same.Aggregate(0L, (sum, account) => checked(sum + account.Balance)));
        var answer = new TrialBalanceResponse(
            [.. accounts.Select(AccountBody.From)], sums, sums.Values.All(sum => sum == 0));
        return Reply.Ok(answer, MarketJson.Wire.TrialBalanceResponse);
    }

    private static async Task<Reply> GetClock(Call call) =>
        Reply.Ok(ClockResponse.From(await call.Grains.Clock().View()), MarketJson.Wire.ClockResponse);

    private static async Task<Reply> Advance(Call call, AdvanceRequest body)
    {
        // Two repetitions at once would both move the clock: it has no id to recognise them by. Only the first may.
        if (call.IsRepeated) return call.Refuse(Problems.RequestInProgress) with { IsFinal = false };
        var clock = await call.Grains.Clock().Advance(body.Duration);
        return clock.Value is { } value
            ? Reply.Ok(ClockResponse.From(value), MarketJson.Wire.ClockResponse)
            : call.Refuse(clock.Why!.Value, clock.Subject, "by");
    }
}
