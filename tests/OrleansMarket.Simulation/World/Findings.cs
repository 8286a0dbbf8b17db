namespace OrleansMarket.Simulation.World;

/// <summary>Something that must not be, is.</summary>
/// <param name="Rule">The invariant of DOMAIN.md §2.10, or a word for what else was promised.</param>
/// <param name="What">What was found, and where.</param>
internal sealed record Finding(string Rule, string What)
{
    public override string ToString() => $"{Rule}: {What}";
}

/// <summary>Keeps the first finding; with it the run is over.</summary>
internal sealed class Findings(Tale? tale)
{
    public Finding? First { get; private set; }

    public void Add(string rule, string what)
    {
        tale?.Tell($"## {rule}: {what}");
        First ??= new Finding(rule, what);
    }

    /// <summary>Adds a finding unless all is well.</summary>
    public void Require(bool isWell, string rule, string what)
    {
        if (!isWell) Add(rule, what);
    }
}
