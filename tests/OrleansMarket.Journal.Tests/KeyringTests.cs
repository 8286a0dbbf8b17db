using System.Text;
using OrleansMarket.Journal.Sqlite;
using Directory = System.IO.Directory;

namespace OrleansMarket.Journal.Tests;

/// <summary>What every keyring keeps, whatever it keeps it in.</summary>
public abstract class KeyringContract : IAsyncDisposable
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("12 St James's Square");

    /// <summary>Opens the keyring; after the last one was disposed, what it had is there again.</summary>
    protected abstract IKeyring Open();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    [Fact]
    public async Task What_is_sealed_is_opened_by_its_key_for_its_owner()
    {
        await using var keyring = Open();
        var key = await keyring.Take();
        var text = key.Seal(Text, "ada")!;
        Assert.Equal(key.Id, SealingKey.IdOf(text));
        Assert.DoesNotContain("James", text, StringComparison.Ordinal);
        Assert.NotEqual(text, key.Seal(Text, "ada"));
        Assert.Equal(Text, (await keyring.Find(key.Id))!.Open(text, "ada"));

        Assert.Null(key.Open(text, "bob"));
        Assert.Null((await keyring.Take()).Open(text, "ada"));
        Assert.Null(key.Open(text[..^4] + "AAAA", "ada"));
        foreach (var nonsense in new[] { "", key.Id, $"{key.Id}.", $"{key.Id}.###", $"{key.Id}.AAAA" })
            Assert.Null(key.Open(nonsense, "ada"));
    }

    [Fact]
    public async Task Keys_that_were_taken_are_there_after_a_restart_and_are_not_handed_out_again()
    {
        var taken = new HashSet<string>();
        string text;
        await using (var keyring = Open())
        {
            for (var i = 0; i < 300; i++) Assert.True(taken.Add((await keyring.Take()).Id));
            text = (await keyring.Find(taken.First()))!.Seal(Text, "ada")!;
        }

        await using var again = Open();
        foreach (var id in taken) Assert.NotNull(await again.Find(id));
        for (var i = 0; i < 300; i++) Assert.True(taken.Add((await again.Take()).Id));
        Assert.Equal(Text, (await again.Find(SealingKey.IdOf(text)))!.Open(text, "ada"));
        Assert.Null(await again.Find("no-such-key"));
    }

    [Fact]
    public async Task A_destroyed_key_opens_and_seals_nothing_for_whoever_holds_it()
    {
        SealingKey key, other;
        string text;
        await using (var keyring = Open())
        {
            (key, other) = (await keyring.Take(), await keyring.Take());
            text = key.Seal(Text, "ada")!;
            await keyring.Destroy([key.Id, "no-such-key"]);
            Assert.Null(await keyring.Find(key.Id));
            Assert.Null(key.Open(text, "ada"));
            Assert.Null(key.Seal(Text, "ada"));
            await keyring.Destroy([key.Id]);
        }

        await using var again = Open();
        Assert.Null(await again.Find(key.Id));
        Assert.NotNull(await again.Find(other.Id));
    }
}

public sealed class MemoryKeyringTests : KeyringContract
{
    private readonly MemoryKeyring keyring = new();

    // Its memory is the keyring: opening it again gives the same.
    protected override IKeyring Open() => keyring;
}

public sealed class SqliteKeyringTests : KeyringContract
{
    private readonly TemporaryFile file = new();

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        file.Dispose();
    }

    protected override IKeyring Open() => SqliteKeyring.Open(file.Path);

    [Fact]
    public async Task The_secret_of_a_destroyed_key_is_nowhere_in_any_file()
    {
        var destroyed = new List<byte[]>();
        byte[] kept;
        await using (var keyring = Open())
        {
            for (var i = 0; i < 1_000; i++)
            {
                var key = await keyring.Take();
                if (i % 50 != 1) continue;
                destroyed.Add(key.Secret());
                Assert.Contains(Files(), bytes => bytes.AsSpan().IndexOf(destroyed[^1]) >= 0);
                await keyring.Destroy([key.Id]);
            }

            kept = (await keyring.Take()).Secret();
            Assert.Equal(20, destroyed.Count);
            Check();
        }

        Check();

        void Check()
        {
            var files = Files();
            Assert.Contains(files, bytes => bytes.AsSpan().IndexOf(kept) >= 0);
            Assert.All(destroyed, secret =>
                Assert.All(files, bytes => Assert.Equal(-1, bytes.AsSpan().IndexOf(secret))));
        }
    }

    [Fact]
    public async Task A_file_of_keys_belongs_to_one_process_and_is_not_taken_for_anything_else()
    {
        await using (var keyring = Open())
        {
            await keyring.Take();
            Refused("cannot be used");
        }

        await using (Open())
        {
        }

        File.WriteAllText(file.Path, "Dear diary, " + new string('.', 5000));
        Refused("put back");
        File.Delete(file.Path);
        await using (SqliteStore.Open(file.Path, new SqliteOptions()))
        {
        }

        Refused("another program");
    }

    private void Refused(string why) =>
        Assert.Contains(why, Assert.Throws<JournalFileException>(Open).Message, StringComparison.Ordinal);

    private byte[][] Files()
    {
        return [.. Directory.GetFiles(Path.GetDirectoryName(file.Path)!).Select(Read)];

        static byte[] Read(string path)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
