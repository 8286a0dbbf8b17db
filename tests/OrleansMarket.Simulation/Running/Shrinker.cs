using OrleansMarket.Simulation.Mutations;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Running;

/// <summary>
/// Looks for a shorter history that ends with the same kind of finding: fewer kinds of faults, fewer faults, fewer
/// actions, down to those without which it does not happen.
/// </summary>
internal sealed class Shrinker(Mutation mutation, int mostRuns = 400)
{
    private int runs;

    /// <summary>The shortest failing run that was found, told line by line.</summary>
    public Result Shorten(Result failed)
    {
        var best = failed;
        bool isShorter;
        do
        {
            isShorter = false;
            foreach (var fault in best.Plan.Faults)
                isShorter |= Try(ref best, best.Plan with { Faults = best.Plan.Faults.Remove(fault) });
            for (var most = 0; most < best.Faults; most += Math.Max(1, best.Faults / 8))
                if (Try(ref best, best.Plan with { MostFaults = most })) isShorter = true;
            for (var each = 1; each < best.Plan.ActionsEach; each++)
                if (Try(ref best, best.Plan with { ActionsEach = each })) isShorter = true;
            foreach (var action in Done(best))
                isShorter |= Try(ref best, best.Plan with { LeftOut = best.Plan.LeftOut.Add(action) });
        }
        while (isShorter && runs < mostRuns);
        return Trial.Run(best.Plan, mutation, isTold: true);
    }

    private bool Try(ref Result best, Plan plan)
    {
        if (runs++ >= mostRuns) return false;
        var tried = Trial.Run(plan, mutation);
        if (tried.Finding?.Rule != best.Finding!.Rule) return false;
        if ((tried.Faults, tried.Steps).CompareTo((best.Faults, best.Steps)) > 0) return false;
        // The same run under a smaller plan is progress too, but only once.
        best = tried;
        return true;
    }

    private List<string> Done(Result best) =>
    [
        .. Trial.Run(best.Plan, mutation, isTold: true).Lines
            .Select(line => line.Split("** ")).Where(parts => parts.Length == 2).Select(parts => parts[1]),
    ];
}
