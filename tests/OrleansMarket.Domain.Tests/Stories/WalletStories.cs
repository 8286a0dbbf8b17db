using static OrleansMarket.Domain.Wallet;

namespace OrleansMarket.Domain.Tests;

public sealed class WalletStories
{
    private static readonly Command.Claim Claim = new("clm_1", "cmp_1");

    [Fact]
    public void A_claim_is_owed_to_its_campaign_until_it_has_answered() => Given()
        .When(Claim).Then(new Event.Wanted("clm_1", "cmp_1"))
        .ThenItIs(new[] { new Want("clm_1", "cmp_1") }, Owed)
        .When(Claim).ThenAlreadyDone()
        .When(new Command.Note("clm_1", "cpn_1.1")).Then(new Event.Noted("clm_1", "cpn_1.1"))
        .ThenItIs(Array.Empty<Want>(), Owed)
        .ThenItIs("cpn_1.1", wallet => wallet.CouponOf("clm_1"));

    [Fact]
    public void I12_A_claim_that_was_answered_is_one_coupon() =>
        Given(new Event.Wanted("clm_1", "cmp_1"), new Event.Noted("clm_1", "cpn_1.1"))
            .When(Claim).ThenAlreadyDone()
            .When(new Command.Note("clm_1", "cpn_1.1")).ThenAlreadyDone()
            .ThenItIs(1, wallet => wallet.Slots.Count);

    [Fact]
    public void A_claim_that_the_campaign_refuses_leaves_nothing_behind_and_can_be_made_again() =>
        Given(new Event.Wanted("clm_1", "cmp_1"))
            .When(new Command.Drop("clm_1")).Then(new Event.Dropped("clm_1"))
            .When(new Command.Drop("clm_1")).ThenAlreadyDone()
            .When(Claim).Then(new Event.Wanted("clm_1", "cmp_1"));

    [Fact]
    public void What_was_the_use_of_a_code_is_received_once() => Given()
        .When(new Command.Receive("cpn_2.1")).Then(new Event.Noted("cpn_2.1", "cpn_2.1"))
        .When(new Command.Receive("cpn_2.1")).ThenAlreadyDone()
        .ThenItIs(1, wallet => wallet.Slots.Count);

    [Fact]
    public void A_code_stands_for_one_campaign_for_ever()
    {
        var none = Machines.PromoCode.Given();
        none.When(new PromoCode.Command.Claim("cmp_1")).Then(new PromoCode.Event.Claimed("cmp_1"))
            .When(new PromoCode.Command.Claim("cmp_1")).ThenAlreadyDone()
            .When(new PromoCode.Command.Claim("cmp_2")).Then(Rejection.CodeTaken);
        Assert.All(["SAVE-5", "ABC", "11-11"], code => Assert.True(PromoCode.IsCode(code)));
        Assert.All([null, "", "AB", "save", "SAVE 5", "CPN_1", new string('A', 31)],
            code => Assert.False(PromoCode.IsCode(code)));
    }

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Wallet.Given(happened);
}
