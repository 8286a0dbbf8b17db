namespace OrleansMarket.Domain.Tests;

/// <summary>The market of the stories: the worked example of DOMAIN.md §2.9, and what its people would say.</summary>
internal static class Example
{
    public static readonly Address Home = new("Ana Lee", "1 Rua Nova", "Porto", "4000-001", "PT");

    /// <summary>The same, as carts and orders have it.</summary>
    public static readonly Sealed SealedHome = new("key_1.a-sealed-address");

    public static readonly Listing.ShippingMethod Standard = new("standard", "Standard", Usd(0), 0);
    public static readonly Listing.ShippingMethod Express = new("express", "Express", Usd(1250), 20);

    public static readonly Listing.Offer Lamp = Offer("lamp", "seller_1", 2400);
    public static readonly Listing.Offer Cable = Offer("cable", "seller_1", 1100);
    public static readonly Listing.Offer Mug = Offer("mug", "seller_2", 999);

    public static readonly Coupon.Terms StoreCoupon =
        new("cmp_store", "seller_1", Usd(300), Usd(0), Midnight, Days(30));

    public static readonly Coupon.Terms PlatformCoupon =
        new("cmp_1111", null, Usd(700), Usd(0), Midnight, Days(30));

    public static readonly Coupon.Terms CodeCoupon = PlatformCoupon with { Kind = Coupon.Kind.Code };

    /// <summary>
    /// The order of seller 1: 24.00 and 11.00, less 3.00 of the store, less its share of the platform's 7.00.
    /// </summary>
    public static readonly Order.OrderTerms Terms = new("ord_1", "chk_1", "buyer_1", "seller_1", "standard", Usd(0), 0,
    [
        new("lamp", "A lamp", 1, Usd(2400), Usd(206), Usd(366)),
        new("cable", "A cable", 1, Usd(1100), Usd(94), Usd(168)),
    ], null, ["cpn_store", "cpn_1111"], SealedTo: SealedHome);

    public static Money Usd(long cents) => Money.Usd(cents);

    public static Listing.Offer Offer(string sku, string seller, long cents) =>
        new(sku, seller, $"Store of {seller}", $"A {sku}", Usd(cents), [Standard, Express]);
}
