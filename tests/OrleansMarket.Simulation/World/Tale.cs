namespace OrleansMarket.Simulation.World;

/// <summary>What happened, in plain lines; written only when somebody is going to read it.</summary>
internal sealed class Tale(Scheduler scheduler)
{
    private readonly DateTimeOffset start = scheduler.Now;

    public List<string> Lines { get; } = [];

    /// <summary>Whether every call is told; while the stores open, the entries are enough.</summary>
    public bool HasCalls { get; set; }

    public void TellCall(string what)
    {
        if (HasCalls) Tell(what);
    }

    public void Tell(string what)
    {
        var time = scheduler.Now - start;
        Lines.Add($"{time.Days,3}d {time:hh\\:mm\\:ss\\.ffff}  {what}");
    }
}
