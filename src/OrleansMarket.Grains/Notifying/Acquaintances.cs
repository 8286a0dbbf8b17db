using System.Diagnostics;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Notifying;

/// <summary>
/// Remembers whom the aggregates of a partition concern: those that were seen last; the others are read again.
/// </summary>
/// <param name="journal">Where they are read.</param>
/// <param name="most">How many are remembered at least.</param>
internal sealed class Acquaintances(IJournalStore journal, int most)
{
    private readonly Recollection<Parties> known = new(most);

    /// <summary>The aggregate whose entries say whom an aggregate concerns; null when its own name does.</summary>
    public static string? KeyOf(string aggregate) => aggregate[..4] switch
    {
        Ids.Order or Ids.Coupon => aggregate,
        Ids.Escrow => Ids.Order + Ids.Tail(aggregate),
        Ids.Refund => Ids.Order + aggregate[Ids.Refund.Length..aggregate.LastIndexOf('.')],
        Ids.Stock => Ids.Listing + Ids.Tail(aggregate),
        _ => null,
    };

    /// <summary>Whom it concerns; null when that has to be read.</summary>
    public Parties? Find(string key) => known.TryGet(key, out var parties) ? parties : null;

    /// <summary>Looks some up in the journal.</summary>
    public async ValueTask Read(IReadOnlyCollection<string> keys)
    {
        if (keys.Count == 0) return;
        var pasts = await journal.Read([.. keys.Select(key => new HistoryRequest(key, null))]);
        foreach (var (key, past) in keys.Zip(pasts))
        {
            foreach (var entry in past.Entries) Learn(entry, null);
            // What nobody is known of is remembered too, so that it is not looked for again.
            if (Find(key) is null) known.Keep(key, new(null, null));
        }
    }

    /// <summary>Takes in what an entry says.</summary>
    /// <param name="entry">An entry of an order, a coupon or a listing.</param>
    /// <param name="happened">Its events; null when they have not been read.</param>
    public void Learn(Entry entry, IReadOnlyList<object>? happened)
    {
        foreach (var one in happened ?? EventsOf(entry))
        {
            switch (one)
            {
                case Order.Event.Placed placed:
                    known.Keep(entry.Aggregate, Parties.Of(placed.Terms));
                    break;
                case Order.Event.DisputeMoved { Happened: Dispute.Event.Opened opened }:
                    Find(entry.Aggregate)?.Note(entry.Version, opened.Dispute);
                    break;
                case Coupon.Event.Issued issued:
                    known.Keep(entry.Aggregate, new(issued.Buyer, null));
                    break;
                case Listing.Event.Offered { Offer: var offer }:
                    known.Keep(entry.Aggregate, new(null, offer.Seller) { Title = offer.Title });
                    break;
            }
        }
    }

    /// <summary>Forgets all of them.</summary>
    public void Forget() => known.Clear();

    private static IReadOnlyList<object> EventsOf(Entry entry) => entry.Aggregate[..4] switch
    {
        Ids.Order => Codecs.Order.Read(entry.Events),
        Ids.Coupon => Codecs.Coupon.Read(entry.Events),
        Ids.Listing => Codecs.Listing.Read(entry.Events),
        _ => throw new UnreachableException($"{entry.Aggregate} says nothing of people."),
    };
}
