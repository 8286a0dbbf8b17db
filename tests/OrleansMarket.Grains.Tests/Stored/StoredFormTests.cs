using System.Reflection;
using OrleansMarket.Grains.Stored;

namespace OrleansMarket.Grains.Tests.Stored;

/// <summary>What has been stored once is read by every later version, so the golden files only ever grow.</summary>
public sealed class StoredFormTests
{
    private const string Hint =
        "If that is what you mean, run the tests once with UPDATE_GOLDEN=1; a line that changes is a journal "
        + "nobody can read.";

    public static TheoryData<string> Machines => [.. Samples.All.Select(machine => machine.Name)];

    [Fact]
    public void Every_codec_has_samples() => Assert.Equal(
        typeof(Codecs).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(codec => codec.Name).Order(),
        Samples.All.Select(machine => machine.Name).Order());

    [Theory, MemberData(nameof(Machines))]
    public void Every_event_has_a_stored_name_and_a_sample(string machine) => Assert.Empty(Named(machine).Gaps);

    [Theory, MemberData(nameof(Machines))]
    public void The_stored_form_is_the_one_of_the_golden_file(string machine)
    {
        var path = $"tests/OrleansMarket.Grains.Tests/Golden/{machine}.txt";
        var (file, samples) = (Path.Combine(Repository.Root, path), Named(machine));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, string.Concat(samples.Lines.Select(line => line + "\n")));
        }

        Assert.True(File.Exists(file), $"{path} does not exist. {Hint}");
        var (was, now) = (File.ReadAllLines(file), samples.Lines);
        for (var i = 0; i < Math.Max(was.Length, now.Count); i++)
        {
            var (old, young) = (was.ElementAtOrDefault(i) ?? "the end", now.ElementAtOrDefault(i) ?? "the end");
            if (old != young)
                Assert.Fail($"{path} differs in line {i + 1}.\n  it says {old}\n  it is   {young}\n{Hint}");
            samples.CheckReading(i, old);
        }
    }

    private static StoredMachine Named(string name) => Samples.All.Single(machine => machine.Name == name);
}
