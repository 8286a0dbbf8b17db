using OrleansMarket.Simulation.Mutations;
using OrleansMarket.Simulation.Running;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation;

public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Seeds = 4_000;

    public static TheoryData<string> Bugs => [.. Planted.All.Keys];

    [Theory, MemberData(nameof(Bugs))]
    public void A_planted_bug_is_found(string bug)
    {
        var mutation = Planted.All[bug]();
        var night = new Night(mutation, first: 1, new Plan(0));
        night.Run(Seeds, TimeSpan.FromMinutes(4), workers: 2);
        Assert.True(night.Failed is not null, $"In {night.Progress} nobody noticed that {bug}.");
        output.WriteLine($"Found after {night.Done} seeds: {night.Failed!.Finding}");
    }

    [Fact]
    public void A_failing_seed_is_told_as_a_short_history()
    {
        var mutation = Planted.All["a campaign's quota is not checked"]();
        var night = new Night(mutation, first: 1, new Plan(0));
        night.Run(Seeds, TimeSpan.FromMinutes(4), workers: 1);
        var report = Report.Of(night.Failed!, mutation);
        output.WriteLine(report);
        Assert.Contains("I7", report, StringComparison.Ordinal);
        Assert.Contains($"--seed {night.Failed!.Plan.Seed}", report, StringComparison.Ordinal);
        Assert.InRange(report.Split('\n').Length, 5, 200);
    }
}
