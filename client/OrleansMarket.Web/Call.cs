using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>One request of somebody, on its way to the grains.</summary>
internal sealed class Call(HttpContext http, IGrainFactory grains)
{
    private Caller? caller;

    /// <summary>The request and its response.</summary>
    public HttpContext Http => http;

    /// <summary>The market.</summary>
    public IGrainFactory Grains => grains;

    /// <summary>Who asks; only where signing in was demanded.</summary>
    public Caller Caller => caller ??= Auth.CallerOf(http.User);

    /// <summary>
    /// The root of the id of what this request makes; the same for every repetition with its idempotency key.
    /// </summary>
    public string Subject { get; set; } = "";

    /// <summary>Whether the same request was seen before, so that what it makes may exist already.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>The version that the caller wants to change; null for any.</summary>
    public long? ExpectedVersion { get; set; }

    /// <summary>A part of the path.</summary>
    public string Route(string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>A parameter of the query; null when it is absent or empty.</summary>
    public string? Query(string name) => http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>Says no.</summary>
    public Reply Refuse(ProblemKind kind, string? detail = null, params IReadOnlyList<FieldError> errors) =>
        (Problem.Of(kind, http, detail) with { Errors = errors.Count == 0 ? null : errors }).ToReply();

    /// <summary>Says no because of one field.</summary>
    public Reply Refuse(ProblemKind kind, string field, string code, string message) =>
        Refuse(kind, message, new FieldError(field, code, message));

    /// <summary>Says no to what looks like card data, without repeating it.</summary>
    public Reply RefuseCard(string field) => Refuse(
        Problems.CardNumberRefused, null,
        new FieldError(field, Problems.CardNumberRefused.Code, "This looks like card data."));

    /// <summary>Says no in the domain's words.</summary>
    /// <param name="why">Why.</param>
    /// <param name="subject">What it is about, for example a SKU.</param>
    /// <param name="field">The field that asked for it.</param>
    /// <param name="actions">What can be done instead.</param>
    public Reply Refuse(
        Rejection why, string? subject = null, string? field = null, IReadOnlyList<string>? actions = null)
    {
        var kind = Problems.Of(why);
        var problem = Problem.Of(kind, http, subject is null ? null : $"{kind.Title} ({subject}). {kind.Advice}");
        var errors = field is null
            ? null
            : new[] { new FieldError(field, kind.Code, $"{kind.Title}. {kind.Advice}", subject) };
        return (problem with { Errors = errors, AllowedActions = actions }).ToReply();
    }
}
