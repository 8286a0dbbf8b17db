using System.Text;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;

namespace OrleansMarket.Benchmarks;

/// <summary>Durable appends a second, by how many may share one transaction.</summary>
internal static class JournalBenchmark
{
    private static readonly byte[] Events = Encoding.UTF8.GetBytes(
        """[{"reserved":{"claims":"""
        + """[{"order":"ord_01k9x3y5q8z7w6v5t4s3r2q1p0.1","quantity":1}],"until":"2026-11-12T00:15:00+00:00"}}]""");

    public static async IAsyncEnumerable<Measurement> Run(Options options)
    {
        foreach (var kind in new[] { "memory", "sqlite" })
            foreach (var batch in new[] { 1, 16, 256, 4096 })
            {
                var mode = $"{kind}-{batch}";
                if (options.Wants(mode)) yield return await Measure(mode, kind, batch, options);
            }
    }

    private static async Task<Measurement> Measure(string mode, string kind, int batch, Options options)
    {
        var folder = Directory.CreateTempSubdirectory("orleans-market-benchmark-").FullName;
        try
        {
            await using IJournalStore store = kind == "memory"
                ? new MemoryStore(32)
                : SqliteStore.Open(Path.Combine(folder, "market.db"), new SqliteOptions());
            await using var journal = new GroupCommitJournal(store, new JournalOptions { MaxBatchEntries = batch });
            var writers = Enumerable.Range(0, options.Buyers).Select(i => new Writer($"tst_{i:d6}")).ToArray();
            return await Load.Closed(
                options.Buyers, options.Seconds, () => new Meter("journal", mode, () => journal.Figures.Commits),
                worker => writers[worker].Append(journal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Writer(string aggregate)
    {
        private readonly AppendLine line = new();
        private long version;

        public async Task Append(GroupCommitJournal journal)
        {
            var entry = new Entry(aggregate, ++version, DateTimeOffset.UnixEpoch, null, null, null, Events);
            var result = await journal.Append(line, new Append(entry, null, []));
            if (result.Status != AppendStatus.Committed) throw new InvalidOperationException($"{result.Status}");
        }
    }
}
