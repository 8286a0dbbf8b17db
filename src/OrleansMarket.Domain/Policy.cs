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

    /// <summary>How long the seller has to ship (O18).</summary>
    public TimeSpan ShipWindow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Protection of the buyer after shipping when the shipping method promises nothing else (O24).</summary>
    public TimeSpan ProtectWindow { get; init; } = TimeSpan.FromDays(60);

    /// <summary>How long after the delivery scan the receipt is taken as confirmed (O23).</summary>
    public TimeSpan ConfirmAuto { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long the money stays in escrow after the buyer has confirmed (O26).</summary>
    public TimeSpan ReleaseDelayConfirmed { get; init; } = TimeSpan.Zero;

    /// <summary>How long the money stays in escrow after an automatic confirmation (O26).</summary>
    public TimeSpan ReleaseDelayAuto { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long after completion a dispute may be opened; then the order is finished (O27).</summary>
    public TimeSpan DisputeWindow { get; init; } = TimeSpan.FromDays(15);

    /// <summary>The platform's fee, in basis points of a line after the discounts that the seller pays for.</summary>
    public int CommissionBasisPoints { get; init; } = 500;

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
        if (CommissionBasisPoints is < 0 or > 10_000) return "CommissionBasisPoints must lie between 0 and 10000.";
        if (PaymentAttempts < 1) return "PaymentAttempts must be at least 1.";
        return SellersPerCheckout < 1 || LinesPerCheckout < 1
            ? "SellersPerCheckout and LinesPerCheckout must be at least 1."
            : null;
    }

    private IEnumerable<(string Name, TimeSpan Duration)> Durations() =>
    [
        (nameof(PayWindow), PayWindow), (nameof(FlashPayWindow), FlashPayWindow), (nameof(HoldMargin), HoldMargin),
        (nameof(ProcessingTimeout), ProcessingTimeout), (nameof(RiskReview), RiskReview),
        (nameof(ShipWindow), ShipWindow), (nameof(ProtectWindow), ProtectWindow), (nameof(ConfirmAuto), ConfirmAuto),
        (nameof(ReleaseDelayConfirmed), ReleaseDelayConfirmed), (nameof(ReleaseDelayAuto), ReleaseDelayAuto),
        (nameof(DisputeWindow), DisputeWindow),
    ];

    private Policy Scaled(Func<TimeSpan, TimeSpan> scale) => this with
    {
        PayWindow = scale(PayWindow),
        FlashPayWindow = scale(FlashPayWindow),
        HoldMargin = scale(HoldMargin),
        ProcessingTimeout = scale(ProcessingTimeout),
        RiskReview = scale(RiskReview),
        ShipWindow = scale(ShipWindow),
        ProtectWindow = scale(ProtectWindow),
        ConfirmAuto = scale(ConfirmAuto),
        ReleaseDelayConfirmed = scale(ReleaseDelayConfirmed),
        ReleaseDelayAuto = scale(ReleaseDelayAuto),
        DisputeWindow = scale(DisputeWindow),
    };
}
