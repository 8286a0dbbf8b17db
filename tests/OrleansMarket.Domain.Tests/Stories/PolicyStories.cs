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
        Assert.Equal(500, policy.CommissionBasisPoints);
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
        { "CommissionBasisPoints", Policy.Modern with { CommissionBasisPoints = -1 } },
        { "CommissionBasisPoints", Policy.Modern with { CommissionBasisPoints = 10_001 } },
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
