using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Who is signed in, and how he leaves.</summary>
internal static class MeRoutes
{
    private const string Tag = "Members";

    private const string Leaving = """
        {"member": "alice", "role": "buyer", "expires_at": "2026-11-11T12:00:00.000Z", "status": "leaving",
         "reason": "privacy", "erased_at": "2026-11-25T00:00:00.000Z",
         "will_be_lost": ["Unpaid orders are cancelled at once."]}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/me", Me, new Operation("getMe", Tag, "Show who is signed in")
        {
            About = "And where the membership stands.",
            For = Roles.All,
            Answer = typeof(MeResponse),
            AnswerIs = "The caller",
            AnswerExample = """
                {"member": "alice", "role": "buyer", "expires_at": "2026-11-11T12:00:00.000Z", "status": "active"}
                """,
        });
        routes.Post("/v1/me/deactivation", MarketJson.Wire.DeactivationRequest, Deactivate,
            new Operation("deactivateMembership", Tag, "Leave the market")
            {
                About = "As buyer and as seller, whatever the role of the token. Refused while something is open: the "
                    + "problem's blockers name each order, refund, payment and balance, with a link. Unpaid orders are "
                    + "cancelled, and nothing can be ordered from then on. For 14 days it can be undone; then what is "
                    + "personal is erased for ever.",
                For = Roles.BuyerOrSeller,
                Key = KeyUse.Welcome,
                BodyExample = """{"reason": "privacy", "confirm": true}""",
                Answer = typeof(MeResponse),
                AnswerIs = "The caller, leaving",
                AnswerExample = Leaving,
                Refusals = [Rejection.MembershipHasOpenObligations, Rejection.MembershipEnded],
            });
        routes.Delete("/v1/me/deactivation", Undo, new Operation("undoDeactivation", Tag, "Stay in the market")
        {
            About = "As long as nothing is erased. Orders that were cancelled stay so.",
            For = Roles.BuyerOrSeller,
            Answer = typeof(MeResponse),
            AnswerIs = "The caller, a member as before",
            Refusals = [Rejection.MembershipEnded],
        });
    }

    private static async Task<Reply> Me(Call call) =>
        Show(call, await call.Grains.Member(call.Caller.Member).View());

    private static async Task<Reply> Deactivate(Call call, DeactivationRequest body)
    {
        var answer = await call.Grains.Member(call.Caller.Member).Deactivate(body.Reason);
        if (answer.Why is not { } why) return Show(call, answer.Now);
        var problem = Problem.Of(Problems.Of(why), call.Http);
        return why == Rejection.MembershipHasOpenObligations
            // What is open now may be over when he asks again with the same key.
            ? (problem with { Blockers = [.. answer.Now.Blockers.Select(BlockerBody.From)] }).ToReply() with
            {
                IsFinal = false,
            }
            : problem.ToReply();
    }

    private static async Task<Reply> Undo(Call call)
    {
        var answer = await call.Grains.Member(call.Caller.Member).Undo();
        return answer.Why is { } why ? call.Refuse(why) : Show(call, answer.Now);
    }

    private static Reply Show(Call call, MemberView view) => Reply.Ok(
        MeResponse.From(view, call.Caller, Auth.ExpiryOf(call.Http.User)), MarketJson.Wire.MeResponse);
}
