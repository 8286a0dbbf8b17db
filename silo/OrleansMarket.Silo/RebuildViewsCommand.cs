using System.Globalization;
using OrleansMarket.Domain;
using OrleansMarket.Grains.OrderLists;
using OrleansMarket.Journal.Sqlite;

namespace OrleansMarket.Silo;

/// <summary>
/// Makes the lists of orders of a stopped market again from its journal: <c>rebuild-views --data FOLDER</c>.
/// </summary>
internal static class RebuildViewsCommand
{
    private const string Help = "Options: --data FOLDER --profile NAME";

    private const int Made = 0, Incomplete = 1;

    /// <summary>
    /// Runs it: 0 when the views have every entry, 1 when some had to be put aside, 2 when they could not be made.
    /// </summary>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter errors, bool isTerminal)
    {
        if (Read(args, out var data, out var policy) is { } problem)
        {
            await errors.WriteLineAsync(problem);
            return StoppedMarket.CannotRun;
        }

        var folder = new DataFolder(data);
        return await StoppedMarket.Use(folder, errors, "Stop it first.", async partitions =>
        {
            await using var journal = folder.OpenJournal(partitions);
            await using var views = SqliteViewStore.Open(folder.Views, new SqliteViewOptions());
            var made = await ViewRebuild.Run(
                journal, views, policy, TimeProvider.System, new Progress(new(output, isTerminal)));
            if (isTerminal) await output.WriteLineAsync();
            foreach (var entry in made.PutAside) await output.WriteLineAsync($"put aside: {entry}");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"The lists of orders are made again of {made.Entries:N0} entries."));
            return made.PutAside.Count == 0 ? Made : Incomplete;
        });
    }

    private static string? Read(string[] args, out string data, out Policy policy)
    {
        (data, policy) = ("data", Policy.Modern);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "--";
            if (args[i] is not ("--data" or "--profile")) return $"{args[i]} is not known. {Help}";
            if (value.StartsWith("--", StringComparison.Ordinal)) return $"{args[i]} needs a value. {Help}";
            if (args[i] == "--data") data = value;
            else if (!Policy.Profiles.TryGetValue(value, out policy!))
                return $"--profile {value} is not known; choose {string.Join(", ", Policy.Profiles.Keys)}.";
        }

        return null;
    }

    private sealed class Progress(ProgressBar bar) : IProgress<(long Entries, long Of)>
    {
        public void Report((long Entries, long Of) value) => bar.Show(value.Entries, value.Of);
    }
}
