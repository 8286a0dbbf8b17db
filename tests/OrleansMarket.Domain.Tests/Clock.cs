namespace OrleansMarket.Domain.Tests;

/// <summary>Instants of the stories, counted from the first second of 11.11.</summary>
internal static class Clock
{
    public static readonly DateTimeOffset Midnight = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Minutes(double later) => Midnight + TimeSpan.FromMinutes(later);

    public static DateTimeOffset Hours(double later) => Midnight + TimeSpan.FromHours(later);

    public static DateTimeOffset Days(double later) => Midnight + TimeSpan.FromDays(later);

    public static DateTimeOffset JustBefore(DateTimeOffset instant) => instant - TimeSpan.FromTicks(1);
}
