using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>What operators look at while the market runs.</summary>
[Alias("overview")]
public interface IOverviewGrain : IGrainWithIntegerKey
{
    /// <summary>How the market is now; at most a second old.</summary>
    [Alias("view")]
    Task<OverviewView> View();
}

/// <summary>How the market is.</summary>
/// <param name="At">When, in the market's time.</param>
/// <param name="Ahead">How far the market's clock is ahead of the real one.</param>
/// <param name="InEscrow">Money that is set aside for orders, by currency.</param>
/// <param name="Deadlines">What waits for its time.</param>
/// <param name="Views">How far views and feeds are behind the journal.</param>
/// <param name="Silos">Every silo, and what it has measured.</param>
[GenerateSerializer, Immutable, Alias("overview-view")]
public sealed record OverviewView(
    DateTimeOffset At, TimeSpan Ahead, Money[] InEscrow, DeadlineOverview Deadlines, ViewOverview[] Views,
    SiloOverview[] Silos);

/// <summary>The deadlines of the whole market.</summary>
/// <param name="Due">How many have come and are still there.</param>
/// <param name="IsDueMore">Whether there are more than were counted.</param>
/// <param name="Overdue">How long the oldest of them is over; zero when none has come.</param>
/// <param name="Earliest">The earliest of all; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("deadline-overview")]
public sealed record DeadlineOverview(int Due, bool IsDueMore, TimeSpan Overdue, DateTimeOffset? Earliest);

/// <summary>How far a view is behind the journal.</summary>
/// <param name="Name">Which view.</param>
/// <param name="Entries">Entries that it has not taken, in all partitions.</param>
/// <param name="MostEntries">The same in the partition that is furthest behind.</param>
/// <param name="Lag">The age of the oldest entry that it has not taken; zero when it has taken all.</param>
/// <param name="DeadLetters">Entries that it could not take.</param>
[GenerateSerializer, Immutable, Alias("view-overview")]
public sealed record ViewOverview(string Name, long Entries, long MostEntries, TimeSpan Lag, int DeadLetters);

/// <summary>A silo.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Status">What the cluster thinks of it.</param>
/// <param name="Figures">What it says of itself; null when it does not answer.</param>
[GenerateSerializer, Immutable, Alias("silo-overview")]
public sealed record SiloOverview(string Address, string Status, SiloFigures? Figures);

/// <summary>What one silo has measured itself.</summary>
/// <param name="Uptime">How long it runs.</param>
/// <param name="Activations">Grains in its memory.</param>
/// <param name="MemoryBytes">Memory of its process.</param>
/// <param name="PlacedPerSecond">Orders placed a second, in the last minute.</param>
/// <param name="PaidPerSecond">Orders paid a second, in the last minute.</param>
/// <param name="Lateness">From a deadline until it was carried out, in the last five minutes.</param>
/// <param name="StreamLag">From an entry until a view had taken it, in the last five minutes.</param>
/// <param name="NotificationLag">From an event until those who listen were told, in the last five minutes.</param>
/// <param name="Journal">What its journal does; null when it is a journal that keeps no figures.</param>
[GenerateSerializer, Immutable, Alias("silo-figures")]
public sealed record SiloFigures(
    TimeSpan Uptime, int Activations, long MemoryBytes, double PlacedPerSecond, double PaidPerSecond,
    SpreadView Lateness, SpreadView StreamLag, SpreadView NotificationLag, JournalOverview? Journal);

/// <summary>What many durations came to.</summary>
/// <param name="Count">How many.</param>
/// <param name="P50">Half of them took no longer.</param>
/// <param name="P99">99 of 100 took no longer.</param>
/// <param name="Max">None took longer.</param>
[GenerateSerializer, Immutable, Alias("spread")]
public sealed record SpreadView(long Count, TimeSpan P50, TimeSpan P99, TimeSpan Max);

/// <summary>What the journal of a silo does.</summary>
/// <param name="AppendsPerSecond">Appends a second that became durable, since its figures were last asked for.</param>
/// <param name="AppendsPerCommit">How many shared a transaction, on average; 0 when there was none.</param>
/// <param name="Waiting">Entries that wait to be written now.</param>
/// <param name="Overloaded">Appends refused since the start, because too much was waiting.</param>
/// <param name="Failures">Times the store has failed since the start.</param>
[GenerateSerializer, Immutable, Alias("journal-overview")]
public sealed record JournalOverview(
    double AppendsPerSecond, double AppendsPerCommit, long Waiting, long Overloaded, long Failures);
