using OrleansMarket.Domain;
using OrleansMarket.Grains.Stored;

namespace OrleansMarket.Grains.Tests.Stored;

/// <summary>One sample of everything that can be stored; what may be missing is there once and missing once.</summary>
internal static partial class Samples
{
    private static readonly DateTimeOffset At = new(2026, 11, 11, 0, 0, 26, 583, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = At.AddDays(7).AddTicks(1);
    private static readonly Address Home = new("Ana Lee", "1 Rua Nova", "Porto", "4000-001", "PT");
    private static readonly Sealed Sealed = new("bXkta2V5LWlk.c2VhbGVk-_");
    private static readonly Cart.Line Line = new("lamp", 2, "standard", Money.Usd(2400));

    private static readonly Order.OrderTerms Terms = new(
        "ord_r.1", "chk_r", "ana", "aurora", "standard", Money.Usd(300), 20,
        [
            new("lamp", "A lamp", 2, Money.Usd(2400), Money.Usd(206), Money.Usd(366)),
            new("cable", "A cable, 3 m “long”", 1, Money.Usd(1100), Money.Usd(94), Money.Usd(168)),
        ],
        Home, ["cpn_s.1", "cpn_p.7"]);

    private static readonly Listing.Offer Offer = new(
        "lamp", "aurora", "Aurora & Co", "A lamp", Money.Usd(2400),
        [new("standard", "Standard", Money.Usd(0), 0), new("express", "Express", Money.Usd(1250), 20)]);

    private static readonly Escrow.Deposit Deposit = new("ord_r.1", "pay_p", "ana", "aurora",
        [new(Money.Usd(4228), Money.Usd(366), Money.Usd(229)), new(Money.Usd(300), Money.Usd(0), Money.Usd(0))]);

    private static readonly Escrow.Reversal[] Reversals =
    [
        new(0, Money.Usd(1000), Money.Usd(86), Money.Usd(9), Money.Usd(54), Money.Usd(94), Money.Usd(0)),
        new(1, Money.Usd(300), Money.Usd(0), Money.Usd(0), Money.Usd(0), Money.Usd(0), Money.Usd(-100)),
    ];

    private static readonly Posting[] Postings =
    [
        new("P1", "psp:cash", "escrow:ord_r.1", Money.Usd(4528)),
        new("P2", "platform:coupon-subsidy", "escrow:ord_r.1", Money.Usd(366)),
    ];

    private static readonly Coupon.Terms Store = new("cmp_s", "aurora", Money.Usd(300), Money.Usd(2000), At, Later);
    private static readonly Coupon.Terms Platform = Store with { Campaign = "cmp_p", Seller = null };
    private static readonly Coupon.Terms Select = Platform with
    {
        Kind = Coupon.Kind.Select,
        Percent = 10,
        Sellers = ["aurora", "bazaar"],
        Skus = ["lamp"],
        NonRefundable = true,
    };

    private static readonly Coins.Lot[] Lots = [new(Later, 3), new(Later.AddDays(1), 4)];
    private static readonly Money Yen = new(1_500, Currency.Parse("JPY"));

    public static IReadOnlyList<StoredMachine> All { get; } =
    [
        new StoredMachine<Cart.Event>(nameof(Codecs.Cart), Codecs.Cart,
            new Cart.Event.LinePut(Line),
            new Cart.Event.LineRemoved("lamp"),
            new Cart.Event.CheckoutBegun(
                new("chk_r", [Line, Line with { Sku = "cable" }], Home, ["cpn_s.1"], Money.Usd(4528))),
            new Cart.Event.CheckoutBegun(new("chk_r", [Line], Home, [], null)),
            new Cart.Event.CheckoutEnded("chk_r", true),
            new Cart.Event.CheckoutBegun(new("chk_r", [Line], Home, ["SAVE-5"], null, 250)),
            new Cart.Event.CheckoutBegun(new("chk_r", [Line], null, [], null, SealedTo: Sealed)),
            new Cart.Event.Closed(),
            new Cart.Event.Reopened(),
            new Cart.Event.Forgotten()),
        new StoredMachine<Checkout.Event>(nameof(Codecs.Checkout), Codecs.Checkout,
            new Checkout.Event.Placed(
                "ana", [new("ord_r.1", "aurora", Money.Usd(4528)), new("ord_r.2", "bazaar", Yen)], At),
            new Checkout.Event.Refused("ana", Rejection.SoldOut, "lamp", At),
            new Checkout.Event.Refused("ana", Rejection.TooManyLines, null, At)),
        new StoredMachine<Order.Event>(nameof(Codecs.Order), Codecs.Order,
        [
            new Order.Event.Placed(Terms, At, Later),
            new Order.Event.Placed(
                Terms with
                {
                    Lines =
                    [
                        Terms.Lines[0] with { ListPrice = Money.Usd(3000) }, Terms.Lines[1] with { OnPayment = true },
                    ],
                    PayWithin = TimeSpan.FromMinutes(15),
                },
                At, Later),
            new Order.Event.PaymentSubmitted("pay_p", Later),
            new Order.Event.PaymentFailed("pay_p", "insufficient_funds"),
            new Order.Event.PaymentUnanswered("pay_p"),
            new Order.Event.Paid("pay_p", Money.Usd(4528), At, Later),
            new Order.Event.CaptureReturned("pay_p", Money.Usd(4528), 1, Postings),
            new Order.Event.Verified(At, Later),
            .. Enum.GetValues<Order.CloseReason>().Select((why, i) => new Order.Event.Closed(why, Refund: i > 0)),
            new Order.Event.Shipped("yunexpress", "TRACK-1", At, Later),
            new Order.Event.Delivered(At, Later),
            .. Enum.GetValues<Order.Completion>().Select(by => new Order.Event.Completed(by, At, At.AddDays(3), Later)),
            new Order.Event.ReleaseOrdered(),
            new Order.Event.EscrowDone(),
            new Order.Event.GoodsFreed(),
            new Order.Event.Finished(),
            new Order.Event.Placed(Terms with { ShipTo = null, SealedTo = Sealed }, At, Later),
            .. OrdersOfTheWholeDomain,
            .. Disputes.Select(happened => new Order.Event.DisputeMoved(happened)),
        ])
        {
            Inner = happened => (happened as Order.Event.DisputeMoved)?.Happened,
        },
        new StoredMachine<Dispute.Event>(nameof(Codecs.Dispute), Codecs.Dispute, [.. Disputes]),
        new StoredMachine<Payment.Event>(nameof(Codecs.Payment), Codecs.Payment,
            new Payment.Event.Started(new("pay_p", "ana", ["ord_r.1", "ord_r.2"], "tok_ok"), At),
            new Payment.Event.Captured(Money.Usd(4528), At),
            new Payment.Event.Failed("expired_card", At),
            new Payment.Event.Refused(Rejection.UnknownOrder, "ord_r.2", At)),
        new StoredMachine<Escrow.Event>(nameof(Codecs.Escrow), Codecs.Escrow,
            new Escrow.Event.Held(Deposit, Postings),
            new Escrow.Event.Released([new("P3", "escrow:ord_r.1", "seller:aurora:payable", Money.Usd(4665))]),
            new Escrow.Event.Refunded(
                "BuyerCancelled", [new("P4", "escrow:ord_r.1", "refund:pending:ord_r.1", Money.Usd(4528))]),
            new Escrow.Event.SellerCredited(),
            new Escrow.Event.Held(Deposit with
            {
                Parts = [Deposit.Parts[0] with { Coins = Money.Usd(40), Tax = Money.Usd(400) }, Deposit.Parts[1]],
            }, Postings),
            new Escrow.Event.PartRefunded(1, "DisputeJudged", Money.Usd(1200), Reversals, Postings),
            new Escrow.Event.Refunded("FrozenRefunded", Postings, 0, Money.Usd(1200), Reversals),
            new Escrow.Event.ChargedBack(2, "ChargebackLost", Money.Usd(1200), Reversals, Postings),
            new Escrow.Event.SellerDebited(2)),
        new StoredMachine<Refund.Event>(nameof(Codecs.Refund), Codecs.Refund,
            new Refund.Event.Opened(new("rfd_r.1.0", "ord_r.1", "pay_p", "ana", Money.Usd(4528), "NotShipped")),
            new Refund.Event.Settled(At, [new("P5", "refund:pending:ord_r.1", "psp:cash", Money.Usd(4528))]),
            new Refund.Event.Opened(
                new("rfd_r.1.3", "ord_r.1", "pay_p", "ana", Money.Usd(1000), "DisputeJudged", 3))),
        new StoredMachine<Stock.Event>(nameof(Codecs.Stock), Codecs.Stock,
            new Stock.Event.Received("mov_1", 100, At),
            new Stock.Event.Reserved([new("ord_r.1", 2), new("ord_r.2", 1)], Later),
            new Stock.Event.Reserved([new("ord_r.1", 2)], Later, "ana", At),
            new Stock.Event.Committed("ord_r.1", At),
            new Stock.Event.TakenBack("ord_r.1", "rfd_r.1.0", 1, Later),
            new Stock.Event.Freed(["ord_r.1", "ord_r.2"]),
            new Stock.Event.Freed(["ord_r.1"], Later),
            new Stock.Event.Expired(["ord_r.2"]),
            new Stock.Event.Extended("ord_r.1", Later),
            new Stock.Event.Reserved([new("ord_r.1", 2)], Later, SoldOut: true)),
        new StoredMachine<Listing.Event>(nameof(Codecs.Listing), Codecs.Listing,
            new Listing.Event.Offered(Offer),
            new Listing.Event.Offered(Offer with
            {
                PerBuyerLimit = 2,
                Sale = new(Money.Usd(1900), 100, 1, At, Later),
                Deduct = Listing.Deduction.OnOrder,
            }),
            new Listing.Event.Offered(Offer with
            {
                Sale = new(Money.Usd(1900), 100, null, At, Later),
                Deduct = Listing.Deduction.OnPayment,
            }),
            new Listing.Event.Offered(Offer with
            {
                ShippingMethods = [new("standard", "Standard", Money.Usd(300), 0, Money.Usd(5000))],
            })),
        new StoredMachine<Coupon.Event>(nameof(Codecs.Coupon), Codecs.Coupon,
        [
            new Coupon.Event.Issued("ana", Store),
            new Coupon.Event.Issued("ana", Platform),
            new Coupon.Event.Locked("chk_r", ["ord_r.1", "ord_r.2"], Later),
            new Coupon.Event.Redeemed("ord_r.1"),
            new Coupon.Event.Unlocked(["ord_r.2"]),
            new Coupon.Event.LockExpired(),
            new Coupon.Event.Expired(),
            new Coupon.Event.Issued("ana", Select),
            .. Enum.GetValues<Coupon.Kind>().Select(kind =>
                new Coupon.Event.Issued("ana", Platform with { Kind = kind })),
            .. Enum.GetValues<Coupon.Cause>().Select(cause =>
                new Coupon.Event.GivenUp(["ord_r.1", "ord_r.2"], cause)),
            new Coupon.Event.Restored(Coupon.Reason.SellerFault, Later),
            .. Enum.GetValues<Coupon.Reason>().Select(reason => new Coupon.Event.Consumed(reason)),
            new Coupon.Event.Revoked(),
            new Coupon.Event.PlaceGivenBack(),
            new Coupon.Event.PutIntoWallet(),
        ]),
        new StoredMachine<Campaign.Event>(nameof(Codecs.Campaign), Codecs.Campaign,
            new Campaign.Event.Created(new(Store, "Three off", 10_000, 1)),
            new Campaign.Event.Created(new(Platform, "Three off everywhere", 1, 2)),
            new Campaign.Event.Claimed("clm_1", "ana", 7),
            new Campaign.Event.Created(new(Platform with { Kind = Coupon.Kind.Code }, "Save 5", 10, 1, "SAVE-5"), true),
            new Campaign.Event.Created(
                new(Platform with { Kind = Coupon.Kind.Compensation }, "Sorry", 1, 1, For: "ana")),
            new Campaign.Event.GivenBack("chk_r", "ana", 7),
            new Campaign.Event.Activated(),
            new Campaign.Event.Paused(),
            new Campaign.Event.Ended(),
            new Campaign.Event.Revoked()),
        new StoredMachine<PromoCode.Event>(nameof(Codecs.PromoCode), Codecs.PromoCode,
            new PromoCode.Event.Claimed("cmp_s")),
        new StoredMachine<Wallet.Event>(nameof(Codecs.Wallet), Codecs.Wallet,
            new Wallet.Event.Wanted("clm_1", "cmp_s"),
            new Wallet.Event.Noted("clm_1", "cpn_s.1"),
            new Wallet.Event.Dropped("clm_1")),
        new StoredMachine<Coins.Event>(nameof(Codecs.Coins), Codecs.Coins,
            new Coins.Event.CheckedIn(5, Later, At),
            new Coins.Event.Granted("ord_r.1", 42, Later, At),
            new Coins.Event.Locked("chk_r", [new("ord_r.1", Lots), new("ord_r.2", [])], Later, At),
            new Coins.Event.LockExtended("chk_r", Later),
            new Coins.Event.Spent("ord_r.1", At),
            new Coins.Event.Unlocked(["ord_r.1", "ord_r.2"], At),
            new Coins.Event.LockExpired("chk_r", At),
            new Coins.Event.Returned("ord_r.1", "rfd_r.1.0", 7, Lots, At),
            new Coins.Event.Lapsed(7, At),
            new Coins.Event.Forfeited(9, At)),
        new StoredMachine<SellerAccount.Event>(nameof(Codecs.SellerAccount), Codecs.SellerAccount,
            new SellerAccount.Event.Credited("aurora", "ord_r.1", Money.Usd(4665), Money.Usd(366), At),
            new SellerAccount.Event.PaidOut("pot_1", Yen, At, [new("P7", "seller:aurora:payable", "psp:cash", Yen)]),
            new SellerAccount.Event.Debited(
                "aurora", "rfd_r.1.1", "ord_r.1", Money.Usd(1032), Money.Usd(86), At),
            new SellerAccount.Event.Repaid(Money.Usd(1032), Money.Usd(-86),
                [new("P8", "seller:aurora:payable", "seller:aurora:receivable", Money.Usd(1032))]),
            new SellerAccount.Event.PayoutsFrozen("OfflinePayment", At),
            new SellerAccount.Event.PayoutsThawed(Later)),
        new StoredMachine<Parcel.Event>(nameof(Codecs.Parcel), Codecs.Parcel,
        [
            new Parcel.Event.Claimed("ord_r.1", "yunexpress"),
            new Parcel.Event.Dispatched(),
            new Parcel.Event.GivenBack(),
            .. Enum.GetValues<Parcel.ScanKind>().Select(kind =>
                new Parcel.Event.Scanned(new($"scan-{kind}", kind, At))),
            new Parcel.Event.OrderTold(),
        ]),
        new StoredMachine<Member.Event>(nameof(Codecs.Member), Codecs.Member,
        [
            .. Enum.GetValues<Member.Reason>().Select(why => new Member.Event.Asked(why, At)),
            new Member.Event.Blocked([
                .. Enum.GetValues<Member.BlockerKind>().Select(kind => new Member.Blocker(kind, "ord_r.1")),
            ]),
            new Member.Event.Left(At, Later),
            new Member.Event.Undone(At),
            new Member.Event.DoorsOpened(),
            new Member.Event.TimeEnded(),
            new Member.Event.Postponed(Later, [new(Member.BlockerKind.Sale, "ord_r.1")]),
            new Member.Event.ErasureBegun(At),
            .. Enum.GetValues<Member.Part>().Select(part => new Member.Event.PartErased(part)),
            new Member.Event.Erased(At),
        ]),
        new StoredMachine<SellerStanding.Event>(nameof(Codecs.SellerStanding), Codecs.SellerStanding,
        [
            .. Enum.GetValues<SellerStanding.Category>().Select(category => new SellerStanding.Event.Reported(
                new("rpt_aurora.r", "ana", category, "ord_r.1", "He wants “cash”.", ["https://example.org/a"]), At)),
            new SellerStanding.Event.Reported(
                new("rpt_aurora.r", "ana", SellerStanding.Category.Other, null, "Rude.", []), At),
            new SellerStanding.Event.Confirmed("rpt_aurora.r", true, At),
            new SellerStanding.Event.Dismissed("rpt_aurora.r", At),
            .. Enum.GetValues<SellerStanding.FreezeReason>().Select(why => new SellerStanding.Event.Frozen(why, At)),
            new SellerStanding.Event.Reopened(At),
            new SellerStanding.Event.Struck("ord_r.1", Order.CloseReason.NotShipped, At),
            new SellerStanding.Event.StoreClosed(),
            new SellerStanding.Event.StoreOpened(),
            new SellerStanding.Event.MoneyFrozen(Later),
            new SellerStanding.Event.MoneyFrozen(null),
            new SellerStanding.Event.LookAgain(),
            new SellerStanding.Event.PayoutsThawed(),
        ]),
        new StoredMachine<Request.Event>(nameof(Codecs.Request), Codecs.Request,
            new Request.Event.Claimed("sha256:ab", "chk_r"),
            new Request.Event.Answered(new(201, """{"id":"chk_r","note":"ü"}"""))),
        new StoredMachine<MarketClock.Event>(nameof(Codecs.MarketClock), Codecs.MarketClock,
            new MarketClock.Event.Advanced(TimeSpan.FromDays(1) + TimeSpan.FromTicks(1))),
    ];
}
