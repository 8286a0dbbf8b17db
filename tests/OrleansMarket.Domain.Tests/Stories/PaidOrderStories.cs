using static OrleansMarket.Domain.Order;

namespace OrleansMarket.Domain.Tests;

/// <summary>The order after it is paid; rows O7 to O27 of DOMAIN.md §2.2.</summary>
public sealed class PaidOrderStories
{
    private static readonly Event[] Paid =
    [
        new Event.Placed(Terms, Midnight, Hours(24)),
        new Event.PaymentSubmitted("pay_1", Minutes(30)),
        new Event.Paid("pay_1", Usd(2666), Midnight, Hours(24)),
    ];

    private static readonly Event[] Verified = [.. Paid, new Event.Verified(Midnight, Days(7))];
    private static readonly Event[] Shipped = [.. Verified, new Event.Shipped("DHL", "trk_1", Midnight, Days(60))];
    private static readonly Event[] Delivered = [.. Shipped, new Event.Delivered(Midnight, Days(7))];

    private static readonly Event[] Silent =
        [.. Delivered, new Event.Completed(Completion.BySilence, Days(7), Days(10), Days(22))];

    private static readonly Command.Ship ShipIt = new("DHL", "trk_1");

    [Fact]
    public void O7_The_buyer_alone_cancels_a_paid_order_that_is_not_verified_and_gets_his_money_back() => Given(Paid)
        .When(new Command.Cancel()).Then(new Event.Closed(CloseReason.BuyerCancelled, Refund: true, Midnight))
        .ThenItIs(new Step[]
        {
            new Step.FreeGoods(), new Step.ReturnCoupons(Coupon.Cause.BuyerCancelled),
            new Step.RefundEscrow(CloseReason.BuyerCancelled),
        }, Owed)
        .When(new Command.EscrowDone()).Then(new Event.EscrowDone())
        .ThenItIs(EscrowStatus.Refunded, order => order.Escrow)
        .When(new Command.CouponsReturned()).Then(new Event.CouponsReturned())
        .ThenItIs(new Step[] { new Step.FreeGoods() }, Owed)
        .When(new Command.EscrowDone()).ThenAlreadyDone();

    [Fact]
    public void O7_A_verified_order_is_not_cancelled_by_the_buyer_alone() => Given(Verified)
        .When(new Command.Cancel()).Then(Rejection.InvalidTransition);

    [Fact]
    public void O8_A_verified_payment_gives_the_seller_seven_days_to_ship() => Given(Paid)
        .At(Hours(2)).When(new Command.PassRisk()).Then(new Event.Verified(Hours(2), Hours(2 + 7 * 24)))
        .ThenItIs(Hours(2 + 7 * 24), order => DueAt(order))
        .When(new Command.PassRisk()).ThenAlreadyDone();

    [Fact]
    public void O8_A_verification_that_nobody_makes_passes_after_24_hours()
    {
        Given(Paid).At(JustBefore(Hours(24))).When(new Command.Elapsed()).ThenAlreadyDone();
        Given(Paid).At(Hours(24)).When(new Command.Elapsed()).Then(new Event.Verified(Hours(24), Days(8)));
    }

    [Fact]
    public void I16_An_order_that_is_not_verified_cannot_be_shipped()
    {
        Given(Paid[0]).When(ShipIt).Then(Rejection.InvalidTransition);
        Given(Paid[..2]).When(ShipIt).Then(Rejection.InvalidTransition);
        Given(Paid).When(ShipIt).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void O16_A_shipped_order_protects_the_buyer_for_60_days() => Given(Verified)
        .At(Days(1)).When(ShipIt).Then(new Event.Shipped("DHL", "trk_1", Days(1), Days(61), RemindAt: Days(56)))
        .ThenItIs(Days(61), order => order.ProtectedUntil)
        .When(ShipIt).ThenAlreadyDone()
        .When(new Command.Ship("DHL", "trk_2")).Then(Rejection.InvalidTransition);

    [Theory]
    [InlineData(-1, 60)]
    [InlineData(0, 60)]
    [InlineData(1, 15)]
    [InlineData(15, 15)]
    [InlineData(39, 39)]
    [InlineData(90, 90)]
    [InlineData(1000, 90)]
    public void O16_The_protection_is_what_the_shipping_method_promises_15_to_90_days(int promised, int days) =>
        Assert.Equal(TimeSpan.FromDays(days), (Terms with { DeliveryDays = promised }).Protection(Policy.Modern));

    [Fact]
    public void O18_An_order_that_is_not_shipped_in_time_closes_and_is_paid_back()
    {
        Given(Verified).At(JustBefore(Days(7))).When(new Command.Elapsed()).ThenAlreadyDone();
        Given(Verified).At(Days(7)).When(new Command.Elapsed())
            .Then(new Event.Closed(CloseReason.NotShipped, Refund: true, Days(7)))
            .ThenItIs(new Step[]
            {
                new Step.FreeGoods(), new Step.ReturnCoupons(Coupon.Cause.SellerFault),
                new Step.Strike(CloseReason.NotShipped), new Step.RefundEscrow(CloseReason.NotShipped),
            }, Owed)
            .When(ShipIt).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void O18_A_seller_who_ships_in_the_instant_of_the_deadline_wins_when_he_is_first() => Given(Verified)
        .At(Days(7)).When(ShipIt).Then(new Event.Shipped("DHL", "trk_1", Days(7), Days(67), RemindAt: Days(62)))
        .When(new Command.Elapsed()).ThenAlreadyDone();

    [Fact]
    public void O21_A_delivery_gives_the_buyer_seven_days_to_say_something() => Given(Shipped)
        .At(Days(5)).When(new Command.RecordDelivery("trk_1")).Then(new Event.Delivered(Days(5), Days(12), Days(11)))
        .ThenItIs(Days(12), order => order.ConfirmBy)
        .When(new Command.RecordDelivery("trk_1")).ThenAlreadyDone();

    [Fact]
    public void O21_A_late_delivery_does_not_lengthen_the_protection() => Given(Shipped)
        .At(Days(58)).When(new Command.RecordDelivery("trk_1")).Then(new Event.Delivered(Days(58), Days(60), Days(59)));

    [Fact]
    public void O21_Another_parcel_delivers_nothing()
    {
        Given(Shipped).When(new Command.RecordDelivery("trk_2")).Then(Rejection.InvalidTransition);
        Given(Delivered).When(new Command.RecordDelivery("trk_2")).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void An_escrow_that_was_told_nothing_has_done_nothing() => Given(Verified)
        .When(new Command.EscrowDone()).Then(Rejection.InvalidTransition);

    [Fact]
    public void O22_Confirming_a_delivered_order_completes_it_and_pays_the_seller_at_once() => Given(Delivered)
        .At(Days(2)).When(new Command.ConfirmReceipt(WithoutScan: false))
        .Then(new Event.Completed(Completion.ByBuyer, Days(2), Days(2), Days(17)), new Event.ReleaseOrdered())
        .ThenItIs(new Step[] { new Step.ReleaseEscrow() }, Owed)
        .When(new Command.ConfirmReceipt(WithoutScan: false)).ThenAlreadyDone()
        .When(new Command.EscrowDone()).Then(new Event.EscrowDone())
        .ThenItIs(EscrowStatus.Released, order => order.Escrow)
        .ThenItIs(Days(17), order => DueAt(order));

    [Fact]
    public void O22_Before_the_scan_the_buyer_has_to_say_it_twice() => Given(Shipped)
        .When(new Command.ConfirmReceipt(WithoutScan: true))
        .Then(new Event.Completed(Completion.ByBuyer, Midnight, Midnight, Days(15)), new Event.ReleaseOrdered());

    [Fact]
    public void O22_Before_the_scan_one_word_is_not_enough() => Given(Shipped)
        .When(new Command.ConfirmReceipt(WithoutScan: false)).Then(Rejection.ConfirmationNeeded);

    [Fact]
    public void O22_What_is_not_shipped_cannot_have_been_received() => Given(Verified)
        .When(new Command.ConfirmReceipt(WithoutScan: true)).Then(Rejection.InvalidTransition);

    [Fact]
    public void O23_Seven_days_after_the_delivery_silence_confirms_it() => Given(Delivered)
        .At(Days(7)).When(new Command.Elapsed())
        .Then(new Event.Completed(Completion.BySilence, Days(7), Days(10), Days(22)))
        .ThenItIs(Days(10), order => DueAt(order));

    [Fact]
    public void O24_At_the_end_of_the_protection_silence_confirms_an_order_without_a_scan() => Given(Shipped)
        .At(Days(60)).When(new Command.Elapsed())
        .Then(new Event.Completed(Completion.BySilence, Days(60), Days(63), Days(75)));

    [Fact]
    public void O26_Three_days_after_a_silent_completion_the_seller_is_paid()
    {
        Given(Silent).At(JustBefore(Days(10))).When(new Command.Elapsed()).ThenAlreadyDone();
        Given(Silent).At(Days(10)).When(new Command.Elapsed()).Then(new Event.ReleaseOrdered())
            .ThenItIs(new Step[] { new Step.ReleaseEscrow() }, Owed);
    }

    [Fact]
    public void O27_Fifteen_days_after_its_completion_the_order_is_finished() =>
        Given([.. Silent, new Event.ReleaseOrdered(), new Event.EscrowDone()])
            .At(JustBefore(Days(22))).When(new Command.Elapsed()).ThenAlreadyDone()
            .At(Days(22)).When(new Command.Elapsed()).Then(new Event.Finished(Days(22)))
            .ThenItIs(null, order => DueAt(order))
            .ThenItIs(new Step[] { new Step.GrantCoins(Usd(2666)) }, Owed)
            .When(new Command.CoinsGranted()).Then(new Event.CoinsGranted())
            .ThenItIs(Array.Empty<Step>(), Owed);

    [Fact]
    public void O27_An_order_does_not_finish_before_its_seller_is_paid() =>
        Given([.. Silent, new Event.ReleaseOrdered()])
            .At(Days(22)).When(new Command.Elapsed()).ThenAlreadyDone();

    [Fact]
    public void A_late_payment_of_a_finished_order_goes_back() =>
        Given([.. Silent, new Event.ReleaseOrdered(), new Event.EscrowDone(), new Event.Finished()])
            .When(new Command.Capture("pay_2", Usd(2666), GoodsAreCommitted: false))
            .ThenItIs(Status.Finished, order => order.Status)
            .ThenItIs(new[] { "pay_2" }, order => order.Returned);

    [Fact]
    public void G13_Each_side_sees_what_it_may_do()
    {
        Sees(Paid[..1], Side.Buyer, "pay", "cancel");
        Sees(Paid[..1], Side.Seller, "adjust_price");
        Sees(Paid[..2], Side.Buyer);
        Sees(Paid, Side.Buyer, "cancel");
        Sees(Paid, Side.Seller);
        Sees(Paid, Side.Operator, "pass_risk", "hold_risk", "reject_risk", "freeze", "report_charge_back");
        Sees(Verified, Side.Buyer, "request_cancellation", "extend_shipping");
        Sees(Verified, Side.Seller, "ship", "cancel_by_seller", "extend_shipping");
        Sees(Shipped, Side.Buyer, "extend_protection", "confirm_receipt", "open_dispute");
        Sees(Shipped, Side.Seller, "extend_protection");
        Sees(Delivered, Side.Buyer, "extend_protection", "confirm_receipt", "open_dispute");
        Sees(Silent, Side.Buyer, "open_dispute", "leave_feedback");
        Sees(Silent, Side.Seller, "leave_feedback");
    }

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Order.Given(happened);

    private static void Sees(Event[] happened, Side side, params string[] actions) =>
        Assert.Equal(actions, AllowedActions(Given(happened).State, side, Policy.Modern, Midnight));
}
