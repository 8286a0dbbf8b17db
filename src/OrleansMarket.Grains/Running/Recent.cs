using System.Numerics;

namespace OrleansMarket.Grains.Running;

/// <summary>How often something has happened in the last minute, in whole seconds of real time.</summary>
internal sealed class RecentCount(TimeProvider clock)
{
    private const int Seconds = 60;

    private readonly Lock gate = new();
    private readonly long[] counts = new long[Seconds];
    private readonly long started = clock.GetTimestamp();
    private long newest;

    /// <summary>It has happened so many times more.</summary>
    public void Add(long times)
    {
        lock (gate) counts[Turn() % Seconds] += times;
    }

    /// <summary>Times a second, over the last minute or since the beginning, whichever is shorter.</summary>
    public double PerSecond()
    {
        lock (gate)
        {
            var now = Turn();
            // The running second has only begun.
            var whole = counts.Sum() - counts[now % Seconds];
            return whole / (double)Math.Clamp(now, 1, Seconds - 1);
        }
    }

    /// <summary>The number of the running second; what is older than a minute is forgotten on the way to it.</summary>
    private long Turn()
    {
        var now = (long)clock.GetElapsedTime(started).TotalSeconds;
        for (newest = Math.Max(newest, now - Seconds); newest < now;) counts[++newest % Seconds] = 0;
        return now;
    }
}

/// <summary>How long something has taken in the last five minutes of real time.</summary>
/// <remarks>
/// Durations fall into buckets that are at most a sixteenth of their bound wide: so exact are the percentiles.
/// </remarks>
internal sealed class RecentDurations(TimeProvider clock)
{
    private const int Slots = 31, Buckets = 16 * 33;
    private static readonly TimeSpan Slot = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly int[]?[] slots = new int[]?[Slots];
    private readonly TimeSpan[] longest = new TimeSpan[Slots];
    private readonly long started = clock.GetTimestamp();
    private long newest;

    /// <summary>It has taken so long, so many times.</summary>
    public void Add(TimeSpan duration, int times = 1)
    {
        if (duration < TimeSpan.Zero) duration = TimeSpan.Zero;
        lock (gate)
        {
            var slot = Turn() % Slots;
            (slots[slot] ??= new int[Buckets])[BucketOf(duration)] += times;
            if (duration > longest[slot]) longest[slot] = duration;
        }
    }

    /// <summary>What it came to.</summary>
    public Spread Read()
    {
        lock (gate)
        {
            Turn();
            var sums = new long[Buckets];
            foreach (var slot in slots)
                for (var i = 0; slot is not null && i < Buckets; i++) sums[i] += slot[i];
            var (count, most) = (sums.Sum(), longest.Max());
            return new Spread(count, Percentile(sums, count * 0.5, most), Percentile(sums, count * 0.99, most), most);
        }
    }

    private long Turn()
    {
        var now = clock.GetElapsedTime(started).Ticks / Slot.Ticks;
        for (newest = Math.Max(newest, now - Slots); newest < now;)
        {
            var slot = ++newest % Slots;
            if (slots[slot] is { } old) Array.Clear(old);
            longest[slot] = TimeSpan.Zero;
        }

        return now;
    }

    /// <summary>Sixteen buckets for each doubling, the first ones a sixteenth of a millisecond wide.</summary>
    private static int BucketOf(TimeSpan duration)
    {
        var sixteenths = (ulong)(duration.Ticks / (TimeSpan.TicksPerMillisecond / 16));
        if (sixteenths < 16) return (int)sixteenths;
        var doublings = BitOperations.Log2(sixteenths) - 4;
        return Math.Min(16 * doublings + (int)(sixteenths >> doublings), Buckets - 1);
    }

    private static TimeSpan Percentile(long[] counts, double rank, TimeSpan most)
    {
        long below = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            below += counts[bucket];
            if (below == 0 || below < rank) continue;
            if (bucket == Buckets - 1) break;
            var doublings = Math.Max(0, bucket / 16 - 1);
            var bound = TimeSpan.FromTicks(
                ((bucket - 16L * doublings + 1) << doublings) * (TimeSpan.TicksPerMillisecond / 16));
            return bound < most ? bound : most;
        }

        return most;
    }
}

/// <summary>What many durations came to.</summary>
/// <param name="Count">How many.</param>
/// <param name="P50">Half of them took no longer.</param>
/// <param name="P99">99 of 100 took no longer.</param>
/// <param name="Max">None took longer.</param>
internal readonly record struct Spread(long Count, TimeSpan P50, TimeSpan P99, TimeSpan Max);
