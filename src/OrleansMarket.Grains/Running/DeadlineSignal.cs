using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Running;

/// <summary>
/// Wakes the deadline grain of a partition when a deadline is stored that is earlier than what it sleeps for.
/// </summary>
/// <remarks>
/// Remembers the earliest deadline that it told each partition of, so that of the thousands of deadlines a second that
/// lie a day ahead, only a new earliest one costs a call.
/// </remarks>
internal sealed class DeadlineSignal(IServiceProvider services, MarketTime time, int partitions) : IDeadlineSignal
{
    private readonly long[] told = [.. Enumerable.Repeat(long.MaxValue, partitions)];
    private IGrainFactory? grains;

    public void Committed(string aggregate, DateTimeOffset due)
    {
        var partition = AggregateId.Partition(aggregate, partitions);
        var earliest = Interlocked.Read(ref told[partition]);
        // What was told and is over no longer counts: the grain has woken for it, and sleeps for something later.
        if (earliest > time.GetUtcNow().UtcTicks && due.UtcTicks >= earliest) return;
        Interlocked.Exchange(ref told[partition], due.UtcTicks);
        ThreadPool.UnsafeQueueUserWorkItem(Wake, (partition, due), preferLocal: false);
    }

    private void Wake((int Partition, DateTimeOffset Due) deadline)
    {
        grains ??= (IGrainFactory?)services.GetService(typeof(IGrainFactory));
        grains!.GetGrain<IDeadlineGrain>(deadline.Partition).Wake(deadline.Due).Ignore();
    }
}
