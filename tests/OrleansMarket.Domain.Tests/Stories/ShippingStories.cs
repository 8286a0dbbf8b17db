using static OrleansMarket.Domain.Order;
using static OrleansMarket.Domain.Tests.OrderExample;

namespace OrleansMarket.Domain.Tests;

/// <summary>Prices, parts, extensions, reminders; rows O1z and O15 to O20 of DOMAIN.md §2.2.</summary>
public sealed class ShippingStories
{
    private static readonly Command.Ship Rest = new("UPS", "trk_2");

    [Fact]
    public void O1z_An_order_that_costs_nothing_is_paid_without_a_payment()
    {
        var free = Wanted with
        {
            Lines = [new("lamp", "A lamp", 1, Usd(2400), Usd(0), Usd(2400))],
            ShippingFee = Usd(0),
        };
        Given().When(new Command.Place(free)).ThenItIs(new Step[] { new Step.PayNothing() }, Owed)
            .When(new Command.Capture("none", Usd(0), GoodsAreCommitted: true))
            .Then(new Event.Paid("none", Usd(0), Midnight, Hours(24)));
        Given().When(new Command.Place(free)).When(new Command.Capture("none", Usd(0), GoodsAreCommitted: false))
            .Then(new Event.Closed(CloseReason.PaymentTimeout, Refund: false, Midnight));
    }

    [Fact]
    public void A_seller_takes_something_off_an_unpaid_order_and_its_pay_window_begins_anew() => Given(Placed)
        .At(Hours(3)).When(new Command.AdjustPrice("adj_1", Usd(266)))
        .Then(new Event.PriceAdjusted("adj_1", Usd(266),
        [
            new("lamp", "A lamp", 1, Usd(2400), Usd(206 + 182), Usd(366)),
            new("cable", "A cable", 2, Usd(550), Usd(94 + 84), Usd(168)),
        ], Hours(27)))
        .ThenItIs(Usd(2700), order => order.Terms!.Total)
        .ThenItIs(new Step[] { new Step.RenewHolds(Hours(27)) }, Owed)
        .When(new Command.AdjustPrice("adj_1", Usd(266))).ThenAlreadyDone()
        .When(new Command.HoldsRenewed()).Then(new Event.HoldsRenewed());

    [Fact]
    public void A_price_goes_down_only_and_before_it_is_paid()
    {
        Given(Placed).When(new Command.AdjustPrice("adj_1", Usd(0))).Then(Rejection.PriceInvalid);
        Given(Placed).When(new Command.AdjustPrice("adj_1", Usd(2666))).Then(Rejection.PriceInvalid);
        Given(Placed).When(new Command.AdjustPrice("adj_1", new Money(1, Currency.Parse("EUR"))))
            .Then(Rejection.PriceInvalid);
        Given(Paid[..2]).When(new Command.AdjustPrice("adj_1", Usd(1))).Then(Rejection.PaymentInProgress);
        Given([.. Paid[..2], new Event.PaymentUnanswered("pay_1")])
            .When(new Command.AdjustPrice("adj_1", Usd(1))).Then(Rejection.PaymentInProgress);
        Given(Paid).When(new Command.AdjustPrice("adj_1", Usd(1))).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void O15_Some_of_it_is_shipped_and_the_request_to_cancel_is_overtaken() => Given(Asked)
        .When(new Command.Ship("DHL", "trk_1", [new(0, 1)]))
        .Then(new Event.PartShipped("DHL", "trk_1", Midnight, [new(0, 1)]))
        .ThenItIs(CancellationStatus.Superseded, order => order.Cancellation!.Status)
        .ThenItIs(new Units[] { new(1, 2) }, Unshipped)
        .ThenItIs(new Deadline(DeadlineKind.Ship, Days(7)), order => Next(order))
        .When(new Command.Ship("DHL", "trk_1", [new(0, 1)])).ThenAlreadyDone()
        .When(new Command.Ship("DHL", "trk_3", [new(0, 1)])).Then(Rejection.QuantityInvalid);

    [Fact]
    public void O16_The_protection_counts_from_the_last_parcel() => Given(HalfShipped)
        .At(Days(2)).When(Rest)
        .Then(new Event.Shipped("UPS", "trk_2", Days(2), Days(62), [new(1, 2)], Days(57)));

    [Fact]
    public void O17p_A_seller_who_cancels_the_rest_refunds_it_and_what_was_shipped_goes_on() => Given(HalfShipped)
        .At(Days(1)).When(new Command.CancelBySeller(SellerCancelReason.OutOfStock))
        .Then(
            new Event.RestCancelled(RefundReason.SellerCancelled, [new(1, 2)], Days(60), Days(55)),
            new Event.RefundOrdered(
                1, [Share(1, 838, whole: true)], RefundReason.SellerCancelled, ByPlatform: false, IsSellersFault: true))
        .ThenItIs(Status.AwaitingDelivery, order => order.Status)
        .ThenItIs(2, order => Owed(order).Count)
        .When(new Command.CancelBySeller(SellerCancelReason.OutOfStock)).ThenAlreadyDone();

    [Fact]
    public void O18p_What_is_not_shipped_in_time_is_refunded()
    {
        Given(HalfShipped).At(Days(7)).When(new Command.Elapsed())
            .ThenItIs(Status.AwaitingDelivery, order => order.Status)
            .ThenItIs(RefundReason.NotShipped, order => order.Refunds[0].Because)
            .ThenItIs(new Step.TakeBack[] { new("ord_1/1", [new(1, 2)]) }, order => order.TakeBacks);
        Given([.. HalfShipped, new Event.ParcelDelivered("trk_1", Days(3))]).At(Days(7)).When(new Command.Elapsed())
            .ThenItIs(Status.Delivered, order => order.Status)
            .ThenItIs(Days(14), order => order.ConfirmBy);
    }

    [Fact]
    public void O19_The_buyer_grants_the_seller_more_time_twice_and_30_days_at_most()
    {
        var more = new Command.ExtendShipping("ext_1", Side.Seller, 5);
        Given(Verified).When(more).Then(new Event.ShippingExtensionAsked("ext_1", 5))
            .ThenItIs(Days(7), order => order.ShipBy)
            .When(more).ThenAlreadyDone()
            .When(new Command.ExtendShipping("ext_2", Side.Buyer, 5))
            .Then(new Event.ShippingExtended("ext_2", 5, Days(12)))
            .When(new Command.ExtendShipping("ext_3", Side.Buyer, 26)).Then(Rejection.ExtensionTooLong);
        Event[] twice =
            [new Event.ShippingExtended("ext_1", 1, Days(8)), new Event.ShippingExtended("ext_2", 1, Days(9))];
        Given([.. Verified, .. twice])
            .When(new Command.ExtendShipping("ext_3", Side.Buyer, 1)).Then(Rejection.ExtensionTooLong);
        Given(Shipped).When(more).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void O20_The_seller_protects_the_buyer_for_longer_120_days_at_most()
    {
        Given(Shipped).When(new Command.ExtendProtection("ext_1", Side.Buyer, 10))
            .Then(new Event.ProtectionExtensionAsked("ext_1", 10)).ThenItIs(Days(60), order => order.ProtectedUntil);
        Given(Shipped).When(new Command.ExtendProtection("ext_1", Side.Seller, 60))
            .Then(new Event.ProtectionExtended("ext_1", 60, Days(120), null, Days(115)))
            .When(new Command.ExtendProtection("ext_2", Side.Seller, 1)).Then(Rejection.ExtensionTooLong);
        Given(Delivered).When(new Command.ExtendProtection("ext_1", Side.Seller, 3))
            .Then(new Event.ProtectionExtended("ext_1", 3, Days(63), Days(10), Days(9)));
    }

    [Fact]
    public void O21_An_order_is_delivered_when_every_parcel_is() =>
        Given([.. HalfShipped, new Event.Shipped("UPS", "trk_2", Days(1), Days(61), [new(1, 2)])])
            .At(Days(3)).When(new Command.RecordDelivery("trk_2")).Then(new Event.ParcelDelivered("trk_2", Days(3)))
            .When(new Command.RecordDelivery("trk_2")).ThenAlreadyDone()
            .At(Days(4)).When(new Command.RecordDelivery("trk_1"))
            .Then(new Event.Delivered(Days(4), Days(11), Days(10)));

    [Fact]
    public void O23_The_buyer_is_reminded_a_day_before_silence_completes_the_order() =>
        Given([.. Shipped, new Event.Delivered(Midnight, Days(7), Days(6))])
            .At(Days(6)).When(new Command.Elapsed()).Then(new Event.Reminded(Days(7), null))
            .ThenItIs(new Deadline(DeadlineKind.Confirm, Days(7)), order => Next(order));

    [Fact]
    public void O24_The_buyer_is_reminded_five_days_and_a_day_before_the_protection_ends() =>
        Given([.. Verified, new Event.Shipped("DHL", "trk_1", Midnight, Days(60), null, Days(55))])
            .At(Days(55)).When(new Command.Elapsed()).Then(new Event.Reminded(Days(60), Days(59)))
            .At(Days(59)).When(new Command.Elapsed()).Then(new Event.Reminded(Days(60), null))
            .ThenItIs(new Deadline(DeadlineKind.Protection, Days(60)), order => Next(order));
}
