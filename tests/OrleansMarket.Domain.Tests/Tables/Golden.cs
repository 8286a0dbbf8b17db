namespace OrleansMarket.Domain.Tests;

/// <summary>Texts that a person has reviewed; whoever changes what they say shows it in a diff.</summary>
internal static class Golden
{
    private const string Hint =
        "If that is what you mean, run the tests once with UPDATE_GOLDEN=1 and read the diff against DOMAIN.md.";

    public static void Check(string name, string actual)
    {
        var path = $"tests/OrleansMarket.Domain.Tests/Golden/{name}.txt";
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }

        if (!File.Exists(file)) Assert.Fail($"{path} does not exist. {Hint}");
        var (was, now) = (Lines(File.ReadAllText(file)), Lines(actual));
        for (var i = 0; i < Math.Max(was.Length, now.Length); i++)
        {
            var (old, young) = (was.ElementAtOrDefault(i) ?? "the end", now.ElementAtOrDefault(i) ?? "the end");
            if (old != young)
                Assert.Fail($"{path} differs in line {i + 1}.\n  it says {old}\n  it is   {young}\n{Hint}");
        }
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
