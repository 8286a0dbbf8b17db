using System.Text;
using CsCheck;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Tests.Contract;

namespace OrleansMarket.Journal.Tests;

/// <summary>Whatever is asked in whatever order, a file and the memory answer the same.</summary>
public sealed class StoresAgreeTests
{
    private static readonly string[] ids = ["a_r", "b_r", "b_r.1", "c_s", "c_s.ü", "d_t"];

    private static readonly Gen<string> anyId = Gen.Int[0, ids.Length - 1].Select(index => ids[index]);

    private static readonly Gen<Append> appends =
        from id in anyId
        from version in Gen.Frequency((6, Gen.Const(0L)), (1, Gen.Long[-1, 3]))
        from due in Gen.Int[0, 9]
        from born in Gen.Frequency((4, Gen.Const("")), (1, anyId))
        select Some.Append(
            Some.Entry(id, version, due == 0 ? null : due, $"[{due}]"), null,
            born.Length == 0 ? [] : [Some.Entry(born, 1, due)]);

    [Fact]
    public Task Memory_and_SQLite_behave_the_same() => appends.Array[1, 6].Array[1, 12].SampleAsync(
        async batches =>
        {
            using var file = new TemporaryFile();
            await using var memory = new MemoryStore(4);
            var sqlite = SqliteStore.Open(file.Path, new SqliteOptions { Partitions = 4, Readers = 1 });
            for (var i = 0; i < batches.Length; i++)
            {
                // Versions are generated relative to the newest one, so that most of them fit.
                var heads = (await memory.Read([.. ids.Select(id => new HistoryRequest(id, null))]))
                    .Select((history, index) => (ids[index], history.Entries.Count))
                    .ToDictionary(StringComparer.Ordinal);
                var batch = batches[i].Select(append => append with
                {
                    Own = append.Own with { Version = append.Own.Version + ++heads[append.Own.Aggregate] },
                }).ToArray();
                Assert.Equal(await memory.Commit(batch), await sqlite.Commit(batch));
                if (i % 4 == 3)
                {
                    await sqlite.DisposeAsync();
                    sqlite = SqliteStore.Open(file.Path, new SqliteOptions { Partitions = 4, Readers = 1 });
                }
            }

            var (expected, actual) = (await Describe(memory), await Describe(sqlite));
            await sqlite.DisposeAsync();
            Assert.Equal(expected, actual);
        },
        iter: 60, threads: 1);

    private static async Task<string> Describe(IJournalStore store)
    {
        var text = new StringBuilder();
        for (var partition = 0; partition < store.Partitions; partition++)
        {
            foreach (var stored in await store.ReadPartition(partition, 0, 1000))
                text.AppendLine($"{stored.Partition} {stored.Sequence} {Line(stored.Entry)}");
            foreach (var deadline in await store.ReadDeadlines(partition, DateTimeOffset.MaxValue, 1000))
                text.AppendLine($"{partition} {deadline}");
            text.AppendLine($"{await store.NextDeadline(partition)}");
        }

        text.AppendJoin(' ', await store.ListAggregates("", null, 1000)).AppendLine();
        foreach (var history in await store.Read([.. ids.Select(id => new HistoryRequest(id, null))]))
            text.AppendJoin('\n', history.Entries.Select(Line)).AppendLine();
        return text.ToString();
    }

    private static string Line(Entry entry) =>
        $"{entry.Aggregate} {entry.Version} {entry.At:O} {entry.Due:O} {Encoding.UTF8.GetString(entry.Events.Span)}";
}
