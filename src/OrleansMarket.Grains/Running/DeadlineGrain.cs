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
/// time. How many are told at the same time is the silo's to say: see <see cref="DeadlinePace"/>.
/// </remarks>
[GrainType("deadlines")]
internal sealed class DeadlineGrain(
    IGrainContext context, IGrainFactory grains, IJournalStore store, Market market, DeadlinePace pace)
    : IDeadlineGrain, IGrainBase, IRemindable
{
    private const int BatchSize = 512;
    private const int AtOnce = 64;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Whoever was told of a deadline, for as long as it is there: when he is told of it again.</summary>
    private readonly Dictionary<Deadline, (DateTimeOffset Until, TimeSpan Pause)> told = [];

    /// <summary>Tellings that are not waited for any more.</summary>
    private readonly List<Task> slow = [];

    private IGrainTimer? timer;
    private DateTimeOffset sleepsUntil = DateTimeOffset.MaxValue;

    public IGrainContext GrainContext => context;

    private int Partition => (int)context.GrainId.GetIntegerKey();

    public async Task OnActivateAsync(CancellationToken token)
    {
        timer = this.RegisterGrainTimer(async _ => { await Run(); }, new GrainTimerCreationOptions
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
        var next = await Run();
        // Whoever asks wants to hear of the slow ones too.
        while (slow.Count > 0)
        {
            await Task.WhenAll(slow);
            next = await Run();
        }

        return next;
    }

    private async Task<DateTimeOffset?> Run()
    {
        DateTimeOffset? next = null;
        try
        {
            while (await ReadReady() is { Length: > 0 } ready)
            {
                await Parallel.ForEachAsync(ready, new ParallelOptions
                {
                    MaxDegreeOfParallelism = AtOnce,
                    TaskScheduler = TaskScheduler.Current,
                }, async (deadline, _) =>
                {
                    if (await pace.Take(() => Tell(deadline)) is { } telling) slow.Add(telling);
                });
            }

            next = await NextReady();
        }
        catch (Exception failed)
        {
            market.Log.LogWarning(
                "Deadlines of partition {Partition} could not be read: {Reason}", Partition, failed.Message);
        }

        slow.RemoveAll(telling => telling.IsCompleted);
        Sleep(next);
        return next;
    }

    private async Task Tell(Deadline deadline)
    {
        try
        {
            await grains.Elapsing(deadline.Aggregate).Elapse();
            var since = deadline.Due > market.Time.Leapt ? deadline.Due : market.Time.Leapt;
            market.Meters.DeadlineCarriedOut(
                GrainTypes.Of(deadline.Aggregate), market.Time.GetUtcNow() - since);
        }
        catch (Exception failed)
        {
            market.Log.LogWarning(
                "{Aggregate} could not be told of its deadline: {Reason}", deadline.Aggregate, failed.Message);
        }
    }

    /// <summary>
    /// The next ones that are due and are to be told now. Whoever was told and has the same deadline still, is among
    /// them only when his pause is over; whoever has moved on is forgotten.
    /// </summary>
    private async Task<Deadline[]> ReadReady()
    {
        var now = market.Time.GetUtcNow();
        var due = await store.ReadDeadlines(Partition, now, BatchSize + told.Count);
        Forget(due);
        var ready = due.Where(deadline => !told.TryGetValue(deadline, out var pause) || pause.Until <= now).ToArray();
        foreach (var deadline in ready)
        {
            var pause = FirstPause;
            if (told.TryGetValue(deadline, out var before))
            {
                market.Meters.DeadlinePostponed();
                pause = before.Pause * 2 < LongestPause ? before.Pause * 2 : LongestPause;
            }

            told[deadline] = (now + pause, pause);
        }

        return ready;
    }

    private async Task<DateTimeOffset?> NextReady()
    {
        // Whoever was told is overdue and so comes first.
        var stored = await store.ReadDeadlines(Partition, DateTimeOffset.MaxValue, told.Count + 1);
        Forget(stored);
        DateTimeOffset? next = null;
        foreach (var deadline in stored)
        {
            var at = told.TryGetValue(deadline, out var pause) ? pause.Until : deadline.Due;
            if (next is null || at < next) next = at;
        }

        return next;
    }

    private void Forget(IReadOnlyList<Deadline> stored)
    {
        if (told.Count == 0) return;
        var left = stored.ToHashSet();
        foreach (var deadline in told.Keys)
            if (!left.Contains(deadline)) told.Remove(deadline);
    }

    private void Sleep(DateTimeOffset? until)
    {
        sleepsUntil = until ?? DateTimeOffset.MaxValue;
        var left = sleepsUntil - market.Time.GetUtcNow();
        if (left > LongestSleep) left = LongestSleep;
        timer!.Change(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }
}
