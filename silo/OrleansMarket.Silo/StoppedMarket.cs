using OrleansMarket.Journal.Sqlite;

namespace OrleansMarket.Silo;

/// <summary>What commands have in common that work on the folder of a market that does not run.</summary>
internal static class StoppedMarket
{
    /// <summary>The exit code of a command that could not do its work.</summary>
    public const int CannotRun = 2;

    /// <summary>Does the work; when there is no journal, or it cannot be had, says so in one sentence.</summary>
    /// <param name="folder">The market's folder.</param>
    /// <param name="errors">Where that is said.</param>
    /// <param name="whenInUse">What to do when the market runs.</param>
    /// <param name="work">Is told the number of partitions, and answers the exit code.</param>
    public static async Task<int> Use(
        DataFolder folder, TextWriter errors, string whenInUse, Func<int, Task<int>> work)
    {
        try
        {
            if (SqliteStore.PartitionsOf(folder.Journal) is { } partitions) return await work(partitions);
            await errors.WriteLineAsync(
                $"There is no journal in {folder.FullPath}; name the folder of a market with --data.");
        }
        catch (Exception failed) when (failed is JournalFileException or IOException or UnauthorizedAccessException)
        {
            var isInUse = failed.Message.Contains("is in use", StringComparison.Ordinal);
            await errors.WriteLineAsync(
                isInUse ? $"A market runs on {folder.Journal}. {whenInUse}" : failed.Message);
        }

        return CannotRun;
    }
}
