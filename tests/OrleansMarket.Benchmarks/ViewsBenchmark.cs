using System.Text;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// Documents a second, applied to one view by the readers of 32 partitions, a batch each at a time: one in three is
/// new, one in three is changed in place, one in three joins a numbered list.
/// </summary>
internal static class ViewsBenchmark
{
    private const int Partitions = 32;
    private const int ListsPerPartition = 2_000;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"order":"ord_01k9x3y5q8z7w6v5t4s3r2q1p0.1","status":"paid","placed":"2026-11-11T"""
        + """00:00:07.1234567Z","seller":"mem_01k9x3y5q8z7w6v5t4s3r2q1p0","total":2298,"""
        + """ "lines":[{"sku":"sku-123","quantity":1}]}""");

    public static async IAsyncEnumerable<Measurement> Run(Options options)
    {
        foreach (var batch in new[] { 1, 10, 100, 500 })
        {
            var mode = $"sqlite-{batch}";
            if (options.Wants(mode)) yield return await Measure(mode, batch, options);
        }

        if (options.Wants("sqlite-read")) yield return await MeasureReads(options);
    }

    private static async Task<Measurement> Measure(string mode, int batch, Options options)
    {
        using var folder = new Folder();
        await using var store = folder.Open();
        var readers = Enumerable.Range(0, Partitions)
            .Select(partition => new Reader(store, partition, batch)).ToArray();
        var applied = await Load.Closed(
            Partitions, options.Seconds, () => new Meter("views", mode, () => store.Commits),
            worker => readers[worker].Apply());
        // Told by documents rather than by batches.
        return applied with
        {
            PerSecond = applied.PerSecond * batch,
            CpuMsPerFlow = applied.CpuMsPerFlow / batch,
            CommitsPerFlow = applied.CommitsPerFlow / batch,
            BytesPerFlow = applied.BytesPerFlow / batch,
        };
    }

    /// <summary>First pages of 20 in a view of a million documents, anywhere in it.</summary>
    private static async Task<Measurement> MeasureReads(Options options)
    {
        using var folder = new Folder();
        await using var store = folder.Open();
        const int step = 10_000;
        for (var n = 0; n < 100; n++)
        {
            var changes = Enumerable.Range(n * step, step)
                .Select(i => new DocumentChange($"buyer/{i % step:d5}/{i:d8}", Body)).ToArray();
            await store.Apply(new ViewBatch("orders", 0, n, n + 1, changes, []));
        }

        return await Load.Closed(
            Partitions, options.Seconds, () => new Meter("views", "sqlite-read", () => 0),
            async _ =>
            {
                var range = KeyRange.Under($"buyer/{Random.Shared.Next(step):d5}/", 20, descending: true);
                var found = await store.Read("orders", [range]);
                if (found[0].Count != 20) throw new InvalidOperationException($"{found[0].Count} documents");
            });
    }

    private sealed class Reader(IViewStore store, int partition, int batch)
    {
        private readonly Random chance = new(partition);
        private long position;
        private int made;

        public async Task Apply()
        {
            var changes = new List<DocumentChange>(batch);
            var additions = new List<Addition>(batch);
            for (var n = 0; n < batch; n++)
            {
                var buyer = $"{partition:d2}-{chance.Next(ListsPerPartition):d5}";
                switch (chance.Next(3))
                {
                    case 0: changes.Add(new($"buyer/{buyer}/all/{++made:x12}/{partition}", Body)); break;
                    case 1: changes.Add(new($"buyer/{buyer}/counts", Body)); break;
                    default: additions.Add(new($"feed/{buyer}", Body)); break;
                }
            }

            var result = await store.Apply(new("orders", partition, position, position + 1, changes, additions));
            if (!result.IsApplied) throw new InvalidOperationException("Somebody else moves the cursor.");
            position++;
        }
    }

    private sealed class Folder : IDisposable
    {
        private readonly string path = Directory.CreateTempSubdirectory("orleans-market-benchmark-").FullName;

        public SqliteViewStore Open() =>
            SqliteViewStore.Open(Path.Combine(path, "views.db"), new SqliteViewOptions());

        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}
