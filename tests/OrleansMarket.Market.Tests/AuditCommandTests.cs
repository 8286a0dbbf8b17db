using System.Text.Json;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Silo;
using Directory = System.IO.Directory;

namespace OrleansMarket.Market.Tests;

/// <summary>The audit on the command line: what it prints, and its exit codes.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private const string NotWritten = "It is not what was written here";

    private readonly string folder = Directory.CreateTempSubdirectory("orleans-market-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_clean_journal_is_0()
    {
        await Write();
        var (code, output, errors) = await Run("--data", folder, "--json", Path.Combine(folder, "report.json"));

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("100 % of 3 entries", output, StringComparison.Ordinal);
        Assert.Contains("holds     I14", output, StringComparison.Ordinal);
        Assert.Contains("3 entries of 2 aggregates", output, StringComparison.Ordinal);
        Assert.EndsWith("clean.\n", output, StringComparison.Ordinal);
        var report = JsonSerializer.Deserialize<JsonElement>(
            await File.ReadAllBytesAsync(Path.Combine(folder, "report.json")));
        Assert.True(report.GetProperty("clean").GetBoolean());
        Assert.Equal(18, report.GetProperty("invariants").GetArrayLength());
    }

    [Theory]
    [InlineData("UPDATE entry SET events = replace(events, '10', '99') WHERE place = 1", NotWritten)]
    [InlineData("UPDATE entry SET at = at + 1 WHERE place = 1", NotWritten)]
    [InlineData("DELETE FROM entry WHERE place = 1", "cannot be read from here on")]
    [InlineData("UPDATE entry SET place = -place WHERE place < 3; UPDATE entry SET place = 3 + place WHERE place < 0",
        NotWritten)]
    [InlineData("UPDATE entry SET (version, at, due, events, digest) = "
        + "(SELECT version, at, due, events, digest FROM entry WHERE place = 1) WHERE place = 2", NotWritten)]
    [InlineData("DELETE FROM deadline", "the store has none")]
    public async Task A_damaged_journal_is_1(string harm, string sentence)
    {
        await Write();
        Harm(harm);
        var (code, output, _) = await Run("--data", folder);

        Assert.Equal(1, code);
        Assert.Contains("VIOLATED", output, StringComparison.Ordinal);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.Contains("invariants are violated.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_in_use_or_misspelt_is_2_and_says_what_to_do()
    {
        Assert.Contains("There is no journal in", await Refused("--data", folder), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "market.db")));
        Assert.Contains("--data needs a value", await Refused("--data", "--settled"), StringComparison.Ordinal);
        Assert.Contains("--dta is not known", await Refused("--dta", folder), StringComparison.Ordinal);

        await using var market = Open();
        Assert.Contains("POST /v1/operator/audit", await Refused("--data", folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_tail_is_2_because_such_a_file_is_not_opened()
    {
        await Write();
        Harm("DELETE FROM entry WHERE place = 3");
        Assert.Contains("is damaged", await Refused("--data", folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_ended_is_1_when_it_should_have()
    {
        await Write();
        var (code, output, _) = await Run("--data", folder, "--settled");
        Assert.Equal(1, code);
        Assert.Contains("A deadline is left", output, StringComparison.Ordinal);
    }

    private static Task<string> Refused(params string[] args) => Commands.Refused(AuditCommand.Run, args);

    private static Task<(int Code, string Output, string Errors)> Run(params string[] args) =>
        Commands.Run(AuditCommand.Run, args);

    private SqliteStore Open() => new DataFolder(folder).OpenJournal(32);

    /// <summary>Two decisions on one stock, the second of which waits for an instant, and one on another.</summary>
    private async Task Write()
    {
        const string Received = """[{"received":{"move":"m","quantity":10,"at":"2026-11-11T12:00:00+00:00"}}]""";
        var noon = new DateTimeOffset(2026, 11, 11, 12, 0, 0, TimeSpan.Zero);
        await using var store = Open();
        await store.Commit(
        [
            Stock("stk_lamp", 1, null, Received),
            Stock("stk_lamp", 2, noon.AddDays(1),
                """[{"reserved":{"claims":[{"order":"ord_r.1","quantity":1}],"until":"2026-11-12T12:00:00+00:00"}}]"""),
            Stock("stk_fan", 1, null, Received),
        ]);

        Append Stock(string sku, int version, DateTimeOffset? due, string events) => new(
            new(sku, version, noon, due, null, null, System.Text.Encoding.UTF8.GetBytes(events)), null, []);
    }

    private void Harm(string sql)
    {
        using var connection = new Connection(Path.Combine(folder, "market.db"));
        connection.Execute(sql);
    }
}
