using System.Security.Cryptography;
using OrleansMarket.Journal.Sqlite;

namespace OrleansMarket.Silo;

/// <summary>
/// The folder in which an embedded market keeps everything: its journal, and the key that signs its tokens.
/// </summary>
internal sealed class DataFolder(string path)
{
    public string FullPath { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The journal's file.</summary>
    public string Journal => System.IO.Path.Combine(FullPath, "market.db");

    /// <summary>Opens the journal, and makes it when it is not there.</summary>
    public SqliteStore OpenJournal(int partitions)
    {
        // Addresses of buyers are kept here: a new folder is its owner's alone.
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(FullPath);
        else Directory.CreateDirectory(FullPath, owner);
        return SqliteStore.Open(Journal, new SqliteOptions { Partitions = partitions });
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
