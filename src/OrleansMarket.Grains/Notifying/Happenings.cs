using System.Diagnostics;
using System.Text.Json;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Notifying;

/// <summary>
/// What the entries of the journal tell, and whom. Every event of a machine that speaks is here: told, or silent on
/// purpose.
/// </summary>
internal static partial class Happenings
{
    /// <summary>Prefixes of aggregates that nobody is told of: what matters of them, others tell.</summary>
    public static IReadOnlyList<string> Silent { get; } =
    [
        Ids.Cart, Ids.Checkout, Ids.Payment, Ids.Listing, Ids.Parcel, Ids.Campaign, Ids.Code, Ids.Wallet, Ids.Coins,
        Ids.Request, Ids.Member, Ids.Clock[..4],
    ];

    /// <summary>The events of an entry that may tell something; null when it tells nothing.</summary>
    public static IReadOnlyList<object>? EventsOf(Entry entry) => entry.Aggregate.AsSpan(0, 4) switch
    {
        Ids.Order => Codecs.Order.Read(entry.Events),
        Ids.Escrow => Codecs.Escrow.Read(entry.Events),
        Ids.Refund => Codecs.Refund.Read(entry.Events),
        Ids.Coupon => Codecs.Coupon.Read(entry.Events),
        Ids.SellerAccount => Codecs.SellerAccount.Read(entry.Events),
        Ids.Standing => Codecs.SellerStanding.Read(entry.Events),
        // Of the many entries of a stock only the last unit's tells something; they need not be read for that.
        Ids.Stock => entry.Events.Span.IndexOf("\"sold_out\":true"u8) < 0 ? null : Codecs.Stock.Read(entry.Events),
        _ => null,
    };

    /// <summary>What an event tells; null when it tells nothing.</summary>
    /// <param name="entry">The entry that holds it.</param>
    /// <param name="happened">The event.</param>
    /// <param name="parties">Whom the entry's aggregate concerns.</param>
    public static Happening? Of(Entry entry, object happened, Parties parties) => happened switch
    {
        Order.Event.DisputeMoved moved => OfDispute(moved.Happened, parties.Data) is { } told
            ? told with { Subject = parties.DisputeAt(entry.Version) }
            : null,
        Order.Event order => OfOrder(order, parties.Data),
        Escrow.Event escrow => OfEscrow(escrow, parties.Data),
        Refund.Event refund => OfRefund(refund, parties.Data),
        Coupon.Event coupon => OfCoupon(coupon, parties.Buyer),
        Stock.Event stock => OfStock(stock, entry, parties),
        SellerAccount.Event account => OfAccount(account, Ids.Tail(entry.Aggregate)),
        SellerStanding.Event standing => OfStanding(standing, Ids.Tail(entry.Aggregate)),
        _ => throw new UnreachableException($"Nobody has said who is told of {happened.GetType()}."),
    };

    private static string Word(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Word<T>(T value) where T : struct, Enum =>
        Words<T>.Of.TryGetValue(value, out var word) ? word : value.ToString();

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Of = Enum.GetValues<T>().ToDictionary(
            value => value, value => Word(value.ToString()));
    }
}
