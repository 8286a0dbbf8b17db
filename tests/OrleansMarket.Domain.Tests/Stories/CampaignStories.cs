using static OrleansMarket.Domain.Campaign;
using Kind = OrleansMarket.Domain.Coupon.Kind;

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
    public void An_offer_of_a_kind_that_does_not_fit_is_refused()
    {
        Refused(Rejection.PriceInvalid, Two with { Terms = PlatformCoupon with { Percent = 0 } });
        Refused(Rejection.PriceInvalid, Two with { Terms = PlatformCoupon with { Percent = 101 } });
        Refused(Rejection.CouponNotApplicable, Two with { Terms = PlatformCoupon with { Kind = Kind.Store } });
        Refused(Rejection.CouponNotApplicable, Two with { Terms = StoreCoupon with { Kind = Kind.Platform } });
        Refused(Rejection.CouponNotApplicable, Two with { Terms = PlatformCoupon with { Kind = Kind.Select } });
        Refused(Rejection.CouponNotApplicable, Two with { Terms = PlatformCoupon with { Kind = Kind.Compensation } });
        Refused(Rejection.CouponNotApplicable, Two with { Terms = CodeCoupon });
        Refused(Rejection.CouponNotApplicable, Two with { Code = "SEVEN" });
    }

    [Fact]
    public void S2_6_A_draft_gives_nothing_until_it_is_activated() => Given()
        .When(new Command.Create(Two, IsDraft: true)).Then(Created with { IsDraft = true })
        .When(new Command.Activate()).Then(new Event.Activated())
        .When(new Command.Activate()).ThenAlreadyDone()
        .When(new Command.Claim("clm_1", "buyer_1")).Then(new Event.Claimed("clm_1", "buyer_1", 1));

    [Fact]
    public void S2_6_A_campaign_that_is_paused_ended_or_revoked_gives_nothing()
    {
        Event[] stops = [new Event.Paused(), new Event.Ended(), new Event.Revoked()];
        foreach (var stop in stops)
        {
            Given(Created, stop).When(new Command.Claim("clm_1", "buyer_1")).Then(Rejection.CampaignNotActive);
            Given(Created, new Event.Claimed("clm_1", "buyer_1", 1), stop)
                .When(new Command.Claim("clm_1", "buyer_1")).ThenAlreadyDone();
        }

        Given(Created with { IsDraft = true }).When(new Command.Claim("clm_1", "buyer_1"))
            .Then(Rejection.CampaignNotActive);
    }

    [Fact]
    public void S2_6_Only_a_pause_can_be_undone()
    {
        Given(Created).When(new Command.Pause()).Then(new Event.Paused())
            .When(new Command.Pause()).ThenAlreadyDone()
            .When(new Command.Activate()).Then(new Event.Activated());
        Given(Created).When(new Command.End()).Then(new Event.Ended()).When(new Command.End()).ThenAlreadyDone()
            .When(new Command.Activate()).Then(Rejection.CampaignIsOver);
        Given(Created, new Event.Ended()).When(new Command.Revoke()).Then(new Event.Revoked())
            .When(new Command.End()).Then(Rejection.CampaignIsOver);
    }

    [Fact]
    public void S2_6_A_campaign_is_exhausted_when_its_places_are_taken_and_ended_when_its_validity_is()
    {
        var full = Machines.Campaign.Fold(State.Initial,
            [Created, new Event.Claimed("clm_1", "buyer_1", 1), new Event.Claimed("clm_2", "buyer_2", 2)]);
        Assert.Equal(Status.Exhausted, StatusOf(full, Midnight));
        Assert.Equal(Status.Ended, StatusOf(full, Days(30)));
        Assert.Equal(Status.Revoked, StatusOf(Evolve(full, new Event.Revoked()), Days(30)));
        Assert.Equal(Status.None, StatusOf(State.Initial, Midnight));
    }

    [Fact]
    public void I7_A_place_that_a_code_gives_back_can_be_taken_by_another_and_the_quota_holds()
    {
        var code = Two with { Terms = CodeCoupon, Code = "SEVEN", Quota = 1 };
        Given(Created with { Offer = code })
            .When(Use("chk_1", "buyer_1")).Then(new Event.Claimed("chk_1", "buyer_1", 1))
            .When(Use("chk_1", "buyer_1")).ThenAlreadyDone()
            .When(new Command.GiveBack("chk_1", "buyer_1", 1)).Then(new Event.GivenBack("chk_1", "buyer_1", 1))
            .When(new Command.GiveBack("chk_1", "buyer_1", 1)).ThenAlreadyDone()
            .When(Use("chk_2", "buyer_1")).Then(new Event.Claimed("chk_2", "buyer_1", 2))
            .When(new Command.GiveBack("chk_1", "buyer_1", 1)).ThenAlreadyDone()
            .When(Use("chk_3", "buyer_2")).Then(Rejection.CouponQuotaExhausted);
        Given(Created with { Offer = code }).At(Days(-1)).When(Use("chk_1", "buyer_1"))
            .Then(Rejection.CouponNotYetValid);
        Given(Created with { Offer = code }).When(new Command.Claim("clm_1", "buyer_1"))
            .Then(Rejection.CampaignNotActive);
        Given(Created).When(Use("chk_1", "buyer_1")).Then(Rejection.UnknownCoupon);
    }

    [Fact]
    public void A_claimed_coupon_keeps_its_place_for_ever() => Given(Created, new Event.Claimed("clm_1", "buyer_1", 1))
        .When(new Command.GiveBack("clm_1", "buyer_1", 1)).ThenAlreadyDone();

    [Fact]
    public void What_makes_up_for_something_belongs_to_one_buyer()
    {
        var mine = new Offer(PlatformCoupon with { Kind = Kind.Compensation }, "Sorry", 1, 1, For: "buyer_1");
        Given(Created with { Offer = mine }).When(new Command.Claim("clm_1", "buyer_2"))
            .Then(Rejection.UnknownCampaign);
        Given(Created with { Offer = mine }).When(new Command.Claim("clm_1", "buyer_1"))
            .Then(new Event.Claimed("clm_1", "buyer_1", 1));
    }

    [Fact]
    public void A_campaign_that_does_not_exist_is_unknown()
    {
        Given().When(new Command.Claim("clm_1", "buyer_1")).Then(Rejection.UnknownCampaign);
        Given().When(new Command.Elapsed()).ThenAlreadyDone();
    }

    private static Command.TakeCode Use(string checkout, string buyer) => new(checkout, buyer, ["ord_1"], Hours(25));

    private static void Refused(Rejection why, Offer offer) => Given().When(new Command.Create(offer)).Then(why);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Campaign.Given(happened);
}
