using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Checks;

/// <summary>
/// What somebody outside was told. It has to be durable when he hears it, and still true in the end: an answer once
/// given is never taken back.
/// </summary>
internal sealed class Promises(Watcher watcher, Findings findings)
{
    private readonly List<(string What, Func<Watcher, bool> Holds)> given = [];

    /// <summary>How many answers were checked.</summary>
    public int Count => given.Count;

    public void Add(string what, Func<Watcher, bool> holds)
    {
        findings.Require(holds(watcher), "answer", $"{what}; it is not durable.");
        given.Add((what, holds));
    }

    public void Settled()
    {
        foreach (var (what, holds) in given)
            findings.Require(holds(watcher), "answer", $"{what}; in the end it is not so.");
    }
}
