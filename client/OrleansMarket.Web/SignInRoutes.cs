using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>Signing in to a simulation market, and who is signed in.</summary>
internal static class SignInRoutes
{
    private const string Tag = "Members";

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, WebOptions options)
    {
        if (options.Simulation)
        {
            routes.Post("/v1/sign-in", MarketJson.Wire.SignInRequest, (call, body) => SignIn(call, body, options),
                new Operation("signIn", Tag, "Sign in to a simulation market")
                {
                    About = "Anybody can be anybody: this route exists in simulation markets only. A seller's member "
                        + "name is his id in the listings. In production tokens come from an OpenID Connect issuer.",
                    BodyExample = """{"member": "alice", "role": "buyer"}""",
                    Answer = typeof(SignInResponse),
                    AnswerIs = "A token",
                    AnswerExample = """
                        {"token": "eyJhbGciOiJIUzI1NiIs…", "member": "alice", "role": "buyer",
                         "expires_at": "2026-11-11T12:00:00.000Z"}
                        """,
                });
        }

        routes.Get("/v1/me", Me, new Operation("getMe", Tag, "Show who is signed in")
        {
            For = Roles.All,
            Answer = typeof(MeResponse),
            AnswerIs = "The caller",
            AnswerExample = """{"member": "alice", "role": "buyer", "expires_at": "2026-11-11T12:00:00.000Z"}""",
        });
    }

    private static Task<Reply> SignIn(Call call, SignInRequest body, WebOptions options)
    {
        // Not the market's clock: a token must not end because an operator has moved the market's time.
        var (token, expiresAt) = Auth.Sign(options, new Caller(body.Member, body.Role), TimeProvider.System);
        var answer = new SignInResponse(token, body.Member, body.Role, expiresAt);
        return Task.FromResult(Reply.Ok(answer, MarketJson.Wire.SignInResponse));
    }

    private static Task<Reply> Me(Call call)
    {
        var answer = new MeResponse(call.Caller.Member, call.Caller.Role, Auth.ExpiryOf(call.Http.User));
        return Task.FromResult(Reply.Ok(answer, MarketJson.Wire.MeResponse));
    }
}
