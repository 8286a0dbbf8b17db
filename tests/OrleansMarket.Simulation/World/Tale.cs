namespace OrleansMarket.Simulation.World;

/// <summary>What happened, in plain lines; written only when somebody is going to read it.</summary>
internal sealed class Tale(Scheduler scheduler)
{
    private readonly DateTimeOffset start = scheduler.Now;

    public List<string> Lines { get; } = [];

    public void Tell(string what)
    {
        var time = scheduler.Now - start;
        Lines.Add($"{time.Days,3}d {time:hh\\:mm\\:ss\\.ffff}  {what}");
    }
}
