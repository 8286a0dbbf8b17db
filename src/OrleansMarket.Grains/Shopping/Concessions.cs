using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Shopping;

/// <summary>What lowers the price of orders and belongs to their buyer: coupons, uses of a code, coins.</summary>
internal static class Concessions
{
    /// <summary>Locks all that a priced checkout needs, until a time.</summary>
    /// <param name="grains">The market.</param>
    /// <param name="checkout">The checkout.</param>
    /// <param name="buyer">Whose coupons they are.</param>
    /// <param name="orders">Its orders, which name coupons by their id and codes by their word.</param>
    /// <param name="terms">The terms of each coupon and code.</param>
    /// <param name="until">The end of the promise.</param>
    public static async Task<Locked> Lock(
        IGrainFactory grains, string checkout, string buyer, IReadOnlyList<Order.OrderTerms> orders,
        IReadOnlyDictionary<string, Coupon.Terms> terms, DateTimeOffset until)
    {
        CoinShare[] coins = [.. orders.Where(order => order.Coins > 0)
            .Select(order => new CoinShare(order.Order, order.Coins!.Value))];
        var coinsLocked = coins.Length == 0
            ? Task.FromResult(Outcome.Done)
            : grains.Coins(buyer).Lock(checkout, coins, until);
        var coupons = await Task.WhenAll(orders
            .SelectMany(order => order.Coupons.Select(coupon => (Name: coupon, order.Order)))
            .GroupBy(used => used.Name, used => used.Order)
            .Select(used => LockCoupon(grains, checkout, buyer, used.Key, terms[used.Key], [.. used], until)));
        var outcome = await coinsLocked;
        var refused = coupons.FirstOrDefault(one => !one.Outcome.IsDone)?.Outcome;
        return new Locked(
            [.. coupons.Where(one => one.Coupon is not null)], coins.Length > 0 ? buyer : null,
            [.. coins.Select(share => share.Order)], refused ?? outcome);
    }

    /// <summary>
    /// Keeps all that one order needs, its goods too, until a later time. What is gone meanwhile stays gone: whoever
    /// then pays gets his money back.
    /// </summary>
    public static Task Extend(IGrainFactory grains, Order.OrderTerms order, DateTimeOffset until) => Task.WhenAll(
    [
        .. order.Lines.Where(line => line.OnPayment != true)
            .Select(line => grains.Stock(line.Sku).Extend(order.Order, until)),
        .. order.Coupons.Select(coupon =>
            grains.Coupon(coupon).Lock(order.Buyer, order.Checkout, [order.Order], until)),
        .. order.Coins > 0
            ? [grains.Coins(order.Buyer).Lock(order.Checkout, [new(order.Order, order.Coins.Value)], until)]
            : Array.Empty<Task<Outcome>>(),
    ]);

    /// <summary>Gives back what was locked for orders that will not exist.</summary>
    public static Task Free(IGrainFactory grains, Locked locked) => Task.WhenAll(
    [
        .. locked.Coupons.Select(one => grains.Coupon(one.Coupon!).Unlock(one.Orders)),
        .. locked.CoinsOf is { } buyer ? [grains.Coins(buyer).Unlock(locked.CoinOrders)] : Array.Empty<Task<Outcome>>(),
    ]);

    /// <summary>An order is being paid: what lowered its price is used up, if it is still there.</summary>
    public static IEnumerable<Task<Outcome>> Redeem(IGrainFactory grains, Order.OrderTerms order) =>
    [
        .. order.Coupons.Select(coupon => grains.Coupon(coupon).Redeem(order.Order)),
        .. order.Coins > 0 ? [grains.Coins(order.Buyer).Spend(order.Order)] : Array.Empty<Task<Outcome>>(),
    ];

    /// <summary>An order came to nothing: what lowered its price comes back as DOMAIN.md §1.3 and §1.4 say.</summary>
    public static IEnumerable<Task> Return(
        IGrainFactory grains, Order.OrderTerms order, Coupon.Cause cause, int coins)
    {
        string[] orders = [order.Order];
        foreach (var coupon in order.Coupons) yield return grains.Coupon(coupon).Return(orders, cause);
        if (order.Coins > 0) yield return ReturnCoins(grains.Coins(order.Buyer), order.Order, cause, coins);
    }

    /// <summary>A part of an order's money goes back: its coupons hear why, its coins return.</summary>
    public static IEnumerable<Task> ReturnPart(
        IGrainFactory grains, Order.OrderTerms order, string refund, Coupon.Cause cause, int coins, bool isFault)
    {
        string[] orders = [order.Order];
        foreach (var coupon in order.Coupons) yield return grains.Coupon(coupon).Return(orders, cause);
        if (coins > 0) yield return grains.Coins(order.Buyer).Return(order.Order, refund, coins, isFault);
    }

    private static async Task ReturnCoins(ICoinsGrain coins, string order, Coupon.Cause cause, int left)
    {
        await coins.Unlock([order]);
        var isFault = cause is Coupon.Cause.SellerFault or Coupon.Cause.DisputeSellerFault;
        // Refuses when nothing was spent: then unlocking was all.
        if (left > 0) await coins.Return(order, Ids.RefundOf(order, 0), left, isFault);
    }

    private static async Task<LockedCoupon> LockCoupon(
        IGrainFactory grains, string checkout, string buyer, string name, Coupon.Terms terms, string[] orders,
        DateTimeOffset until)
    {
        var coupon = name;
        if (!Ids.IsId(name, Ids.Coupon))
        {
            var taken = await grains.Campaign(terms.Campaign).TakeCode(checkout, buyer, orders, until);
            if (taken.Value is not { } use) return new(name, null, orders, new(taken.Why, name));
            // It is born locked; asked for again after a crash, it is locked for longer.
            coupon = use;
        }

        var outcome = await grains.Coupon(coupon).Lock(buyer, checkout, orders, until);
        return new(name, coupon, orders, outcome with { Subject = outcome.IsDone ? null : name });
    }

    /// <summary>What was locked for a checkout, and whether all of it was.</summary>
    /// <param name="Coupons">Coupons, and the uses of codes.</param>
    /// <param name="CoinsOf">Whose coins; null for none.</param>
    /// <param name="CoinOrders">The orders with coins.</param>
    /// <param name="Outcome">Done, or the first refusal.</param>
    public sealed record Locked(LockedCoupon[] Coupons, string? CoinsOf, string[] CoinOrders, Outcome Outcome)
    {
        /// <summary>Nothing.</summary>
        public static Locked Nothing { get; } = new([], null, [], Outcome.Done);

        /// <summary>An order's coupons, with the use of a code in the place of its word.</summary>
        public string[] Named(IReadOnlyList<string> coupons) =>
            [.. coupons.Select(name => Coupons.First(one => one.Name == name).Coupon!)];
    }

    /// <summary>A coupon that was locked, or could not be.</summary>
    /// <param name="Name">What the buyer named: its id, or a code.</param>
    /// <param name="Coupon">Its id; null when a code could not be used.</param>
    /// <param name="Orders">The orders that use it.</param>
    /// <param name="Outcome">Done, or why not.</param>
    public sealed record LockedCoupon(string Name, string? Coupon, string[] Orders, Outcome Outcome);
}
