namespace OrleansMarket.Grains.Tests;

/// <summary>Texts that a person has reviewed; whoever changes what they say shows it in a diff.</summary>
internal static class Golden
{
    public static void Check(string name, string actual)
    {
        var path = $"tests/OrleansMarket.Grains.Tests/Golden/{name}.txt";
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"{path} does not exist; run the tests once with UPDATE_GOLDEN=1 and read it.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }
}
