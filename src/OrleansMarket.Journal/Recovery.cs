namespace OrleansMarket.Journal;

/// <summary>
/// What the writer does when the store fails: finds out by reading what is there, tries again what is not, and gives up
/// after a while.
/// </summary>
/// <remarks>
/// A store fails as a whole (it is away, its disk is full), or at one append that it cannot take. Both look the same at
/// first, so each round tries the whole, then halves, down to single appends, always in order. An append that fails
/// alone again and again while others are committed is the culprit and is given up; its neighbours do not wait for it.
/// Newcomers join every round: they are the ones who show that the store is well when the culprit was alone.
/// </remarks>
internal sealed class Recovery(
    Commits commits, Findings findings, JournalOptions options, AppendQueue queue, Answers answers, Tally tally)
{
    private static readonly TimeSpan longestPause = TimeSpan.FromSeconds(1);

    private readonly List<Waiting> tried = [];
    private readonly List<Waiting> lost = [];
    private readonly List<Waiting> settled = [];
    private readonly HashSet<string> held = new(StringComparer.Ordinal);
    private int failuresAllowed;
    private bool succeeded;
    private bool succeededBefore;

    /// <summary>
    /// Settles and answers all of the list, and whatever it takes from the queue meanwhile; leaves the list empty.
    /// </summary>
    public void Settle(List<Waiting> unsure)
    {
        var started = options.Clock.GetTimestamp();
        var pause = options.FirstPause;
        succeededBefore = false;
        for (var round = 0; ; round++)
        {
            Round(unsure, round);
            GiveSettled(unsure);
            if (unsure.Count == 0) return;
            if (options.Clock.GetElapsedTime(started) >= options.RetryFor) break;
            Task.Delay(pause, options.Clock).Wait();
            pause = pause * 2 < longestPause ? pause * 2 : longestPause;
            queue.TakeMore(unsure);
        }

        // Once nothing more is accepted, nobody is to wait for a store that does not come back.
        if (queue.IsClosed) queue.TakeAll(unsure);
        foreach (var waiting in unsure) waiting.Settle(AppendStatus.Unavailable);
        GiveSettled(unsure);
    }

    private void Round(List<Waiting> unsure, int round)
    {
        held.Clear();
        succeeded = false;
        failuresAllowed = 3 << Math.Min(round, 12);
        if (!findings.Settle(unsure, failuresAllowed)) return;
        Try(unsure, 0, unsure.Count);
        succeededBefore |= succeeded;
        if (!succeededBefore) return;
        foreach (var waiting in unsure)
        {
            if (waiting.IsSettled) continue;
            if (waiting.Line.IsBroken) waiting.Settle(AppendStatus.Conflict);
            else if (waiting.FailedAlone > 1) waiting.Settle(AppendStatus.Unavailable);
        }
    }

    /// <summary>Tries a range, then its halves; false when the store looks as if it failed as a whole.</summary>
    private bool Try(List<Waiting> unsure, int from, int to)
    {
        if (!Gather(unsure, from, to)) return true;
        var alone = tried.Count == 1 ? tried[0] : null;
        try
        {
            commits.Commit(tried, lost);
            succeeded = true;
            // What lost may have lost to its own earlier self, whose commit arrived late.
            return lost.Count == 0 || findings.SettleLost(lost);
        }
        catch (Exception failure)
        {
            tally.Failed(failure);
        }

        var readable = findings.Settle(tried, failuresAllowed);
        if (alone is not null)
        {
            if (alone.IsSettled) return true;
            alone.FailedAlone++;
            held.Add(alone.Append.Own.Aggregate);
            return succeeded || --failuresAllowed > 0;
        }

        if (!readable) return false;
        var middle = from + (to - from) / 2;
        return Try(unsure, from, middle) && Try(unsure, middle, to);
    }

    /// <summary>
    /// What of the range is still to be tried: not what waits for an append before it in the same aggregate.
    /// </summary>
    private bool Gather(List<Waiting> unsure, int from, int to)
    {
        tried.Clear();
        for (var i = from; i < to; i++)
        {
            var waiting = unsure[i];
            if (waiting.IsSettled || held.Contains(waiting.Append.Own.Aggregate)) continue;
            if (waiting.Line.IsBroken) waiting.Settle(AppendStatus.Conflict);
            else tried.Add(waiting);
        }

        return tried.Count > 0;
    }

    private void GiveSettled(List<Waiting> unsure)
    {
        var kept = 0;
        for (var i = 0; i < unsure.Count; i++)
        {
            if (unsure[i].IsSettled) settled.Add(unsure[i]);
            else unsure[kept++] = unsure[i];
        }

        unsure.RemoveRange(kept, unsure.Count - kept);
        answers.Give(settled);
    }
}
