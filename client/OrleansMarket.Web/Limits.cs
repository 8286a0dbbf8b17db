using System.Globalization;
using System.Threading.RateLimiting;

namespace OrleansMarket.Web;

/// <summary>A bucket of tokens per member and role; per address for callers who are not signed in.</summary>
internal static class Limits
{
    /// <summary>Limits the routes below <c>/v1</c>.</summary>
    public static void AddMarketLimits(this IServiceCollection services, RateLimit limit) =>
        services.AddRateLimiter(limiter =>
        {
            // A few tokens often rather than many seldom, so that waiting callers do not all come at once.
            var perTurn = Math.Max(1, limit.PerSecond / 10);
            var bucket = new TokenBucketRateLimiterOptions
            {
                TokenLimit = limit.Burst,
                TokensPerPeriod = perTurn,
                ReplenishmentPeriod = TimeSpan.FromSeconds((double)perTurn / limit.PerSecond),
                QueueLimit = 0,
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
                    ? RateLimitPartition.GetTokenBucketLimiter(Name(http), _ => bucket)
                    : RateLimitPartition.GetNoLimiter(""));
            limiter.OnRejected = async (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time.TotalSeconds : 1;
                var problem = Problem.Of(Problems.TooManyRequests, rejected.HttpContext);
                var reply = (problem with { RetryAfter = Math.Max(1, (int)Math.Ceiling(wait)) }).ToReply();
                await reply.Send(rejected.HttpContext);
            };
        });

    private static string Name(HttpContext http) =>
        http.User.Identity?.IsAuthenticated == true
            ? string.Create(CultureInfo.InvariantCulture,
                $"{http.User.FindFirst("role")?.Value}:{http.User.Identity.Name}")
            : $"address:{http.Connection.RemoteIpAddress}";
}
