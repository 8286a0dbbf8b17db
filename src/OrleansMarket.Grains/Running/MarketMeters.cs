using System.Diagnostics.Metrics;

namespace OrleansMarket.Grains.Running;

/// <summary>What a silo measures of the market, for metrics and for the operators' overview.</summary>
/// <remarks>
/// The meter is called <see cref="Name"/>; its instruments follow the OpenTelemetry conventions and name no member,
/// order or other thing. The journal has a meter of its own, <c>OrleansMarket.Journal</c>.
/// </remarks>
internal sealed class MarketMeters : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "OrleansMarket";

    private static readonly InstrumentAdvice<double> Lags = new()
    {
        HistogramBucketBoundaries =
            [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200],
    };

    private readonly Meter meter = new(Name);
    private readonly Counter<long> placed;
    private readonly Counter<long> paid;
    private readonly Counter<long> postponed;
    private readonly Histogram<double> lateness;
    private readonly Histogram<double> streamLag;
    private readonly Histogram<double> notificationLag;

    /// <param name="clock">Real time.</param>
    public MarketMeters(MarketTime clock)
    {
        placed = meter.CreateCounter<long>("market.order.placed", "{order}", "Orders placed");
        paid = meter.CreateCounter<long>("market.order.paid", "{order}", "Orders paid with money");
        postponed = meter.CreateCounter<long>(
            "market.deadline.postponed", "{deadline}", "Deadlines that were told and were still there");
        lateness = Histogram("market.deadline.lateness", "From a deadline until it was carried out");
        streamLag = Histogram("market.stream.lag", "From an entry's instant until a view has taken it");
        notificationLag = Histogram(
            "market.notification.lag", "From an event's instant until those who listen were told of it");
        (Placed, Paid) = (new(clock), new(clock));
        (Lateness, StreamLag, NotificationLag) = (new(clock), new(clock), new(clock));
    }

    /// <summary>Orders placed, lately.</summary>
    public RecentCount Placed { get; }

    /// <summary>Orders paid, lately.</summary>
    public RecentCount Paid { get; }

    /// <summary>How late deadlines were carried out, lately.</summary>
    public RecentDurations Lateness { get; }

    /// <summary>How old entries were when a view had taken them, lately.</summary>
    public RecentDurations StreamLag { get; }

    /// <summary>How old events were when those who listen were told, lately.</summary>
    public RecentDurations NotificationLag { get; }

    /// <summary>Orders were placed.</summary>
    public void OrdersPlaced(int orders)
    {
        placed.Add(orders);
        Placed.Add(orders);
    }

    /// <summary>An order was paid; those that cost nothing are not counted.</summary>
    public void OrderPaid()
    {
        paid.Add(1);
        Paid.Add(1);
    }

    /// <summary>An aggregate was told of its deadline, and has answered.</summary>
    /// <param name="kind">The type of its grain.</param>
    /// <param name="late">How long after the deadline.</param>
    public void DeadlineCarriedOut(string kind, TimeSpan late)
    {
        lateness.Record(late.TotalSeconds, new KeyValuePair<string, object?>("market.aggregate", kind));
        Lateness.Add(late);
    }

    /// <summary>An aggregate was told of its deadline and has the same one still; it is told again later.</summary>
    public void DeadlinePostponed() => postponed.Add(1);

    /// <summary>A view has taken a stretch of entries.</summary>
    /// <param name="view">Its name.</param>
    /// <param name="lag">How old the first of them was then.</param>
    public void ViewFollowed(string view, TimeSpan lag)
    {
        streamLag.Record(lag.TotalSeconds, new KeyValuePair<string, object?>("market.view", view));
        StreamLag.Add(lag);
    }

    /// <summary>Those who listen were told of events.</summary>
    /// <param name="lag">How old the first of them was then.</param>
    public void Notified(TimeSpan lag)
    {
        notificationLag.Record(lag.TotalSeconds);
        NotificationLag.Add(lag);
    }

    public void Dispose() => meter.Dispose();

    private Histogram<double> Histogram(string name, string description) =>
        meter.CreateHistogram(name, "s", description, null, Lags);
}
