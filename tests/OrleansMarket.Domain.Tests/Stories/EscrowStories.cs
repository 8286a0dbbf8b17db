using static OrleansMarket.Domain.Escrow;

namespace OrleansMarket.Domain.Tests;

public sealed class EscrowStories
{
    private const string Why = "NotShipped";

    private static readonly Deposit Deposited = DepositOf(Terms, "pay_1", Policy.Modern);

    private static readonly Event.Held Held = new(Deposited,
    [
        new("P1", "psp:cash", "escrow:ord_1", Usd(2666)),
        new("P2", "platform:coupon-subsidy", "escrow:ord_1", Usd(534)),
    ]);

    private static readonly Event.Released Released = new(
    [
        new("P3", "escrow:ord_1", "seller:seller_1:payable", Usd(3041)),
        new("P3", "escrow:ord_1", "platform:commission", Usd(159)),
    ]);

    private static readonly Event.Refunded Refunded = new(Why,
    [
        new("P4", "escrow:ord_1", "refund:pending:ord_1", Usd(2666)),
        new("P4", "escrow:ord_1", "platform:coupon-subsidy", Usd(534)),
    ], 0, Usd(2666), [Back(0, 1828, 366, 109), Back(1, 838, 168, 50), Back(2, 0, 0, 0)]);

    [Fact]
    public void P1_P2_The_buyers_money_and_the_platforms_are_held() => Given()
        .When(new Command.Hold(Deposited)).Then(Held)
        .ThenItIs(Usd(3200), escrow => Balance(escrow, Currency.Usd))
        .When(new Command.Hold(Deposited)).ThenAlreadyDone();

    [Fact]
    public void P2_Without_a_subsidy_only_the_buyers_money_is_held()
    {
        var mug = Terms with { Lines = [new("mug", "A mug", 1, Usd(999), Usd(0), Usd(0))] };
        var plain = DepositOf(mug, "pay_1", Policy.Modern);
        Given().When(new Command.Hold(plain))
            .Then(new Event.Held(plain, [new("P1", "psp:cash", "escrow:ord_1", Usd(999))]));
    }

    [Fact]
    public void P3_A_release_pays_the_seller_less_the_commission_once() => Given(Held)
        .When(new Command.Release()).Then(Released)
        .ThenItIs(new[] { new Step.CreditSeller("seller_1", "ord_1", Usd(3041), Usd(534)) }, Owed)
        .ThenItIs(Usd(0), escrow => Balance(escrow, Currency.Usd))
        .When(new Command.Release()).ThenAlreadyDone()
        .When(new Command.SellerCredited()).Then(new Event.SellerCredited())
        .ThenItIs(Array.Empty<Step>(), Owed)
        .When(new Command.SellerCredited()).ThenAlreadyDone();

    [Fact]
    public void P4_A_refund_of_the_rest_gives_the_buyer_his_cash_and_the_platform_its_subsidy_once() => Given(Held)
        .When(new Command.RefundRest(0, Why)).Then(Refunded)
        .ThenItIs(Array.Empty<Step>(), Owed)
        .ThenItIs((Usd(0), Status.Refunded), escrow => (Balance(escrow, Currency.Usd), escrow.Status))
        .When(new Command.RefundRest(0, Why)).ThenAlreadyDone();

    [Fact]
    public void A_refund_that_was_stored_before_there_were_others_gave_back_everything() =>
        Given(Held, new Event.Refunded(Why, Refunded.Postings))
            .ThenItIs((Status.Refunded, Usd(0)), escrow => (escrow.Status, Balance(escrow, Currency.Usd)))
            .ThenItIs(new[] { Usd(0), Usd(0), Usd(0) }, Refundable)
            .When(new Command.RefundRest(0, Why)).ThenAlreadyDone()
            .When(new Command.RefundRest(1, Why)).Then(Rejection.EscrowIsClosed);

    [Fact]
    public void Money_already_refunded_cannot_be_released_or_refunded_again()
    {
        Given(Held, Refunded).When(new Command.Release()).Then(Rejection.EscrowIsClosed);
        Given(Held, Refunded).When(new Command.SellerCredited()).Then(Rejection.EscrowIsClosed);
        Given(Held, Refunded).When(new Command.RefundRest(1, Why)).Then(Rejection.EscrowIsClosed);
        Given(Held, Refunded).When(new Command.ChargeBack(1, Why)).Then(Rejection.EscrowIsClosed);
        Given(Held, Refunded).When(new Command.Refund(1, [new(0, Usd(1), false)], Why, false))
            .Then(Rejection.EscrowIsClosed);
    }

    [Fact]
    public void An_account_that_nothing_was_paid_into_pays_nobody()
    {
        Given().When(new Command.Release()).Then(Rejection.EscrowIsClosed);
        Given().When(new Command.RefundRest(0, Why)).Then(Rejection.EscrowIsClosed);
        Given().When(new Command.ChargeBack(1, Why)).Then(Rejection.EscrowIsClosed);
        Given().When(new Command.Refund(1, [new(0, Usd(1), false)], Why, false)).Then(Rejection.EscrowIsClosed);
        Given().When(new Command.Elapsed()).ThenAlreadyDone();
    }

    [Fact]
    public void The_commission_is_on_each_line_after_the_sellers_discounts_and_before_the_platforms()
    {
        Assert.Equal([Usd(109), Usd(50), Usd(0)], Deposited.Parts.Select(part => part.Commission));
        Assert.Equal((Usd(2666), Usd(534), Usd(159), Usd(3041)),
            (Deposited.Cash, Deposited.Subsidy, Deposited.Commission, Deposited.Net));
    }

    [Fact]
    public void Shipping_is_held_without_a_commission()
    {
        var deposit = DepositOf(Terms with { ShippingFee = Usd(1250) }, "pay_1", Policy.Modern);
        Assert.Equal(new Part(Usd(1250), Usd(0), Usd(0)), deposit.Parts[^1]);
        Assert.Equal((Usd(3916), Usd(159)), (deposit.Cash, deposit.Commission));
    }

    [Fact]
    public void P2_P3_Coins_are_the_platforms_money_and_tax_is_nobodys_here()
    {
        var lamp = new Order.Line("lamp", "A lamp", 1, Usd(2400), Usd(206), Usd(366), Usd(100), Usd(400));
        var deposit = DepositOf(Terms with { Lines = [lamp] }, "pay_1", Policy.Modern);
        Assert.Equal(new Part(Usd(2128), Usd(366), Usd(109), Usd(100), Usd(400)), deposit.Parts[0]);
        Given().When(new Command.Hold(deposit)).Then(new Event.Held(deposit,
            [
                new("P1", "psp:cash", "escrow:ord_1", Usd(2128)),
                new("P2", "platform:coupon-subsidy", "escrow:ord_1", Usd(366)),
                new("P2", "platform:coins-subsidy", "escrow:ord_1", Usd(100)),
            ]))
            .When(new Command.Release()).Then(new Event.Released(
            [
                new("P3", "escrow:ord_1", "seller:seller_1:payable", Usd(2085)),
                new("P3", "escrow:ord_1", "platform:commission", Usd(109)),
                new("P3", "escrow:ord_1", "tax:payable", Usd(400)),
            ]))
            .ThenItIs(new[] { new Step.CreditSeller("seller_1", "ord_1", Usd(2085), Usd(466)) }, Owed);
    }

    private static Reversal Back(int part, long cash, long subsidy, long commission) =>
        new(part, Usd(cash), Usd(subsidy), Usd(0), Usd(commission), Usd(0), Usd(0));

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Escrow.Given(happened);
}
