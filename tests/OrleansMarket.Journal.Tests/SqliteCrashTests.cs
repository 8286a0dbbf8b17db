using System.Globalization;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Tests.Contract;

namespace OrleansMarket.Journal.Tests;

/// <summary>
/// Only a process that is killed shows what survives it: this program starts itself as the one to be killed.
/// </summary>
public sealed class SqliteCrashTests : IDisposable
{
    /// <summary>Names the file that this program is to write until it is killed, instead of running tests.</summary>
    internal const string FileVariable = "JOURNAL_TEST_WRITES_UNTIL_KILLED";

    private const int Writers = 16;

    private readonly TemporaryFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Every_acknowledged_entry_survives_a_kill_in_the_middle_of_writing()
    {
        for (var round = 0; round < 3; round++)
        {
            var acknowledged = await WriteUntilKilled(acknowledgements: 2000);

            await using var store = SqliteStore.Open(file.Path, new SqliteOptions());
            var ids = Enumerable.Range(0, Writers).Select(writer => $"ord_{writer}");
            var histories = await store.Read([.. ids.Select(id => new HistoryRequest(id, null))]);
            for (var n = 0; n < Writers; n++)
            {
                Assert.True(histories[n].Entries.Count >= acknowledged[n]);
                Assert.All(histories[n].Entries, (entry, index) => Assert.Equal(index + 1, entry.Version));
            }

            // The directory and the entries were committed together: every partition is whole.
            var found = 0;
            for (var partition = 0; partition < store.Partitions; partition++)
            {
                var entries = await store.ReadPartition(partition, 0, int.MaxValue);
                Assert.All(entries, (stored, index) => Assert.Equal(index + 1, stored.Sequence));
                found += entries.Count;
            }

            Assert.Equal(histories.Sum(history => history.Entries.Count), found);
        }
    }

    [Fact]
    public async Task A_file_that_another_process_writes_is_refused_and_free_once_that_is_killed()
    {
        using var child = new KilledProcess(FileVariable, file.Path);
        await child.Line();
        var refusal = Assert.Throws<JournalFileException>(() => SqliteStore.Open(file.Path, new SqliteOptions()));
        Assert.Contains("in use", refusal.Message, StringComparison.Ordinal);

        await child.Kill();
        await using var store = SqliteStore.Open(file.Path, new SqliteOptions());
    }

    private async Task<long[]> WriteUntilKilled(int acknowledgements)
    {
        var acknowledged = new long[Writers];
        using var child = new KilledProcess(FileVariable, file.Path);
        foreach (var line in await child.KillAfter(acknowledgements))
        {
            var (writer, version) = (line.Split(' ')[0], line.Split(' ')[1]);
            acknowledged[int.Parse(writer, CultureInfo.InvariantCulture)] =
                long.Parse(version, CultureInfo.InvariantCulture);
        }

        return acknowledged;
    }

    internal static async Task Write(string path)
    {
        await using var store = SqliteStore.Open(path, new SqliteOptions { CheckpointPages = 50 });
        await using var journal = new GroupCommitJournal(store, new JournalOptions());
        var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var line = new AppendLine();
            var version = (await journal.Load(new($"ord_{writer}", null))).Entries.Count;
            while ((await journal.Append(line, Some.Append($"ord_{writer}", version + 1))).Status
                == AppendStatus.Committed)
                await output.WriteLineAsync($"{writer} {++version}");
        }));
    }
}
