using Verdicts =
    System.Threading.Tasks.ValueTask<System.Collections.Generic.IReadOnlyList<OrleansMarket.Journal.Verdict>>;

namespace OrleansMarket.Journal.Tests;

/// <summary>A store whose commits and reads a test can hold up, let fail before they happen, or after.</summary>
internal sealed class FaultyStore(IJournalStore inner) : StoreAround(inner)
{
    private readonly List<IReadOnlyList<Append>> commits = [];
    private int reads;

    /// <summary>Stands in for the commit: is given the batch and the real commit.</summary>
    public Func<IReadOnlyList<Append>, Func<Verdicts>, Verdicts>? OnCommit { get; set; }

    /// <summary>Runs before each read of histories.</summary>
    public Func<Task>? OnRead { get; set; }

    /// <summary>Runs after each read of histories, before its answer is given.</summary>
    public Func<Task>? AfterRead { get; set; }

    /// <summary>Runs before each snapshot is written.</summary>
    public Func<Snapshot, Task>? OnSnapshot { get; set; }

    /// <summary>The batches that were tried, in order.</summary>
    public IReadOnlyList<IReadOnlyList<Append>> Commits
    {
        get
        {
            lock (commits) return [.. commits];
        }
    }

    public int Reads => Volatile.Read(ref reads);

    /// <summary>Lets commits wait until the returned source is released; tells when the first one has begun.</summary>
    public (TaskCompletionSource Release, Task Begun) Block()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        OnCommit = async (_, commit) =>
        {
            begun.TrySetResult();
            await release.Task;
            return await commit();
        };
        return (release, begun.Task);
    }

    public override Verdicts Commit(IReadOnlyList<Append> batch)
    {
        Append[] kept = [.. batch];
        lock (commits) commits.Add(kept);
        return OnCommit is { } act ? act(kept, () => base.Commit(kept)) : base.Commit(kept);
    }

    public override async ValueTask<IReadOnlyList<History>> Read(IReadOnlyList<HistoryRequest> requests)
    {
        Interlocked.Increment(ref reads);
        if (OnRead is { } act) await act();
        var histories = await base.Read(requests);
        if (AfterRead is { } wait) await wait();
        return histories;
    }

    public override async ValueTask WriteSnapshot(Snapshot snapshot)
    {
        if (OnSnapshot is { } act) await act(snapshot);
        await base.WriteSnapshot(snapshot);
    }
}
