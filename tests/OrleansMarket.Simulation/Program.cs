using System.Globalization;
using OrleansMarket.Simulation.Mutations;
using OrleansMarket.Simulation.Running;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation;

/// <summary>
/// A simulator that tries to break the market. As a test project it runs its tests; with <c>--minutes</c> or
/// <c>--seed</c> it runs seeds, for a night or to see one again.
/// </summary>
internal static class Program
{
    private const string Usage = """
        --minutes 30                run new seeds for so long; the exit code is 1 when one fails
        --seed 7                    run this seed, or begin with it when --minutes is given
        --faults LostCall,SiloCrash let only these things go wrong; none for none
        --workers 2                 how many threads
        --tell                      with --seed: print all that happens
        """;

    public static int Main(string[] args)
    {
        if (args.Contains("--help-simulation")) Console.WriteLine(Usage);
        if (args.Contains("--minutes") || args.Contains("--seed")) return Simulate(args);
        if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
            return Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework
                .RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult();
        return Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult();
    }

    private static int Simulate(string[] args)
    {
        var seed = ulong.Parse(Value("--seed") ?? "1000000", CultureInfo.InvariantCulture);
        var plan = new Plan(seed);
        if (Value("--faults") is { } names)
            plan = plan with { Faults = names == "none" ? [] : [.. names.Split(',').Select(Enum.Parse<Fault>)] };
        if (Value("--minutes") is { } minutes)
            return All(plan, TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)));

        var result = Trial.Run(plan, isTold: args.Contains("--tell"));
        foreach (var line in result.Lines) Console.WriteLine(line);
        Console.WriteLine($"Seed {seed}: {result.Steps} steps, {result.Entries} entries, {result.Faults} faults, "
            + $"{result.Answers} answers held true, digest {result.Digest:x16}");
        if (result.Finding is null) return 0;
        Console.WriteLine(Report.Of(result, Mutation.None));
        return 1;

        int All(Plan from, TimeSpan time)
        {
            var night = new Night(Mutation.None, from.Seed, from);
            var workers = Value("--workers") is { } count
                ? int.Parse(count, CultureInfo.InvariantCulture)
                : Environment.ProcessorCount;
            using (new Timer(_ => Console.Error.Write($"\r{night.Progress}   "), null, 1_000, 1_000))
                night.Run(long.MaxValue / 2, time, workers);
            Console.Error.WriteLine();
            Console.WriteLine(night.Progress);
            if (night.Failed is null) return 0;
            Console.WriteLine(Report.Of(night.Failed, Mutation.None));
            return 1;
        }

        string? Value(string name) =>
            Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
