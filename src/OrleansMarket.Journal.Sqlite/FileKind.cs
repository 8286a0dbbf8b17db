namespace OrleansMarket.Journal.Sqlite;

/// <summary>What a file is called when something is said about it.</summary>
/// <param name="Name">Its name in a sentence, behind "the".</param>
/// <param name="Content">What it should be and may turn out not to be.</param>
/// <param name="Remedy">What helps when it is damaged, in sentences.</param>
internal sealed record FileKind(string Name, string Content, string Remedy)
{
    public static readonly FileKind Journal = new(
        "journal file", "a journal", "Put back a backup, or move it away to start with an empty journal.");

    public static readonly FileKind Views = new(
        "file of views", "a file of views",
        "It may be deleted, and its -wal and -shm with it: the views are made again from the journal. Only the numbers "
        + "of feeds begin anew then, under another epoch.");

    public JournalFileException Damaged(string file, string how) =>
        new($"The {Name} '{file}' is damaged: {how}. {Remedy}");
}
