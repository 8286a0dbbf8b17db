using OrleansMarket.Domain;
using OrleansMarket.Grains.OrderLists;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Views;
using OrleansMarket.Silo;
using Directory = System.IO.Directory;

namespace OrleansMarket.Market.Tests;

/// <summary>Making the views again on the command line: what it prints, and its exit codes.</summary>
public sealed class RebuildViewsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orleans-market-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Lists_that_are_wrong_are_right_again()
    {
        await Place("ord_r.1", Codecs.Order.Write([Placed("ord_r.1")]));
        await using (var views = OpenViews())
        {
            DocumentChange nonsense = new("b/ada/all/nonsense", default(ReadOnlyMemory<byte>));
            await views.Apply(new(ListKeys.View, 0, 0, 9, [nonsense], []));
        }

        var (code, output, errors) = await Run("--data", folder);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("100 % of 1 entries", output, StringComparison.Ordinal);
        Assert.EndsWith("made again of 1 entries.\n", output, StringComparison.Ordinal);
        await using var made = OpenViews();
        var row = Assert.Single((await made.Read(ListKeys.View, [KeyRange.Under("b/ada/all/", 9)]))[0]);
        Assert.EndsWith("r.1", row.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_read_is_put_aside_and_is_1()
    {
        await Place("ord_r.1", "[{\"sung\":{}}]"u8.ToArray());
        var (code, output, _) = await Run("--data", folder);
        Assert.Equal(1, code);
        Assert.Contains("put aside: ", output, StringComparison.Ordinal);
        Assert.Contains("ord_r.1#1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_in_use_or_misspelt_is_2_and_says_what_to_do()
    {
        Assert.Contains("There is no journal in", await Refused("--data", folder), StringComparison.Ordinal);
        Assert.Contains("--data needs a value", await Refused("--data"), StringComparison.Ordinal);
        Assert.Contains("--dta is not known", await Refused("--dta", folder), StringComparison.Ordinal);
        Assert.Contains("--profile odd is not known", await Refused("--profile", "odd"), StringComparison.Ordinal);

        await using var market = new DataFolder(folder).OpenJournal(32);
        Assert.Contains("Stop it first", await Refused("--data", folder), StringComparison.Ordinal);
    }

    private static Task<string> Refused(params string[] args) => Commands.Refused(RebuildViewsCommand.Run, args);

    private static Task<(int Code, string Output, string Errors)> Run(params string[] args) =>
        Commands.Run(RebuildViewsCommand.Run, args);

    private static Order.Event Placed(string order)
    {
        var noon = new DateTimeOffset(2026, 11, 11, 12, 0, 0, TimeSpan.Zero);
        return new Order.Event.Placed(
            new(order, "chk_r", "ada", "aurora", "standard", Money.Usd(300), 20,
                [new("lamp", "A lamp", 1, Money.Usd(2_400), Money.Usd(0), Money.Usd(0))], null, []),
            noon, noon.AddDays(1));
    }

    private SqliteViewStore OpenViews() =>
        SqliteViewStore.Open(new DataFolder(folder).Views, new SqliteViewOptions());

    private async Task Place(string order, ReadOnlyMemory<byte> events)
    {
        await using var store = new DataFolder(folder).OpenJournal(32);
        await store.Commit([new(new(order, 1, default, null, null, null, events), null, [])]);
    }
}
