using System.Text;

namespace OrleansMarket.Journal.Tests.Contract;

/// <summary>Entries and appends for tests.</summary>
public static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static Entry Entry(string aggregate, long version, int? due = null, string body = "[]") => new(
        aggregate, version, Noon.AddTicks(version), due is { } minutes ? Noon.AddMinutes(minutes) : null,
        "cmd", "cause", Encoding.UTF8.GetBytes(body));

    public static Append Append(string aggregate, long version, params IReadOnlyList<Entry> births) =>
        new(Entry(aggregate, version), null, births);

    public static Append Append(Entry own, int? dueBefore = null, params IReadOnlyList<Entry> births) =>
        new(own, dueBefore is { } minutes ? Noon.AddMinutes(minutes) : null, births);

    public static Snapshot Snapshot(string aggregate, long version, string shape = "1", string body = "state") =>
        new(aggregate, version, null, shape, Encoding.UTF8.GetBytes(body));
}
