using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace OrleansMarket.Web;

/// <summary>Pages of lists: how many, and after what.</summary>
internal static class Cursors
{
    /// <summary>The most that one page holds, and what it holds when nothing is said.</summary>
    public const int Most = 100, Usual = 20;

    private const char Version = '1';

    /// <summary>A cursor behind a key. Opaque: callers only send it back.</summary>
    public static string After(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Version + key));

    /// <summary>The key of a cursor; false when it was not made by <see cref="After"/>.</summary>
    public static bool TryParse(string cursor, out string key)
    {
        key = "";
        if (cursor.Length is 0 or > 200 || !Base64Url.IsValid(cursor)) return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (text is not [Version, .. var rest] || After(rest) != cursor) return false;
        key = rest;
        return true;
    }

    /// <summary>The limit of a query.</summary>
    public static bool TryParseLimit(string? limit, out int number)
    {
        number = Usual;
        return string.IsNullOrEmpty(limit)
            || (int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && number is >= 1 and <= Most);
    }

    /// <summary>The header <c>Link</c> that names the page behind a cursor.</summary>
    public static string Link(Call call, string cursor)
    {
        var query = call.Http.Request.Query.Where(part => part.Key != "cursor").SelectMany(part => part.Value.Select(
            value => KeyValuePair.Create(part.Key, value)));
        var next = QueryString.Create([.. query, KeyValuePair.Create<string, string?>("cursor", cursor)]);
        return $"<{call.Http.Request.Path}{next}>; rel=\"next\"";
    }
}
