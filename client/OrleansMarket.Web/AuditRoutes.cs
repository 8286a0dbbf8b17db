using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>The audit of the whole journal, for operators.</summary>
internal static class AuditRoutes
{
    private const string Example = """
        {"at": "2026-11-12T00:00:00.000Z", "took": "PT12.5S", "entries": 1000000, "aggregates": 370000,
         "expected_settled": false, "clean": true,
         "invariants": [{"id": "I1", "rule": "Per currency the sum of all ledger balances is 0.", "holds": true,
                         "checked": {"postings": 250000}, "violations": 0, "counter_examples": []}]}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/operator/audit", Show, new Operation("getAudit", OperatorRoutes.Tag, "Show the last audit")
        {
            For = Roles.Operator,
            Answer = typeof(AuditResponse),
            AnswerIs = "Its report",
            AnswerExample = Example,
            HidesOthers = true,
        });
        routes.Post("/v1/operator/audit", MarketJson.Wire.AuditRequest, Run,
            new Operation("runAudit", OperatorRoutes.Tag, "Audit the whole journal")
            {
                About = "Checks the invariants I1 to I18 on every entry up to the newest one at this moment, while the "
                    + "market goes on. Answers when it is done: about a minute for a million entries. One audit runs "
                    + "at a time; whoever asks meanwhile gets its report.",
                For = Roles.Operator,
                BodyExample = """{"expect_settled": false}""",
                IsBodyOptional = true,
                Answer = typeof(AuditResponse),
                AnswerIs = "The report",
                AnswerExample = Example,
            });
    }

    private static async Task<Reply> Show(Call call) => await call.Grains.Audit().Latest() is { } report
        ? Reply.Ok(AuditResponse.From(report), MarketJson.Wire.AuditResponse)
        : call.Refuse(Problems.NotFound,
            "There was no audit since the market started. POST /v1/operator/audit makes one.");

    private static async Task<Reply> Run(Call call, AuditRequest body) => Reply.Ok(
        AuditResponse.From(await call.Grains.Audit().Run(body.ExpectSettled ?? false)),
        MarketJson.Wire.AuditResponse);
}
