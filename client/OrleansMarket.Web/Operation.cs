using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What a route does, for whom, and how it is documented. It is metadata of the route's endpoint.</summary>
/// <param name="Id">Its name in generated clients.</param>
/// <param name="Tag">The group it belongs to.</param>
/// <param name="Summary">What it does, in a few words.</param>
internal sealed record Operation(string Id, string Tag, string Summary)
{
    /// <summary>More about it.</summary>
    public string About { get; init; } = "";

    /// <summary>Who may; empty for anybody, signed in or not.</summary>
    public IReadOnlyList<Role> For { get; init; } = [];

    /// <summary>Whether it takes an idempotency key.</summary>
    public KeyUse Key { get; init; }

    /// <summary>Whether it takes <c>If-Match</c>.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether without <c>If-Match</c> nothing is done.</summary>
    public bool NeedsVersion { get; init; }

    /// <summary>Whether its answers have an entity tag.</summary>
    public bool HasETag { get; init; }

    /// <summary>Its query parameters.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>What it reads.</summary>
    public Type? Body { get; init; }

    /// <summary>Whether it can be called without a body.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>A body, as JSON.</summary>
    public string? BodyExample { get; init; }

    /// <summary>The status of a good answer.</summary>
    public int Status { get; init; } = 200;

    /// <summary>What it answers.</summary>
    public required Type Answer { get; init; }

    /// <summary>What the answer is, in a few words.</summary>
    public required string AnswerIs { get; init; }

    /// <summary>An answer, as JSON.</summary>
    public string? AnswerExample { get; init; }

    /// <summary>The path below which the made thing is found by its id; null when it is not.</summary>
    public string? MadeAt { get; init; }

    /// <summary>Whether what is not the caller's is answered with a plain 404.</summary>
    public bool HidesOthers { get; init; }

    /// <summary>What else can go wrong with it, and with no other.</summary>
    public IReadOnlyList<ProblemKind> Also { get; init; } = [];

    /// <summary>The domain's reasons to say no.</summary>
    public IReadOnlyList<Rejection> Refusals { get; init; } = [];

    /// <summary>What else it can say no with.</summary>
    public IReadOnlyList<ProblemKind> Problems { get; init; } = [];

    /// <summary>The media type of its answer.</summary>
    public string MediaType { get; init; } = "application/json";
}

/// <summary>A parameter of the query.</summary>
internal sealed record QueryParameter(string Name, string About, bool IsNumber = false);

/// <summary>Whether a route takes an idempotency key.</summary>
internal enum KeyUse
{
    /// <summary>It needs none: repeating it does no harm.</summary>
    None,

    /// <summary>It is honoured.</summary>
    Welcome,

    /// <summary>Without one, nothing is done.</summary>
    Obligatory,
}
