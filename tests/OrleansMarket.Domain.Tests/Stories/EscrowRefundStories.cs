using static OrleansMarket.Domain.Escrow;

namespace OrleansMarket.Domain.Tests;

/// <summary>Refunds in pieces, before and after the seller was paid, by the worked example of DOMAIN.md §2.9.</summary>
public sealed class EscrowRefundStories
{
    private const string Why = "DisputeJudged";
    private const string Held = "escrow:ord_1", Owing = "seller:seller_1:receivable", Buyer = "refund:pending:ord_1";
    private const string Subsidies = "platform:coupon-subsidy", Fee = "platform:commission";

    private static readonly Command.Hold Hold = new(DepositOf(Terms, "pay_1", Policy.Modern));

    [Fact]
    public void P4_The_worked_example_to_the_cent() => Given()
        .When(Hold)
        .When(Refund(1, 0, 1000)).Then(new Event.PartRefunded(1, Why, Usd(1000), [Back(0, 1000, 200, 59)],
            [new("P4", Held, Buyer, Usd(1000)), new("P4", Held, Subsidies, Usd(200))]))
        .ThenItIs(Usd(2000), escrow => Balance(escrow, Currency.Usd))
        .ThenItIs(new[] { Usd(828), Usd(838), Usd(0) }, Refundable)
        .When(Refund(2, 0, 828)).Then(new Event.PartRefunded(2, Why, Usd(828), [Back(0, 828, 166, 50)],
            [new("P4", Held, Buyer, Usd(828)), new("P4", Held, Subsidies, Usd(166))]))
        .ThenItIs(Usd(1006), escrow => Balance(escrow, Currency.Usd));

    [Fact]
    public void P3_A_release_pays_what_refunds_have_left() => Given()
        .When(Hold).When(Refund(1, 0, 1000))
        .When(new Command.Release()).Then(new Event.Released(
            [new("P3", Held, "seller:seller_1:payable", Usd(1900)), new("P3", Held, Fee, Usd(100))]))
        .ThenItIs(new[] { new Step.CreditSeller("seller_1", "ord_1", Usd(1900), Usd(334)) }, Owed);

    [Fact]
    public void I3_No_part_gives_back_more_than_was_paid_for_it()
    {
        var escrow = Given().When(Hold).When(Refund(1, 0, 1000));
        escrow.When(Refund(2, 0, 829)).Then(Rejection.RefundInvalid);
        escrow.When(Refund(2, 2, 1)).Then(Rejection.RefundInvalid);
        escrow.When(Refund(2, 3, 0)).Then(Rejection.RefundInvalid);
        escrow.When(Refund(2, -1, 0)).Then(Rejection.RefundInvalid);
        escrow.When(Refund(2, 0, -1)).Then(Rejection.RefundInvalid);
        escrow.When(Refund(2)).Then(Rejection.RefundInvalid);
        escrow.When(Refund(2, new Share(0, Usd(400), false), new Share(0, Usd(428), false)))
            .Then(Rejection.RefundInvalid);
        escrow.When(Refund(2, new Share(0, Usd(827), Whole: true))).Then(Rejection.RefundInvalid);
        escrow.When(Refund(2, new Share(0, new(1, Currency.Parse("EUR")), false))).Then(Rejection.RefundInvalid);
        escrow.When(Refund(2, 0, 828)).ThenItIs(Usd(0), after => Refundable(after)[0]);
    }

    [Fact]
    public void I3_Both_ways_of_paying_count_together() => Given()
        .When(Hold).When(Refund(1, 0, 1000)).When(ByPlatform(2, 0, 800))
        .When(Refund(3, 0, 29)).Then(Rejection.RefundInvalid);

    [Fact]
    public void A_refund_is_known_by_its_number() => Given()
        .When(Hold)
        .When(Refund(1, 0, 1000))
        .When(Refund(1, 0, 1000)).ThenAlreadyDone()
        .When(new Command.ChargeBack(2, Why))
        .When(new Command.ChargeBack(2, Why)).ThenAlreadyDone()
        .When(Refund(1, 0, 1000)).ThenAlreadyDone();

    [Fact]
    public void P4_A_line_that_subsidies_paid_returns_them_when_the_whole_line_is_undone()
    {
        var free = Terms with { Lines = [new("lamp", "A lamp", 1, Usd(1000), Usd(0), Usd(1000)), Terms.Lines[1]] };
        var held = Given().When(new Command.Hold(DepositOf(free, "pay_1", Policy.Modern)));
        held.When(Refund(1, 0, 0)).Then(new Event.PartRefunded(1, Why, Usd(0), [Back(0, 0, 0, 0)], []));
        held.When(Refund(1, new Share(0, Usd(0), Whole: true))).Then(new Event.PartRefunded(
            1, Why, Usd(0), [Back(0, 0, 1000, 50)], [new("P4", Held, Subsidies, Usd(1000))]));
    }

    [Fact]
    public void P4_A_refund_of_the_rest_is_of_what_earlier_refunds_have_left() => Given()
        .When(Hold).When(Refund(1, 0, 1000))
        .When(new Command.RefundRest(0, "NotShipped"))
        .Then(new Event.Refunded("NotShipped",
            [new("P4", Held, Buyer, Usd(1666)), new("P4", Held, Subsidies, Usd(334))],
            0, Usd(1666), [Back(0, 828, 166, 50), Back(1, 838, 168, 50), Back(2, 0, 0, 0)]))
        .ThenItIs((Status.Refunded, Usd(0)), escrow => (escrow.Status, Balance(escrow, Currency.Usd)));

    [Fact]
    public void P6_After_the_release_the_seller_owes_what_goes_back() => Given()
        .When(Hold).When(new Command.Release()).When(new Command.SellerCredited())
        .When(Refund(1, 0, 1000)).Then(new Event.PartRefunded(1, Why, Usd(1000), [Back(0, 1000, 200, 59)],
        [
            new("P6", Owing, Buyer, Usd(1000)),
            new("P6", Owing, Subsidies, Usd(141)),
            new("P6", Fee, Subsidies, Usd(59)),
        ]))
        .ThenItIs(new[] { new Step.DebitSeller("seller_1", "ord_1", 1, Usd(1141), Usd(200)) }, Owed)
        .When(new Command.SellerDebited(1)).Then(new Event.SellerDebited(1))
        .ThenItIs(Array.Empty<Step>(), Owed)
        .When(new Command.SellerDebited(1)).ThenAlreadyDone()
        .ThenItIs(Status.Released, escrow => escrow.Status);

    [Fact]
    public void P6_The_sellers_account_learns_of_a_claw_back_after_the_sale() => Given()
        .When(Hold).When(new Command.Release()).When(Refund(1, 0, 1000))
        .ThenItIs(new[] { new Step.CreditSeller("seller_1", "ord_1", Usd(3041), Usd(534)) }, Owed)
        .When(new Command.SellerCredited())
        .ThenItIs(new[] { new Step.DebitSeller("seller_1", "ord_1", 1, Usd(1141), Usd(200)) }, Owed);

    [Fact]
    public void P6_All_that_is_left_can_go_back_after_the_release() => Given()
        .When(Hold).When(Refund(1, 0, 1000)).When(new Command.Release()).When(new Command.SellerCredited())
        .When(new Command.RefundRest(2, Why))
        .ThenItIs(new[] { new Step.DebitSeller("seller_1", "ord_1", 2, Usd(1900), Usd(334)) }, Owed)
        .ThenItIs(new[] { Usd(0), Usd(0), Usd(0) }, Refundable)
        .ThenItIs(Status.Released, escrow => escrow.Status);

    [Fact]
    public void P9_The_platform_can_pay_in_the_sellers_place() => Given()
        .When(Hold)
        .When(ByPlatform(1, 0, 1000)).Then(new Event.PartRefunded(1, Why, Usd(1000), [Guaranteed(0, 1000)],
        [
            new("P9", "platform:guarantee", Buyer, Usd(1000)),
            new("P9", "psp:cash", "platform:cash", Usd(1000)),
        ]))
        .ThenItIs(Usd(3200), escrow => Balance(escrow, Currency.Usd))
        .ThenItIs(new[] { Usd(828), Usd(838), Usd(0) }, Refundable)
        .When(new Command.Release())
        .ThenItIs(new[] { new Step.CreditSeller("seller_1", "ord_1", Usd(3041), Usd(534)) }, Owed);

    [Fact]
    public void P9_After_the_release_too_it_costs_the_seller_nothing() => Given()
        .When(Hold).When(new Command.Release()).When(new Command.SellerCredited())
        .When(ByPlatform(1, 1, 838))
        .ThenItIs(Array.Empty<Step>(), Owed);

    [Fact]
    public void P9_The_platform_gets_back_what_it_has_paid_when_the_sale_is_undone() => Given()
        .When(Hold).When(ByPlatform(1, 0, 1000))
        .When(new Command.RefundRest(0, Why)).Then(new Event.Refunded(Why,
            [
                new("P4", Held, Buyer, Usd(1666)),
                new("P4", Held, Subsidies, Usd(534)),
                new("P4", Held, "platform:guarantee", Usd(1000)),
                new("P4", "platform:cash", "psp:cash", Usd(1000)),
            ],
            0, Usd(1666),
            [Back(0, 1828, 366, 109) with { Guarantee = Usd(-1000) }, Back(1, 838, 168, 50), Back(2, 0, 0, 0)]))
        .ThenItIs(Usd(0), escrow => Balance(escrow, Currency.Usd));

    [Fact]
    public void P10_A_charge_back_takes_what_is_held_straight_from_the_provider() => Given()
        .When(Hold).When(Refund(1, 0, 1000))
        .When(new Command.ChargeBack(2, "ChargebackLost")).Then(new Event.ChargedBack(2, "ChargebackLost", Usd(1666),
            [Back(0, 828, 166, 50), Back(1, 838, 168, 50), Back(2, 0, 0, 0)],
            [new("P10", Held, "psp:cash", Usd(1666)), new("P10", Held, Subsidies, Usd(334))]))
        .ThenItIs(Status.Refunded, escrow => escrow.Status)
        .When(new Command.Release()).Then(Rejection.EscrowIsClosed);

    [Fact]
    public void P10_After_the_release_the_seller_owes_the_charge_back() => Given()
        .When(Hold).When(new Command.Release()).When(new Command.SellerCredited())
        .When(new Command.ChargeBack(1, "ChargebackLost")).Then(new Event.ChargedBack(1, "ChargebackLost", Usd(2666),
            [Back(0, 1828, 366, 109), Back(1, 838, 168, 50), Back(2, 0, 0, 0)],
            [
                new("P10", Owing, "psp:cash", Usd(2666)),
                new("P10", Owing, Subsidies, Usd(375)),
                new("P10", Fee, Subsidies, Usd(159)),
            ]))
        .ThenItIs(new[] { new Step.DebitSeller("seller_1", "ord_1", 1, Usd(3041), Usd(534)) }, Owed);

    [Fact]
    public void A_last_cent_with_a_cent_of_commission_and_a_cent_of_tax_does_not_cost_the_seller_one()
    {
        var part = new Part(Usd(100), Usd(0), Usd(5), null, Usd(15));
        var hold = new Command.Hold(new("ord_1", "pay_1", "buyer_1", "seller_1", [part]));
        Given().When(hold).When(Refund(1, 0, 99)).When(new Command.Release())
            .Then(new Event.Released([new("P3", Held, "tax:payable", Usd(1))]))
            .ThenItIs(new[] { new Step.CreditSeller("seller_1", "ord_1", Usd(0), Usd(0)) }, Owed);
    }

    private static Command.Refund Refund(int number, int part, long cents) =>
        Refund(number, new Share(part, Usd(cents), false));

    private static Command.Refund Refund(int number, params Share[] shares) => new(number, shares, Why, false);

    private static Command.Refund ByPlatform(int number, int part, long cents) =>
        new(number, [new(part, Usd(cents), false)], Why, ByPlatform: true);

    private static Reversal Back(int part, long cash, long subsidy, long commission) =>
        new(part, Usd(cash), Usd(subsidy), Usd(0), Usd(commission), Usd(0), Usd(0));

    private static Reversal Guaranteed(int part, long cash) => Back(part, 0, 0, 0) with { Guarantee = Usd(cash) };

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Escrow.Given(happened);
}
