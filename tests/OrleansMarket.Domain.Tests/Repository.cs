namespace OrleansMarket.Domain.Tests;

/// <summary>Where the sources are: the folder of the solution, found upwards from the running tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>All files that people wrote, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string pattern) =>
        from file in Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Split('/').Any(folder => folder is "artifacts" or "bin" or "obj" or ".git")
        orderby path
        select path;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "OrleansMarket.sln"))
        ? folder.FullName
        : Find(folder.Parent ?? throw new DirectoryNotFoundException("OrleansMarket.sln is nowhere above the tests."));
}
