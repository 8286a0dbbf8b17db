namespace OrleansMarket.Grains.Running;

/// <summary>
/// How many aggregates a silo tells of their deadlines at the same time. A hundred thousand may be due at once: they
/// stand in line here, and not in front of those who order and pay.
/// </summary>
/// <remarks>
/// Somebody who takes long, a payment whose gateway is silent for example, gives up his place after a while: then the
/// others go on, and he is no longer waited for.
/// </remarks>
internal sealed class DeadlinePace(MarketTime clock) : IDisposable
{
    /// <summary>How many.</summary>
    public const int AtOnce = 128;

    private const int MostAside = 4_096;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim places = new(AtOnce);
    private int aside;

    /// <summary>Has somebody told as soon as there is a place for it.</summary>
    /// <returns>
    /// Null when it has ended; the telling itself, which goes on, when it has taken so long that others go on too.
    /// </returns>
    public async Task<Task?> Take(Func<Task> tell)
    {
        await places.WaitAsync();
        try
        {
            var telling = tell();
            return telling.IsCompleted || !await IsSlow(telling) ? null : telling;
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<bool> IsSlow(Task telling)
    {
        try
        {
            await telling.WaitAsync(Patience, clock);
            return false;
        }
        catch (TimeoutException) when (!telling.IsCompleted)
        {
            if (Interlocked.Increment(ref aside) > MostAside)
            {
                // There are too many of them already: this one keeps the place, and the others wait.
                Interlocked.Decrement(ref aside);
                await telling;
                return false;
            }

            _ = telling.ContinueWith(
                _ => Interlocked.Decrement(ref aside), CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return true;
        }
    }
}
