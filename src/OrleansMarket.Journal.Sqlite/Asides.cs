namespace OrleansMarket.Journal.Sqlite;

/// <summary>
/// Small writes that need no transaction of their own: they ride with the next commit of entries, or with each other
/// when none comes. Dozens of readers move their cursors all the time, and a wait for the disk each would starve the
/// journal.
/// </summary>
internal sealed class Asides
{
    private readonly Lock gate = new();
    private List<Aside> waiting = [];

    public int Count
    {
        get
        {
            lock (gate) return waiting.Count;
        }
    }

    /// <summary>
    /// Queues a write. The first one since the last <see cref="Take"/> has to see that somebody takes it.
    /// </summary>
    public (Task Done, bool IsFirst) Add(Action write)
    {
        var aside = new Aside(write);
        lock (gate)
        {
            waiting.Add(aside);
            return (aside.Task, waiting.Count == 1);
        }
    }

    public List<Aside> Take()
    {
        lock (gate)
        {
            if (waiting.Count == 0) return [];
            var taken = waiting;
            waiting = [];
            return taken;
        }
    }

    internal sealed class Aside(Action write) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public void Write() => write();
    }
}
