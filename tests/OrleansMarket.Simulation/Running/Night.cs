using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OrleansMarket.Simulation.Mutations;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Running;

/// <summary>Runs seeds on several threads, each with markets of its own, until one fails or the time is over.</summary>
internal sealed class Night(Mutation mutation, ulong first, Plan plan)
{
    private long next = (long)first - 1;
    private long done;
    private long entries;
    private long faults;
    private long answers;
    private Result? failed;

    /// <summary>How many seeds each kind of event has happened in.</summary>
    public ConcurrentDictionary<Type, int> Happened { get; } = new();

    public long Done => Interlocked.Read(ref done);

    /// <summary>The failing run with the smallest seed that was reached; null when all was well.</summary>
    public Result? Failed => failed;

    /// <summary>What was done so far, in one line.</summary>
    public string Progress => string.Create(CultureInfo.InvariantCulture,
        $"{Done} seeds, {entries} entries, {faults} faults, {answers} answers held true");

    /// <summary>Runs at most so many seeds for at most so long.</summary>
    public void Run(long seeds, TimeSpan time, int workers)
    {
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, workers).Select(_ => new Thread(Work)).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        void Work()
        {
            while (failed is null && Stopwatch.GetElapsedTime(started) < time)
            {
                var seed = Interlocked.Increment(ref next);
                if (seed >= (long)first + seeds) return;
                var result = Trial.Run(plan with { Seed = (ulong)seed }, mutation);
                Interlocked.Increment(ref done);
                Interlocked.Add(ref entries, result.Entries);
                Interlocked.Add(ref faults, result.Faults);
                Interlocked.Add(ref answers, result.Answers);
                foreach (var kind in result.Happened) Happened.AddOrUpdate(kind, 1, (_, seeds) => seeds + 1);
                if (result.Finding is not null) Interlocked.CompareExchange(ref failed, result, null);
            }
        }
    }
}
