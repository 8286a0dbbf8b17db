using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>How the market is.</summary>
/// <param name="At">When, in the market's time.</param>
/// <param name="Ahead">How far the market's clock is ahead of the real one.</param>
/// <param name="Orders">Orders a second.</param>
/// <param name="InEscrow">Money that is set aside for orders, by currency.</param>
/// <param name="Deadlines">What waits for its time.</param>
/// <param name="Views">How far views and feeds are behind the journal.</param>
/// <param name="StreamLag">From an entry until a view had taken it.</param>
/// <param name="NotificationLag">From an event until those who listen were told.</param>
/// <param name="Silos">Every silo, and what it has measured.</param>
internal sealed record OverviewResponse(
    DateTimeOffset At, string Ahead, RatesBody Orders, IReadOnlyList<MoneyBody> InEscrow, DeadlinesBody Deadlines,
    IReadOnlyList<FollowedBody> Views, SpreadBody StreamLag, SpreadBody NotificationLag,
    IReadOnlyList<SiloBody> Silos)
{
    /// <summary>As the API has it.</summary>
    public static OverviewResponse From(OverviewView view)
    {
        var figures = view.Silos.Select(silo => silo.Figures).OfType<SiloFigures>().ToArray();
        return new(
            view.At, Durations.Show(view.Ahead),
            new(SiloBody.Round(figures.Sum(silo => silo.PlacedPerSecond)),
                SiloBody.Round(figures.Sum(silo => silo.PaidPerSecond))),
            [.. view.InEscrow.Select(MoneyBody.From)],
            DeadlinesBody.From(view.Deadlines, SpreadBody.Worst(figures.Select(silo => silo.Lateness))),
            [.. view.Views.Select(FollowedBody.From)],
            SpreadBody.Worst(figures.Select(silo => silo.StreamLag)),
            SpreadBody.Worst(figures.Select(silo => silo.NotificationLag)),
            [.. view.Silos.Select(SiloBody.From)]);
    }
}

/// <summary>Orders a second, in the last minute.</summary>
/// <param name="PlacedPerSecond">Placed.</param>
/// <param name="PaidPerSecond">Paid.</param>
internal sealed record RatesBody(double PlacedPerSecond, double PaidPerSecond);

/// <summary>The deadlines of the whole market.</summary>
/// <param name="Due">How many have come and are still there.</param>
/// <param name="DueIsMore">Whether there are more than were counted.</param>
/// <param name="Overdue">How long the oldest of them is over.</param>
/// <param name="Earliest">The earliest of all; absent when there is none.</param>
/// <param name="Lateness">From a deadline until it was carried out.</param>
internal sealed record DeadlinesBody(
    int Due, bool DueIsMore, string Overdue, DateTimeOffset? Earliest, SpreadBody Lateness)
{
    /// <summary>As the API has it.</summary>
    public static DeadlinesBody From(DeadlineOverview view, SpreadBody lateness) =>
        new(view.Due, view.IsDueMore, Durations.Show(view.Overdue), view.Earliest, lateness);
}

/// <summary>How far a view is behind the journal.</summary>
/// <param name="Name">Which view: <c>orders</c> for lists, <c>feeds</c> for events and notices.</param>
/// <param name="EntriesBehind">Entries that it has not taken.</param>
/// <param name="MostBehind">The same in the partition that is furthest behind.</param>
/// <param name="Lag">The age of the oldest entry that it has not taken.</param>
/// <param name="DeadLetters">Entries that it could not take; 500 stands for 500 or more.</param>
internal sealed record FollowedBody(string Name, long EntriesBehind, long MostBehind, string Lag, int DeadLetters)
{
    /// <summary>As the API has it.</summary>
    public static FollowedBody From(ViewOverview view) =>
        new(view.Name, view.Entries, view.MostEntries, Durations.Show(view.Lag), view.DeadLetters);
}

/// <summary>What the durations of the last five minutes came to.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="P50">Half of them took no longer.</param>
/// <param name="P99">99 of 100 took no longer.</param>
/// <param name="Max">None took longer.</param>
internal sealed record SpreadBody(long Count, string P50, string P99, string Max)
{
    /// <summary>As the API has it.</summary>
    public static SpreadBody From(SpreadView view) =>
        new(view.Count, Durations.Show(view.P50), Durations.Show(view.P99), Durations.Show(view.Max));

    /// <summary>All of them together: no silo is worse.</summary>
    public static SpreadBody Worst(IEnumerable<SpreadView> silos) => From(silos.Aggregate(
        new SpreadView(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), (worst, silo) => new(
            worst.Count + silo.Count, Longer(worst.P50, silo.P50), Longer(worst.P99, silo.P99),
            Longer(worst.Max, silo.Max))));

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>A silo; the figures are absent when it does not answer.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Status">What the cluster thinks of it.</param>
/// <param name="Uptime">How long it runs.</param>
/// <param name="Activations">Grains in its memory.</param>
/// <param name="MemoryBytes">Memory of its process.</param>
/// <param name="PlacedPerSecond">Orders placed a second.</param>
/// <param name="PaidPerSecond">Orders paid a second.</param>
/// <param name="Lateness">How late it carried deadlines out.</param>
/// <param name="StreamLag">How old entries were when a view in it had taken them.</param>
/// <param name="NotificationLag">How old events were when it told those who listen.</param>
/// <param name="Journal">What its journal does.</param>
internal sealed record SiloBody(
    string Address, string Status, string? Uptime = null, int? Activations = null, long? MemoryBytes = null,
    double? PlacedPerSecond = null, double? PaidPerSecond = null, SpreadBody? Lateness = null,
    SpreadBody? StreamLag = null, SpreadBody? NotificationLag = null, JournalBody? Journal = null)
{
    /// <summary>As the API has it.</summary>
    public static SiloBody From(SiloOverview silo)
    {
        var status = silo.Status.ToLowerInvariant();
        return silo.Figures is not { } figures
            ? new(silo.Address, status)
            : new(
                silo.Address, status, Durations.Show(figures.Uptime), figures.Activations, figures.MemoryBytes,
                Round(figures.PlacedPerSecond), Round(figures.PaidPerSecond), SpreadBody.From(figures.Lateness),
                SpreadBody.From(figures.StreamLag), SpreadBody.From(figures.NotificationLag),
                figures.Journal is { } journal ? JournalBody.From(journal) : null);
    }

    /// <summary>Rates with two digits behind the point.</summary>
    public static double Round(double rate) => Math.Round(rate, 2);
}

/// <summary>What the journal of a silo does.</summary>
/// <param name="AppendsPerSecond">Appends that became durable, since its figures were last asked for.</param>
/// <param name="AppendsPerCommit">How many shared a transaction, on average.</param>
/// <param name="Waiting">Entries that wait to be written now.</param>
/// <param name="Overloaded">Appends refused since the start, because too much was waiting.</param>
/// <param name="Failures">Times the store has failed since the start.</param>
internal sealed record JournalBody(
    double AppendsPerSecond, double AppendsPerCommit, long Waiting, long Overloaded, long Failures)
{
    /// <summary>As the API has it.</summary>
    public static JournalBody From(JournalOverview view) => new(
        SiloBody.Round(view.AppendsPerSecond), SiloBody.Round(view.AppendsPerCommit), view.Waiting, view.Overloaded,
        view.Failures);
}
