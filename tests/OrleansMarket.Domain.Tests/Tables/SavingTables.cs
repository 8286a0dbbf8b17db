namespace OrleansMarket.Domain.Tests;

/// <summary>What is asked of coupons, campaigns, codes, wallets and coins.</summary>
internal static partial class Tables
{
    private static readonly Domain.Campaign.Offer Seven = new(PlatformCoupon, "7.00 off", Quota: 3, PerBuyer: 2);

    public static readonly Table<Coupon.State, Coupon.Command, Coupon.Event> Coupon = new(
        Machines.Coupon,
        coupon => string.Join(", ", new[]
        {
            $"{coupon.Status}",
            coupon.Terms?.Sort == Domain.Coupon.Kind.Code ? "of a code" : null,
            coupon.Orders.Count == 1 ? "for one order" : null,
            coupon.Losses.Count > 0 ? $"{coupon.Losses.Count} lost" : null,
            coupon.Verdict is { } verdict ? $"for ever, {verdict}" : null,
        }.OfType<string>()),
        new Coupon.Command.Elapsed(),
        [
            ("Issue", new Coupon.Command.Issue("buyer_1", PlatformCoupon)),
            ("Issue of a code", new Coupon.Command.Issue("buyer_1", CodeCoupon)),
            ("Lock 1", new Coupon.Command.Lock("buyer_1", "chk_1", ["ord_1", "ord_2"], Hours(25))),
            ("Lock 2", new Coupon.Command.Lock("buyer_1", "chk_2", ["ord_3", "ord_4"], Hours(25))),
            ("Lock by another buyer", new Coupon.Command.Lock("buyer_2", "chk_3", ["ord_5"], Hours(25))),
            ("Redeem for 1", new Coupon.Command.Redeem("ord_1")),
            ("Redeem for 2", new Coupon.Command.Redeem("ord_2")),
            ("Redeem for a stranger", new Coupon.Command.Redeem("ord_9")),
            ("Unlock 1", new Coupon.Command.Unlock(["ord_1"])),
            ("Unlock both", new Coupon.Command.Unlock(["ord_1", "ord_2"])),
            ("Unlock 1, seller's fault", new Coupon.Command.Unlock(["ord_1"], Domain.Coupon.Cause.SellerFault)),
            ("Unlock both, a part", new Coupon.Command.Unlock(
                ["ord_1", "ord_2"], Domain.Coupon.Cause.PartialRefund)),
            ("Revoke", new Coupon.Command.Revoke()),
            ("PlaceTaken", new Coupon.Command.PlaceTaken()),
            ("InWallet", new Coupon.Command.InWallet()),
        ])
    {
        DueAt = Domain.Coupon.DueAt,
        Remarks = coupon => [("owes", None(Domain.Coupon.Owed(coupon).Select(step => step.GetType().Name)))],
    };

    public static readonly Table<Campaign.State, Campaign.Command, Campaign.Event> Campaign = new(
        Machines.Campaign,
        campaign => campaign.Offer is null ? "None"
            : $"{Domain.Campaign.StatusOf(campaign, Midnight)}, {campaign.Taken} taken",
        new Campaign.Command.Elapsed(),
        [
            ("Create", new Campaign.Command.Create(Seven)),
            ("Create a draft", new Campaign.Command.Create(Seven, IsDraft: true)),
            ("Activate", new Campaign.Command.Activate()),
            ("Pause", new Campaign.Command.Pause()),
            ("End", new Campaign.Command.End()),
            ("Revoke", new Campaign.Command.Revoke()),
            ("Claim 1 by buyer 1", new Campaign.Command.Claim("clm_1", "buyer_1")),
            ("Claim 2 by buyer 1", new Campaign.Command.Claim("clm_2", "buyer_1")),
            ("Claim 3 by buyer 1", new Campaign.Command.Claim("clm_3", "buyer_1")),
            ("Claim 4 by buyer 2", new Campaign.Command.Claim("clm_4", "buyer_2")),
            ("TakeCode", new Campaign.Command.TakeCode("chk_1", "buyer_1", ["ord_1"], Hours(25))),
            ("GiveBack of 1", new Campaign.Command.GiveBack("clm_1", "buyer_1", 1)),
        ]);

    public static readonly Table<Campaign.State, Campaign.Command, Campaign.Event> CodeCampaign = new(
        Machines.Campaign,
        campaign => campaign.Offer is null ? "None"
            : $"{Domain.Campaign.StatusOf(campaign, Midnight)}, {campaign.Taken} taken",
        new Campaign.Command.Elapsed(),
        [
            ("Create", new Campaign.Command.Create(
                new(CodeCoupon, "7.00 off", Quota: 1, PerBuyer: 1, Code: "SEVEN"))),
            ("Claim", new Campaign.Command.Claim("clm_1", "buyer_1")),
            ("TakeCode 1", new Campaign.Command.TakeCode("chk_1", "buyer_1", ["ord_1"], Hours(25))),
            ("TakeCode 2", new Campaign.Command.TakeCode("chk_2", "buyer_2", ["ord_2"], Hours(25))),
            ("GiveBack of 1", new Campaign.Command.GiveBack("chk_1", "buyer_1", 1)),
            ("GiveBack of 1, stale", new Campaign.Command.GiveBack("chk_1", "buyer_1", 9)),
        ]);

    public static readonly Table<PromoCode.State, PromoCode.Command, PromoCode.Event> PromoCode = new(
        Machines.PromoCode, code => code.Campaign is null ? "None" : "Taken", new PromoCode.Command.Elapsed(),
        [
            ("Claim for 1", new PromoCode.Command.Claim("cmp_1")),
            ("Claim for 2", new PromoCode.Command.Claim("cmp_2")),
        ]);

    public static readonly Table<Wallet.State, Wallet.Command, Wallet.Event> Wallet = new(
        Machines.Wallet, wallet => $"{wallet.Wants.Count} wanted, {wallet.Slots.Count} there",
        new Wallet.Command.Elapsed(),
        [
            ("Claim", new Wallet.Command.Claim("clm_1", "cmp_1")),
            ("Note", new Wallet.Command.Note("clm_1", "cpn_1.1")),
            ("Drop", new Wallet.Command.Drop("clm_1")),
            ("Receive", new Wallet.Command.Receive("cpn_2.1")),
        ])
    {
        Remarks = wallet => [("owes", None(Domain.Wallet.Owed(wallet).Select(want => $"ask {want.Campaign}")))],
    };

    public static readonly Table<Coins.State, Coins.Command, Coins.Event> Coins = new(
        Machines.Coins,
        coins => $"{coins.Balance} there, {coins.Locked} locked, "
            + $"{coins.Expenses.Values.Sum(one => one.Lots.Sum(lot => lot.Count) - one.Returned)} spent",
        new Coins.Command.Elapsed(),
        [
            ("CheckIn", new Coins.Command.CheckIn()),
            ("Lock 4 for 1", new Coins.Command.Lock("chk_1", [new("ord_1", 4)], Hours(25))),
            ("Lock 9 for 2", new Coins.Command.Lock("chk_2", [new("ord_2", 9)], Hours(25))),
            ("Spend 1", new Coins.Command.Spend("ord_1")),
            ("Spend 2", new Coins.Command.Spend("ord_2")),
            ("Unlock 1", new Coins.Command.Unlock(["ord_1"])),
            ("Return 3 of 1", new Coins.Command.Return("ord_1", "rfd_1", 3, EvenIfExpired: false)),
            ("Return 9 of 1", new Coins.Command.Return("ord_1", "rfd_2", 9, EvenIfExpired: true)),
        ])
    {
        DueAt = Domain.Coins.DueAt,
    };
}
