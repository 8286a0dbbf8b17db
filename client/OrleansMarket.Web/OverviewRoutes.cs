using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>What operators look at while the market runs.</summary>
internal static class OverviewRoutes
{
    private const string Example = """
        {"at": "2026-11-11T00:00:30.000Z", "ahead": "PT0S",
         "orders": {"placed_per_second": 812.5, "paid_per_second": 640.2},
         "in_escrow": [{"amount": 126040000, "currency": "USD"}],
         "deadlines": {"due": 3, "due_is_more": false, "overdue": "PT0.04S", "earliest": "2026-11-11T00:00:29.960Z",
                       "lateness": {"count": 5200, "p50": "PT0.006S", "p99": "PT0.031S", "max": "PT0.12S"}},
         "views": [{"name": "orders", "entries_behind": 120, "most_behind": 9, "lag": "PT0.02S", "dead_letters": 0}],
         "stream_lag": {"count": 9000, "p50": "PT0.01S", "p99": "PT0.08S", "max": "PT0.3S"},
         "notification_lag": {"count": 9000, "p50": "PT0.01S", "p99": "PT0.09S", "max": "PT0.3S"},
         "silos": [{"address": "127.0.0.1:11111@1", "status": "active", "uptime": "PT2H", "activations": 41000,
                    "memory_bytes": 912000000, "placed_per_second": 812.5, "paid_per_second": 640.2,
                    "lateness": {"count": 5200, "p50": "PT0.006S", "p99": "PT0.031S", "max": "PT0.12S"},
                    "journal": {"appends_per_second": 7400.1, "appends_per_commit": 12.8, "waiting": 40,
                                "overloaded": 0, "failures": 0}}]}
        """;

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/v1/operator/overview", Show, new("getOverview", OperatorRoutes.Tag, "Show how the market is")
        {
            About = "Orders a second in the last minute, money in escrow, deadlines that are due and how late they are "
                + "carried out, how far views and feeds are behind, and every silo. Durations that were measured are "
                + "those of the last five minutes; of several silos the market's figure is that of the one that is "
                + "worst, and each silo has its own. At most a second old.",
            For = Roles.Operator,
            Answer = typeof(OverviewResponse),
            AnswerIs = "The overview",
            AnswerExample = Example,
        });

    private static async Task<Reply> Show(Call call) => Reply.Ok(
        OverviewResponse.From(await call.Grains.Overview().View()), MarketJson.Wire.OverviewResponse);
}
