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

    /// <summary>Which page a call asks for; otherwise why there is none such.</summary>
    /// <param name="call">The call.</param>
    /// <param name="limit">How many it may hold.</param>
    /// <param name="key">What it is behind; null for the first page.</param>
    /// <param name="name">The name of the parameter that holds the cursor.</param>
    /// <param name="fits">Whether a list has such keys; null when every key will do.</param>
    public static Reply? Refuse(
        Call call, out int limit, out string? key, string name = "cursor", Func<string, bool>? fits = null)
    {
        var errors = new Errors();
        Read(call, errors, out limit, out key, name, fits);
        return errors.IsEmpty ? null : call.Refuse(Problems.ValidationFailed, errors.Found[0].Message, errors.Found);
    }

    /// <summary>The same for lists whose keys are numbers, none of them above the largest of 32 bits.</summary>
    public static Reply? RefuseNumber(Call call, out int limit, out int? key, string name = "cursor")
    {
        var refusal = Refuse(call, out limit, out var text, name, text => IsNumber(text, out _));
        key = text is not null && IsNumber(text, out var number) ? number : null;
        return refusal;
    }

    /// <summary>The same for those who look for all that is wrong.</summary>
    public static void Read(
        Call call, Errors errors, out int limit, out string? key, string name = "cursor",
        Func<string, bool>? fits = null)
    {
        ReadLimit(call, errors, out limit);
        key = null;
        if (call.Query(name) is not { } cursor) return;
        if (TryParse(cursor, out var found) && fits?.Invoke(found) != false) key = found;
        else errors.Add(name, "invalid", $"{name} must be the next_cursor of a page of this list.");
    }

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

    /// <summary>How many things a call wants on a page.</summary>
    public static void ReadLimit(Call call, Errors errors, out int limit)
    {
        limit = Usual;
        if (call.Query("limit") is not { Length: > 0 } text) return;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Most)
            errors.Add("limit", "out_of_range", "limit must be a whole number from 1 to 100.");
    }

    /// <summary>The header <c>Link</c> that names the page behind a cursor.</summary>
    public static string Link(Call call, string cursor)
    {
        var query = call.Http.Request.Query.Where(part => part.Key != "cursor").SelectMany(part => part.Value.Select(
            value => KeyValuePair.Create(part.Key, value)));
        var next = QueryString.Create([.. query, KeyValuePair.Create<string, string?>("cursor", cursor)]);
        return $"<{call.Http.Request.Path}{next}>; rel=\"next\"";
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
