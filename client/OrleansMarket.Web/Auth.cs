using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>Who asks: bearer tokens with a member (<c>sub</c>) and a role (<c>role</c>).</summary>
internal static class Auth
{
    private const string Member = "sub", Acting = "role";

    /// <summary>Accepts our own tokens in a simulation market, and those of the configured issuer elsewhere.</summary>
    public static void AddMarketAuth(this IServiceCollection services, WebOptions options)
    {
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.Events = new JwtBearerEvents { OnTokenValidated = Examine };
            bearer.TokenValidationParameters = new TokenValidationParameters
            {
                NameClaimType = Member,
                RoleClaimType = Acting,
                ValidAudience = options.Audience,
                ClockSkew = TimeSpan.FromSeconds(5),
            };
            if (options.Authority is { } authority)
            {
                bearer.Authority = authority.ToString();
                bearer.RequireHttpsMetadata = !authority.IsLoopback;
            }
            else
            {
                bearer.TokenValidationParameters.ValidIssuer = options.Issuer;
                bearer.TokenValidationParameters.IssuerSigningKey = Key(options);
                bearer.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            }
        });
        // Bearer tokens need no key ring; left alone, one would be written into somebody's home folder at every first
        // start.
        var keyRings = services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService");
        foreach (var keyRing in keyRings.ToArray()) services.Remove(keyRing);
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refuser>();
    }

    /// <summary>
    /// A token of a simulation market. Tokens live by the real clock: moving the market's must not sign anybody out.
    /// </summary>
    public static (string Token, DateTimeOffset ExpiresAt) Sign(
        WebOptions options, Caller caller, TimeProvider realTime)
    {
        var now = realTime.GetUtcNow();
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((now + options.TokenLifetime).ToUnixTimeSeconds());
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        var token = handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Issuer,
            Audience = options.Audience,
            Claims = new Dictionary<string, object> { [Member] = caller.Member, [Acting] = Words.Of(caller.Role) },
            IssuedAt = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = new SigningCredentials(Key(options), SecurityAlgorithms.HmacSha256),
        });
        return (token, expiresAt);
    }

    /// <summary>Who a token was made for.</summary>
    public static Caller CallerOf(ClaimsPrincipal user) => Of(user)
        ?? throw new UnreachableException("A route that asks who calls must demand a role.");

    /// <summary>When the caller's token ends; null when nobody is signed in.</summary>
    public static DateTimeOffset? ExpiryOf(ClaimsPrincipal user) =>
        long.TryParse(user.FindFirst("exp")?.Value, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static Caller? Of(ClaimsPrincipal? user) =>
        user?.FindFirst(Member)?.Value is { } member && Ids.IsName(member)
        && Words<Role>.TryParse(user.FindFirst(Acting)?.Value, out var role)
            ? new Caller(member, role)
            : null;

    private static SymmetricSecurityKey Key(WebOptions options) => new(options.SigningKey.ToArray());

    private static Task Examine(TokenValidatedContext context)
    {
        if (Of(context.Principal) is null)
        {
            context.Fail("The token must name a member (sub: 1 to 40 letters, digits or dashes) and a role "
                + $"({string.Join(", ", Words.All(typeof(Role)))}).");
        }

        return Task.CompletedTask;
    }

    /// <summary>Says 401 and 403 in the same form as everything else.</summary>
    private sealed class Refuser : IAuthorizationMiddlewareResultHandler
    {
        public async Task HandleAsync(
            RequestDelegate next,
            HttpContext http,
            AuthorizationPolicy policy,
            PolicyAuthorizationResult authorizeResult)
        {
            if (authorizeResult.Succeeded)
            {
                await next(http);
                return;
            }

            if (authorizeResult.Forbidden)
            {
                var roles = http.GetEndpoint()?.Metadata.GetMetadata<Operation>()?.For ?? [];
                var needed = string.Join(" or ", roles.Select(Words.Of));
                var detail = $"This needs the role {needed}. Sign in with it.";
                await Problem.Of(Problems.Forbidden, http, detail).ToReply().Send(http);
                return;
            }

            // Sets WWW-Authenticate, which tells clients what kind of token is wanted and what is wrong with theirs.
            await http.ChallengeAsync();
            var failure = (await http.AuthenticateAsync()).Failure;
            await Problem.Of(Problems.Unauthorized, http, Detail(failure)).ToReply().Send(http);
        }

        private static string? Detail(Exception? failure) => failure switch
        {
            null => null,
            SecurityTokenExpiredException => "The token has expired. Sign in again.",
            AuthenticationFailureException incomplete => incomplete.Message,
            _ => "The token is not valid here. Sign in again.",
        };
    }
}
