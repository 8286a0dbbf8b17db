namespace OrleansMarket.Journal;

/// <summary>
/// The one writer of a journal: takes whatever waits, commits it in one transaction, answers, takes the next.
/// </summary>
internal sealed class Writer(
    Commits commits, Recovery recovery, AppendQueue queue, Answers answers, Tally tally)
{
    private readonly List<Waiting> batch = [];
    private readonly List<Waiting> settled = [];
    private readonly List<Waiting> lost = [];

    /// <summary>Runs until the queue is closed and empty, on a thread of its own.</summary>
    public void Run()
    {
        while (queue.Take(batch))
        {
            DropBroken();
            if (batch.Count > 0) Write();
            answers.Give(settled);
        }
    }

    private void Write()
    {
        try
        {
            commits.Commit(batch, lost);
            foreach (var waiting in lost) waiting.Settle(AppendStatus.Conflict);
            settled.AddRange(batch);
            batch.Clear();
        }
        catch (Exception failure)
        {
            tally.Failed(failure);
            recovery.Settle(batch);
        }
    }

    // What stands behind a failed append was decided on a state that never came to be.
    private void DropBroken()
    {
        var kept = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var waiting = batch[i];
            if (waiting.Line.IsBroken)
            {
                waiting.Settle(AppendStatus.Conflict);
                settled.Add(waiting);
            }
            else
            {
                batch[kept++] = waiting;
            }
        }

        batch.RemoveRange(kept, batch.Count - kept);
    }
}
