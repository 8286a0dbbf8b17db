using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Running;

/// <summary>The market's clock: the real one, and in a simulation some distance ahead of it.</summary>
/// <remarks>
/// Timers made through it run in real time; whoever sleeps until a market instant is woken when the clock moves.
/// </remarks>
/// <param name="real">The real clock, or a test's.</param>
public sealed class MarketTime(TimeProvider real) : TimeProvider
{
    private long ahead;
    private long leapt = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>It has moved: whoever sleeps until a market instant looks again.</summary>
    internal event Action? Moved;

    /// <summary>How far ahead.</summary>
    public TimeSpan Ahead => new(Interlocked.Read(ref ahead));

    /// <summary>
    /// Where the clock has last leapt to. What lies before it was not late until then: nobody could have come sooner.
    /// </summary>
    internal DateTimeOffset Leapt => new(Interlocked.Read(ref leapt), TimeSpan.Zero);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Ahead;

    /// <inheritdoc/>
    public override long GetTimestamp() => real.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);

    /// <summary>Leaps to a distance while the market runs; never back.</summary>
    internal void LeapTo(TimeSpan distance)
    {
        Interlocked.Exchange(ref leapt, (real.GetUtcNow() + distance).UtcTicks);
        MoveTo(distance);
    }

    /// <summary>Moves to a distance; never back.</summary>
    internal void MoveTo(TimeSpan distance)
    {
        var current = Interlocked.Read(ref ahead);
        if (distance.Ticks <= current) return;
        while (distance.Ticks > current)
            current = Interlocked.CompareExchange(ref ahead, distance.Ticks, current) is var seen && seen == current
                ? distance.Ticks
                : seen;
        Moved?.Invoke();
    }
}
