using static OrleansMarket.Domain.Coupon;

namespace OrleansMarket.Domain.Tests;

public sealed class CouponStories
{
    private static readonly Event.Issued Issued = new("buyer_1", PlatformCoupon);
    private static readonly Command.Lock Lock = new("buyer_1", "chk_1", ["ord_1", "ord_2"], Hours(25));
    private static readonly Event.Locked Locked = new("chk_1", ["ord_1", "ord_2"], Hours(25));

    [Fact]
    public void A_coupon_is_issued_once() => Given()
        .When(new Command.Issue("buyer_1", PlatformCoupon)).Then(Issued)
        .When(new Command.Issue("buyer_2", PlatformCoupon)).ThenAlreadyDone()
        .ThenItIs("buyer_1", coupon => coupon.Buyer);

    [Fact]
    public void I8_A_locked_coupon_is_promised_to_one_checkout() => Given(Issued)
        .When(Lock).Then(Locked)
        .ThenItIs(Hours(25), coupon => DueAt(coupon))
        .When(Lock).ThenAlreadyDone()
        .When(Lock with { Checkout = "chk_2" }).Then(Rejection.CouponInUse);

    [Fact]
    public void Another_buyers_coupon_is_unknown()
    {
        Given(Issued).When(Lock with { Buyer = "buyer_2" }).Then(Rejection.UnknownCoupon);
        Given(Issued, Locked).When(Lock with { Buyer = "buyer_2" }).Then(Rejection.UnknownCoupon);
    }

    [Fact]
    public void A_coupon_is_locked_only_within_its_validity()
    {
        Given(Issued).At(JustBefore(Midnight)).When(Lock).Then(Rejection.CouponNotYetValid);
        Given(Issued).At(JustBefore(Days(30))).When(Lock).Then(Locked);
        Given(Issued).At(Days(30)).When(Lock).Then(Rejection.CouponExpired);
    }

    [Fact]
    public void A_checkout_that_asks_again_later_has_the_coupon_for_longer() => Given(Issued, Locked)
        .When(Lock with { Until = Lock.Until + TimeSpan.FromMinutes(10) })
        .Then(new Event.LockExpired(), Locked with { Until = Lock.Until + TimeSpan.FromMinutes(10) })
        .When(Lock).ThenAlreadyDone();

    [Fact]
    public void A_used_coupon_comes_back_only_when_every_order_of_its_checkout_came_to_nothing() =>
        Given(Issued, Locked, new Event.Redeemed("ord_1"))
            .When(new Command.Unlock(["ord_2"])).Then(new Event.GivenUp(["ord_2"], Cause.Unpaid))
            .ThenItIs(Status.Redeemed, coupon => coupon.Status)
            .When(new Command.Unlock(["ord_1"], Cause.BuyerCancelled))
            .Then(
                new Event.GivenUp(["ord_1"], Cause.BuyerCancelled),
                new Event.Restored(Reason.BuyerCancelled, Days(30)))
            .When(new Command.Unlock(["ord_1"])).ThenAlreadyDone()
            .ThenItIs(Status.Available, coupon => coupon.Status);

    [Fact]
    public void The_first_payment_uses_the_coupon_up_for_all_orders_of_its_checkout() => Given(Issued, Locked)
        .When(new Command.Redeem("ord_1")).Then(new Event.Redeemed("ord_1"))
        .ThenItIs(null, coupon => DueAt(coupon))
        .When(new Command.Redeem("ord_1")).ThenAlreadyDone()
        .When(new Command.Redeem("ord_2")).ThenAlreadyDone()
        .When(Lock).ThenAlreadyDone()
        .When(Lock with { Checkout = "chk_2" }).Then(Rejection.CouponUsed);

    [Fact]
    public void A_coupon_that_expired_while_it_was_locked_can_be_used() =>
        Given(Issued, Locked with { Until = Days(31) })
            .At(Days(30.5)).When(new Command.Redeem("ord_1")).Then(new Event.Redeemed("ord_1"));

    [Fact]
    public void A_coupon_is_not_used_by_an_order_it_was_not_promised_to()
    {
        Given(Issued, Locked).When(new Command.Redeem("ord_9")).Then(Rejection.ReservationGone);
        Given(Issued).When(new Command.Redeem("ord_1")).Then(Rejection.ReservationGone);
    }

    [Fact]
    public void A_coupon_is_free_again_when_none_of_its_orders_needs_it() => Given(Issued, Locked)
        .When(new Command.Unlock(["ord_1"])).Then(new Event.Unlocked(["ord_1"]))
        .ThenItIs(Status.Locked, coupon => coupon.Status)
        .When(new Command.Unlock(["ord_1"])).ThenAlreadyDone()
        .When(new Command.Unlock(["ord_1", "ord_2"])).Then(new Event.Unlocked(["ord_2"]))
        .ThenItIs(Status.Available, coupon => coupon.Status)
        .When(Lock with { Checkout = "chk_2" }).Then(Locked with { Checkout = "chk_2" });

    [Fact]
    public void An_order_that_gave_its_coupon_up_cannot_use_it() => Given(Issued, Locked, new Event.Unlocked(["ord_1"]))
        .When(new Command.Redeem("ord_1")).Then(Rejection.ReservationGone);

    [Fact]
    public void A_promise_that_is_not_kept_in_time_ends()
    {
        Given(Issued, Locked).At(JustBefore(Hours(25))).When(new Command.Elapsed()).ThenAlreadyDone();
        Given(Issued, Locked).At(Hours(25)).When(new Command.Elapsed()).Then(new Event.LockExpired())
            .ThenItIs(Status.Available, coupon => coupon.Status)
            .ThenItIs(Days(30), coupon => DueAt(coupon));
    }

    [Fact]
    public void A_coupon_nobody_used_expires_with_its_validity()
    {
        Given(Issued).At(JustBefore(Days(30))).When(new Command.Elapsed()).ThenAlreadyDone();
        Given(Issued).At(Days(30)).When(new Command.Elapsed()).Then(new Event.Expired())
            .When(Lock).Then(Rejection.CouponExpired);
    }

    [Fact]
    public void What_an_older_version_stored_is_read_as_it_was_meant()
    {
        Given(Issued, Locked, new Event.Redeemed("ord_1"), new Event.Unlocked(["ord_1", "ord_2"]))
            .When(new Command.Elapsed()).ThenAlreadyDone()
            .ThenItIs(Status.Available, coupon => coupon.Status);
        Given(Issued, Locked, new Event.Redeemed("ord_1"), new Event.Unlocked(["ord_2"]))
            .When(new Command.Unlock(["ord_1"], Cause.BuyerCancelled))
            .Then(
                new Event.GivenUp(["ord_1"], Cause.BuyerCancelled),
                new Event.Restored(Reason.BuyerCancelled, Days(30)));
        Assert.Equal((Kind.Store, Kind.Platform), (StoreCoupon.Sort, PlatformCoupon.Sort));
    }

    [Fact]
    public void A_coupon_of_a_revoked_campaign_cannot_be_used_but_a_promise_is_kept()
    {
        Given(Issued).When(new Command.Revoke()).Then(new Event.Revoked())
            .When(new Command.Revoke()).ThenAlreadyDone()
            .When(new Command.Elapsed()).ThenAlreadyDone()
            .When(Lock).Then(Rejection.CouponRevoked);
        Given(Issued, Locked).When(new Command.Revoke()).Then(Rejection.CouponInUse);
        Given(Issued, Locked, new Event.Redeemed("ord_1")).When(new Command.Revoke()).Then(Rejection.CouponUsed);
    }

    [Fact]
    public void A_use_of_a_code_that_came_to_nothing_gives_its_place_back_once()
    {
        var use = new Event.Issued("buyer_1", CodeCoupon);
        Given(use, Locked).When(new Command.Unlock(["ord_1", "ord_2"])).Then(new Event.Unlocked(["ord_1", "ord_2"]))
            .ThenItIs(Status.Returned, coupon => coupon.Status)
            .ThenItIs(new[] { new Step.GiveBack("cmp_1111", "chk_1") }, Owed)
            .When(new Command.PlaceTaken()).Then(new Event.PlaceGivenBack())
            .When(new Command.PlaceTaken()).ThenAlreadyDone()
            .ThenItIs(Array.Empty<Step>(), Owed)
            .When(Lock).Then(Rejection.ReservationGone);
        Given(use, Locked).At(Hours(25)).When(new Command.Elapsed()).Then(new Event.LockExpired())
            .ThenItIs(new[] { new Step.GiveBack("cmp_1111", "chk_1") }, Owed);
    }

    [Fact]
    public void A_coupon_that_does_not_exist_is_unknown()
    {
        Given().When(Lock).Then(Rejection.UnknownCoupon);
        Given().When(new Command.Redeem("ord_1")).Then(Rejection.UnknownCoupon);
        Given().When(new Command.Unlock(["ord_1"])).Then(Rejection.UnknownCoupon);
        Given().When(new Command.Elapsed()).ThenAlreadyDone();
    }

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Coupon.Given(happened);
}
