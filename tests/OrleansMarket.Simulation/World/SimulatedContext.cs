namespace OrleansMarket.Simulation.World;

/// <summary>
/// Where the code of one activation or actor runs. When it dies, nothing of it goes on: whatever it awaits, it awaits
/// for ever.
/// </summary>
internal sealed class SimulatedContext(Scheduler scheduler, string name, int number, int? silo = null)
    : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Work, object? State)> waiting = new();

    public string Name => name;

    public int Number => number;

    /// <summary>The silo it is in; null for who calls from outside.</summary>
    public int? Silo => silo;

    public bool IsDead { get; private set; }

    public bool HasWork => waiting.Count > 0;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsDead) return;
        waiting.Enqueue((d, state));
        if (waiting.Count == 1) scheduler.Ready(this);
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs the next piece of its work; false when there is no more.</summary>
    public bool RunOne()
    {
        // It stays in the queue while it runs, so that what it posts to itself does not make it ready twice.
        var (work, state) = waiting.Peek();
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            work(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }

        if (!IsDead) waiting.Dequeue();
        return waiting.Count > 0;
    }

    public void Die()
    {
        IsDead = true;
        if (waiting.Count > 0) scheduler.Unready(this);
        waiting.Clear();
    }
}
