namespace OrleansMarket.Journal;

/// <summary>An append on its way to the store, and the promise that its caller holds.</summary>
/// <remarks>
/// It is the promise itself rather than having one, which saves an allocation per append. Callers go on elsewhere: none
/// of their code ever runs on the writer's thread.
/// </remarks>
internal sealed class Waiting(AppendLine line, Append append)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private AppendResult result;

    public AppendLine Line => line;

    public Append Append => append;

    public int Entries => 1 + append.Births.Count;

    /// <summary>Whether it is known how this append ended.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Whether it is durable.</summary>
    public bool IsCommitted => IsSettled && result.Status == AppendStatus.Committed;

    /// <summary>How often the store failed when this append was alone in its transaction.</summary>
    public int FailedAlone { get; set; }

    /// <summary>
    /// Notes how it ended. A failure breaks the line at once, so that nothing behind it reaches the store.
    /// </summary>
    public void Settle(AppendStatus status, long sequence = 0)
    {
        if (status != AppendStatus.Committed) line.Break();
        result = new AppendResult(status, sequence);
        IsSettled = true;
    }

    /// <summary>Tells the caller.</summary>
    public void Answer() => SetResult(result);
}
