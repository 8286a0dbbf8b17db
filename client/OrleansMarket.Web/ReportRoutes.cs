using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>How sellers stand, what is reported about them, and what operators make of it.</summary>
internal static class ReportRoutes
{
    private const string Tag = "Sellers";

    private const string Example = """
        {"id": "rpt_carol.01kc9w3v8xq2m4n6p8r0s2t4v9", "seller": "carol", "reporter": "alice",
         "category": "offline_payment", "order": "ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1",
         "text": "Asked me to pay by bank transfer.", "evidence": ["https://example.org/message.png"],
         "at": "2026-11-12T10:00:00.000Z", "verdict": "open"}
        """;

    private const string SellerExample = """
        {"id": "carol", "name": "carol", "takes_orders": true, "strikes": 0, "confirmed_reports": 0}
        """;

    private static readonly Operation Judgement = new("", OperatorRoutes.Tag, "")
    {
        For = Roles.Operator,
        Key = KeyUse.Welcome,
        IsBodyOptional = true,
        Answer = typeof(ReportResponse),
        AnswerIs = "The report after it",
        Refusals = [Rejection.UnknownReport, Rejection.ReportDecided],
    };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/sellers/{id}", GetSeller, new Operation("getSeller", Tag, "Show how a seller stands")
        {
            For = Roles.All,
            Answer = typeof(SellerResponse),
            AnswerIs = "The seller",
            AnswerExample = SellerExample,
            Refusals = [Rejection.UnknownSeller],
        });
        routes.Post("/v1/sellers/{id}/reports", MarketJson.Wire.ReportRequest, File,
            new Operation("reportSeller", Tag, "Report a seller")
            {
                About = "For example one who wants to be paid outside of the market, where nobody is protected. What "
                    + "the same buyer has reported before is one report. Operators look at it; when many buyers report "
                    + "a seller, he takes no new orders until they have.",
                For = Roles.Buyer,
                Key = KeyUse.Welcome,
                BodyExample = """
                    {"category": "offline_payment", "text": "Asked me to pay by bank transfer.",
                     "order": "ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1", "evidence": ["https://example.org/message.png"]}
                    """,
                Status = 201,
                Answer = typeof(ReportResponse),
                AnswerIs = "The report",
                AnswerExample = Example,
                Refusals = [Rejection.UnknownSeller, Rejection.UnknownOrder, Rejection.TooManyReports],
            });
        MapJudgements(routes);
    }

    private static void MapJudgements(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/operator/reports", List,
            new Operation("listReports", OperatorRoutes.Tag, "Show reports that wait for an operator")
            {
                About = "Up to the newest, in the order of their ids: those about one seller lie together.",
                For = Roles.Operator,
                Query =
                [
                    new("limit", "How many, 1 to 100; 20 when absent.", IsNumber: true),
                    new("cursor", "The next_cursor of the page before."),
                ],
                Answer = typeof(ReportPage),
                AnswerIs = "A page of reports",
                AnswerExample = $$"""{"items": [{{Example}}], "has_more": false}""",
            });
        routes.Post("/v1/operator/reports/{id}/confirm", MarketJson.Wire.ConfirmReportRequest, Confirm, Judgement with
        {
            Id = "confirmReport",
            Summary = "Say that a report is true",
            About = "The seller takes no new orders until he is opened again. With fraud, his payouts and the money of "
                + "his open orders are frozen too.",
            BodyExample = """{"fraud": true}""",
        });
        routes.Post("/v1/operator/reports/{id}/dismiss", MarketJson.Wire.EmptyRequest, Dismiss, Judgement with
        {
            Id = "dismissReport",
            Summary = "Say that a report is not true",
            About = "It no longer counts. A seller who was frozen by it stays so until he is opened again.",
        });
        routes.Post("/v1/operator/sellers/{id}/reopen", MarketJson.Wire.EmptyRequest, Reopen,
            new Operation("reopenSeller", OperatorRoutes.Tag, "Let a seller take orders again")
            {
                About = "What was reported so far no longer counts, and he can be paid out again. Orders that were "
                    + "frozen are thawed one by one.",
                For = Roles.Operator,
                Key = KeyUse.Welcome,
                IsBodyOptional = true,
                Answer = typeof(SellerResponse),
                AnswerIs = "The seller after it",
                AnswerExample = SellerExample,
                Refusals = [Rejection.UnknownSeller],
            });
    }

    private static async Task<Reply> GetSeller(Call call) =>
        await NameOf(call) is { } name ? await Show(call, name) : call.Refuse(Rejection.UnknownSeller);

    private static async Task<Reply> File(Call call, ReportRequest body)
    {
        if (await NameOf(call) is null) return call.Refuse(Rejection.UnknownSeller);
        var seller = call.Route("id");
        var answer = await call.Grains.SellerStanding(seller).File(new(
            Ids.ReportOf(seller, call.Subject), call.Caller.Member, body.Category, body.Order, body.Text,
            [.. body.Evidence ?? []]));
        return answer.Value is { } report
            ? Reply.Created(ReportResponse.From(report), MarketJson.Wire.ReportResponse)
            : call.Refuse(answer.Why!.Value, answer.Subject,
                answer.Why == Rejection.UnknownOrder ? "order" : null);
    }

    private static async Task<Reply> List(Call call)
    {
        if (Cursors.Refuse(call, out var limit, out var after) is { } refusal) return refusal;
        var ids = await call.Grains.OpenOrders().Reports(after, limit + 1);
        var shown = ids.Length > limit ? ids[..limit] : ids;
        // A report that is decided in this moment is shown as it is now.
        var reports = await Task.WhenAll(shown.Select(id =>
            call.Grains.SellerStanding(Ids.SellerOf(id)).Report(id)));
        var next = ids.Length > limit ? Cursors.After(shown[^1]) : null;
        return Reply.Ok(
            new ReportPage([.. reports.OfType<ReportView>().Select(ReportResponse.From)], next is not null, next),
            MarketJson.Wire.ReportPage) with
        {
            Link = next is null ? null : Cursors.Link(call, next),
        };
    }

    private static Task<Reply> Confirm(Call call, ConfirmReportRequest body) =>
        Judge(call, (standing, id) => standing.Confirm(id, body.Fraud));

    private static Task<Reply> Dismiss(Call call, EmptyRequest body) =>
        Judge(call, (standing, id) => standing.Dismiss(id));

    private static async Task<Reply> Judge(Call call, Func<ISellerStandingGrain, string, Task<Answer<ReportView>>> act)
    {
        var id = call.Route("id");
        if (!Ids.IsId(id, Ids.Report)) return call.Refuse(Rejection.UnknownReport);
        var answer = await act(call.Grains.SellerStanding(Ids.SellerOf(id)), id);
        return answer.Value is { } report
            ? Reply.Ok(ReportResponse.From(report), MarketJson.Wire.ReportResponse)
            : call.Refuse(answer.Why!.Value);
    }

    private static async Task<Reply> Reopen(Call call, EmptyRequest body)
    {
        if (await NameOf(call) is not { } name) return call.Refuse(Rejection.UnknownSeller);
        await call.Grains.SellerStanding(call.Route("id")).Reopen();
        return await Show(call, name);
    }

    private static async Task<Reply> Show(Call call, string name) => Reply.Ok(
        SellerResponse.From(await call.Grains.SellerStanding(call.Route("id")).View(), name, call.Caller.Role),
        MarketJson.Wire.SellerResponse);

    /// <summary>What the seller is called; null when nobody sells under this id.</summary>
    private static async Task<string?> NameOf(Call call)
    {
        var id = call.Route("id");
        if (!Ids.IsName(id)) return null;
        var listed = await call.Grains.Catalogue().Find(new CatalogueQuery(null, id, null, 1));
        return listed.Offers is [var offer, ..] ? offer.SellerName : null;
    }
}
