namespace OrleansMarket.Web;

/// <summary>A "no", as RFC 9457 has it.</summary>
/// <param name="Type">A page that says what the code means and what to do.</param>
/// <param name="Title">What it means, in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do, in whole sentences.</param>
/// <param name="Instance">The path that was asked.</param>
/// <param name="Code">Stable for ever.</param>
/// <param name="RequestId">Names this request in our logs; also the header <c>X-Request-Id</c>.</param>
/// <param name="Errors">What is wrong, field by field.</param>
/// <param name="AllowedActions">What can be done with the order now.</param>
/// <param name="RetryAfter">
/// Seconds after which the same request may well succeed; also the header <c>Retry-After</c>.
/// </param>
/// <param name="Blockers">What keeps the member from leaving.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    string RequestId,
    IReadOnlyList<FieldError>? Errors = null,
    IReadOnlyList<string>? AllowedActions = null,
    int? RetryAfter = null,
    IReadOnlyList<BlockerBody>? Blockers = null)
{
    /// <summary>The media type of problems.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The problem of a kind, for one request.</summary>
    public static Problem Of(ProblemKind kind, HttpContext http, string? detail = null) => new(
        $"/problems/{kind.Code}", kind.Title, kind.Status, detail ?? kind.Advice, PathOf(http), kind.Code,
        Web.RequestId.Of(http), RetryAfter: kind.RetryAfter);

    /// <summary>The path that was asked; one with a card number in it is not repeated.</summary>
    private static string PathOf(HttpContext http) =>
        http.Request.Path.Value is { Length: > 0 } path && !CardNumbers.IsIn(path) ? path : "/";

    /// <summary>The answer that says so.</summary>
    public Reply ToReply() => Reply.Of(Status, this, MarketJson.Wire.Problem) with
    {
        RetryAfter = RetryAfter,
        // What a repetition may change is not kept as the one answer of an idempotency key.
        IsFinal = RetryAfter is null && Status is < 500 and not 412,
    };
}

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">
/// The field's path, for example <c>ship_to.country</c>, or a header's or query parameter's name.
/// </param>
/// <param name="Code">A stable word.</param>
/// <param name="Message">What to do.</param>
/// <param name="Subject">What it is about, for example a SKU.</param>
internal sealed record FieldError(string Field, string Code, string Message, string? Subject = null);
