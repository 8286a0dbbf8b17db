namespace OrleansMarket.Journal.Sqlite;

/// <summary>A journal's file, held by this process alone.</summary>
/// <remarks><c>user_version</c> holds the format in its upper and the partition count in its lower half.</remarks>
internal sealed class JournalFile : IDisposable
{
    private const int Application = 0x4F4D4A4C; // "OMJL"
    private const int Format = 3;

    private static readonly FileKind kind = FileKind.Journal;

    private readonly FileStream held;

    private JournalFile(FileStream held) => this.held = held;

    /// <summary>Takes hold of the file, makes it if there is none, and checks it.</summary>
    /// <exception cref="JournalFileException">The file cannot be used; it is unchanged.</exception>
    public static JournalFile Open(string file, SqliteOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Partitions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Partitions, ushort.MaxValue);
        var opened = new JournalFile(DatabaseFile.Hold(file, kind));
        try
        {
            var version = (Format << 16) | options.Partitions;
            if (!File.Exists(file))
                DatabaseFile.Make(file, kind, options.PageBytes, Application, version, Schema.Text);
            if (CheckHeader(file, options) < Format) Upgrade.Run(file, options.Partitions, version);
            CheckContent(file, options);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>How many partitions a journal file was made with; null when it is none.</summary>
    public static int? PartitionsOf(string file) => DatabaseFile.VersionOf(file, Application) & 0xffff;

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => held.Dispose();

    /// <summary>Refuses what cannot be used, and answers with the format of what can.</summary>
    private static int CheckHeader(string file, SqliteOptions options)
    {
        var version = DatabaseFile.Check(file, kind, Application);
        var (format, partitions) = (version >> 16, version & 0xffff);
        DatabaseFile.CheckFormat(file, kind, format, Format);
        if (partitions != options.Partitions)
            throw new JournalFileException(
                $"The journal file '{file}' was made with {partitions} partitions, which never change, but "
                + $"{options.Partitions} were asked for; set the number of partitions to {partitions}.");
        return format;
    }

    private static void CheckContent(string file, SqliteOptions options)
    {
        using var connection = new Connection(file);
        connection.KeepLog();
        if (Schema.Fault(connection, options.Partitions) is { } fault) throw kind.Damaged(file, fault);
    }
}
