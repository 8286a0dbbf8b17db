using static OrleansMarket.Domain.Escrow;

namespace OrleansMarket.Domain.Tests;

public sealed class EscrowStories
{
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

    private static readonly Event.Refunded Refunded = new("NotShipped",
    [
        new("P4", "escrow:ord_1", "refund:pending:ord_1", Usd(2666)),
        new("P4", "escrow:ord_1", "platform:coupon-subsidy", Usd(534)),
    ]);

    [Fact]
    public void P1_P2_The_buyers_money_and_the_platforms_are_held() => Given()
        .When(new Command.Hold(Deposited)).Then(Held)
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
        .ThenItIs(new[] { new CreditSeller("seller_1", "ord_1", Usd(3041), Usd(534)) }, Owed)
        .When(new Command.Release()).ThenAlreadyDone()
        .When(new Command.SellerCredited()).Then(new Event.SellerCredited())
        .ThenItIs(Array.Empty<CreditSeller>(), Owed)
        .When(new Command.SellerCredited()).ThenAlreadyDone();

    [Fact]
    public void P4_A_refund_gives_the_buyer_his_cash_and_the_platform_its_subsidy_once() => Given(Held)
        .When(new Command.Refund("NotShipped")).Then(Refunded)
        .ThenItIs(Array.Empty<CreditSeller>(), Owed)
        .When(new Command.Refund("NotShipped")).ThenAlreadyDone();

    [Fact]
    public void Money_already_released_cannot_be_refunded() =>
        Given(Held, Released).When(new Command.Refund("NotShipped")).Then(Rejection.EscrowIsClosed);

    [Fact]
    public void Money_already_refunded_cannot_be_released()
    {
        Given(Held, Refunded).When(new Command.Release()).Then(Rejection.EscrowIsClosed);
        Given(Held, Refunded).When(new Command.SellerCredited()).Then(Rejection.EscrowIsClosed);
    }

    [Fact]
    public void An_account_that_nothing_was_paid_into_pays_nobody()
    {
        Given().When(new Command.Release()).Then(Rejection.EscrowIsClosed);
        Given().When(new Command.Refund("NotShipped")).Then(Rejection.EscrowIsClosed);
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

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Escrow.Given(happened);
}
