using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.States;
using OrleansMarket.Journal.Tests.Contract;

namespace OrleansMarket.Journal.Tests;

/// <summary>What somebody did to the file with other tools is found: at the start, or when it is read.</summary>
public sealed class SqliteDamageTests : IDisposable
{
    private readonly TemporaryFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_cut_tail_is_found_at_the_start_even_when_the_directory_was_cut_with_it()
    {
        await Make();
        Change("DELETE FROM entry WHERE place = 10");
        var block = Blob("SELECT body FROM block WHERE number = 0");
        Change($"UPDATE block SET body = x'{Convert.ToHexString(block.AsSpan(0, block.Length - 2))}' WHERE number = 0");

        var failure = Assert.Throws<JournalFileException>(Open);
        Assert.Contains("does not end where it should", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_entry_that_was_replaced_is_found_at_the_start()
    {
        await Make();
        Change("UPDATE entry SET digest = x'00' WHERE place = 10");

        var failure = Assert.Throws<JournalFileException>(Open);
        Assert.Contains("not the one that was written last", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE entry SET before = 4 WHERE place = 6")]
    [InlineData("UPDATE entry SET version = 4 WHERE place = 6")]
    [InlineData("UPDATE entry SET aggregate = 'ord_b' WHERE place = 6")]
    [InlineData("UPDATE entry SET before = NULL WHERE place = 6")]
    [InlineData("DELETE FROM entry WHERE place = 6")]
    public async Task An_aggregate_that_lacks_an_entry_or_has_a_wrong_one_is_not_read(string harm)
    {
        await Make();
        Change(harm);

        await using var store = Open();
        var failure = await Assert.ThrowsAsync<JournalFileException>(
            async () => await store.Read([new HistoryRequest("ord_a", null)]));
        Assert.Contains("is damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_the_format_before_the_chain_is_given_one()
    {
        await Make();
        await using (var before = Open()) await before.Commit([Some.Append("ord_b", 1)]);
        Change("ALTER TABLE entry DROP COLUMN digest; DROP TABLE chain; DROP TABLE state; PRAGMA user_version=65568;");

        await using var store = Open();
        var heads = await store.ReadHeads();
        for (var partition = 0; partition < 32; partition++)
        {
            var digest = EntryDigest.None;
            foreach (var stored in await store.ReadPartition(partition, 0, 99))
                Assert.Equal(digest = EntryDigest.Of(digest, stored.Entry), stored.Digest);
            Assert.Equal(digest, heads[partition].Digest);
        }

        Assert.Equal(11, heads.Sum(head => head.Sequence));
        Assert.True((await store.Commit([Some.Append("ord_b", 2)]))[0].Committed);
    }

    [Fact]
    public async Task A_file_of_the_format_before_the_state_of_grains_is_given_room_for_it()
    {
        await Make();
        Change("DROP TABLE state; PRAGMA user_version=131104;");

        StateId id = new("state", "grain", "key");
        await using (var upgraded = Open())
        {
            Assert.Equal(10, (await upgraded.Read([new HistoryRequest("ord_a", null)]))[0].Entries.Count);
            Assert.Equal(new StateVerdict(true, 1), await upgraded.Write(id, 0, "said"u8.ToArray()));
        }

        await using var store = Open();
        Assert.Equal("said"u8.ToArray(), (await store.Read(id)).Body!.Value.ToArray());
    }

    [Fact]
    public async Task The_partitions_of_a_file_are_read_without_opening_it()
    {
        Assert.Null(SqliteStore.PartitionsOf(file.Path));
        await Make();
        Assert.Equal(32, SqliteStore.PartitionsOf(file.Path));
        File.WriteAllText(file.Path, "no journal");
        Assert.Null(SqliteStore.PartitionsOf(file.Path));
    }

    private SqliteStore Open() => SqliteStore.Open(file.Path, new SqliteOptions());

    private async Task Make()
    {
        await using var store = Open();
        await store.Commit([.. Enumerable.Range(1, 10).Select(version => Some.Append("ord_a", version))]);
    }

    private void Change(string sql)
    {
        using var connection = new Connection(file.Path);
        connection.Execute(sql);
    }

    private byte[] Blob(string sql)
    {
        using var connection = new Connection(file.Path);
        using var read = connection.Prepare(sql);
        using var row = read.Query();
        return row.Next() ? read.Bytes(0) : throw new InvalidOperationException(sql);
    }
}
