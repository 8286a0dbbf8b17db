using OrleansMarket.Journal;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>
/// A silo's journal: takes whatever waits, or a part of it, commits it at once, and answers a little later. Keeps the
/// promises of <see cref="IJournal"/>, and no more than them.
/// </summary>
internal sealed class SimulatedJournal(SimulatedStore store, Scheduler scheduler, Faults faults, Chance chance)
    : IJournal
{
    private readonly List<Waiting> queue = [];
    private bool isWriting;
    private bool isDead;

    public IJournalStore Store => store.Memory;

    public int Partitions => store.Memory.Partitions;

    public Task<AppendResult> Append(AppendLine line, Append append)
    {
        if (line.IsBroken) return Task.FromResult(new AppendResult(AppendStatus.Conflict));
        if (faults.Strikes(Fault.Overload, append.Own.Aggregate))
            return Task.FromResult(new AppendResult(AppendStatus.Overloaded));
        var waiting = new Waiting(line, append);
        queue.Add(waiting);
        WriteSoon();
        return waiting.Answered.Task;
    }

    public Task<History> Load(HistoryRequest request)
    {
        var answered = new TaskCompletionSource<History>();
        scheduler.In(Pause(), () =>
        {
            if (faults.Strikes(Fault.ReadRefused, request.Aggregate))
            {
                scheduler.In(Pause(), () => answered.SetException(new JournalUnavailableException("No read.")));
                return;
            }

            // What is read is as old as its way back is long.
            var history = SimulatedStore.Done(store.Memory.Read([request]))[0];
            scheduler.In(Pause(), () => answered.SetResult(history));
        });
        return answered.Task;
    }

    public async Task<bool> IsNewest(string aggregate, long version) =>
        (await Load(new(aggregate, null, version))).Entries.All(entry => entry.Version <= version);

    public void Offer(Snapshot snapshot) => scheduler.In(Pause(), () =>
    {
        if (!isDead && chance.Is(0.8)) store.Memory.WriteSnapshot(snapshot).AsTask().Wait();
    });

    public void Die()
    {
        isDead = true;
        queue.Clear();
    }

    private TimeSpan Pause() => faults.Strikes(Fault.SlowStore, "the next commit or read")
        ? faults.Between(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(20))
        : TimeSpan.FromTicks(chance.Below(10_000));

    private void WriteSoon()
    {
        if (isWriting) return;
        isWriting = true;
        scheduler.In(Pause(), Write);
    }

    private void Write()
    {
        if (isDead) return;
        var batch = queue.Take(chance.Between(1, queue.Count)).ToList();
        queue.RemoveRange(0, batch.Count);
        // What stands behind a failed append was decided on a state that never came to be.
        foreach (var waiting in batch.Where(one => one.Line.IsBroken)) waiting.Settle(AppendStatus.Conflict);
        var tried = batch.Where(one => !one.IsSettled).ToList();
        if (tried.Count > 0) Commit(tried);
        scheduler.In(Pause(), () =>
        {
            if (isDead) return;
            foreach (var waiting in batch) waiting.Answered.SetResult(new(waiting.Status));
            isWriting = false;
            if (queue.Count > 0) WriteSoon();
        });
    }

    private void Commit(List<Waiting> tried)
    {
        var appends = tried.ConvertAll(one => one.Append);
        var where = string.Join(", ", appends.Select(append => $"{append.Own.Aggregate}#{append.Own.Version}"));
        if (faults.Strikes(Fault.AppendRefused, where))
        {
            foreach (var waiting in tried) waiting.Settle(AppendStatus.Unavailable);
        }
        else if (faults.Strikes(Fault.AppendLate, where))
        {
            foreach (var waiting in tried) waiting.Settle(AppendStatus.Unavailable);
            scheduler.In(Pause() * 4, () => store.Commit(appends));
        }
        else
        {
            var isLost = faults.Strikes(Fault.AppendUnknown, where);
            // One of an aggregate's line that loses takes those behind it along; the store sees to that.
            var verdicts = store.Commit(appends);
            for (var i = 0; i < tried.Count; i++)
                tried[i].Settle(isLost ? AppendStatus.Unavailable
                    : verdicts[i].Committed ? AppendStatus.Committed : AppendStatus.Conflict);
        }
    }

    private sealed class Waiting(AppendLine line, Append append)
    {
        public AppendLine Line => line;

        public Append Append => append;

        public TaskCompletionSource<AppendResult> Answered { get; } = new();

        public AppendStatus Status { get; private set; }

        public bool IsSettled { get; private set; }

        public void Settle(AppendStatus status)
        {
            if (status != AppendStatus.Committed) line.Break();
            (Status, IsSettled) = (status, true);
        }
    }
}
