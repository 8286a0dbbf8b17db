namespace OrleansMarket.Domain;

/// <summary>
/// The numbers of the market's rules (DOMAIN.md §1.2). A promise once made to a buyer keeps the numbers it was made
/// with.
/// </summary>
public sealed record Policy
{
    /// <summary>How long an order may stay unpaid before it closes by itself (O5).</summary>
    public TimeSpan PayWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The same for an order with goods of a flash sale, when that is shorter.</summary>
    public TimeSpan FlashPayWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long a reservation or coupon lock outlives the pay window, so that it never ends before its order.
    /// </summary>
    public TimeSpan HoldMargin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a payment may be unanswered before the order can be paid anew (O6).</summary>
    public TimeSpan ProcessingTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How often an order may be tried to be paid (O2).</summary>
    public int PaymentAttempts { get; init; } = 5;

    /// <summary>How long a payment is verified; it passes by itself unless it is held (O8). Zero: no review.</summary>
    public TimeSpan RiskReview { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often a seller may make an unpaid order cheaper.</summary>
    public int PriceAdjustments { get; init; } = 10;

    /// <summary>How long a payment that looks odd is held before it counts as rejected (O8h).</summary>
    public TimeSpan RiskHold { get; init; } = TimeSpan.FromHours(72);

    /// <summary>How long the seller has to answer a request to cancel; silence agrees (O13).</summary>
    public TimeSpan CancelRespond { get; init; } = TimeSpan.FromHours(48);

    /// <summary>How often a buyer may ask to cancel one order (O10).</summary>
    public int CancelRequests { get; init; } = 3;

    /// <summary>How long the seller has to ship (O18).</summary>
    public TimeSpan ShipWindow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often the ship window can be extended (O19).</summary>
    public int ShipExtensions { get; init; } = 2;

    /// <summary>By how much the ship window can be extended, all extensions together (O19).</summary>
    public TimeSpan ShipExtensionMost { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Parcels that one order can be shipped in (O15).</summary>
    public int ParcelsPerOrder { get; init; } = 100;

    /// <summary>What counts as a day where people ask for days; shorter where time is accelerated.</summary>
    public TimeSpan Day { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Protection of the buyer after shipping when the shipping method promises nothing else (O24).</summary>
    public TimeSpan ProtectWindow { get; init; } = TimeSpan.FromDays(60);

    /// <summary>The longest protection after the last shipment, all extensions together (O20).</summary>
    public TimeSpan ProtectMost { get; init; } = TimeSpan.FromDays(120);

    /// <summary>How long before the protection ends the buyer is first reminded of it.</summary>
    public TimeSpan RemindProtection { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long before silence completes the order the buyer is reminded last.</summary>
    public TimeSpan RemindLate { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long after the delivery scan the receipt is taken as confirmed (O23).</summary>
    public TimeSpan ConfirmAuto { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long the money stays in escrow after the buyer has confirmed (O26).</summary>
    public TimeSpan ReleaseDelayConfirmed { get; init; } = TimeSpan.Zero;

    /// <summary>How long the money stays in escrow after an automatic confirmation (O26).</summary>
    public TimeSpan ReleaseDelayAuto { get; init; } = TimeSpan.FromDays(3);

    /// <summary>
    /// How long after shipping goods that have not come are late, when nothing earlier was promised (O25).
    /// </summary>
    public TimeSpan DisputeOpensAfter { get; init; } = TimeSpan.FromDays(10);

    /// <summary>What an order's own timers have left at least when the buyer takes a dispute back (D7).</summary>
    public TimeSpan DisputeResumeLeast { get; init; } = TimeSpan.FromDays(3);

    /// <summary>When operators have to look at a frozen order (O30).</summary>
    public TimeSpan FreezeReview { get; init; } = TimeSpan.FromDays(7);

    /// <summary>When a freeze ends by itself (O30).</summary>
    public TimeSpan FreezeLimit { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What an order's timers have left at least when it is thawed (O29).</summary>
    public TimeSpan ThawLeast { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long after its end, good or bad, buyer and seller can rate each other (O31).</summary>
    public TimeSpan FeedbackWindow { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long after its end an order stays in the lists; then it is in the archive.</summary>
    public TimeSpan ArchiveAfter { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long an order is listed among the refunds after its money was sent back.</summary>
    public TimeSpan RefundsListedFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long after completion a dispute may be opened; then the order is finished (O27).</summary>
    public TimeSpan DisputeWindow { get; init; } = TimeSpan.FromDays(15);

    /// <summary>Disputes of one order; a buyer who withdraws one may open another (D1, D7).</summary>
    public int DisputesPerOrder { get; init; } = 3;

    /// <summary>How long a seller has to answer what the buyer asks for; then the buyer has it (D3).</summary>
    public TimeSpan DisputeRespond { get; init; } = TimeSpan.FromDays(5);

    /// <summary>How long after the opening of a dispute the two can agree; then the platform decides (D8).</summary>
    public TimeSpan DisputeNegotiate { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long after the opening of a dispute the buyer can first call for the platform (D8).</summary>
    public TimeSpan DisputeEscalateAfter { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How often the buyer may change what he asks for (D6).</summary>
    public int DisputeModifications { get; init; } = 5;

    /// <summary>How long both sides may show evidence once the platform is called for (D9).</summary>
    public TimeSpan DisputeEvidence { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Pieces of evidence of one side, those that it took back among them (D9).</summary>
    public int EvidenceItems { get; init; } = 20;

    /// <summary>How long the platform has to decide (D11).</summary>
    public TimeSpan DisputeJudge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whose last proposal takes effect when the platform does not decide (D11).</summary>
    public Dispute.Party SilentJudgeFavours { get; init; } = Dispute.Party.Buyer;

    /// <summary>How long the buyer has to send the goods back; then nothing is refunded (D13).</summary>
    public TimeSpan ReturnShip { get; init; } = TimeSpan.FromDays(10);

    /// <summary>How long after that the seller has to confirm or contest; then the buyer is refunded (D15).</summary>
    public TimeSpan ReturnConfirm { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The same from the carrier's delivery scan, when that ends earlier (D15).</summary>
    public TimeSpan ReturnConfirmScanned { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long somebody who has left may change his mind; then he is erased (§1.7).</summary>
    public TimeSpan MembershipUndo { get; init; } = TimeSpan.FromDays(14);

    /// <summary>So many buyers who report a seller independently keep him from new orders (§1.6).</summary>
    public int ReportsToFreeze { get; init; } = 5;

    /// <summary>Within how long they have to report him.</summary>
    public TimeSpan ReportsWithin { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long after a fraud was confirmed it is looked again for orders of the seller that were paid since.
    /// </summary>
    public TimeSpan FraudRecheck { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The platform's fee, in basis points of a line after the discounts that the seller pays for.</summary>
    public int CommissionBasisPoints { get; init; } = 500;

    /// <summary>The tax on what a buyer pays for a line, in basis points; 0 for a market without tax.</summary>
    public int TaxBasisPoints { get; init; }

    /// <summary>How long a coupon that comes back through no fault of its buyer is valid at least (§1.3).</summary>
    public TimeSpan CouponGrace { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a compensation coupon is valid, when nothing else is said (§1.3).</summary>
    public TimeSpan CompensationValidity { get; init; } = TimeSpan.FromDays(60);

    /// <summary>How many coins take one major unit off, of whatever currency (§1.4).</summary>
    public int CoinsPerUnit { get; init; } = 100;

    /// <summary>The most that coins can take off the goods after coupons, in basis points (§1.4).</summary>
    public int CoinCapBasisPoints { get; init; } = 1_000;

    /// <summary>How long coins are good for (§1.4).</summary>
    public TimeSpan CoinLife { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Coins for a check-in, once a day (§1.4).</summary>
    public int CoinsPerCheckIn { get; init; } = 5;

    /// <summary>Coins for each major unit that was paid for a finished order (§1.4).</summary>
    public int CoinsPerUnitPaid { get; init; } = 1;

    /// <summary>Sellers in one checkout.</summary>
    public int SellersPerCheckout { get; init; } = 50;

    /// <summary>Lines in one checkout.</summary>
    public int LinesPerCheckout { get; init; } = 200;

    /// <summary>The defaults.</summary>
    public static Policy Modern { get; } = new();

    /// <summary>The windows of AliExpress's older help pages.</summary>
    public static Policy AliExpressClassic { get; } = new() { PayWindow = TimeSpan.FromDays(20) };

    /// <summary>A sales event: short pay window, payments are not held for verification.</summary>
    public static Policy FlashSale { get; } =
        new() { PayWindow = TimeSpan.FromMinutes(15), RiskReview = TimeSpan.Zero };

    /// <summary>Everything at once, for tests that do not care for time.</summary>
    public static Policy Instant { get; } = new Policy { HoldMargin = TimeSpan.Zero }.Scaled(_ => TimeSpan.Zero);

    /// <summary>
    /// The profiles that can be chosen by name; <c>accelerated</c> is <c>modern</c> with 60 days in 60 seconds.
    /// </summary>
    public static IReadOnlyDictionary<string, Policy> Profiles { get; } = new Dictionary<string, Policy>
    {
        ["modern"] = Modern,
        ["aliexpress-classic"] = AliExpressClassic,
        ["flash-sale"] = FlashSale,
        ["accelerated"] = Modern.Accelerated(86_400),
        ["instant"] = Instant,
    };

    /// <summary>All durations divided by <paramref name="factor"/>.</summary>
    public Policy Accelerated(double factor) => Scaled(duration => duration / factor);

    /// <summary>
    /// The first thing that makes no sense, in one sentence that says what to change; null when all is well.
    /// </summary>
    public string? Problem()
    {
        foreach (var (name, duration) in Durations())
        {
            if (duration < TimeSpan.Zero) return $"{name} is negative; set it to zero or more.";
            if (duration > TimeSpan.FromDays(366)) return $"{name} is longer than a year; set it to 366 days or less.";
        }

        if (ReleaseDelayConfirmed > DisputeWindow || ReleaseDelayAuto > DisputeWindow)
            return "A release delay is longer than DisputeWindow; the order would finish before its seller is paid.";
        if (DisputeProblem() is { } dispute) return dispute;
        if (FreezeReview > FreezeLimit)
            return "FreezeReview is longer than FreezeLimit; the freeze would end before anybody looked.";
        if (RemindLate > RemindProtection)
            return "RemindLate is longer than RemindProtection; the first reminder would come after the last.";
        if (CancelRequests < 0 || ShipExtensions < 0 || PriceAdjustments < 0 || ParcelsPerOrder < 1)
        {
            return "CancelRequests, ShipExtensions, PriceAdjustments must be at least 0, ParcelsPerOrder at least 1.";
        }

        if (CommissionBasisPoints is < 0 or > 10_000) return "CommissionBasisPoints must lie between 0 and 10000.";
        if (TaxBasisPoints is < 0 or > 10_000) return "TaxBasisPoints must lie between 0 and 10000.";
        if (CoinCapBasisPoints is < 0 or > 10_000) return "CoinCapBasisPoints must lie between 0 and 10000.";
        if (CoinsPerUnit is < 1 or > 1_000_000) return "CoinsPerUnit must lie between 1 and 1000000.";
        if (CoinsPerCheckIn is < 0 or > 1_000_000 || CoinsPerUnitPaid is < 0 or > 1_000_000)
            return "CoinsPerCheckIn and CoinsPerUnitPaid must lie between 0 and 1000000.";
        if (PaymentAttempts < 1) return "PaymentAttempts must be at least 1.";
        if (ReportsToFreeze < 1) return "ReportsToFreeze must be at least 1.";
        return SellersPerCheckout < 1 || LinesPerCheckout < 1
            ? "SellersPerCheckout and LinesPerCheckout must be at least 1."
            : null;
    }

    private string? DisputeProblem() =>
        DisputeEscalateAfter > DisputeNegotiate
            ? "DisputeEscalateAfter is longer than DisputeNegotiate; nobody could ever escalate by hand."
        : DisputeEvidence > DisputeJudge
            ? "DisputeEvidence is longer than DisputeJudge; a dispute would be over before all evidence is there."
        : ReturnConfirmScanned > ReturnConfirm
            ? "ReturnConfirmScanned is longer than ReturnConfirm; a scan could never shorten the wait."
        : DisputesPerOrder < 1 || EvidenceItems < 1 ? "DisputesPerOrder and EvidenceItems must be at least 1."
        : DisputeModifications < 0 ? "DisputeModifications must be at least 0."
        : SilentJudgeFavours == Dispute.Party.Platform ? "SilentJudgeFavours must be Buyer or Seller."
        : null;

    private IEnumerable<(string Name, TimeSpan Duration)> Durations() =>
    [
        (nameof(PayWindow), PayWindow), (nameof(FlashPayWindow), FlashPayWindow), (nameof(HoldMargin), HoldMargin),
        (nameof(ProcessingTimeout), ProcessingTimeout), (nameof(RiskReview), RiskReview),
        (nameof(RiskHold), RiskHold), (nameof(CancelRespond), CancelRespond),
        (nameof(ShipExtensionMost), ShipExtensionMost), (nameof(Day), Day), (nameof(ProtectMost), ProtectMost),
        (nameof(RemindProtection), RemindProtection), (nameof(RemindLate), RemindLate),
        (nameof(DisputeOpensAfter), DisputeOpensAfter), (nameof(DisputeResumeLeast), DisputeResumeLeast),
        (nameof(FreezeReview), FreezeReview), (nameof(FreezeLimit), FreezeLimit), (nameof(ThawLeast), ThawLeast),
        (nameof(FeedbackWindow), FeedbackWindow), (nameof(ArchiveAfter), ArchiveAfter),
        (nameof(RefundsListedFor), RefundsListedFor),
        (nameof(ShipWindow), ShipWindow), (nameof(ProtectWindow), ProtectWindow), (nameof(ConfirmAuto), ConfirmAuto),
        (nameof(ReleaseDelayConfirmed), ReleaseDelayConfirmed), (nameof(ReleaseDelayAuto), ReleaseDelayAuto),
        (nameof(DisputeWindow), DisputeWindow), (nameof(DisputeRespond), DisputeRespond),
        (nameof(DisputeNegotiate), DisputeNegotiate), (nameof(DisputeEscalateAfter), DisputeEscalateAfter),
        (nameof(DisputeEvidence), DisputeEvidence), (nameof(DisputeJudge), DisputeJudge),
        (nameof(ReturnShip), ReturnShip), (nameof(ReturnConfirm), ReturnConfirm),
        (nameof(ReturnConfirmScanned), ReturnConfirmScanned),
        (nameof(CouponGrace), CouponGrace),
        (nameof(CompensationValidity), CompensationValidity), (nameof(CoinLife), CoinLife),
        (nameof(MembershipUndo), MembershipUndo), (nameof(ReportsWithin), ReportsWithin),
        (nameof(FraudRecheck), FraudRecheck),
    ];

    private Policy Scaled(Func<TimeSpan, TimeSpan> scale) => this with
    {
        PayWindow = scale(PayWindow),
        FlashPayWindow = scale(FlashPayWindow),
        HoldMargin = scale(HoldMargin),
        ProcessingTimeout = scale(ProcessingTimeout),
        RiskReview = scale(RiskReview),
        RiskHold = scale(RiskHold),
        CancelRespond = scale(CancelRespond),
        ShipWindow = scale(ShipWindow),
        ShipExtensionMost = scale(ShipExtensionMost),
        Day = scale(Day),
        ProtectMost = scale(ProtectMost),
        RemindProtection = scale(RemindProtection),
        RemindLate = scale(RemindLate),
        DisputeOpensAfter = scale(DisputeOpensAfter),
        DisputeResumeLeast = scale(DisputeResumeLeast),
        FreezeReview = scale(FreezeReview),
        FreezeLimit = scale(FreezeLimit),
        ThawLeast = scale(ThawLeast),
        FeedbackWindow = scale(FeedbackWindow),
        ArchiveAfter = scale(ArchiveAfter),
        RefundsListedFor = scale(RefundsListedFor),
        ProtectWindow = scale(ProtectWindow),
        ConfirmAuto = scale(ConfirmAuto),
        ReleaseDelayConfirmed = scale(ReleaseDelayConfirmed),
        ReleaseDelayAuto = scale(ReleaseDelayAuto),
        DisputeWindow = scale(DisputeWindow),
        DisputeRespond = scale(DisputeRespond),
        DisputeNegotiate = scale(DisputeNegotiate),
        DisputeEscalateAfter = scale(DisputeEscalateAfter),
        DisputeEvidence = scale(DisputeEvidence),
        DisputeJudge = scale(DisputeJudge),
        ReturnShip = scale(ReturnShip),
        ReturnConfirm = scale(ReturnConfirm),
        ReturnConfirmScanned = scale(ReturnConfirmScanned),
        CouponGrace = scale(CouponGrace),
        CompensationValidity = scale(CompensationValidity),
        CoinLife = scale(CoinLife),
        MembershipUndo = scale(MembershipUndo),
        ReportsWithin = scale(ReportsWithin),
        FraudRecheck = scale(FraudRecheck),
    };

    /// <summary>The coins that a finished order earns for what was paid: whole ones, a million at most.</summary>
    public int CoinsFor(Money paid) =>
        (int)Int128.Min((Int128)paid.Minor * CoinsPerUnitPaid / paid.Currency.MinorPerUnit, 1_000_000);
}
