using static OrleansMarket.Domain.Campaign;

namespace OrleansMarket.Domain.Tests;

public sealed class CampaignStories
{
    private static readonly Offer Two = new(PlatformCoupon, "11.11: 7.00 off", Quota: 2, PerBuyer: 1);
    private static readonly Event.Created Created = new(Two);

    [Fact]
    public void A_campaign_is_created_once() => Given()
        .When(new Command.Create(Two)).Then(Created)
        .When(new Command.Create(Two with { Quota = 9 })).ThenAlreadyDone()
        .ThenItIs(2, campaign => campaign.Offer!.Quota);

    [Fact]
    public void I7_The_quota_is_exact() => Given(Created)
        .When(new Command.Claim("clm_1", "buyer_1")).Then(new Event.Claimed("clm_1", "buyer_1", Number: 1))
        .When(new Command.Claim("clm_2", "buyer_2")).Then(new Event.Claimed("clm_2", "buyer_2", Number: 2))
        .When(new Command.Claim("clm_3", "buyer_3")).Then(Rejection.CouponQuotaExhausted);

    [Fact]
    public void A_claim_is_counted_once() => Given(Created, new Event.Claimed("clm_1", "buyer_1", 1))
        .When(new Command.Claim("clm_1", "buyer_1")).ThenAlreadyDone()
        .ThenItIs(1, campaign => campaign.Issued);

    [Fact]
    public void A_claim_made_in_time_is_known_after_the_campaign_has_ended() =>
        Given(Created, new Event.Claimed("clm_1", "buyer_1", 1))
            .At(Days(30)).When(new Command.Claim("clm_1", "buyer_1")).ThenAlreadyDone();

    [Fact]
    public void One_buyer_claims_no_more_than_his_share() =>
        Given(Created with { Offer = Two with { Quota = 9, PerBuyer = 2 } })
            .When(new Command.Claim("clm_1", "buyer_1"))
            .When(new Command.Claim("clm_2", "buyer_1"))
            .When(new Command.Claim("clm_3", "buyer_1")).Then(Rejection.LimitPerBuyer);

    [Fact]
    public void A_coupon_is_claimed_before_it_is_valid_but_not_after()
    {
        Given(Created).At(Days(-3)).When(new Command.Claim("clm_1", "buyer_1"))
            .Then(new Event.Claimed("clm_1", "buyer_1", 1));
        Given(Created).At(Days(30)).When(new Command.Claim("clm_1", "buyer_1")).Then(Rejection.CouponExpired);
    }

    [Fact]
    public void An_offer_that_makes_no_sense_is_refused()
    {
        Refused(Rejection.PriceInvalid, Two with { Terms = PlatformCoupon with { Value = Usd(0) } });
        Refused(Rejection.PriceInvalid, Two with { Terms = PlatformCoupon with { MinimumSpend = Usd(-1) } });
        var yen = new Money(1, Currency.Parse("JPY"));
        Refused(Rejection.PriceInvalid, Two with { Terms = PlatformCoupon with { MinimumSpend = yen } });
        Refused(Rejection.QuantityInvalid, Two with { Quota = 0 });
        Refused(Rejection.QuantityInvalid, Two with { Quota = 1_000_001 });
        Refused(Rejection.QuantityInvalid, Two with { PerBuyer = 0 });
        Refused(Rejection.WindowClosed, Two with { Terms = PlatformCoupon with { ValidUntil = Midnight } });
    }

    [Fact]
    public void A_campaign_that_does_not_exist_is_unknown()
    {
        Given().When(new Command.Claim("clm_1", "buyer_1")).Then(Rejection.UnknownCampaign);
        Given().When(new Command.Elapsed()).ThenAlreadyDone();
    }

    private static void Refused(Rejection why, Offer offer) => Given().When(new Command.Create(offer)).Then(why);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Campaign.Given(happened);
}
