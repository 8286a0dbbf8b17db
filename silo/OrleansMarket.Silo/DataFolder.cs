using System.Security.Cryptography;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Sqlite;

namespace OrleansMarket.Silo;

/// <summary>
/// The folder in which an embedded market keeps everything: its journal, the views of it, the keys of what is
/// personal in it, and the key that signs its tokens.
/// </summary>
internal sealed class DataFolder(string path)
{
    public string FullPath { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The journal's file.</summary>
    public string Journal => System.IO.Path.Combine(FullPath, "market.db");

    /// <summary>The file of the views.</summary>
    public string Views => System.IO.Path.Combine(FullPath, "views.db");

    /// <summary>Opens the journal, and makes it when it is not there.</summary>
    public SqliteStore OpenJournal(int partitions)
    {
        // Keys are kept here, of addresses too: a new folder is its owner's alone.
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(FullPath);
        else Directory.CreateDirectory(FullPath, owner);
        return SqliteStore.Open(Journal, new SqliteOptions { Partitions = partitions });
    }

    /// <summary>
    /// Opens the keys of personal data: a file of their own, so that copies of the journal hold none. The journal must
    /// be open: its lock is that of the folder.
    /// </summary>
    public SqliteKeyring OpenKeyring()
    {
        var file = System.IO.Path.Combine(FullPath, "keys.db");
        var keyring = SqliteKeyring.Open(file);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return keyring;
    }

    /// <summary>
    /// Opens the views, which are made of the journal. A file of their own: it may be deleted, and needs no backup.
    /// </summary>
    /// <param name="journal">
    /// The journal, which is open. Views that are ahead of it were made of another one, or of what a backup that was
    /// put back does not hold; they begin anew.
    /// </param>
    public async Task<SqliteViewStore> OpenViews(IJournalStore journal)
    {
        var views = SqliteViewStore.Open(System.IO.Path.Combine(FullPath, "views.db"), new SqliteViewOptions());
        foreach (var view in await views.ClearWhatIsAhead(await journal.ReadHeads()))
            Console.WriteLine($"The view '{view}' was made of more than this journal holds; it is made again.");
        return views;
    }

    /// <summary>The key that signs tokens; kept, so that tokens outlive a restart.</summary>
    public byte[] SigningKey()
    {
        var file = System.IO.Path.Combine(FullPath, "signing.key");
        if (File.Exists(file) && File.ReadAllBytes(file) is { Length: 32 } known) return known;
        var key = RandomNumberGenerator.GetBytes(32);
        File.WriteAllBytes(file, key);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return key;
    }
}
