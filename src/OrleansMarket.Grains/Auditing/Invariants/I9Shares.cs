using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>What coupons take off is divided to the last cent, and no line costs less than nothing.</summary>
internal sealed class I9Shares() : Invariant(
    "I9", "The shares of a coupon over the lines are at most what it is worth, each discount is at most its line, and "
    + "nobody pays less than nothing.")
{
    private readonly Dictionary<string, Sums> byCheckout = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Coupon.Terms> coupons = new(StringComparer.Ordinal);

    /// <summary>The discounts of one checkout.</summary>
    private sealed class Sums
    {
        public Place Place { get; set; }

        public long Platform { get; set; }

        public Dictionary<string, long> Sellers { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Coupons { get; } = new(StringComparer.Ordinal);
    }

    public override IReadOnlyList<string> Prefixes => [Ids.Order, Ids.Coupon];

    public override void See(Seen seen)
    {
        if (seen.Entry.Version != 1) return;
        if (seen.After is Coupon.State { Terms: { } known }) coupons[seen.Aggregate] = known;
        if (seen.After is not Order.State { Terms: { } terms }) return;
        Count("orders");
        foreach (var line in terms.Lines)
        {
            Count("lines");
            var zero = Money.Zero(line.UnitPrice.Currency);
            if (line.SellerDiscount < zero || line.Subsidy < zero || line.SellerDiscount + line.Subsidy > line.Subtotal)
                Violate(seen.Place,
                    $"{line.Sku} costs {line.Subtotal}; {line.SellerDiscount} and {line.Subsidy} are off.");
            if (line.Cash < zero) Violate(seen.Place, $"{line.Sku} costs {line.Cash}, less than nothing.");
        }

        if (terms.Coupons.Count > 0) Add(seen, terms);
    }

    public override void Conclude(Facts facts)
    {
        Count("checkouts with coupons", byCheckout.Count);
        foreach (var (checkout, sums) in byCheckout)
        {
            var used = sums.Coupons.Where(coupons.ContainsKey).Select(coupon => coupons[coupon]).ToArray();
            Check("the platform", sums.Platform, used.Where(terms => terms.Seller is null));
            foreach (var (seller, off) in sums.Sellers) Check(seller, off, used.Where(terms => terms.Seller == seller));

            void Check(string who, long off, IEnumerable<Coupon.Terms> terms)
            {
                if (terms.Sum(one => one.Value.Minor) is var worth && off > worth)
                    Violate(sums.Place, $"{who} takes {off} off in {checkout}, with coupons worth {worth}.");
            }
        }
    }

    private void Add(Seen seen, Order.OrderTerms terms)
    {
        if (!byCheckout.TryGetValue(terms.Checkout, out var sums)) byCheckout.Add(terms.Checkout, sums = new Sums());
        sums.Place = seen.Place;
        sums.Platform += terms.Lines.Sum(line => line.PlatformDiscount.Minor);
        sums.Sellers[terms.Seller] = sums.Sellers.GetValueOrDefault(terms.Seller)
            + terms.Lines.Sum(line => line.SellerDiscount.Minor);
        sums.Coupons.UnionWith(terms.Coupons);
    }
}
