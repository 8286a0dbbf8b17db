namespace OrleansMarket.Web;

/// <summary>How the HTTP API is run.</summary>
public sealed record WebOptions
{
    /// <summary>
    /// The tokens of the simulated payment gateway. A method outside of the list is refused before anything is asked of
    /// the gateway.
    /// </summary>
    public static IReadOnlyList<string> SimulatedMethods { get; } =
    [
        "tok_ok", "tok_number_invalid", "tok_insufficient_funds", "tok_limit_exceeded", "tok_security_code_invalid",
        "tok_verification_failed", "tok_expired", "tok_processing_error", "tok_slow", "tok_captured_but_no_answer",
        "tok_no_answer", "tok_captured_twice_reported",
    ];

    /// <summary>
    /// Whether this is a simulation market: anybody can sign in as anybody, and an operator can move the clock. Never
    /// true where real people trade.
    /// </summary>
    public bool Simulation { get; init; }

    /// <summary>Signs and checks the tokens of a simulation market (HMAC-SHA-256); 32 bytes or more.</summary>
    public ReadOnlyMemory<byte> SigningKey { get; init; }

    /// <summary>Who issues the tokens of a simulation market.</summary>
    public string Issuer { get; init; } = "orleans-market";

    /// <summary>Whom tokens are meant for; checked with an authority too.</summary>
    public string Audience { get; init; } = "orleans-market";

    /// <summary>
    /// The OpenID Connect issuer whose tokens are accepted in production. Its tokens name the member in <c>sub</c> and
    /// what he acts as in <c>role</c>.
    /// </summary>
    public Uri? Authority { get; init; }

    /// <summary>How long a token of a simulation market is valid, in real time.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How often a live connection is sent something at least, in real time.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The payment methods that are accepted; null when only the payment provider knows.</summary>
    public IReadOnlyList<string>? PaymentMethods { get; init; } = SimulatedMethods;

    /// <summary>How much one caller may ask; null for no limit, as under a load test.</summary>
    public RateLimit? Limit { get; init; } = new(500, 2_000);

    /// <summary>
    /// The first thing that makes no sense, in one sentence that says what to change; null when all is well.
    /// </summary>
    public string? Problem() => this switch
    {
        { Simulation: true, Authority: not null } =>
            "A simulation market signs its own tokens; remove the authority or turn the simulation off.",
        { Simulation: true, SigningKey.Length: < 32 } =>
            "A simulation market needs a signing key of at least 32 bytes.",
        { Simulation: false, Authority: null } => "A market that is no simulation needs an OpenID Connect authority.",
        { Heartbeat.Ticks: <= 0 } => "The heartbeat must be more than zero.",
        { TokenLifetime.Ticks: <= 0 } => "The token lifetime must be more than zero.",
        { Limit: { PerSecond: < 1 } or { Burst: < 1 } } => "The rate limit and its burst must be at least 1.",
        _ => null,
    };
}

/// <summary>A bucket of tokens per caller: one request takes one.</summary>
/// <param name="PerSecond">How many flow in.</param>
/// <param name="Burst">How many fit in.</param>
public sealed record RateLimit(int PerSecond, int Burst);
