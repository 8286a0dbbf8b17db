namespace OrleansMarket.Contracts;

/// <summary>Checks the whole journal against the invariants of DOMAIN.md §2.10; one audit at a time.</summary>
[Alias("audit")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Audits everything up to the newest entry at this moment. Whoever asks while an audit runs gets its report.
    /// </summary>
    /// <param name="expectSettled">
    /// Whether everything has to have come to an end, as after a test: nothing live, owed, reserved or locked.
    /// </param>
    [Alias("run"), ResponseTimeout("02:00:00")]
    Task<AuditReport> Run(bool expectSettled);

    /// <summary>The report of the last audit; null when there was none since the process started.</summary>
    [Alias("latest")]
    Task<AuditReport?> Latest();
}

/// <summary>What an audit has found.</summary>
/// <param name="At">When it began, in the market's time.</param>
/// <param name="Took">How long it took, in real time.</param>
/// <param name="Entries">How many entries it has read.</param>
/// <param name="Aggregates">How many things they are about.</param>
/// <param name="ExpectedSettled">Whether everything had to have come to an end.</param>
/// <param name="IsClean">No invariant is violated.</param>
/// <param name="Invariants">Each of them, I1 to I18.</param>
[GenerateSerializer, Immutable, Alias("audit-report")]
public sealed record AuditReport(
    DateTimeOffset At, TimeSpan Took, long Entries, long Aggregates, bool ExpectedSettled, bool IsClean,
    InvariantReport[] Invariants);

/// <summary>What an audit has found about one invariant.</summary>
/// <param name="Id">I1 to I18.</param>
/// <param name="Rule">What must hold.</param>
/// <param name="Holds">Nothing in the journal says otherwise.</param>
/// <param name="Elsewhere">What of it the journal cannot show, and where it is checked; null when nothing.</param>
/// <param name="Checked">What was looked at.</param>
/// <param name="Violations">How often it is violated.</param>
/// <param name="Examples">The first violations.</param>
[GenerateSerializer, Immutable, Alias("invariant-report")]
public sealed record InvariantReport(
    string Id, string Rule, bool Holds, string? Elsewhere, CheckedCount[] Checked, long Violations,
    CounterExample[] Examples);

/// <summary>How many of something were looked at.</summary>
[GenerateSerializer, Immutable, Alias("checked-count")]
public sealed record CheckedCount(string What, long Count);

/// <summary>Where in the journal an invariant is violated, and how.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Sequence">The entry's sequence in it; 0 when it is about no entry.</param>
/// <param name="Aggregate">Whose entry; null when it is about no aggregate.</param>
/// <param name="Version">Its version; 0 when it is about no entry.</param>
/// <param name="Sentence">What is wrong.</param>
[GenerateSerializer, Immutable, Alias("counter-example")]
public sealed record CounterExample(int Partition, long Sequence, string? Aggregate, long Version, string Sentence);
