namespace OrleansMarket.Journal;

/// <summary>
/// The journal of one process: appends of all its aggregates share transactions of the store, histories asked for at
/// the same moment share reads.
/// </summary>
/// <remarks>
/// One writer thread takes whatever waits, commits it in one transaction, answers, takes the next: no timer, so a lone
/// append is written at once, and the busier the process is, the larger its transactions grow. What is refused at the
/// door (<see cref="AppendStatus.Overloaded"/>, or <see cref="AppendStatus.Unavailable"/> once disposed) never stood in
/// its line and leaves it whole; every other failure breaks the line before its caller learns of it. The store is not
/// disposed.
/// </remarks>
public sealed class GroupCommitJournal : IJournal, IAsyncDisposable
{
    private static readonly Task<AppendResult> conflict = At(AppendStatus.Conflict);
    private static readonly Task<AppendResult> overloaded = At(AppendStatus.Overloaded);
    private static readonly Task<AppendResult> unavailable = At(AppendStatus.Unavailable);

    private readonly bool isShared;
    private readonly AppendQueue queue;
    private readonly Tally tally;
    private readonly LoadQueue loads;
    private readonly SnapshotQueue snapshots;
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens the journal on a store and starts its writer.</summary>
    /// <param name="store">Where entries are kept.</param>
    /// <param name="options">Bounds and times.</param>
    /// <param name="signal">Is told of every new deadline that became durable.</param>
    public GroupCommitJournal(IJournalStore store, JournalOptions options, IDeadlineSignal? signal = null)
    {
        (Partitions, isShared) = (store.Partitions, options.StoreIsShared);
        queue = new AppendQueue(options);
        tally = new Tally(queue);
        loads = new LoadQueue(store, options, tally);
        snapshots = new SnapshotQueue(store, options);
        var commits = new Commits(store, tally);
        var answers = new Answers(queue, tally, signal);
        var findings = new Findings(store, commits, options);
        var recovery = new Recovery(commits, findings, options, queue, answers, tally);
        var writer = new Writer(commits, recovery, queue, answers, tally);
        // A thread, not a task: should the writer ever end by a mistake of its own, the process ends with it, loudly,
        // rather than leaving every caller waiting for an answer that nobody will give.
        var thread = new Thread(() =>
        {
            writer.Run();
            written.SetResult();
        });
        (thread.Name, thread.IsBackground) = ("journal writer", true);
        thread.Start();
    }

    /// <inheritdoc/>
    public int Partitions { get; }

    /// <summary>What the journal has done so far.</summary>
    public JournalFigures Figures => tally.Figures(queue);

    /// <inheritdoc/>
    public Task<AppendResult> Append(AppendLine line, Append append)
    {
        if (line.IsBroken) return conflict;
        var waiting = new Waiting(line, append);
        switch (queue.Add(waiting))
        {
            case AppendStatus.Overloaded:
                tally.Overloaded();
                return overloaded;
            case AppendStatus.Unavailable:
                return unavailable;
            default:
                return waiting.Task;
        }
    }

    /// <inheritdoc/>
    public Task<History> Load(HistoryRequest request) => loads.Load(request);

    /// <inheritdoc/>
    public async Task<bool> IsNewest(string aggregate, long version) => !isShared
        || (await Load(new HistoryRequest(aggregate, null, version))).Entries.All(entry => entry.Version <= version);

    /// <inheritdoc/>
    public void Offer(Snapshot snapshot) => snapshots.Offer(snapshot);

    private static Task<AppendResult> At(AppendStatus status) => Task.FromResult(new AppendResult(status));

    /// <summary>Accepts nothing more, writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Close();
        await written.Task;
        await snapshots.Close();
        tally.Dispose();
    }
}
