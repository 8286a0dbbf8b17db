using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Signing in to a simulation market.</summary>
internal static class SignInRoutes
{
    private const string Tag = "Members";

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, WebOptions options)
    {
        if (!options.Simulation) return;
        routes.Post("/v1/sign-in", MarketJson.Wire.SignInRequest, (call, body) => SignIn(call, body, options),
            new Operation("signIn", Tag, "Sign in to a simulation market")
            {
                About = "Anybody can be anybody, except for members who have left: this route exists in simulation "
                    + "markets only. A seller's member name is his id in the listings. In production tokens come from "
                    + "an OpenID Connect issuer.",
                BodyExample = """{"member": "alice", "role": "buyer"}""",
                Answer = typeof(SignInResponse),
                AnswerIs = "A token",
                AnswerExample = """
                    {"token": "eyJhbGciOiJIUzI1NiIs…", "member": "alice", "role": "buyer",
                     "expires_at": "2026-11-11T12:00:00.000Z"}
                    """,
                Refusals = [Rejection.MembershipEnded],
            });
    }

    private static async Task<Reply> SignIn(Call call, SignInRequest body, WebOptions options)
    {
        if ((await call.Grains.Member(body.Member).View()).Status == Member.Status.Erased)
            return call.Refuse(Rejection.MembershipEnded, body.Member, "member");
        // Not the market's clock: a token must not end because an operator has moved the market's time.
        var (token, expiresAt) = Auth.Sign(options, new Caller(body.Member, body.Role), TimeProvider.System);
        var answer = new SignInResponse(token, body.Member, body.Role, expiresAt);
        return Reply.Ok(answer, MarketJson.Wire.SignInResponse);
    }
}
