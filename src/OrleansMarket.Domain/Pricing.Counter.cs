namespace OrleansMarket.Domain;

/// <summary>The steps of a price, and how many coins are worth how much.</summary>
public static partial class Pricing
{
    /// <summary>What so many coins take off at most, in minor units; parts of a minor unit are nothing.</summary>
    public static long WorthOf(long coins, Currency currency, Policy policy) =>
        (long)((Int128)coins * currency.MinorPerUnit / policy.CoinsPerUnit);

    /// <summary>How many coins it takes to take so much off: the fewest that are worth it.</summary>
    public static long CoinsFor(long minor, Currency currency, Policy policy) =>
        (long)(((Int128)minor * policy.CoinsPerUnit + currency.MinorPerUnit - 1) / currency.MinorPerUnit);

    /// <summary>Adds a price up, one step after the other.</summary>
    private sealed class Counter
    {
        public Counter(Line[] lines)
        {
            (Lines, Currency) = (lines, lines[0].Offer.UnitPrice.Currency);
            var zero = Money.Zero(Currency);
            // The seller's sale comes first: whatever follows, looks at the price that he asks for.
            Priced = [.. lines.Select(line => new Order.Line(
                line.Offer.Sku, line.Offer.Title, line.Quantity, line.UnitPrice, zero, zero,
                ListPrice: line.Sale is null ? null : line.Offer.UnitPrice,
                OnPayment: line.OnPayment ? true : null))];
            Used = [.. lines.Select(_ => new List<string>())];
        }

        public Line[] Lines { get; }

        public Currency Currency { get; }

        public Order.Line[] Priced { get; }

        public List<string>[] Used { get; }

        public List<Share> Shares { get; } = [];

        public Rejection? Apply(Discount discount)
        {
            var terms = discount.Terms;
            var covered = Enumerable.Range(0, Lines.Length)
                .Where(i => terms.Covers(Lines[i].Offer.Seller, Lines[i].Offer.Sku)).ToArray();
            if (covered.Length == 0 || terms.Value.Currency != Currency) return Rejection.CouponNotApplicable;

            var weights = covered.Select(i => Priced[i].Cash.Minor).ToArray();
            var goods = weights.Sum();
            if (goods < terms.MinimumSpend.Minor || goods == 0) return Rejection.CouponMinimumNotMet;

            // A coupon is never worth more than what is left to pay for its lines; the difference is not paid out.
            var parts = Allocation.ByLargestRemainder(terms.OffOf(goods), weights);
            for (var k = 0; k < covered.Length; k++)
            {
                if (parts[k] == 0) continue;
                var (i, line, part) = (covered[k], Priced[covered[k]], new Money(parts[k], Currency));
                Priced[i] = terms.Seller is null
                    ? line with { PlatformDiscount = line.PlatformDiscount + part }
                    : line with { SellerDiscount = line.SellerDiscount + part };
                Used[i].Add(discount.Id);
                Shares.Add(new(discount.Id, Lines[i].Offer.Seller, Lines[i].ShippingMethod, line.Sku, part));
            }

            return null;
        }

        public void ApplyCoins(int coins, Policy policy)
        {
            var weights = Priced.Select(line => line.Cash.Minor).ToArray();
            var cap = new Money(weights.Sum(), Currency).BasisPoints(policy.CoinCapBasisPoints).Minor;
            var worth = Math.Min(cap, WorthOf(coins, Currency, policy));
            // Where a coin is worth several minor units, only whole coins are used.
            worth = WorthOf((long)((Int128)worth * policy.CoinsPerUnit / Currency.MinorPerUnit), Currency, policy);
            if (worth == 0) return;
            var parts = Allocation.ByLargestRemainder(worth, weights);
            for (var i = 0; i < parts.Length; i++)
                if (parts[i] > 0) Priced[i] = Priced[i] with { CoinDiscount = new Money(parts[i], Currency) };
        }

        public void AddTax(int basisPoints)
        {
            if (basisPoints == 0) return;
            for (var i = 0; i < Priced.Length; i++)
                Priced[i] = Priced[i] with { Tax = Priced[i].Cash.BasisPoints(basisPoints) };
        }
    }
}
