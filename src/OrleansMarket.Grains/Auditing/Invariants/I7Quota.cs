using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>There are never more coupons in use than there are coupons.</summary>
internal sealed class I7Quota() : Invariant(
    "I7", "Per campaign, locked + redeemed coupons are at most its quota at any moment, and per buyer at most his limit; "
    + "each claim has its coupon.")
{
    /// <summary>What is in use of each campaign, and of each campaign by each buyer.</summary>
    private sealed class InUse
    {
        public Dictionary<string, int> Campaigns { get; } = new(StringComparer.Ordinal);

        public Dictionary<(string Campaign, string Buyer), int> Buyers { get; } = [];

        public Dictionary<string, int> Born { get; } = new(StringComparer.Ordinal);
    }

    public override IReadOnlyList<string> Prefixes => [Ids.Coupon];

    public override void See(Seen seen)
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

    private static bool IsInUse(Coupon.State coupon) =>
        coupon.Status is Coupon.Status.Locked or Coupon.Status.Redeemed;
}
