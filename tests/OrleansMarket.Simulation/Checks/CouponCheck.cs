using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Checks;

/// <summary>
/// As many coupons as were offered (I7), each in one place (I8), and discounts that are divided to the cent (I9).
/// </summary>
internal sealed class CouponCheck(Watcher watcher, Findings findings) : ICheck
{
    public void Saw(IReadOnlyList<Seen> append)
    {
        foreach (var seen in append)
        {
            switch (seen.After)
            {
                case Campaign.State campaign:
                    Quota(seen, campaign, append);
                    break;
                case Order.State order when seen.Entry.Version == 1:
                    Discounts(order.Terms!);
                    break;
                case Checkout.State { Status: Checkout.Status.Placed } placed:
                    Shares(seen.Entry.Aggregate, [.. placed.Orders.Select(order => order.Order)]);
                    break;
            }
        }
    }

    public void Settled()
    {
        var paid = watcher.All<Order.State>().Where(order => order.State.PaidAt is not null)
            .SelectMany(order => order.State.Terms!.Coupons).ToHashSet();
        foreach (var (id, coupon) in watcher.All<Coupon.State>())
        {
            findings.Require(coupon.Status != Coupon.Status.Locked, "I10", $"{id} is still locked.");
            findings.Require(coupon.Status != Coupon.Status.Redeemed || paid.Contains(id), "I8",
                $"{id} is used up, and no order was paid with it.");
        }
    }

    private void Quota(Seen seen, Campaign.State campaign, IReadOnlyList<Seen> append)
    {
        var id = seen.Entry.Aggregate;
        var offer = campaign.Offer!;
        findings.Require(campaign.Taken <= offer.Quota, "I7",
            $"{id} has given away {campaign.Taken} of {offer.Quota}.");
        findings.Require(campaign.Buyers.Values.All(had => had <= offer.PerBuyer), "I7",
            $"{id} has given one buyer more than {offer.PerBuyer}.");
        foreach (var claimed in seen.Events.OfType<Campaign.Event.Claimed>())
        {
            var coupon = Ids.CouponOf(id, claimed.Number);
            findings.Require(append.Any(one => one.Entry.Aggregate == coupon), "I7",
                $"{coupon} was claimed and does not exist.");
        }
    }

    private void Discounts(Order.OrderTerms terms) => findings.Require(
        terms.Lines.All(line => line is { SellerDiscount.Minor: >= 0, PlatformDiscount.Minor: >= 0 }
            && line.Cash.Minor >= 0), "I9", $"{terms.Order} takes off more than a line costs.");

    /// <summary>A checkout with one platform coupon: every line has its part, by largest remainder.</summary>
    private void Shares(string checkout, string[] orders)
    {
        var terms = orders.Select(order => watcher.Newest<Order.State>(order)?.Terms).OfType<Order.OrderTerms>()
            .ToArray();
        var coupons = terms.SelectMany(one => one.Coupons).Distinct().ToArray();
        if (coupons.Length != 1 || watcher.Newest<Coupon.State>(coupons[0]) is not { Terms: { Seller: null } coupon })
            return;
        var lines = terms.SelectMany(one => one.Lines).ToArray();
        var goods = lines.Sum(line => line.Subtotal.Minor);
        var value = Math.Min(coupon.Value.Minor, goods);
        findings.Require(lines.Sum(line => line.PlatformDiscount.Minor) == value, "I9",
            $"{checkout} divides {value} into something else.");
        // Each share is its exact part, or the cent above it where the part that was cut off is among the largest.
        var exact = lines.Select(line => Int128.DivRem((Int128)value * line.Subtotal.Minor, goods)).ToArray();
        var above = lines.Select((line, i) => line.PlatformDiscount.Minor - (long)exact[i].Quotient).ToArray();
        var leastAbove = Cut(1).DefaultIfEmpty(goods).Min();
        findings.Require(above.All(one => one is 0 or 1) && Cut(0).All(cut => cut <= leastAbove), "I9",
            $"{checkout} divides {value} into {string.Join(", ", lines.Select(line => line.PlatformDiscount))}.");

        IEnumerable<Int128> Cut(long up) => exact.Where((_, i) => above[i] == up).Select(part => part.Remainder);
    }
}
