namespace OrleansMarket.Simulation.World;

/// <summary>The scheduler's time, for code that asks a <see cref="TimeProvider"/>; its timers too.</summary>
internal sealed class SimulatedClock(Scheduler scheduler) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    public override long GetTimestamp() => scheduler.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(scheduler, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(Scheduler scheduler, Action callback) : ITimer
    {
        private int generation;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var set = ++generation;
            if (dueTime < TimeSpan.Zero) return true;
            scheduler.In(dueTime, () =>
            {
                if (set != generation) return;
                if (period > TimeSpan.Zero) Change(period, period);
                callback();
            });
            return true;
        }

        public void Dispose() => generation++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
