namespace OrleansMarket.Grains.Tests;

/// <summary>Where the sources are: the folder of the solution, found upwards from the running tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "OrleansMarket.sln"))
        ? folder.FullName
        : Find(folder.Parent ?? throw new DirectoryNotFoundException("OrleansMarket.sln is nowhere above the tests."));
}
