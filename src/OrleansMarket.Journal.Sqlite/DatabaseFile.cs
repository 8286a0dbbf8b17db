using System.Buffers.Binary;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>
/// A database's file, held by this process alone: made when there is none, checked before anything is written to it.
/// </summary>
/// <remarks>
/// A file that cannot be used is left as it is, byte for byte. So what it is and its format are read from the header
/// that every SQLite file begins with, which needs no SQLite: <c>application_id</c> says what it is,
/// <c>user_version</c> which format it has.
/// </remarks>
internal static class DatabaseFile
{
    private const int HeaderBytes = 100;

    /// <summary>Takes hold of a file for as long as what is returned is open.</summary>
    /// <remarks>The lock's own file stays when it is let go of: removing it could remove another's.</remarks>
    /// <exception cref="JournalFileException">Somebody else holds it, or it is out of reach.</exception>
    public static FileStream Hold(string file, FileKind kind)
    {
        try
        {
            // The lock belongs to the open file, so the system lets go of it however the process ends.
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new JournalFileException(
                $"The {kind.Name} '{file}' is in use; stop the other process, or give this one a file of its own.",
                taken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new JournalFileException(
                $"The {kind.Name} '{file}' cannot be opened; check that its folder exists and may be written.",
                failure);
        }
    }

    /// <summary>Makes a file with its tables.</summary>
    public static void Make(string file, FileKind kind, int pageBytes, int application, int version, string tables)
    {
        // Under another name until it is complete: a crash in between leaves nothing that looks like a database.
        var unfinished = file + ".new";
        foreach (var part in (string[])["", "-wal", "-shm", "-journal"]) File.Delete(unfinished + part);
        using (var connection = new Connection(unfinished, create: true, kind))
        {
            connection.Execute($"PRAGMA page_size={pageBytes}; PRAGMA synchronous=FULL;");
            connection.Execute($"""
                BEGIN;
                PRAGMA application_id={application};
                PRAGMA user_version={version};
                {tables}
                COMMIT;
                PRAGMA journal_mode=WAL;
                """);
        }

        File.Move(unfinished, file);
    }

    /// <summary>The <c>user_version</c> of a file of this application; null when it is none.</summary>
    public static int? VersionOf(string file, int application) =>
        File.Exists(file) && ReadHeader(file).Header is { } header && Int32(header, 68) == application
            ? Int32(header, 60)
            : null;

    /// <summary>Refuses what is no file of this application or lacks its end.</summary>
    /// <returns>Its <c>user_version</c>.</returns>
    public static int Check(string file, FileKind kind, int application)
    {
        var (header, length) = ReadHeader(file);
        if (header is null) throw kind.Damaged(file, "it does not begin like one");
        if (Int32(header, 68) != application)
            throw new JournalFileException(
                $"'{file}' is a database of another program, not {kind.Content}; choose another file name.");
        var pageBytes = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16)) is var size && size == 1 ? 65536 : size;
        var bytes = (long)(uint)Int32(header, 28) * pageBytes;
        // A log that was not copied into the file yet may hold the missing pages; then the content tells.
        if (length < bytes && !HasLog(file))
            throw kind.Damaged(file, $"{bytes - length} of its {bytes} bytes are missing");
        return Int32(header, 60);
    }

    /// <summary>Refuses a format that this program does not know yet.</summary>
    public static void CheckFormat(string file, FileKind kind, int format, int known)
    {
        if (format <= known) return;
        throw new JournalFileException(
            $"The {kind.Name} '{file}' has format {format}, written by a newer version; this one knows {known}. "
            + "Start the newer version.");
    }

    private static (byte[]? Header, long Length) ReadHeader(string file)
    {
        var header = new byte[HeaderBytes];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var isComplete = stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes;
        return (isComplete && header.AsSpan().StartsWith("SQLite format 3\0"u8) ? header : null, stream.Length);
    }

    private static bool HasLog(string file) => new FileInfo(file + "-wal") is { Exists: true, Length: > 0 };

    private static int Int32(byte[] header, int offset) => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(offset));
}
