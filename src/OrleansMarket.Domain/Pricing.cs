namespace OrleansMarket.Domain;

/// <summary>
/// What a basket costs: unit prices, then the discounts in their official order (DOMAIN.md §1.3), each divided over its
/// lines to the last cent, then shipping.
/// </summary>
public static class Pricing
{
    /// <summary>One SKU as it is offered now.</summary>
    /// <param name="Offer">The listing.</param>
    /// <param name="Quantity">How many.</param>
    /// <param name="ShippingMethod">How it should come.</param>
    /// <param name="Sale">
    /// The flash sale in which it is bought, the first of all discounts: its price is the unit price. Null for outside
    /// of one.
    /// </param>
    /// <param name="OnPayment">Whether it is taken from the stock only when it is paid.</param>
    public sealed record Line(
        Listing.Offer Offer, int Quantity, string ShippingMethod, Listing.Sale? Sale = null, bool OnPayment = false)
    {
        /// <summary>What one costs.</summary>
        public Money UnitPrice => Sale?.UnitPrice ?? Offer.UnitPrice;
    }

    /// <summary>A discount that the buyer brings.</summary>
    /// <param name="Id">The coupon.</param>
    /// <param name="Terms">What it is worth and where.</param>
    public sealed record Discount(string Id, Coupon.Terms Terms);

    /// <summary>The lines of one order: one seller, one shipping method (page question 10).</summary>
    public sealed record Basket(
        string Seller, string SellerName, string ShippingMethod, Money ShippingFee, int DeliveryDays,
        IReadOnlyList<Order.Line> Lines, IReadOnlyList<string> Coupons)
    {
        /// <summary>What the buyer pays for it.</summary>
        public Money Total => Lines.Sum(ShippingFee.Currency, line => line.Cash) + ShippingFee;
    }

    /// <summary>What the whole checkout costs.</summary>
    public sealed record Quote(IReadOnlyList<Basket> Baskets)
    {
        /// <summary>The lines as they were offered, equal ones together.</summary>
        public IReadOnlyList<Line> Lines { get; init; } = [];

        /// <summary>What the buyer pays.</summary>
        public Money Total => Baskets.Sum(Currency, basket => basket.Total);

        /// <summary>The goods before discounts.</summary>
        public Money Subtotal => Sum(line => line.Subtotal);

        /// <summary>All discounts.</summary>
        public Money Discount => Sum(line => line.SellerDiscount + line.PlatformDiscount);

        /// <summary>All shipping fees.</summary>
        public Money Shipping => Baskets.Sum(Currency, basket => basket.ShippingFee);

        private Currency Currency => Baskets[0].ShippingFee.Currency;

        private Money Sum(Func<Order.Line, Money> amount) =>
            Baskets.SelectMany(basket => basket.Lines).Sum(Currency, amount);
    }

    /// <summary>
    /// Prices a basket; the rejection when something of it cannot be ordered together or a discount does not apply.
    /// </summary>
    /// <param name="lines">At least one; equal SKUs with one shipping method count as one line.</param>
    /// <param name="discounts">
    /// In any order, they are applied store coupons first, then the platform's; one that is named twice counts once.
    /// </param>
    /// <param name="policy">The limits of a checkout.</param>
    public static (Quote? Quote, Rejection? Rejection) Price(
        IReadOnlyList<Line> lines, IReadOnlyList<Discount> discounts, Policy policy)
    {
        if (lines.Count == 0) return (null, Rejection.CartIsEmpty);
        if (lines.Count > policy.LinesPerCheckout) return (null, Rejection.TooManyLines);
        if (lines.Any(line => line.Quantity is < 1 or > Cart.MostOfOneSku)) return (null, Rejection.QuantityInvalid);
        if (lines.Any(line => line.Offer.Method(line.ShippingMethod) is null))
            return (null, Rejection.ShippingMethodUnknown);
        var currency = lines[0].Offer.UnitPrice.Currency;
        if (lines.Any(line => line.Offer.UnitPrice.Currency != currency)) return (null, Rejection.CurrencyMixed);

        // Far below where sums of many orders would no longer fit, and beyond what anybody orders.
        if (lines.Sum(line => (decimal)line.UnitPrice.Minor * line.Quantity) > Listing.MostMinor)
            return (null, Rejection.QuantityInvalid);

        var merged = Merge(lines);
        if (merged.DistinctBy(line => line.Offer.Seller).Count() > policy.SellersPerCheckout)
            return (null, Rejection.TooManySellers);

        var priced = merged.Select(line => new Order.Line(line.Offer.Sku, line.Offer.Title, line.Quantity,
            line.UnitPrice, Money.Zero(currency), Money.Zero(currency),
            ListPrice: line.Sale is null ? null : line.Offer.UnitPrice,
            OnPayment: line.OnPayment ? true : null)).ToArray();
        var used = merged.Select(_ => new List<string>()).ToArray();
        foreach (var discount in discounts.DistinctBy(discount => discount.Id)
            .OrderBy(discount => discount.Terms.Stage).ThenBy(discount => discount.Id, StringComparer.Ordinal))
        {
            if (Apply(discount, merged, priced, used) is { } why) return (null, why);
        }

        return (new Quote(Group(merged, priced, used)) { Lines = merged }, null);
    }

    private static Line[] Merge(IReadOnlyList<Line> lines) =>
    [
        .. lines.GroupBy(line => (line.Offer.Sku, line.ShippingMethod))
            .Select(same => same.First() with { Quantity = same.Sum(line => line.Quantity) }),
    ];

    private static Rejection? Apply(Discount discount, Line[] lines, Order.Line[] priced, List<string>[] used)
    {
        var terms = discount.Terms;
        var eligible = Enumerable.Range(0, lines.Length)
            .Where(i => terms.Seller is null || lines[i].Offer.Seller == terms.Seller).ToArray();
        if (eligible.Length == 0) return Rejection.CouponNotApplicable;
        if (terms.Value.Currency != priced[0].UnitPrice.Currency) return Rejection.CouponNotApplicable;

        var weights = eligible.Select(i => priced[i].Cash.Minor).ToArray();
        var goods = weights.Sum();
        if (goods < terms.MinimumSpend.Minor || goods == 0) return Rejection.CouponMinimumNotMet;

        // A coupon is never worth more than what is left to pay for its lines; the difference is not paid out.
        var shares = Allocation.ByLargestRemainder(Math.Min(terms.Value.Minor, goods), weights);
        for (var k = 0; k < eligible.Length; k++)
        {
            if (shares[k] == 0) continue;
            var (line, share) = (priced[eligible[k]], new Money(shares[k], terms.Value.Currency));
            priced[eligible[k]] = terms.Seller is null
                ? line with { PlatformDiscount = line.PlatformDiscount + share }
                : line with { SellerDiscount = line.SellerDiscount + share };
            used[eligible[k]].Add(discount.Id);
        }

        return null;
    }

    private static Basket[] Group(Line[] lines, Order.Line[] priced, List<string>[] used) =>
    [
        .. Enumerable.Range(0, lines.Length)
            .GroupBy(i => (lines[i].Offer.Seller, lines[i].ShippingMethod))
            .Select(together =>
            {
                var methods = together.Select(i => lines[i].Offer.Method(lines[i].ShippingMethod)!).ToArray();
                var first = lines[together.First()];
                return new Basket(first.Offer.Seller, first.Offer.SellerName, first.ShippingMethod,
                    methods.Select(method => method.Fee).Max(), methods.Max(method => method.Days),
                    [.. together.Select(i => priced[i])], [.. together.SelectMany(i => used[i]).Distinct()]);
            }),
    ];
}
