using static OrleansMarket.Domain.Order;

namespace OrleansMarket.Domain.Tests;

/// <summary>
/// The order of the stories at each point of its way: a lamp (18.28) and two cables (8.38 in all), 3.00 for shipping,
/// paid at midnight with 29.66.
/// </summary>
internal static class OrderExample
{
    public static readonly OrderTerms Wanted = Terms with
    {
        Lines =
        [
            new("lamp", "A lamp", 1, Usd(2400), Usd(206), Usd(366)),
            new("cable", "A cable", 2, Usd(550), Usd(94), Usd(168)),
        ],
        ShippingFee = Usd(300),
    };

    public static readonly Event[] Placed = [new Event.Placed(Wanted, Midnight, Hours(24))];

    public static readonly Event[] Paid =
    [
        .. Placed, new Event.PaymentSubmitted("pay_1", Minutes(30)),
        new Event.Paid("pay_1", Usd(2966), Midnight, Hours(24)),
    ];

    public static readonly Event[] Verified = [.. Paid, new Event.Verified(Midnight, Days(7))];

    public static readonly Event[] Asked =
    [
        .. Verified,
        new Event.CancellationRequested(1, CancelReason.TooSlow, null, Midnight, Days(2)),
    ];

    public static readonly Event[] HalfShipped =
        [.. Verified, new Event.PartShipped("DHL", "trk_1", Midnight, [new(0, 1)])];

    public static readonly Event[] Shipped = [.. Verified, new Event.Shipped("DHL", "trk_1", Midnight, Days(60))];

    public static readonly Event[] Delivered = [.. Shipped, new Event.Delivered(Midnight, Days(7))];

    public static readonly Event[] Completed =
        [.. Delivered, new Event.Completed(Completion.BySilence, Days(7), Days(10), Days(22))];

    public static readonly Event[] Released = [.. Completed, new Event.ReleaseOrdered(), new Event.EscrowDone()];

    public static Story<State, Command, Event> Given(params Event[] happened) => Machines.Order.Given(happened);

    public static Escrow.Share Share(int part, long cash, bool whole) => new(part, Usd(cash), whole);
}
