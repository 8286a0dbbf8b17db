using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace OrleansMarket.Web;

/// <summary>Entity tags: the version of an order, the state of a cart.</summary>
internal static class ETags
{
    /// <summary>The tag of a version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>
    /// The tag of a version of which what is shown can change by itself, as the prices in a cart do: with a digest of
    /// it.
    /// </summary>
    public static string Of(long version, ReadOnlyMemory<byte> shown) => string.Create(CultureInfo.InvariantCulture,
        $"\"{version}-{Convert.ToHexStringLower(SHA256.HashData(shown.Span).AsSpan(0, 6))}\"");

    /// <summary>Whether the caller has this already: GET with <c>If-None-Match</c>.</summary>
    public static bool Match(HttpRequest request, string tag)
    {
        var known = request.Headers.IfNoneMatch;
        return known.Count > 0 && HttpMethods.IsGet(request.Method)
            && EntityTagHeaderValue.TryParseList(known, out var tags)
            && tags.Any(one => one.Tag == "*" || one.Tag == tag);
    }

    /// <summary>
    /// The version that the caller wants to change, of <c>If-Match</c>; null for any. False when the header is no
    /// version.
    /// </summary>
    public static bool TryParseExpected(string? header, out long? version)
    {
        version = null;
        if (string.IsNullOrEmpty(header) || header == "*") return true;
        if (header is not ['"', .. var digits, '"']
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        version = number;
        return true;
    }
}
