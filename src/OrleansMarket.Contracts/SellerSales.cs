using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>Which days of a seller's sales somebody wants to see, in UTC.</summary>
/// <param name="Seller">Whose.</param>
/// <param name="From">The first day; null for 29 days before the last.</param>
/// <param name="To">The last day; null for today.</param>
[GenerateSerializer, Immutable, Alias("sales-query")]
public sealed record SalesQuery(
    [property: Id(0)] string Seller, [property: Id(1)] DateOnly? From = null, [property: Id(2)] DateOnly? To = null)
{
    /// <summary>The most days that can be asked for at once.</summary>
    public const int MostDays = 100;
}

/// <summary>A seller's sales.</summary>
/// <param name="From">The first day that was looked at.</param>
/// <param name="To">The last.</param>
/// <param name="Days">The days on which something moved, newest first, with a row for each currency.</param>
[GenerateSerializer, Immutable, Alias("sales-page")]
public sealed record SalesPage(
    [property: Id(0)] DateOnly From, [property: Id(1)] DateOnly To, [property: Id(2)] SalesDay[] Days);

/// <summary>What a seller's orders moved on one day, by the instants of the escrow's postings.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="Orders">Orders that were paid.</param>
/// <param name="Gross">What buyers paid for them: their own money, without what the platform adds.</param>
/// <param name="Refunded">
/// What buyers got back, of orders of any day: charge-backs included, and refunds that the platform bore.
/// </param>
/// <param name="Commission">The platform's fee, less what it gave back with refunds; so it can be negative.</param>
/// <param name="Released">What the seller earned, after commission and tax.</param>
/// <param name="TakenBack">What he owes of it since, for refunds after the release.</param>
[GenerateSerializer, Immutable, Alias("sales-day")]
public sealed record SalesDay(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] long Orders,
    [property: Id(2)] Money Gross,
    [property: Id(3)] Money Refunded,
    [property: Id(4)] Money Commission,
    [property: Id(5)] Money Released,
    [property: Id(6)] Money TakenBack);
