using OrleansMarket.Contracts;

namespace OrleansMarket.Grains.Running;

/// <summary>A grain that wants to be told that its deadline has come.</summary>
[Alias("elapsing")]
internal interface IElapsing : IGrainWithStringKey
{
    /// <summary>
    /// Time has passed: decide what silence means, and carry out what is owed. Early or twice is harmless.
    /// </summary>
    [Alias("elapse")]
    Task Elapse();
}

/// <summary>The grain types behind the prefixes of ids.</summary>
internal static class GrainTypes
{
    public const string Cart = "cart", Checkout = "checkout", Order = "order", Escrow = "escrow", Refund = "refund",
        Payment = "payment", Stock = "stock", Coupon = "coupon", Wallet = "wallet", Coins = "coins", Parcel = "parcel",
        Member = "member", Standing = "seller-standing";

    /// <summary>The grain of an aggregate that has a deadline.</summary>
    public static IElapsing Elapsing(this IGrainFactory grains, string aggregate) =>
        grains.GetGrain<IElapsing>(GrainId.Create(Of(aggregate), aggregate));

    /// <summary>The type of the grain of an aggregate that has a deadline.</summary>
    public static string Of(string aggregate) => aggregate[..4] switch
    {
        Ids.Cart => Cart,
        Ids.Checkout => Checkout,
        Ids.Order => Order,
        Ids.Escrow => Escrow,
        Ids.Refund => Refund,
        Ids.Payment => Payment,
        Ids.Stock => Stock,
        Ids.Coupon => Coupon,
        Ids.Wallet => Wallet,
        Ids.Coins => Coins,
        Ids.Parcel => Parcel,
        Ids.Member => Member,
        Ids.Standing => Standing,
        _ => throw new ArgumentException($"{aggregate} has no deadlines."),
    };
}
