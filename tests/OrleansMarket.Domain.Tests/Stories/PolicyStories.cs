namespace OrleansMarket.Domain.Tests;

public sealed class PolicyStories
{
    public static TheoryData<string> Names => [.. Policy.Profiles.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_profile_makes_sense(string name) => Assert.Null(Policy.Profiles[name].Problem());

    [Fact]
    public void The_defaults_are_those_of_the_table_in_the_domain_document()
    {
        var policy = Policy.Profiles["modern"];
        Assert.Equal(TimeSpan.FromHours(24), policy.PayWindow);
        Assert.Equal(TimeSpan.FromMinutes(15), policy.FlashPayWindow);
        Assert.Equal(TimeSpan.FromMinutes(5), policy.HoldMargin);
        Assert.Equal(TimeSpan.FromMinutes(30), policy.ProcessingTimeout);
        Assert.Equal(5, policy.PaymentAttempts);
        Assert.Equal(TimeSpan.FromHours(24), policy.RiskReview);
        Assert.Equal(TimeSpan.FromDays(7), policy.ShipWindow);
        Assert.Equal(TimeSpan.FromDays(60), policy.ProtectWindow);
        Assert.Equal(TimeSpan.FromDays(7), policy.ConfirmAuto);
        Assert.Equal(TimeSpan.Zero, policy.ReleaseDelayConfirmed);
        Assert.Equal(TimeSpan.FromDays(3), policy.ReleaseDelayAuto);
        Assert.Equal(TimeSpan.FromDays(15), policy.DisputeWindow);
        Assert.Equal(3, policy.DisputesPerOrder);
        Assert.Equal(TimeSpan.FromDays(5), policy.DisputeRespond);
        Assert.Equal(TimeSpan.FromDays(7), policy.DisputeNegotiate);
        Assert.Equal(TimeSpan.FromDays(3), policy.DisputeEscalateAfter);
        Assert.Equal(5, policy.DisputeModifications);
        Assert.Equal(TimeSpan.FromDays(3), policy.DisputeEvidence);
        Assert.Equal(20, policy.EvidenceItems);
        Assert.Equal(TimeSpan.FromDays(7), policy.DisputeJudge);
        Assert.Equal(Dispute.Party.Buyer, policy.SilentJudgeFavours);
        Assert.Equal(TimeSpan.FromDays(10), policy.ReturnShip);
        Assert.Equal(TimeSpan.FromDays(30), policy.ReturnConfirm);
        Assert.Equal(TimeSpan.FromDays(7), policy.ReturnConfirmScanned);
        Assert.Equal(TimeSpan.FromDays(14), policy.MembershipUndo);
        Assert.Equal((5, TimeSpan.FromDays(30)), (policy.ReportsToFreeze, policy.ReportsWithin));
        Assert.Equal(TimeSpan.FromDays(1), policy.FraudRecheck);
        Assert.Equal(500, policy.CommissionBasisPoints);
        Assert.Equal((0, 100, 1_000), (policy.TaxBasisPoints, policy.CoinsPerUnit, policy.CoinCapBasisPoints));
        Assert.Equal((5, 1), (policy.CoinsPerCheckIn, policy.CoinsPerUnitPaid));
        Assert.Equal(TimeSpan.FromDays(7), policy.CouponGrace);
        Assert.Equal(TimeSpan.FromDays(60), policy.CompensationValidity);
        Assert.Equal(TimeSpan.FromDays(365), policy.CoinLife);
        Assert.Equal((50, 200), (policy.SellersPerCheckout, policy.LinesPerCheckout));
    }

    [Fact]
    public void The_classic_market_waits_20_days_for_a_payment_and_a_flash_sale_15_minutes()
    {
        Assert.Equal(TimeSpan.FromDays(20), Policy.Profiles["aliexpress-classic"].PayWindow);
        Assert.Equal(TimeSpan.FromMinutes(15), Policy.Profiles["flash-sale"].PayWindow);
        Assert.Equal(TimeSpan.Zero, Policy.Profiles["flash-sale"].RiskReview);
    }

    [Fact]
    public void In_the_accelerated_market_60_days_pass_in_60_seconds() =>
        Assert.Equal(TimeSpan.FromSeconds(60), Policy.Profiles["accelerated"].ProtectWindow);

    public static TheoryData<string, Policy> Nonsense => new()
    {
        { "PayWindow is negative", Policy.Modern with { PayWindow = -TimeSpan.FromSeconds(1) } },
        { "HoldMargin is negative", Policy.Modern with { HoldMargin = -TimeSpan.FromSeconds(1) } },
        { "ProcessingTimeout is negative", Policy.Modern with { ProcessingTimeout = -TimeSpan.FromSeconds(1) } },
        { "RiskReview is negative", Policy.Modern with { RiskReview = -TimeSpan.FromSeconds(1) } },
        { "ShipWindow is negative", Policy.Modern with { ShipWindow = -TimeSpan.FromSeconds(1) } },
        { "ProtectWindow is longer", Policy.Modern with { ProtectWindow = TimeSpan.FromDays(367) } },
        { "ConfirmAuto is longer", Policy.Modern with { ConfirmAuto = TimeSpan.MaxValue } },
        { "A release delay is longer", Policy.Modern with { ReleaseDelayConfirmed = TimeSpan.FromDays(16) } },
        { "A release delay is longer", Policy.Modern with { ReleaseDelayAuto = TimeSpan.FromDays(16) } },
        { "DisputeWindow is negative", Policy.Modern with { DisputeWindow = -TimeSpan.FromSeconds(1) } },
        { "DisputesPerOrder", Policy.Modern with { DisputesPerOrder = 0 } },
        { "DisputeRespond is negative", Policy.Modern with { DisputeRespond = -TimeSpan.FromSeconds(1) } },
        { "DisputeNegotiate is longer", Policy.Modern with { DisputeNegotiate = TimeSpan.FromDays(367) } },
        { "DisputeEscalateAfter is longer", Policy.Modern with { DisputeEscalateAfter = TimeSpan.FromDays(8) } },
        { "DisputeModifications", Policy.Modern with { DisputeModifications = -1 } },
        { "DisputeEvidence is longer", Policy.Modern with { DisputeEvidence = TimeSpan.FromDays(8) } },
        { "DisputesPerOrder and EvidenceItems", Policy.Modern with { EvidenceItems = 0 } },
        { "DisputeJudge is negative", Policy.Modern with { DisputeJudge = -TimeSpan.FromSeconds(1) } },
        { "SilentJudgeFavours", Policy.Modern with { SilentJudgeFavours = Dispute.Party.Platform } },
        { "ReturnShip is negative", Policy.Modern with { ReturnShip = -TimeSpan.FromSeconds(1) } },
        { "ReturnConfirm is longer", Policy.Modern with { ReturnConfirm = TimeSpan.FromDays(367) } },
        { "ReturnConfirmScanned is longer", Policy.Modern with { ReturnConfirmScanned = TimeSpan.FromDays(31) } },
        { "CommissionBasisPoints", Policy.Modern with { CommissionBasisPoints = -1 } },
        { "CommissionBasisPoints", Policy.Modern with { CommissionBasisPoints = 10_001 } },
        { "TaxBasisPoints", Policy.Modern with { TaxBasisPoints = 10_001 } },
        { "CoinCapBasisPoints", Policy.Modern with { CoinCapBasisPoints = -1 } },
        { "CoinsPerUnit must", Policy.Modern with { CoinsPerUnit = 0 } },
        { "CoinsPerCheckIn and CoinsPerUnitPaid", Policy.Modern with { CoinsPerCheckIn = -1 } },
        { "CoinsPerCheckIn and CoinsPerUnitPaid", Policy.Modern with { CoinsPerUnitPaid = -1 } },
        { "CouponGrace is negative", Policy.Modern with { CouponGrace = -TimeSpan.FromDays(1) } },
        { "CompensationValidity is longer", Policy.Modern with { CompensationValidity = TimeSpan.FromDays(367) } },
        { "CoinLife is longer", Policy.Modern with { CoinLife = TimeSpan.FromDays(367) } },
        { "MembershipUndo is negative", Policy.Modern with { MembershipUndo = -TimeSpan.FromSeconds(1) } },
        { "ReportsToFreeze", Policy.Modern with { ReportsToFreeze = 0 } },
        { "PaymentAttempts", Policy.Modern with { PaymentAttempts = 0 } },
        { "SellersPerCheckout", Policy.Modern with { SellersPerCheckout = 0 } },
        { "SellersPerCheckout and LinesPerCheckout", Policy.Modern with { LinesPerCheckout = 0 } },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Nonsense_is_named_in_a_sentence(string beginning, Policy policy)
    {
        Assert.StartsWith(beginning, policy.Problem(), StringComparison.Ordinal);
        Assert.EndsWith(".", policy.Problem(), StringComparison.Ordinal);
    }
}
