using System.Security.Cryptography;
using System.Text;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>One effect and one answer for a request, however often it is sent with the same key (I12).</summary>
/// <remarks>
/// <code>
///   claim the key --- answered before ----------------------------------------> the kept answer
///        |
///        +---- first, or nobody has answered yet ---> act ---> keep ---> the kept answer
/// </code>
/// The claim fixes the id of what the request makes. Two at once both act, on the same id, and what they ask for is
/// idempotent by that id; both get the answer that was kept first. When the process dies between, the repetition does
/// the same again.
/// </remarks>
internal static class Idempotency
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int Longest = 255;

    /// <summary>Whether the caller has sent a key.</summary>
    public static bool HasKey(Call call) => !string.IsNullOrEmpty(call.Http.Request.Headers[Header]);

    /// <summary>Acts once per key; without a key, once.</summary>
    public static async Task<Reply> Once(Call call, byte[] body, Func<Task<Reply>> act)
    {
        var fresh = call.Http.RequestServices.GetRequiredService<IdGenerator>().Root();
        call.Subject = fresh;
        if (!HasKey(call)) return await act();

        var key = call.Http.Request.Headers[Header].ToString();
        if (!IsKey(key)) return call.Refuse(Problems.IdempotencyKeyInvalid);
        // A key is only ever kept as a digest, and one UUID in nine thousand has a card number's digits in it by
        // chance; so only a key that is nothing but such a number is refused.
        if (key.All(char.IsAsciiDigit) && CardNumbers.IsIn(key)) return call.RefuseCard(Header);

        var request = call.Grains.Request(Digest(call.Caller, Scope(call.Http), key));
        var claim = await request.Claim(Convert.ToHexStringLower(SHA256.HashData(body)), fresh);
        if (claim.Outcome.Why is { } why) return call.Refuse(why, field: Header);
        if (claim.Reply is { } kept) return Kept(kept, isReplayed: true);

        call.Subject = claim.Subject;
        call.IsRepeated = claim.Subject != fresh;
        var reply = await act();
        return reply.IsFinal
            ? Kept(await request.Answer(reply.StatusCode, Encoding.UTF8.GetString(reply.Body.Span)), call.IsRepeated)
            : reply;
    }

    /// <summary>Whether a text can be a key: 1 to 255 printable ASCII characters.</summary>
    public static bool IsKey(string key) => key.Length is >= 1 and <= Longest && key.All(c => c is >= ' ' and <= '~');

    /// <summary>The name under which a key is kept: keys of other callers and of other routes are other keys.</summary>
    public static string Digest(Caller caller, string scope, string key)
    {
        var parts = Encoding.UTF8.GetBytes(string.Join('\n', caller.Member, Words.Of(caller.Role), scope, key));
        return Convert.ToHexStringLower(SHA256.HashData(parts).AsSpan(0, 20));
    }

    /// <summary>The route's pattern and what the caller has put into it.</summary>
    private static string Scope(HttpContext http)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern;
        if (route is null) return http.Request.Path.Value ?? "";
        var scope = string.Join(' ',
            [route.RawText, .. route.Parameters.Select(part => http.Request.RouteValues[part.Name])]);
        return HttpMethods.IsPost(http.Request.Method) ? scope : $"{http.Request.Method} {scope}";
    }

    private static Reply Kept(RequestReply reply, bool isReplayed) =>
        new(reply.StatusCode, Encoding.UTF8.GetBytes(reply.Body)) { IsReplayed = isReplayed };
}
