using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansMarket.Contracts;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Running;

/// <summary>Keeps the deadlines of one partition of the journal.</summary>
[Alias("deadlines")]
internal interface IDeadlineGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that it is awake, and stays so across crashes.</summary>
    [Alias("start")]
    Task Start();

    /// <summary>A deadline has been stored that may be earlier than what it sleeps for.</summary>
    [Alias("wake"), OneWay]
    Task Wake(DateTimeOffset due);

    /// <summary>
    /// Carries out everything that is due now, and answers with the next deadline; null when none waits.
    /// </summary>
    [Alias("run-due"), ResponseTimeout("00:10:00")]
    Task<DateTimeOffset?> RunDue();
}

/// <summary>
/// Sleeps until the earliest deadline of its partition, then tells the due aggregates that time has passed.
/// </summary>
/// <remarks>
/// The deadlines themselves are in the journal, committed with the decisions that made them; this grain forgets nothing
/// because it knows nothing. A grain timer makes it exact, one Orleans reminder per partition makes sure that it is
/// awake. An aggregate that cannot be told, or that still owes what it owed, is asked again after a while, longer each
/// time.
/// </remarks>
[GrainType("deadlines")]
internal sealed class DeadlineGrain(IGrainContext context, IGrainFactory grains, IJournalStore store, Market market)
    : IDeadlineGrain, IGrainBase, IRemindable
{
    private const int BatchSize = 512;
    private const int AtOnce = 64;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Dictionary<Deadline, (DateTimeOffset Until, TimeSpan Pause)> postponed = [];
    private IGrainTimer? timer;
    private DateTimeOffset sleepsUntil = DateTimeOffset.MaxValue;

    public IGrainContext GrainContext => context;

    private int Partition => (int)context.GrainId.GetIntegerKey();

    public async Task OnActivateAsync(CancellationToken token)
    {
        timer = this.RegisterGrainTimer(async _ => { await RunDue(); }, new GrainTimerCreationOptions
        {
            DueTime = Timeout.InfiniteTimeSpan,
            Period = Timeout.InfiniteTimeSpan,
            KeepAlive = true,
        });
        Sleep(await store.NextDeadline(Partition));
    }

    public async Task Start() =>
        await this.RegisterOrUpdateReminder("awake", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    public Task Wake(DateTimeOffset due)
    {
        if (due < sleepsUntil) Sleep(due);
        return Task.CompletedTask;
    }

    public async Task<DateTimeOffset?> RunDue()
    {
        DateTimeOffset? next = null;
        try
        {
            while (true)
            {
                var now = market.Time.GetUtcNow();
                var deadlines = await store.ReadDeadlines(Partition, now, BatchSize + postponed.Count);
                var due = deadlines.Where(IsReady).ToArray();
                if (due.Length == 0) break;
                await Parallel.ForEachAsync(due, new ParallelOptions
                {
                    MaxDegreeOfParallelism = AtOnce,
                    TaskScheduler = TaskScheduler.Current,
                }, async (deadline, _) => await Tell(deadline));
                Postpone(await store.ReadDeadlines(Partition, now, BatchSize + postponed.Count), due);
            }

            next = await NextReady();
        }
        catch (Exception failed)
        {
            market.Log.LogWarning(
                "Deadlines of partition {Partition} could not be read: {Reason}", Partition, failed.Message);
        }

        Sleep(next);
        return next;
    }

    private async Task Tell(Deadline deadline)
    {
        try
        {
            await grains.Elapsing(deadline.Aggregate).Elapse();
        }
        catch (Exception failed)
        {
            market.Log.LogWarning(
                "{Aggregate} could not be told of its deadline: {Reason}", deadline.Aggregate, failed.Message);
        }
    }

    private bool IsReady(Deadline deadline) =>
        !postponed.TryGetValue(deadline, out var pause) || pause.Until <= market.Time.GetUtcNow();

    /// <summary>
    /// Whoever was told and has the same deadline still, is asked again later; whoever moved on is forgotten.
    /// </summary>
    private void Postpone(IReadOnlyList<Deadline> still, Deadline[] told)
    {
        var left = still.ToHashSet();
        foreach (var deadline in told)
        {
            if (!left.Contains(deadline))
            {
                postponed.Remove(deadline);
                continue;
            }

            var pause = postponed.TryGetValue(deadline, out var before) ? before.Pause * 2 : FirstPause;
            if (pause > LongestPause) pause = LongestPause;
            postponed[deadline] = (market.Time.GetUtcNow() + pause, pause);
        }
    }

    private async Task<DateTimeOffset?> NextReady()
    {
        // What was postponed is overdue and so comes first; what is not there any more was carried out meanwhile.
        var stored = await store.ReadDeadlines(Partition, DateTimeOffset.MaxValue, postponed.Count + 1);
        foreach (var over in postponed.Keys.Except(stored).ToArray()) postponed.Remove(over);
        DateTimeOffset? next = null;
        foreach (var deadline in stored)
        {
            var at = postponed.TryGetValue(deadline, out var pause) ? pause.Until : deadline.Due;
            if (next is null || at < next) next = at;
        }

        return next;
    }

    private void Sleep(DateTimeOffset? until)
    {
        sleepsUntil = until ?? DateTimeOffset.MaxValue;
        var left = sleepsUntil - market.Time.GetUtcNow();
        if (left > LongestSleep) left = LongestSleep;
        timer!.Change(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }
}
