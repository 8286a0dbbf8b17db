namespace OrleansMarket.Simulation.World;

/// <summary>
/// Runs everything on the one thread that calls it, in an order that the seed draws; time passes only here.
/// </summary>
/// <remarks>
/// Work that is ready belongs to contexts (an activation, an actor): which context goes on is drawn, and within one
/// the order is kept, as in Orleans. What happens later (an answer of the network, a commit, a timer) has its instant;
/// while anything is ready, time creeps, and when nothing is, it jumps.
/// </remarks>
internal sealed class Scheduler(Chance chance, DateTimeOffset start)
{
    private const int MostTicksPerStep = 2_000;

    private readonly List<SimulatedContext> ready = [];
    private readonly PriorityQueue<Action, (long At, long Number)> later = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long now = start.UtcTicks;
    private long numbered;

    public DateTimeOffset Now => new(now, TimeSpan.Zero);

    public long Ticks => now;

    public long Steps { get; private set; }

    /// <summary>What was run when, as one number: two runs that differ anywhere differ here.</summary>
    public ulong Digest { get; private set; }

    /// <summary>Has something happen after a while.</summary>
    public void In(TimeSpan delay, Action what) =>
        later.Enqueue(what, (now + Math.Max(0, delay.Ticks), ++numbered));

    /// <summary>Runs one piece of work; false when nothing is left to do, ever.</summary>
    public bool Step()
    {
        Steps++;
        now += chance.Below(MostTicksPerStep);
        var isDue = later.TryPeek(out _, out var next) && next.At <= now;
        if (ready.Count == 0 || (isDue && chance.Is(0.5)))
        {
            if (!later.TryDequeue(out var what, out next)) return false;
            now = Math.Max(now, next.At);
            Note(next.Number);
            what();
            return true;
        }

        var index = chance.Below(ready.Count);
        var context = ready[index];
        Note(-context.Number);
        if (!context.RunOne()) Forget(index);
        return true;
    }

    /// <summary>A context has work.</summary>
    public void Ready(SimulatedContext context)
    {
        // A timer of the machine or a thread of the pool has reached into the simulation: it would not replay.
        if (Environment.CurrentManagedThreadId != thread)
            throw new InvalidOperationException($"{context.Name} is called from another thread.");
        ready.Add(context);
    }

    /// <summary>A context has none any more.</summary>
    public void Unready(SimulatedContext context)
    {
        if (ready.IndexOf(context) is var index && index >= 0) Forget(index);
    }

    private void Forget(int index)
    {
        ready[index] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
    }

    private void Note(long number) => Digest = Chance.Mix(Digest ^ (ulong)number ^ ((ulong)now << 20));
}
