using OrleansMarket.Simulation.Mutations;

namespace OrleansMarket.Simulation.Running;

/// <summary>Tells a failing run to a person.</summary>
internal static class Report
{
    /// <summary>The finding, how to see it again, and the shortest history that could be found.</summary>
    public static string Of(Result failed, Mutation mutation)
    {
        var told = new Shrinker(mutation).Shorten(failed);
        return string.Join('\n',
        [
            $"Seed {failed.Plan.Seed}: {failed.Finding}",
            $"Again: dotnet run -c Release --project tests/OrleansMarket.Simulation -- --seed {failed.Plan.Seed}",
            $"The shortest history that was found has {told.Faults} faults and {told.Steps} steps:",
            .. told.Lines,
        ]);
    }
}
