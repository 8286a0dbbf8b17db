using System.Globalization;

namespace OrleansMarket.Benchmarks;

/// <summary>Folders for journals, removed at the end.</summary>
internal sealed class Folders : IDisposable
{
    private readonly List<string> made = [];

    /// <summary>The path of a journal in a new folder.</summary>
    public string New()
    {
        made.Add(Directory.CreateTempSubdirectory("orleans-market-benchmark-").FullName);
        return Path.Combine(made[^1], "market.db");
    }

    public void Dispose()
    {
        foreach (var folder in made) Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The memory of this process.</summary>
internal static class Memory
{
    /// <summary>
    /// What the process has of its own, in bytes, once all garbage is given back: without the pages of files that are
    /// mapped, which the system takes away when it needs them. Where the system does not tell, the working set.
    /// </summary>
    public static long Own()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        const string status = "/proc/self/status", anonymous = "RssAnon:";
        if (!File.Exists(status)) return Environment.WorkingSet;
        var line = File.ReadLines(status).First(line => line.StartsWith(anonymous, StringComparison.Ordinal));
        return long.Parse(line.AsSpan()[anonymous.Length..^" kB".Length], CultureInfo.InvariantCulture) << 10;
    }
}
