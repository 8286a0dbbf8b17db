using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Runtime.Services;
using Orleans.Services;
using OrleansMarket.Contracts;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Running;

/// <summary>Tells what its silo has measured; there is one in every silo.</summary>
[Alias("silo-watch")]
internal interface ISiloWatch : IGrainService
{
    /// <summary>What the silo has measured.</summary>
    [Alias("figures")]
    Task<SiloFigures> Figures();
}

/// <summary>Reads what the silo has measured.</summary>
[GrainType("silo-watch")]
internal sealed class SiloWatch(
    GrainId id, Silo silo, ILoggerFactory loggers, IJournal journal, MarketMeters meters, MarketTime clock,
    IGrainFactory grains, ILocalSiloDetails local)
    : GrainService(id, silo, loggers), ISiloWatch
{
    private readonly long started = clock.GetTimestamp();
    private (long At, long Appends, long Commits) last = (clock.GetTimestamp(), 0, 0);

    public async Task<SiloFigures> Figures()
    {
        var here = await grains.GetGrain<IManagementGrain>(0).GetRuntimeStatistics([local.SiloAddress]);
        return new(
            clock.GetElapsedTime(started), here[0].ActivationCount, Environment.WorkingSet,
            meters.Placed.PerSecond(), meters.Paid.PerSecond(), Show(meters.Lateness.Read()),
            Show(meters.StreamLag.Read()), Show(meters.NotificationLag.Read()), Journal());
    }

    private JournalOverview? Journal()
    {
        if (journal is not GroupCommitJournal { Figures: var now }) return null;
        var (at, before) = (clock.GetTimestamp(), last);
        last = (at, now.Appends, now.Commits);
        var (appends, commits) = (now.Appends - before.Appends, now.Commits - before.Commits);
        return new(
            appends / Math.Max(0.001, clock.GetElapsedTime(before.At, at).TotalSeconds),
            commits == 0 ? 0 : appends / (double)commits, now.WaitingEntries, now.Overloaded, now.Failures);
    }

    private static SpreadView Show(Spread spread) => new(spread.Count, spread.P50, spread.P99, spread.Max);
}

/// <summary>Finds the watch of a silo.</summary>
internal sealed class SiloWatches(IServiceProvider services) : GrainServiceClient<ISiloWatch>(services)
{
    public ISiloWatch On(SiloAddress silo) => GetGrainService(silo);
}
