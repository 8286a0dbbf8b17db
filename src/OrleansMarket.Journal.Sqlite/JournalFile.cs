using System.Buffers.Binary;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>
/// A journal's file, held by this process alone: made when there is none, checked before anything is written to it.
/// </summary>
/// <remarks>
/// A file that cannot be used is left as it is, byte for byte. So what it is, its format and its partition count are
/// read from the header that every SQLite file begins with, which needs no SQLite: <c>application_id</c> says that it
/// is a journal, <c>user_version</c> holds the format in its upper and the partition count in its lower half.
/// </remarks>
internal sealed class JournalFile : IDisposable
{
    private const int Application = 0x4F4D4A4C; // "OMJL"
    private const int Format = 2;
    private const int FormatWithoutChain = 1;
    private const int HeaderBytes = 100;

    private readonly FileStream held;

    private JournalFile(FileStream held) => this.held = held;

    /// <summary>Takes hold of the file, makes it if there is none, and checks it.</summary>
    /// <exception cref="JournalFileException">The file cannot be used; it is unchanged.</exception>
    public static JournalFile Open(string file, SqliteOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Partitions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Partitions, ushort.MaxValue);
        var opened = new JournalFile(Hold(file));
        try
        {
            if (!File.Exists(file)) Make(file, options);
            if (CheckHeader(file, options) == FormatWithoutChain)
                Upgrade.AddChain(file, options.Partitions, Version(options));
            CheckContent(file, options);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of the file. The lock's own file stays: removing it could remove another's.</summary>
    public void Dispose() => held.Dispose();

    private static FileStream Hold(string file)
    {
        try
        {
            // The lock belongs to the open file, so the system lets go of it however the process ends.
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new JournalFileException(
                $"The journal file '{file}' is in use; stop the other process, or give this one a file of its own.",
                taken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new JournalFileException(
                $"The journal file '{file}' cannot be opened; check that its folder exists and may be written.",
                failure);
        }
    }

    private static void Make(string file, SqliteOptions options)
    {
        // Under another name until it is complete: a crash in between leaves nothing that looks like a journal.
        var unfinished = file + ".new";
        foreach (var part in (string[])["", "-wal", "-shm", "-journal"]) File.Delete(unfinished + part);
        using (var connection = new Connection(unfinished, create: true))
        {
            connection.Execute($"PRAGMA page_size={options.PageBytes}; PRAGMA synchronous=FULL;");
            connection.Execute($"""
                BEGIN;
                PRAGMA application_id={Application};
                PRAGMA user_version={Version(options)};
                {Schema.Text}
                COMMIT;
                PRAGMA journal_mode=WAL;
                """);
        }

        File.Move(unfinished, file);
    }

    /// <summary>How many partitions a journal file was made with; null when it is none.</summary>
    public static int? PartitionsOf(string file)
    {
        if (!File.Exists(file)) return null;
        var (header, _) = ReadHeader(file);
        return header is not null && Int32(header, 68) == Application ? Int32(header, 60) & 0xffff : null;
    }

    private static int Version(SqliteOptions options) => (Format << 16) | options.Partitions;

    private static (byte[]? Header, long Length) ReadHeader(string file)
    {
        var header = new byte[HeaderBytes];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var isComplete = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes;
        return (isComplete && header.AsSpan().StartsWith("SQLite format 3\0"u8) ? header : null, stream.Length);
    }

    /// <summary>Refuses what cannot be used, and answers with the format of what can.</summary>
    private static int CheckHeader(string file, SqliteOptions options)
    {
        var (header, length) = ReadHeader(file);
        if (header is null) throw Damaged(file, "it does not begin like one");
        if (Int32(header, 68) != Application)
            throw new JournalFileException(
                $"'{file}' is a database of another program, not a journal; choose another file name.");
        var (format, partitions) = (Int32(header, 60) >> 16, Int32(header, 60) & 0xffff);
        if (format > Format)
            throw new JournalFileException(
                $"The journal file '{file}' has format {format}, written by a newer version; this one knows {Format}. "
                + "Start the newer version.");
        if (partitions != options.Partitions)
            throw new JournalFileException(
                $"The journal file '{file}' was made with {partitions} partitions, which never change, but "
                + $"{options.Partitions} were asked for; set the number of partitions to {partitions}.");
        var pageBytes = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16)) is var size && size == 1 ? 65536 : size;
        var bytes = (long)(uint)Int32(header, 28) * pageBytes;
        // A log that was not copied into the file yet may hold the missing pages; then the content tells.
        if (length < bytes && !HasLog(file))
            throw Damaged(file, $"{bytes - length} of its {bytes} bytes are missing");
        return format;
    }

    private static void CheckContent(string file, SqliteOptions options)
    {
        using var connection = new Connection(file);
        connection.KeepLog();
        if (Schema.Fault(connection, options.Partitions) is { } fault) throw Damaged(file, fault);
    }

    private static bool HasLog(string file) => new FileInfo(file + "-wal") is { Exists: true, Length: > 0 };

    private static int Int32(byte[] header, int offset) => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(offset));

    private static JournalFileException Damaged(string file, string how) =>
        new($"The journal file '{file}' is damaged: {how}. "
            + "Put back a backup, or move it away to start with an empty journal.");
}
