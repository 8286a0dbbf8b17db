namespace OrleansMarket.Journal;

/// <summary>Tells callers how their appends ended, and before them whoever waits for deadlines.</summary>
internal sealed class Answers(AppendQueue queue, Tally tally, IDeadlineSignal? signal)
{
    /// <summary>Answers what is settled and takes it out of the list.</summary>
    public void Give(List<Waiting> settled)
    {
        int appends = 0, entries = 0, unwritten = 0;
        long bytes = 0, releasedEntries = 0, releasedBytes = 0;
        foreach (var waiting in settled)
        {
            releasedEntries += waiting.Entries;
            releasedBytes += waiting.Append.Weight;
            if (!waiting.IsCommitted)
            {
                unwritten++;
                continue;
            }

            appends++;
            entries += waiting.Entries;
            bytes += waiting.Append.Weight;
            if (signal is not null) Tell(waiting.Append);
        }

        tally.Answered(appends, entries, bytes, unwritten);
        // Room first, answers then: whoever is answered may append again at once.
        queue.Release(releasedEntries, releasedBytes);
        foreach (var waiting in settled) waiting.Answer();
        settled.Clear();
    }

    private void Tell(Append append)
    {
        if (append.Own.Due is { } due && due != append.DueBefore) Tell(append.Own.Aggregate, due);
        for (var i = 0; i < append.Births.Count; i++)
            if (append.Births[i].Due is { } first) Tell(append.Births[i].Aggregate, first);
    }

    private void Tell(string aggregate, DateTimeOffset due)
    {
        try
        {
            signal!.Committed(aggregate, due);
        }
        catch (Exception broken)
        {
            // The entry is durable and its caller must learn that, whatever is wrong with those who listen.
            tally.Failed(broken);
        }
    }
}
