using System.Diagnostics;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>
/// The name of a request in logs and problems: the caller's <c>X-Request-Id</c>, the trace's, or a fresh one.
/// </summary>
internal static class RequestId
{
    /// <summary>The header.</summary>
    public const string Header = "X-Request-Id";

    /// <summary>The id of a request that <see cref="Give"/> has named.</summary>
    public static string Of(HttpContext http) => http.TraceIdentifier;

    /// <summary>Names a request and tells the caller.</summary>
    public static void Give(HttpContext http, IdGenerator ids)
    {
        var wanted = http.Request.Headers[Header].ToString();
        http.TraceIdentifier = IsGood(wanted) ? wanted : Activity.Current?.TraceId.ToHexString() ?? ids.Root();
        http.Response.Headers[Header] = http.TraceIdentifier;
    }

    private static bool IsGood(string id) =>
        id.Length is >= 1 and <= 128
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/')
        && !CardNumbers.IsIn(id);
}
