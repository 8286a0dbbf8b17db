using System.Buffers.Binary;
using OrleansMarket.Journal.Sqlite;
using OrleansMarket.Journal.Tests.Contract;

namespace OrleansMarket.Journal.Tests;

/// <summary>What becomes of files that cannot be used: a clear sentence, and not a byte is changed.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_file_that_is_open_cannot_be_opened_again_until_it_is_closed()
    {
        await using (var store = Open())
        {
            Refused("is in use; stop the other process");
            await store.Commit([Some.Append("ord_a", 1)]);
        }

        await using var again = Open();
        Assert.Single((await again.Read([new("ord_a", null)]))[0].Entries);
    }

    [Fact]
    public async Task What_is_no_journal_is_refused()
    {
        File.WriteAllText(file.Path, "Dear diary, " + new string('.', 5000));
        Refused("does not begin like one");

        File.WriteAllText(file.Path, "");
        Refused("does not begin like one");

        File.Delete(file.Path);
        await Make();
        Change(68, 4711);
        Refused("database of another program");
    }

    [Fact]
    public async Task A_journal_that_lacks_its_end_is_refused()
    {
        await Make();
        using (var stream = File.OpenWrite(file.Path)) stream.SetLength(stream.Length - 4096);
        Refused("4096 of its");

        using (var stream = File.OpenWrite(file.Path)) stream.SetLength(50);
        Refused("does not begin like one");
    }

    [Theory]
    [InlineData("entry")]
    [InlineData("block")]
    [InlineData("head")]
    [InlineData("chain")]
    public async Task A_journal_whose_tables_are_damaged_is_refused(string table)
    {
        await Make();
        var root = RootPage(table);
        using (var stream = File.OpenWrite(file.Path))
        {
            stream.Position = (root - 1) * 4096L;
            stream.Write(new byte[4096]);
        }

        Refused("is damaged");
    }

    [Fact]
    public async Task A_journal_that_lacks_its_last_entry_is_refused()
    {
        await Make();
        using (var connection = new Connection(file.Path)) connection.Execute("DELETE FROM entry WHERE place = 300");
        Refused("last entry is not where it should be");
    }

    [Fact]
    public async Task A_newer_format_is_refused()
    {
        await Make();
        Change(60, (4 << 16) | 32);
        Refused("has format 4, written by a newer version");
    }

    [Fact]
    public async Task Another_number_of_partitions_is_refused()
    {
        await Make();
        Refused("was made with 32 partitions", new SqliteOptions { Partitions = 16 });

        await using var store = Open();
        Assert.Equal(32, store.Partitions);
    }

    [Fact]
    public async Task A_log_left_behind_by_a_crash_is_not_touched_when_the_file_is_refused()
    {
        await using (var store = Open())
        {
            await store.Commit([.. Enumerable.Range(1, 50).Select(n => Some.Append("ord_a", n))]);
            // What a crash leaves behind: the file and its log as they are in the middle of things.
            foreach (var part in (string[])["", "-wal"]) File.Copy(file.Path + part, file.Path + ".crash" + part);
        }

        var crashed = file.Path + ".crash";
        Refused("was made with 32 partitions", new SqliteOptions { Partitions = 16 }, crashed);

        await using var recovered = SqliteStore.Open(crashed, new SqliteOptions());
        Assert.Equal(50, (await recovered.Read([new("ord_a", null)]))[0].Entries.Count);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_said() =>
        Assert.Contains(
            "check that its folder exists",
            Assert.Throws<JournalFileException>(
                () => SqliteStore.Open(Path.Combine(file.Path, "no", "market.db"), new SqliteOptions())).Message,
            StringComparison.Ordinal);

    [Fact]
    public async Task An_unfinished_beginning_is_begun_again()
    {
        File.WriteAllText(file.Path + ".new", "a crash while the file was being made");

        await using var store = Open();
        Assert.True((await store.Commit([Some.Append("ord_a", 1)]))[0].Committed);
    }

    [Fact]
    public async Task A_full_disk_is_said_rolled_back_and_survived()
    {
        await Make();
        await using var store = SqliteStore.Open(file.Path, new SqliteOptions { MaxPages = 100 });
        var large = new Append(Some.Entry("ord_b", 2) with { Events = new byte[600_000] }, null, []);

        var failure = await Assert.ThrowsAsync<JournalFileException>(
            async () => await store.Commit([Some.Append("ord_b", 1), large]));
        Assert.Contains("There is no room left", failure.Message, StringComparison.Ordinal);
        Assert.Empty((await store.Read([new("ord_b", null)]))[0].Entries);

        var verdicts = await store.Commit([Some.Append("ord_b", 1)]);
        Assert.True(verdicts[0].Committed);
        var partition = AggregateId.Partition("ord_b", 32);
        Assert.Equal(verdicts[0].Sequence, (await store.ReadPartition(partition, 0, 1000))[^1].Sequence);
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_refused_alone()
    {
        await using var store = Open();
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await store.Commit([Some.Append("ord_a", 1), Some.Append("ord_\ud800", 1)]));
        Assert.Empty((await store.Read([new("ord_a", null)]))[0].Entries);

        await using var journal = new GroupCommitJournal(store, new JournalOptions { Clock = new LeapingClock() });
        var results = await Task.WhenAll(
            journal.Append(new(), Some.Append("ord_a", 1)), journal.Append(new(), Some.Append("ord_\ud800", 1)),
            journal.Append(new(), Some.Append("ord_c", 1)));
        Assert.Equal(
            [AppendStatus.Committed, AppendStatus.Unavailable, AppendStatus.Committed],
            results.Select(result => result.Status));
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = Open();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Commit([Some.Append("ord_a", 1)]));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.NextDeadline(0));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.MoveCursor("reader", 0, 1));
    }

    private SqliteStore Open() => SqliteStore.Open(file.Path, new SqliteOptions());

    private async Task Make()
    {
        await using var store = Open();
        await store.Commit([.. Enumerable.Range(1, 300)
            .Select(version => Some.Append(Some.Entry("ord_a", version, due: version), dueBefore: version - 1))]);
    }

    private int RootPage(string table)
    {
        using var connection = new Connection(file.Path);
        using var find = connection.Prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?1");
        using var row = find.Bind(1, table).Query();
        return row.Next() ? (int)find.Int64(0) : throw new InvalidOperationException(table);
    }

    private void Change(int offset, int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        using var stream = File.OpenWrite(file.Path);
        stream.Position = offset;
        stream.Write(bytes);
    }

    private void Refused(string why, SqliteOptions? options = null, string? path = null)
    {
        path ??= file.Path;
        var before = Parts(path);
        var failure = Assert.Throws<JournalFileException>(() => SqliteStore.Open(path, options ?? new SqliteOptions()));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, Parts(path));
    }

    private static string Parts(string path) => string.Join('\n', ((string[])["", "-wal"])
        .Select(part => new FileInfo(path + part))
        .Select(part => part.Exists && part.Length > 0 ? Convert.ToHexString(Read(part)) : "nothing"));

    private static byte[] Read(FileInfo part)
    {
        using var stream = part.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
