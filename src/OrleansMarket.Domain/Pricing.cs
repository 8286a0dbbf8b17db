namespace OrleansMarket.Domain;

/// <summary>
/// What a basket costs: unit prices, then the discounts in their official order (DOMAIN.md §1.3), each divided over its
/// lines to the last cent, then coins, shipping and tax.
/// </summary>
public static partial class Pricing
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
    /// <param name="Id">The coupon, or the code that was typed.</param>
    /// <param name="Terms">What it is worth and where.</param>
    public sealed record Discount(string Id, Coupon.Terms Terms);

    /// <summary>What one coupon took off one line.</summary>
    public sealed record Share(string Coupon, string Seller, string ShippingMethod, string Sku, Money Amount);

    /// <summary>The lines of one order: one seller, one shipping method (page question 10).</summary>
    public sealed record Basket(
        string Seller, string SellerName, string ShippingMethod, Money ShippingFee, int DeliveryDays,
        IReadOnlyList<Order.Line> Lines, IReadOnlyList<string> Coupons, int Coins = 0)
    {
        /// <summary>What the buyer pays for it.</summary>
        public Money Total => Lines.Sum(ShippingFee.Currency, line => line.Cash) + ShippingFee;
    }

    /// <summary>What the whole checkout costs.</summary>
    /// <param name="Baskets">One for each order.</param>
    /// <param name="Shares">What each coupon took off each line, in the order in which they were applied.</param>
    public sealed record Quote(IReadOnlyList<Basket> Baskets, IReadOnlyList<Share> Shares)
    {
        /// <summary>The lines as they were offered, equal ones together.</summary>
        public IReadOnlyList<Line> Lines { get; init; } = [];

        /// <summary>What the buyer pays.</summary>
        public Money Total => Baskets.Sum(Currency, basket => basket.Total);

        /// <summary>The goods before discounts.</summary>
        public Money Subtotal => Sum(line => line.Subtotal);

        /// <summary>All discounts, coins too.</summary>
        public Money Discount => Sum(line => line.SellerDiscount + line.Subsidy);

        /// <summary>What coins take off.</summary>
        public Money CoinDiscount => Sum(line => line.CoinDiscount ?? Money.Zero(Currency));

        /// <summary>How many coins that costs.</summary>
        public int Coins => Baskets.Sum(basket => basket.Coins);

        /// <summary>All shipping fees.</summary>
        public Money Shipping => Baskets.Sum(Currency, basket => basket.ShippingFee);

        /// <summary>All taxes.</summary>
        public Money Tax => Sum(line => line.Tax ?? Money.Zero(Currency));

        private Currency Currency => Baskets[0].ShippingFee.Currency;

        private Money Sum(Func<Order.Line, Money> amount) =>
            Baskets.SelectMany(basket => basket.Lines).Sum(Currency, amount);
    }

    /// <summary>
    /// Prices a basket; the rejection when something of it cannot be ordered together or a discount does not apply, and
    /// the coupon or SKU that is the reason.
    /// </summary>
    /// <param name="lines">At least one; equal SKUs with one shipping method count as one line.</param>
    /// <param name="discounts">
    /// In any order, they are applied stage by stage; one that is named twice counts once.
    /// </param>
    /// <param name="policy">The limits of a checkout.</param>
    /// <param name="coins">How many coins to use at most.</param>
    public static (Quote? Quote, Rejection? Rejection, string? Subject) Price(
        IReadOnlyList<Line> lines, IReadOnlyList<Discount> discounts, Policy policy, int coins = 0)
    {
        if (Problem(lines, policy) is { } problem) return (null, problem, null);
        var basket = new Counter(Merge(lines));
        if (basket.Lines.DistinctBy(line => line.Offer.Seller).Count() > policy.SellersPerCheckout)
            return (null, Rejection.TooManySellers, null);

        var ordered = discounts.DistinctBy(discount => discount.Id)
            .OrderBy(discount => discount.Terms.Stage).ThenBy(discount => discount.Id, StringComparer.Ordinal)
            .ToArray();
        if (Clash(basket, ordered) is { } clash) return (null, Rejection.CouponsNotCombinable, clash.Id);
        foreach (var discount in ordered)
            if (basket.Apply(discount) is { } why) return (null, why, discount.Id);
        basket.ApplyCoins(coins, policy);
        basket.AddTax(policy.TaxBasisPoints);
        return (new Quote(Group(basket, policy), basket.Shares) { Lines = basket.Lines }, null, null);
    }

    private static Rejection? Problem(IReadOnlyList<Line> lines, Policy policy)
    {
        if (lines.Count == 0) return Rejection.CartIsEmpty;
        if (lines.Count > policy.LinesPerCheckout) return Rejection.TooManyLines;
        if (lines.Any(line => line.Quantity is < 1 or > Cart.MostOfOneSku)) return Rejection.QuantityInvalid;
        if (lines.Any(line => line.Offer.Method(line.ShippingMethod) is null)) return Rejection.ShippingMethodUnknown;
        var currency = lines[0].Offer.UnitPrice.Currency;
        if (lines.Any(line => line.Offer.UnitPrice.Currency != currency)) return Rejection.CurrencyMixed;
        // Far below where sums of many orders would no longer fit, and beyond what anybody orders.
        return lines.Sum(line => (decimal)line.UnitPrice.Minor * line.Quantity) > Listing.MostMinor
            ? Rejection.QuantityInvalid
            : null;
    }

    private static Line[] Merge(IReadOnlyList<Line> lines) =>
    [
        .. lines.GroupBy(line => (line.Offer.Sku, line.ShippingMethod))
            .Select(same => same.First() with { Quantity = same.Sum(line => line.Quantity) }),
    ];

    /// <summary>
    /// The first discount that cannot go with an earlier one: one coupon per store, one of its kind in each store that
    /// accepts select coupons, one of the platform, and one code for all.
    /// </summary>
    private static Discount? Clash(Counter basket, Discount[] discounts)
    {
        HashSet<string> taken = [];
        return discounts.FirstOrDefault(discount => Array.Exists(Places(discount.Terms), place => !taken.Add(place)));

        string[] Places(Coupon.Terms terms) =>
        [
            .. terms.Sort == Coupon.Kind.Code ? ["code"] : Array.Empty<string>(),
            .. terms.Stage switch
            {
                Coupon.Stage.Store => [$"store {terms.Seller}"],
                Coupon.Stage.Platform => ["platform"],
                _ => basket.Lines.Where(line => terms.Covers(line.Offer.Seller, line.Offer.Sku))
                    .Select(line => $"select {line.Offer.Seller}").Distinct(),
            },
        ];
    }

    private static Basket[] Group(Counter basket, Policy policy)
    {
        var groups = Enumerable.Range(0, basket.Lines.Length)
            .GroupBy(i => (basket.Lines[i].Offer.Seller, basket.Lines[i].ShippingMethod))
            .Select(together => together.ToArray()).ToArray();
        var coins = CoinsOf(basket, groups, policy);
        return [.. groups.Select((together, k) =>
        {
            var first = basket.Lines[together[0]];
            var methods = together
                .Select(i => basket.Lines[i].Offer.Method(basket.Lines[i].ShippingMethod)!).ToArray();
            // Whoever grants it looks at what he gets: his prices less his own discounts.
            var goods = together.Sum(first.Offer.UnitPrice.Currency,
                i => basket.Priced[i].Subtotal - basket.Priced[i].SellerDiscount);
            var fee = methods.Select(method => method.FreeFrom is { } free && goods >= free
                ? Money.Zero(method.Fee.Currency)
                : method.Fee).Max();
            return new Basket(first.Offer.Seller, first.Offer.SellerName, first.ShippingMethod,
                fee, methods.Max(method => method.Days), [.. together.Select(i => basket.Priced[i])],
                [.. together.SelectMany(i => basket.Used[i]).Distinct()], (int)coins[k]);
        })];
    }

    /// <summary>How many of the coins each order has: whole coins, in proportion to what they took off it.</summary>
    private static long[] CoinsOf(Counter basket, int[][] groups, Policy policy)
    {
        var off = groups.Select(together => together.Sum(i => basket.Priced[i].CoinDiscount?.Minor ?? 0)).ToArray();
        return Allocation.ByLargestRemainder(CoinsFor(off.Sum(), basket.Currency, policy), off);
    }
}
