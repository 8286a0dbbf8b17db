using System.Globalization;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Journal.Tests;

/// <summary>What a killed process leaves behind of its views.</summary>
public sealed class SqliteViewCrashTests : IDisposable
{
    internal const string FileVariable = "VIEW_TEST_WRITES_UNTIL_KILLED";

    private const string View = "feeds";
    private const int Partitions = 16;

    private readonly TemporaryFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_number_that_was_told_is_found_again_and_every_batch_is_whole()
    {
        string? epoch = null;
        for (var round = 0; round < 3; round++)
        {
            IReadOnlyList<string> told;
            using (var child = new KilledProcess(FileVariable, file.Path)) told = await child.KillAfter(lines: 2000);

            await using var store = SqliteViewStore.Open(file.Path, new SqliteViewOptions());
            Assert.Equal(epoch ??= await store.ReadEpoch(View), await store.ReadEpoch(View));
            var list = (await store.Read(View, [NumberedList.After("all", 0, int.MaxValue)]))[0];
            Assert.All(list, (document, index) => Assert.Equal(index + 1, NumberedList.NumberOf(document.Key)));
            var bodies = list.Select(document => document.Body.Span[0]).ToArray();
            foreach (var line in told)
            {
                var parts = line.Split(' ').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
                Assert.Equal((byte)parts[0], bodies[parts[1] - 1]);
            }

            // A batch adds one document, changes another and moves the cursor: all three say how many there were.
            var cursors = await store.ReadCursors(View, Partitions);
            var counts = await store.Read(View, [.. Enumerable.Range(0, Partitions).Select(n => KeyRange.Of($"n{n}"))]);
            for (var partition = 0; partition < Partitions; partition++)
            {
                Assert.Equal(cursors[partition], bodies.Count(body => body == partition));
                Assert.Equal(cursors[partition], BitConverter.ToInt64(Assert.Single(counts[partition]).Body.Span));
            }
        }
    }

    internal static async Task Write(string path)
    {
        await using var store = SqliteViewStore.Open(path, new SqliteViewOptions { CheckpointPages = 50 });
        var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        var cursors = await store.ReadCursors(View, Partitions);
        await Task.WhenAll(Enumerable.Range(0, Partitions).Select(async partition =>
        {
            for (var n = cursors[partition]; ; n++)
            {
                var result = await store.Apply(new(
                    View, partition, n, n + 1, [new($"n{partition}", BitConverter.GetBytes(n + 1))],
                    [new("all", new[] { (byte)partition })]));
                await output.WriteLineAsync($"{partition} {result.Numbers[0]}");
            }
        }));
    }
}
