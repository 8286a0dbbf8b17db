namespace OrleansMarket.Journal.Sqlite;

/// <summary>A journal file cannot be used. The message says why and what to do about it.</summary>
public sealed class JournalFileException(string message, Exception? inner = null) : Exception(message, inner);
