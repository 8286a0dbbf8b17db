namespace OrleansMarket.Contracts;

/// <summary>A request that carries an idempotency key.</summary>
[Alias("request")]
public interface IRequestGrain : IGrainWithStringKey
{
    /// <summary>Somebody sends it. Refused when the key was used with another fingerprint.</summary>
    [Alias("claim")]
    Task<RequestClaim> Claim(string fingerprint, string subject);

    /// <summary>It has been answered; the first answer is kept, and returned.</summary>
    [Alias("answer")]
    Task<RequestReply> Answer(int statusCode, string body);
}

/// <summary>What is known of a request.</summary>
/// <param name="Outcome">Whether it may go on.</param>
/// <param name="Subject">The id that the thing made by it has, for ever.</param>
/// <param name="Reply">What was answered; null when nothing was yet.</param>
[GenerateSerializer, Immutable, Alias("request-claim")]
public sealed record RequestClaim(Outcome Outcome, string Subject, RequestReply? Reply);

/// <summary>An answer, word for word.</summary>
[GenerateSerializer, Immutable, Alias("request-reply")]
public sealed record RequestReply(int StatusCode, string Body);

/// <summary>The market's clock.</summary>
[Alias("clock")]
public interface IClockGrain : IGrainWithStringKey
{
    /// <summary>How far it is ahead of the real one.</summary>
    [Alias("view")]
    Task<ClockView> View();

    /// <summary>
    /// Moves the whole market's time forward, from deadline to deadline, and answers when those that it passed have
    /// been carried out. Refused where the market is not a simulation.
    /// </summary>
    [Alias("advance"), ResponseTimeout("00:10:00")]
    Task<Answer<ClockView>> Advance(TimeSpan by);
}

/// <summary>The market's time.</summary>
[GenerateSerializer, Immutable, Alias("clock-view")]
public sealed record ClockView(DateTimeOffset Now, TimeSpan Ahead);

/// <summary>All money of the market.</summary>
[Alias("ledger")]
public interface ILedgerGrain : IGrainWithIntegerKey
{
    /// <summary>What every account has, up to the newest entry.</summary>
    [Alias("trial-balance")]
    Task<AccountBalance[]> TrialBalance();
}
