using OrleansMarket.Journal;
using OrleansMarket.Journal.Tests;

namespace OrleansMarket.Benchmarks;

/// <summary>A store on a disk where every transaction costs so much more.</summary>
internal sealed class SlowStore(IJournalStore store, TimeSpan delay) : StoreAround(store)
{
    public override ValueTask<IReadOnlyList<Verdict>> Commit(IReadOnlyList<Append> batch)
    {
        // The writer thread waits for its disk; so does this. Timers are too coarse for a millisecond.
        var until = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(until) < delay) Thread.Yield();
        return base.Commit(batch);
    }
}
