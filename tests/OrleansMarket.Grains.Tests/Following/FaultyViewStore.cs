using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests.Following;

/// <summary>A view store that fails when the test says so.</summary>
/// <param name="views">Where everything really is.</param>
internal sealed class FaultyViewStore(IViewStore views) : IViewStore
{
    private int failures;

    /// <summary>Batches that the store does not take.</summary>
    public Func<ViewBatch, bool>? Refuses { get; set; }

    /// <summary>Batches that are applied and reported as failed.</summary>
    public Func<ViewBatch, bool>? LosesAnswer { get; set; }

    /// <summary>Whether it cannot be read.</summary>
    public bool IsUnreadable { get; set; }

    /// <summary>How many batches were refused or reported as failed.</summary>
    public int Failures => Volatile.Read(ref failures);

    public ValueTask<IReadOnlyList<IReadOnlyList<Document>>> Read(string view, IReadOnlyList<KeyRange> ranges) =>
        IsUnreadable ? throw new IOException("The disk cannot be read.") : views.Read(view, ranges);

    public ValueTask<IReadOnlyList<long>> ReadCursors(string view, int partitions) =>
        IsUnreadable ? throw new IOException("The disk cannot be read.") : views.ReadCursors(view, partitions);

    public async ValueTask<ViewResult> Apply(ViewBatch batch)
    {
        if (Refuses?.Invoke(batch) == true) throw Fail("The disk says no.");
        var result = await views.Apply(batch);
        return LosesAnswer?.Invoke(batch) == true ? throw Fail("The disk did it and does not say so.") : result;
    }

    public ValueTask Clear(string view) => views.Clear(view);

    public ValueTask<string> ReadEpoch(string view) => views.ReadEpoch(view);

    public ValueTask DisposeAsync() => views.DisposeAsync();

    private IOException Fail(string message)
    {
        Interlocked.Increment(ref failures);
        return new IOException(message);
    }
}
