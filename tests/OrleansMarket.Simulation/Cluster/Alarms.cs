using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>
/// Tells aggregates that their stored deadline has come: never before it, late or twice when the seed says so, and
/// again after a pause as long as the same deadline is stored.
/// </summary>
internal sealed class Alarms
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, DateTimeOffset> stored = new(StringComparer.Ordinal);
    private readonly Scheduler scheduler;
    private readonly Faults faults;
    private readonly Findings findings;
    private readonly SimulatedContext context;
    private readonly IGrainFactory grains;

    public Alarms(
        SimulatedStore store, SimulatedCluster cluster, Scheduler scheduler, Faults faults, Findings findings)
    {
        (this.scheduler, this.faults, this.findings) = (scheduler, faults, findings);
        (context, grains) = (cluster.Outside("deadlines"), cluster.Grains);
        store.Committed += append =>
        {
            Set(append.Own);
            foreach (var birth in append.Births) Set(birth);
        };
    }

    /// <summary>The deadlines that wait.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Stored => stored;

    private void Set(Entry entry)
    {
        if (entry.Due is not { } due)
        {
            stored.Remove(entry.Aggregate);
            return;
        }

        if (stored.TryGetValue(entry.Aggregate, out var known) && known == due) return;
        stored[entry.Aggregate] = due;
        var wait = due - scheduler.Now;
        if (wait > TimeSpan.Zero && faults.Strikes(Fault.EarlyDeadline, entry.Aggregate))
            scheduler.In(wait * 0.9, () => Tell(entry.Aggregate));
        if (faults.Strikes(Fault.LateDeadline, entry.Aggregate))
            wait += faults.Between(TimeSpan.FromSeconds(1), TimeSpan.FromHours(3));
        scheduler.In(wait, () => Ring(entry.Aggregate, due, FirstPause));
    }

    private void Ring(string aggregate, DateTimeOffset due, TimeSpan pause)
    {
        if (!stored.TryGetValue(aggregate, out var now) || now != due) return;
        Tell(aggregate);
        if (faults.Strikes(Fault.DoubledDeadline, aggregate))
            scheduler.In(faults.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)), () => Tell(aggregate));
        var longer = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        scheduler.In(pause, () => Ring(aggregate, due, longer));
    }

    private void Tell(string aggregate) => context.Post(async _ =>
    {
        try
        {
            await grains.Elapsing(aggregate).Elapse();
        }
        catch (Exception failed)
        {
            if (!Failures.AreExpected(failed)) findings.Add("deadline", $"{aggregate}: {failed}");
        }
    }, null);
}
