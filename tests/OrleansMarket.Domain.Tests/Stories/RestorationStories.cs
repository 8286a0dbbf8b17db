using static OrleansMarket.Domain.Coupon;

namespace OrleansMarket.Domain.Tests;

/// <summary>"Can I get my coupon back with the refund?" The table of DOMAIN.md §1.3, cell by cell.</summary>
public sealed class RestorationStories
{
    private const Remedy No = Remedy.Consumed, R = Remedy.Restored, Plus = Remedy.RestoredWithGrace;

    private static readonly Kind[] Columns =
        [Kind.Platform, Kind.Code, Kind.Select, Kind.Store, Kind.NewUser, Kind.Compensation];

    private static readonly Command.Lock Lock = new("buyer_1", "chk_1", ["ord_1", "ord_2"], Hours(25));
    private static readonly Event.Locked Locked = new("chk_1", ["ord_1", "ord_2"], Hours(25));

    private static readonly Event.GivenUp BothBySeller = new(["ord_1", "ord_2"], Cause.SellerFault);

    [Fact]
    public void S1_3_Payment_failed_or_timed_out_or_buyer_cancelled_unpaid() =>
        Row(Cause.Unpaid, isWhole: true, R, R, R, R, R, R);

    [Fact]
    public void S1_3_Buyer_cancelled_before_shipping_all_orders_that_share_the_coupon() =>
        Row(Cause.BuyerCancelled, isWhole: true, R, R, R, R, R, R);

    [Fact]
    public void S1_3_Buyer_cancelled_before_shipping_only_some_orders_of_the_shared_coupon() =>
        Row(Cause.BuyerCancelled, isWhole: false, No, No, No, No, No, No);

    [Fact]
    public void S1_3_Seller_cancelled_or_did_not_ship_or_risk_reject_whole_coupon_scope() =>
        Row(Cause.SellerFault, isWhole: true, Plus, Plus, Plus, Plus, Plus, Plus);

    [Fact]
    public void S1_3_Dispute_full_refund_of_the_whole_coupon_scope_seller_at_fault() =>
        Row(Cause.DisputeSellerFault, isWhole: true, Plus, Plus, Plus, R, R, R);

    [Fact]
    public void S1_3_Dispute_full_refund_buyer_changed_mind() =>
        Row(Cause.DisputeBuyerChange, isWhole: true, No, No, No, No, No, No);

    [Fact]
    public void S1_3_Any_partial_refund() => Row(Cause.PartialRefund, isWhole: true, No, No, No, No, No, No);

    [Fact]
    public void S1_3_Charge_back_lost() => Row(Cause.ChargeBackLost, isWhole: true, No, No, No, No, No, No);

    [Fact]
    public void S1_3_A_non_refundable_coupon_comes_back_only_when_it_was_never_used()
    {
        foreach (var kind in Columns)
        {
            foreach (var cause in Enum.GetValues<Cause>())
                Assert.Equal(cause == Cause.Unpaid ? R : No, Restoration(kind, cause, true, isRefundable: false));
        }

        Used(PlatformCoupon with { NonRefundable = true })
            .When(Lost(Cause.SellerFault, "ord_1"))
            .Then(new Event.GivenUp(["ord_1"], Cause.SellerFault), new Event.Consumed(Reason.NonRefundable));
    }

    [Fact]
    public void S1_3_Every_cause_is_a_reason_of_the_same_name() => Assert.All(Enum.GetValues<Cause>(), cause =>
        Assert.Equal(cause.ToString(), ((Reason)cause).ToString()));

    [Fact]
    public void S1_3_While_some_orders_are_kept_the_coupon_stays_used_up() => Used(PlatformCoupon)
        .When(Lost(Cause.BuyerCancelled, "ord_1")).Then(new Event.GivenUp(["ord_1"], Cause.BuyerCancelled))
        .ThenItIs(new Outcome(Result.Consumed, Reason.OtherOrdersKeepIt, null), coupon => OutcomeFor(coupon, "ord_1"))
        .ThenItIs(new Outcome(Result.Pending, Reason.OrderKeepsIt, null), coupon => OutcomeFor(coupon, "ord_2"))
        .When(Lost(Cause.BuyerCancelled, "ord_1")).ThenAlreadyDone()
        .When(Lost(Cause.BuyerCancelled, "ord_2"))
        .Then(new Event.GivenUp(["ord_2"], Cause.BuyerCancelled), new Event.Restored(Reason.BuyerCancelled, Days(30)))
        .ThenItIs(new Outcome(Result.Restored, Reason.BuyerCancelled, Days(30)), one => OutcomeFor(one, "ord_1"))
        .ThenItIs(Status.Available, coupon => coupon.Status)
        .When(Lost(Cause.SellerFault, "ord_2")).ThenAlreadyDone();

    [Fact]
    public void S1_3_A_coupon_that_comes_back_late_through_the_sellers_fault_has_seven_days_of_grace()
    {
        Used(PlatformCoupon).At(Days(20)).When(Lost(Cause.SellerFault, "ord_1", "ord_2"))
            .Then(BothBySeller, new Event.Restored(Reason.SellerFault, Days(30)));
        Used(PlatformCoupon).At(Days(29)).When(Lost(Cause.SellerFault, "ord_1", "ord_2"))
            .Then(BothBySeller, new Event.Restored(Reason.SellerFault, Days(36)))
            .ThenItIs(Days(36), coupon => DueAt(coupon));
        Used(PlatformCoupon).At(Days(50)).When(Lost(Cause.SellerFault, "ord_1", "ord_2"))
            .Then(BothBySeller, new Event.Restored(Reason.SellerFault, Days(57)))
            .When(Lock with { Checkout = "chk_2", Until = Days(51) })
            .Then(Locked with { Checkout = "chk_2", Until = Days(51) });
    }

    [Fact]
    public void S1_3_A_coupon_without_grace_that_has_expired_meanwhile_stays_used_up() => Used(PlatformCoupon)
        .At(Days(30)).When(Lost(Cause.BuyerCancelled, "ord_1", "ord_2"))
        .Then(new Event.GivenUp(["ord_1", "ord_2"], Cause.BuyerCancelled), new Event.Consumed(Reason.ValidityOver))
        .ThenItIs(new Outcome(Result.Consumed, Reason.ValidityOver, null), coupon => OutcomeFor(coupon, "ord_2"));

    [Fact]
    public void S1_3_After_a_partial_refund_nothing_brings_it_back() => Used(PlatformCoupon)
        .When(Lost(Cause.PartialRefund, "ord_1"))
        .Then(new Event.GivenUp(["ord_1"], Cause.PartialRefund), new Event.Consumed(Reason.PartialRefund))
        .When(Lost(Cause.SellerFault, "ord_2")).ThenAlreadyDone()
        .ThenItIs(new Outcome(Result.Consumed, Reason.PartialRefund, null), coupon => OutcomeFor(coupon, "ord_2"));

    [Fact]
    public void S1_3_Where_orders_differ_the_harder_reason_counts_and_unpaid_ones_say_nothing()
    {
        Used(PlatformCoupon).At(Days(29))
            .When(Lost(Cause.SellerFault, "ord_1")).When(Lost(Cause.BuyerCancelled, "ord_2"))
            .Then(
                new Event.GivenUp(["ord_2"], Cause.BuyerCancelled),
                new Event.Restored(Reason.BuyerCancelled, Days(30)));
        Used(PlatformCoupon).At(Days(29))
            .When(Lost(Cause.Unpaid, "ord_2")).When(Lost(Cause.SellerFault, "ord_1"))
            .Then(new Event.GivenUp(["ord_1"], Cause.SellerFault), new Event.Restored(Reason.SellerFault, Days(36)));
    }

    [Fact]
    public void S1_3_A_code_comes_back_as_a_place_and_after_its_end_as_a_coupon_of_this_buyer()
    {
        Used(CodeCoupon).When(Lost(Cause.BuyerCancelled, "ord_1", "ord_2"))
            .ThenItIs(Status.Returned, coupon => coupon.Status)
            .ThenItIs(new[] { new Step.GiveBack("cmp_1111", "chk_1") }, Owed);
        Used(CodeCoupon).At(Days(40)).When(Lost(Cause.SellerFault, "ord_1", "ord_2"))
            .ThenItIs((Status.Available, Kind.Platform, Days(47)), coupon =>
                (coupon.Status, coupon.Terms!.Sort, coupon.Terms.ValidUntil))
            .ThenItIs(new[] { new Step.PutIntoWallet("buyer_1") }, Owed)
            .When(new Command.InWallet()).Then(new Event.PutIntoWallet())
            .When(new Command.InWallet()).ThenAlreadyDone()
            .ThenItIs(Array.Empty<Step>(), Owed);
    }

    private static void Row(Cause cause, bool isWhole, params Remedy[] remedies) =>
        Assert.Equal(remedies, Columns.Select(kind => Restoration(kind, cause, isWhole)));

    private static Command.Unlock Lost(Cause cause, params string[] orders) => new(orders, cause);

    private static Story<State, Command, Event> Used(Terms terms) =>
        Machines.Coupon.Given(new Event.Issued("buyer_1", terms), Locked, new Event.Redeemed("ord_1"));
}
