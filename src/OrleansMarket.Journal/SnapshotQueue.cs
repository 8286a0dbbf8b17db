namespace OrleansMarket.Journal;

/// <summary>
/// Writes snapshots in the background, the latest of each aggregate. Losing one costs time and nothing else.
/// </summary>
internal sealed class SnapshotQueue(IJournalStore store, JournalOptions options)
{
    private readonly Lock gate = new();
    private Dictionary<string, Snapshot> waiting = [];
    private Task writing = Task.CompletedTask;
    private bool closed;

    public void Offer(Snapshot snapshot)
    {
        lock (gate)
        {
            if (closed) return;
            if (waiting.TryGetValue(snapshot.Aggregate, out var known))
            {
                if (known.Version < snapshot.Version) waiting[snapshot.Aggregate] = snapshot;
                return;
            }

            if (waiting.Count >= options.MaxWaitingSnapshots) return;
            waiting.Add(snapshot.Aggregate, snapshot);
            if (waiting.Count == 1 && writing.IsCompleted) writing = Task.Run(WriteAll);
        }
    }

    /// <summary>Drops what waits and waits for what is being written.</summary>
    public Task Close()
    {
        lock (gate)
        {
            closed = true;
            waiting.Clear();
            return writing;
        }
    }

    private async Task WriteAll()
    {
        while (true)
        {
            Dictionary<string, Snapshot> taken;
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    // Said under the gate, so that an offer which comes now starts the next round itself.
                    writing = Task.CompletedTask;
                    return;
                }

                (taken, waiting) = (waiting, []);
            }

            foreach (var snapshot in taken.Values)
            {
                if (Volatile.Read(ref closed)) break;
                try
                {
                    await store.WriteSnapshot(snapshot);
                }
                catch (Exception)
                {
                    // A snapshot only saves time; a store that is really in trouble says so at the next append.
                }
            }
        }
    }
}
