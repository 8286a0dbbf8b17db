using System.Text;
using CsCheck;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Journal.Tests;

/// <summary>Whatever is applied in whatever order, a file and the memory hold the same.</summary>
public sealed class ViewStoresAgreeTests
{
    private static readonly string[] lists = ["", "a", "b/c", "ü"];

    private static readonly Gen<string> keys = Gen.OneOf(
        OneOf("", "a", "a\0", "b", "😀", "\uffee"),
        Gen.Select(OneOf(lists), Gen.Long[1, 5], NumberedList.KeyOf));

    private static readonly Gen<DocumentChange> changes =
        from key in keys
        from body in Gen.Int[-1, 3]
        select new DocumentChange(key, body < 0 ? null : (ReadOnlyMemory<byte>)new byte[body]);

    private static readonly Gen<Addition> additions =
        from list in OneOf(lists)
        from body in Gen.Byte
        from numbers in Gen.Int[1, 3]
        select new Addition(list, new[] { body }, numbers);

    private static readonly Gen<(ViewBatch Batch, bool Fits, bool Clears)> steps =
        from view in OneOf("v", "w")
        from partition in Gen.Int[0, 1]
        from moves in Gen.Long[0, 2]
        from changes in changes.Array[0, 5]
        from additions in additions.Array[0, 3]
        from fits in Gen.Frequency((6, Gen.Const(true)), (1, Gen.Const(false)))
        from clears in Gen.Frequency((12, Gen.Const(false)), (1, Gen.Const(true)))
        select (new ViewBatch(view, partition, 0, moves, changes, additions), fits, clears);

    [Fact]
    public Task Memory_and_SQLite_behave_the_same() => steps.Array[1, 25].SampleAsync(
        async steps =>
        {
            using var file = new TemporaryFile();
            await using var memory = new MemoryViewStore();
            var sqlite = SqliteViewStore.Open(file.Path, new SqliteViewOptions { Readers = 1 });
            for (var i = 0; i < steps.Length; i++)
            {
                var (batch, fits, clears) = steps[i];
                if (clears) await Task.WhenAll(memory.Clear(batch.View).AsTask(), sqlite.Clear(batch.View).AsTask());
                // Generated relative to where the view has come to, so that most of them fit.
                var reached = (await memory.ReadCursors(batch.View, 2))[batch.Partition] + (fits ? 0 : 1);
                batch = batch with { After = reached, UpTo = reached + batch.UpTo };
                var (expected, actual) = (await Attempt(memory, batch), await Attempt(sqlite, batch));
                Assert.Equal(expected, actual);
                if (i % 8 != 7) continue;
                await sqlite.DisposeAsync();
                sqlite = SqliteViewStore.Open(file.Path, new SqliteViewOptions { Readers = 1 });
            }

            Assert.Equal(await Describe(memory), await Describe(sqlite));
            await sqlite.DisposeAsync();
        },
        iter: 60, threads: 1);

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(n => words[n]);

    private static async Task<string> Attempt(IViewStore store, ViewBatch batch)
    {
        var result = await store.Apply(batch);
        return $"{result.IsApplied} {string.Join(' ', result.Numbers)}";
    }

    private static async Task<string> Describe(IViewStore store)
    {
        var text = new StringBuilder();
        foreach (var view in (string[])["v", "w"])
        {
            text.AppendJoin(' ', await store.ReadCursors(view, 2)).AppendLine();
            foreach (var descending in (bool[])[false, true])
                foreach (var document in (await store.Read(view, [new("", "\U0010ffff", 1000, descending)]))[0])
                    text.AppendLine($"{document.Key} {Convert.ToHexString(document.Body.Span)}");
        }

        return text.ToString();
    }
}
