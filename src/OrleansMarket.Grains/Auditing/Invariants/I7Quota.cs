using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>There are never more coupons in use than there are coupons, nor units of a sale than it has.</summary>
internal sealed class I7Quota() : Invariant(
    "I7", "Per campaign, locked + redeemed coupons are at most its quota at any moment, and per buyer at most his "
    + "limit; each claim has its coupon; a flash sale gives no more than it offers.")
{
    /// <summary>What is in use of each campaign, and of each campaign by each buyer.</summary>
    private sealed class InUse
    {
        public Dictionary<string, int> Campaigns { get; } = new(StringComparer.Ordinal);

        public Dictionary<(string Campaign, string Buyer), int> Buyers { get; } = [];

        public Dictionary<string, int> Born { get; } = new(StringComparer.Ordinal);

        /// <summary>The most that each sale ever offered, by SKU and beginning; to all and to one buyer.</summary>
        public Dictionary<(string Sku, DateTimeOffset From), (int Units, int PerBuyer)> Sales { get; } = [];
    }

    public override IReadOnlyList<string> Prefixes => [Ids.Coupon, Ids.Listing, Ids.Stock];

    public override void See(Seen seen)
    {
        if (seen.After is Listing.State { Offer.Sale: { } sale }) Offered(seen, sale);
        else if (seen.After is Stock.State stock) Sold(seen, stock);
        else if (seen.After is Coupon.State) SeeCoupon(seen);
    }

    public override void End(PartitionFold fold)
    {
        foreach (var (folded, campaign) in fold.All<Campaign.State>())
        {
            Count("campaigns");
            var born = fold.Notes<InUse>(this).Born.GetValueOrDefault(folded.Aggregate);
            if (born != campaign.Issued)
                Violate(fold.PlaceOf(folded), $"{campaign.Issued} coupons were claimed, and {born} exist.");
        }
    }

    private void Offered(Seen seen, Listing.Sale sale)
    {
        var (sales, key) = (seen.Fold.Notes<InUse>(this).Sales, (Ids.Tail(seen.Aggregate), sale.From));
        var most = sales.GetValueOrDefault(key);
        sales[key] = (Math.Max(most.Units, sale.Quota), Math.Max(most.PerBuyer, sale.PerBuyer ?? sale.Quota));
    }

    private void Sold(Seen seen, Stock.State stock)
    {
        foreach (var happened in seen.Events)
        {
            if (happened is not Stock.Event.Reserved { Sale: { } sale } reserved) continue;
            Count("reservations in flash sales");
            var most = seen.Fold.Notes<InUse>(this).Sales.GetValueOrDefault((Ids.Tail(seen.Aggregate), sale));
            if (stock.TakenIn(sale) > most.Units)
                Violate(seen.Place,
                    $"{stock.TakenIn(sale)} are taken in the sale of {sale:O}, which has {most.Units}.");
            if (reserved.Buyer is { } buyer && stock.TakenBy(buyer, sale) > most.PerBuyer)
            {
                Violate(seen.Place, $"{buyer} has {stock.TakenBy(buyer, sale)} of the sale of {sale:O}; "
                    + $"{most.PerBuyer} are his limit.");
            }
        }
    }

    private void SeeCoupon(Seen seen)
    {
        Count("decisions on coupons");
        var (before, after) = ((Coupon.State)seen.Before, (Coupon.State)seen.After);
        if (after is not { Buyer: { } buyer, Terms.Campaign: { } campaign }) return;
        var notes = seen.Fold.Notes<InUse>(this);
        if (seen.Entry.Version == 1) notes.Born[campaign] = notes.Born.GetValueOrDefault(campaign) + 1;
        var more = (IsInUse(after) ? 1 : 0) - (IsInUse(before) ? 1 : 0);
        if (more == 0) return;
        var all = notes.Campaigns[campaign] = notes.Campaigns.GetValueOrDefault(campaign) + more;
        var own = notes.Buyers[(campaign, buyer)] = notes.Buyers.GetValueOrDefault((campaign, buyer)) + more;
        if (!seen.Fold.TryGet<Campaign.State>(campaign, out var known) || known.Offer is not { } offer)
            Violate(seen.Place, $"It is of {campaign}, which offers nothing.");
        else if (all > offer.Quota) Violate(seen.Place, $"{all} coupons of {campaign} are in use, of {offer.Quota}.");
        else if (own > offer.PerBuyer)
            Violate(seen.Place, $"{buyer} uses {own} coupons of {campaign}; {offer.PerBuyer} are his limit.");
    }

    private static bool IsInUse(Coupon.State coupon) =>
        coupon.Status is Coupon.Status.Locked or Coupon.Status.Redeemed;
}
