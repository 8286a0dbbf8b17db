using static OrleansMarket.Domain.Dispute;

namespace OrleansMarket.Domain.Tests;

/// <summary>
/// The dispute of the stories: the lamp of the worked example is broken. The order was paid with 18.28 for one lamp,
/// 8.38 for two cables and 3.00 for shipping.
/// </summary>
internal static class Complaint
{
    public const string Url = "https://example.org/crack.jpg";

    public static readonly Share[] Refundable = [new(0, 1, Usd(1828)), new(1, 2, Usd(838)), new(2, 0, Usd(300))];

    public static readonly Proposal TenBack = Asks(Kind.Refund, "Ten will do.", new Share(0, 1, Usd(1000)));
    public static readonly Proposal AllBack =
        Asks(Kind.Refund, "All of it.", new(0, 1, Usd(1828)), new(1, 2, Usd(838)), new(2, 0, Usd(300)));

    public static readonly Proposal LampBack =
        Asks(Kind.ReturnAndRefund, "Take it back.", new Share(0, 1, Usd(1828)));

    public static readonly Proposal FiveOffered = Offers(Kind.Refund, "Five is fair.", new Share(0, 1, Usd(500)));
    public static readonly Proposal NothingOffered = Offers(Kind.Refund, "It was fine.");
    public static readonly Proposal ReturnOffered =
        Offers(Kind.ReturnAndRefund, "Send it back.", new Share(0, 1, Usd(1500)));

    public static readonly Ruling SevenByPlatform = new(
        Kind.Refund, [new(0, 1, Usd(700))], Party.Platform, null, Party.Platform, "Nobody can tell.");

    public static readonly Ruling ReturnRuled = new(
        Kind.ReturnAndRefund, [new(0, 1, Usd(1828))], Party.Seller, Party.Seller, Party.Seller, "It is broken.");

    public static readonly Evidence Crack = Shows(1, Party.Buyer, "A crack");
    public static readonly Evidence Packing = Shows(2, Party.Seller, "It was packed well");

    public static readonly Evidence Foam = Shows(3, Party.Seller, "Only foam came back");

    public static readonly Command.Open Open = new("dsp_1", Reason.Damaged, TenBack, [Crack], Refundable);

    public static readonly Event.Opened Opened = new(
        "dsp_1", Reason.Damaged, TenBack, [Crack], Refundable, Midnight, Days(5), Days(7), Days(3));

    public static readonly Event.Countered Countered = new(FiveOffered, Midnight);

    public static readonly Event.Escalated Escalated = new(ByHand: false, Days(7), Days(10), Days(14), Party.Buyer);

    /// <summary>The seller takes the lamp back; it has to be sent within ten days.</summary>
    public static readonly Event.ReturnAgreed ReturnAgreed = new(
        new(LampBack.Shares, Party.Seller, Party.Seller, Returned: false, How.Agreed),
        Party.Seller, Midnight, Days(10));

    public static readonly Event.ReturnShipped ReturnShipped = new("DHL", "trk_9", Midnight, Days(30));

    public static Evidence Shows(int number, Party by, string text) => new($"evd_{number}", by, text, Url, Midnight);

    public static Proposal Asks(Kind kind, string note, params Share[] shares) =>
        new(Party.Buyer, kind, shares, Party.Seller, note);

    public static Proposal Offers(Kind kind, string note, params Share[] shares) =>
        new(Party.Seller, kind, shares, Party.Buyer, note);
}
