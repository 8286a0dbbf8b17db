using System.Text.Json;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>What an audit has found.</summary>
/// <param name="At">When it began, in the market's time.</param>
/// <param name="Took">How long it took, in real time.</param>
/// <param name="Entries">How many entries it has read.</param>
/// <param name="Aggregates">How many things they are about.</param>
/// <param name="ExpectedSettled">Whether everything had to have come to an end.</param>
/// <param name="Clean">No invariant is violated.</param>
/// <param name="Invariants">Each of them.</param>
internal sealed record AuditResponse(
    DateTimeOffset At, string Took, long Entries, long Aggregates, bool ExpectedSettled, bool Clean,
    IReadOnlyList<InvariantBody> Invariants)
{
    /// <summary>As the API has it.</summary>
    public static AuditResponse From(AuditReport report) => new(
        report.At, Durations.Show(report.Took), report.Entries, report.Aggregates, report.ExpectedSettled,
        report.IsClean, [.. report.Invariants.Select(InvariantBody.From)]);
}

/// <summary>What an audit has found about one invariant.</summary>
/// <param name="Id">I1 to I18.</param>
/// <param name="Rule">What must hold.</param>
/// <param name="Holds">Nothing in the journal says otherwise.</param>
/// <param name="Elsewhere">What of it the journal cannot show, and where it is checked; absent for nothing.</param>
/// <param name="Checked">What was looked at, and how many of it.</param>
/// <param name="Violations">How often it is violated.</param>
/// <param name="CounterExamples">The first violations.</param>
internal sealed record InvariantBody(
    string Id, string Rule, bool Holds, string? Elsewhere, IReadOnlyDictionary<string, long> Checked, long Violations,
    IReadOnlyList<CounterExampleBody> CounterExamples)
{
    /// <summary>As the API has it.</summary>
    public static InvariantBody From(InvariantReport report) => new(
        report.Id, report.Rule, report.Holds, report.Elsewhere,
        report.Checked.ToDictionary(count => count.What, count => count.Count), report.Violations,
        [.. report.Examples.Select(CounterExampleBody.From)]);
}

/// <summary>Where an invariant is violated, and how.</summary>
/// <param name="Entry">Partition and sequence of the entry; of an entry that is missing, where it should be.</param>
/// <param name="Aggregate">Whose entry, and its version; absent when it is about no aggregate.</param>
/// <param name="Sentence">What is wrong.</param>
internal sealed record CounterExampleBody(string Entry, string? Aggregate, string Sentence)
{
    /// <summary>As the API has it.</summary>
    public static CounterExampleBody From(CounterExample one) => new(
        $"{one.Partition}/{one.Sequence}", one.Aggregate is null ? null : $"{one.Aggregate}#{one.Version}",
        one.Sentence);
}

/// <summary>Reports of audits as the API sends them, for who makes them without it.</summary>
public static class AuditJson
{
    /// <summary>A report as UTF-8 JSON.</summary>
    public static byte[] Write(AuditReport report) =>
        JsonSerializer.SerializeToUtf8Bytes(AuditResponse.From(report), MarketJson.Wire.AuditResponse);
}
