namespace OrleansMarket.Journal;

/// <summary>
/// Is told of every new deadline that became durable, so that whoever sleeps until the next one can wake earlier.
/// </summary>
public interface IDeadlineSignal
{
    /// <summary>
    /// Called on the journal's writer thread before the append is answered. Must be cheap, never block and never throw.
    /// </summary>
    void Committed(string aggregate, DateTimeOffset due);
}
