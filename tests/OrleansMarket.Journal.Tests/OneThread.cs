using System.Collections.Concurrent;

namespace OrleansMarket.Journal.Tests;

/// <summary>One logical thread, as a grain has: what is awaited comes back to it, and nothing on it overlaps.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> queue = [];

    public static Task Run(Func<Task> test) => Task.Run(() =>
    {
        var thread = new OneThread();
        var before = Current;
        SetSynchronizationContext(thread);
        try
        {
            var running = test();
            running.ContinueWith(_ => thread.queue.CompleteAdding(), TaskScheduler.Default);
            foreach (var (callback, state) in thread.queue.GetConsumingEnumerable()) callback(state);
            running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    });

    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            queue.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The test has ended; nobody waits for what it left behind.
        }
    }
}
