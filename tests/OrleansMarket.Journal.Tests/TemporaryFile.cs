namespace OrleansMarket.Journal.Tests;

/// <summary>A name for a file in a folder of its own, which goes with the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journal-");

    public string Path => System.IO.Path.Combine(folder.FullName, "market.db");

    public void Dispose() => folder.Delete(recursive: true);
}
