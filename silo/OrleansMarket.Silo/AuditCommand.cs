using System.Globalization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Auditing;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Web;

namespace OrleansMarket.Silo;

/// <summary>Audits the journal of a market that is stopped: <c>audit --data FOLDER</c>.</summary>
internal static class AuditCommand
{
    private const string Help = "Options: --data FOLDER --settled --json FILE";

    private const int Clean = 0, Violated = 1;

    /// <summary>
    /// Runs it: 0 when no invariant is violated, 1 when one is, 2 when the journal could not be audited.
    /// </summary>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter errors, bool isTerminal)
    {
        if (!TryRead(args, out var data, out var settled, out var json, out var problem))
        {
            await errors.WriteLineAsync(problem);
            return StoppedMarket.CannotRun;
        }

        var folder = new DataFolder(data);
        const string Otherwise = "Ask it with POST /v1/operator/audit, or stop it first.";
        return await StoppedMarket.Use(folder, errors, Otherwise, async partitions =>
        {
            // Everything is read once, page by page: mapping the file would only make the process look large.
            await using var store = SqliteStore.Open(
                folder.Journal, new SqliteOptions { Partitions = partitions, MappedBytes = 0 });
            var report = await MarketAudit.Run(
                store, Policy.Modern, new AuditOptions { ExpectSettled = settled },
                new Progress(new(output, isTerminal)));
            if (isTerminal) await output.WriteLineAsync();
            await Print(report, output);
            if (json is not null) await File.WriteAllBytesAsync(json, AuditJson.Write(report));
            return report.IsClean ? Clean : Violated;
        });
    }

    private static bool TryRead(
        string[] args, out string data, out bool settled, out string? json, out string problem)
    {
        (data, settled, json, problem) = ("data", false, null, "");
        for (var i = 0; i < args.Length; i++)
        {
            var next = i + 1 < args.Length ? args[i + 1] : "--";
            var value = next.StartsWith("--", StringComparison.Ordinal) ? null : next;
            switch (args[i])
            {
                case "--settled": settled = true; continue;
                case "--data" when value is not null: data = value; break;
                case "--json" when value is not null: json = value; break;
                case "--data" or "--json": problem = $"{args[i]} needs a value. {Help}"; return false;
                default: problem = $"{args[i]} is not known. {Help}"; return false;
            }

            i++;
        }

        return true;
    }

    private static async Task Print(AuditReport report, TextWriter output)
    {
        foreach (var invariant in report.Invariants)
        {
            var looked = string.Join(", ", invariant.Checked.Select(count =>
                string.Create(CultureInfo.InvariantCulture, $"{count.Count:N0} {count.What}")));
            await output.WriteLineAsync(
                $"{(invariant.Holds ? "holds   " : "VIOLATED")}  {invariant.Id,-4} {invariant.Rule}");
            if (looked.Length > 0) await output.WriteLineAsync($"               checked: {looked}");
            if (invariant.Elsewhere is { } elsewhere)
                await output.WriteLineAsync($"               elsewhere: {elsewhere}");
            foreach (var one in invariant.Examples)
            {
                var whose = one.Aggregate is null ? "" : $" {one.Aggregate}#{one.Version}";
                await output.WriteLineAsync($"    entry {one.Partition}/{one.Sequence}{whose}: {one.Sentence}");
            }

            if (invariant.Violations > invariant.Examples.Length)
                await output.WriteLineAsync($"    and {invariant.Violations - invariant.Examples.Length} more.");
        }

        var violated = report.Invariants.Count(invariant => !invariant.Holds);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{report.Entries:N0} entries of {report.Aggregates:N0} aggregates in {report.Took.TotalSeconds:N1} s: ")
            + (violated == 0 ? "clean." : $"{violated} of {report.Invariants.Length} invariants are violated."));
    }

    private sealed class Progress(ProgressBar bar) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => bar.Show(value.Entries, value.Of);
    }
}
