using System.Diagnostics;

namespace OrleansMarket.Benchmarks;

/// <summary>Two ways to load a system.</summary>
internal static class Load
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>
    /// So many workers, each of which begins anew as soon as it is answered: what can be had at most.
    /// </summary>
    /// <param name="workers">How many at the same time.</param>
    /// <param name="seconds">How long is measured, after a warm-up.</param>
    /// <param name="meter">Makes the meter when the warm-up is over.</param>
    /// <param name="act">One operation of a worker.</param>
    public static async Task<Measurement> Closed(int workers, int seconds, Func<Meter> meter, Func<int, Task> act)
    {
        Meter? running = null;
        using var stop = new CancellationTokenSource();
        var loops = Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var start = Stopwatch.GetTimestamp();
                await act(worker);
                Volatile.Read(ref running)?.Record(Stopwatch.GetElapsedTime(start));
            }
        })).ToArray();
        await Task.WhenAny(Task.Delay(WarmUp), Task.WhenAll(loops));
        Volatile.Write(ref running, meter());
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(seconds)), Task.WhenAll(loops));
        var measured = running.Read();
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        return measured;
    }

    /// <summary>
    /// Arrivals at a fixed rate that wait for nobody; latency counts from the moment each was meant to start.
    /// </summary>
    public static async Task<Measurement> Open(double perSecond, int seconds, Func<Meter> meter, Func<int, Task> act)
    {
        Meter? running = null;
        var begun = Stopwatch.GetTimestamp();
        var pending = new List<Task>();
        var total = (int)(perSecond * (WarmUp.TotalSeconds + seconds));
        for (var i = 0; i < total; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond);
            if (due - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } early) await Task.Delay(early);
            if (running is null && due >= WarmUp) running = meter();
            var (worker, measured) = (i, running);
            pending.Add(Task.Run(async () =>
            {
                await act(worker);
                measured?.Record(Stopwatch.GetElapsedTime(begun) - due);
            }));
        }

        await Task.WhenAll(pending);
        return running!.Read();
    }
}
