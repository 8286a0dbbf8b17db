using OrleansMarket.Contracts;

namespace OrleansMarket.Grains.Webhooks;

/// <summary>Everything that is kept of an endpoint.</summary>
/// <remarks>
/// A closed one stays as a stone with its feed, so that a late repetition of the request that opened it opens nothing.
/// </remarks>
[GenerateSerializer, Immutable, Alias("webhook-document")]
internal sealed record WebhookDocument
{
    /// <summary>Whose events; null when it was never opened.</summary>
    [Id(0)]
    public string? Feed { get; init; }

    /// <summary>Where they are sent.</summary>
    [Id(1)]
    public string Url { get; init; } = "";

    /// <summary>Which of them; empty for all.</summary>
    [Id(2)]
    public string[] Events { get; init; } = [];

    /// <summary>For people.</summary>
    [Id(3)]
    public string? Description { get; init; }

    /// <summary>When it was opened.</summary>
    [Id(4)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether it was removed.</summary>
    [Id(5)]
    public bool IsClosed { get; init; }

    /// <summary>Why it is sent nothing; null when it is sent what there is.</summary>
    [Id(6)]
    public WebhookDisabledBecause? Because { get; init; }

    /// <summary>Since when it is disabled.</summary>
    [Id(7)]
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>What signs its messages.</summary>
    [Id(8)]
    public string Secret { get; init; } = "";

    /// <summary>What signed them before, until <see cref="PreviousUntil"/>.</summary>
    [Id(9)]
    public string? PreviousSecret { get; init; }

    /// <summary>The end of the secret before.</summary>
    [Id(10)]
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>The rotation that made the secret.</summary>
    [Id(11)]
    public string? Rotation { get; init; }

    /// <summary>When it last took an event.</summary>
    [Id(12)]
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>When it last did not.</summary>
    [Id(13)]
    public DateTimeOffset? LastFailureAt { get; init; }

    /// <summary>What was wrong then.</summary>
    [Id(14)]
    public string? LastFailure { get; init; }

    /// <summary>The latest attempts, oldest first.</summary>
    [Id(15)]
    public WebhookDelivery[] Attempts { get; init; } = [];

    /// <summary>The last attempts of what was given up, oldest first.</summary>
    [Id(16)]
    public WebhookDelivery[] GivenUp { get; init; } = [];

    /// <summary>How far its events have come.</summary>
    [Id(17)]
    public QueueDocument Queue { get; init; } = new();

    /// <summary>Whether it can be seen.</summary>
    public bool IsOpen => Feed is not null && !IsClosed;

    /// <summary>Whether it is sent anything.</summary>
    public bool IsServed => IsOpen && Because is null;

    /// <summary>Whether it is sent events of a type.</summary>
    public bool Wants(string type) => Events.Length == 0 || Events.Any(pattern =>
        pattern == type || pattern == "*"
        || (pattern.EndsWith(".*", StringComparison.Ordinal)
            && type.AsSpan().StartsWith(pattern.AsSpan(..^1), StringComparison.Ordinal)));

    /// <summary>The secrets that sign at an instant, the newest first.</summary>
    public IEnumerable<string> SecretsAt(DateTimeOffset now)
    {
        yield return Secret;
        if (PreviousSecret is not null && now < PreviousUntil) yield return PreviousSecret;
    }

    /// <summary>With an attempt noted.</summary>
    public WebhookDocument With(WebhookDelivery attempt, bool isGivenUp) => this with
    {
        LastSuccessAt = attempt.Failure is null ? attempt.At : LastSuccessAt,
        LastFailureAt = attempt.Failure is null ? LastFailureAt : attempt.At,
        LastFailure = attempt.Failure ?? LastFailure,
        Attempts = [.. Attempts.TakeLast(MostAttempts - 1), attempt],
        GivenUp = isGivenUp ? [.. GivenUp.TakeLast(MostAttempts - 1), attempt] : GivenUp,
    };

    private const int MostAttempts = 50;
}
