using static OrleansMarket.Domain.SellerAccount;

namespace OrleansMarket.Domain.Tests;

public sealed class SellerAccountStories
{
    private static readonly Command.Credit Earn = new("seller_1", "ord_1", Usd(3041), Usd(534));
    private static readonly Event.Credited Earned = new("seller_1", "ord_1", Usd(3041), Usd(534), Midnight);

    private static readonly Command.Debit Owe = new("seller_1", "rfd_1.1", "ord_1", Usd(1141), Usd(200));

    [Fact]
    public void A_released_order_is_earned_once() => Given()
        .When(Earn).Then(Earned)
        .ThenItIs((Usd(3041), Usd(534), 1), Balances)
        .When(Earn).ThenAlreadyDone();

    [Fact]
    public void P7_A_payout_takes_the_money_from_the_provider_and_brings_the_subsidies_there() => Given(Earned)
        .At(Days(1)).When(new Command.PayOut("pyt_1", Usd(3000)))
        .Then(new Event.PaidOut("pyt_1", Usd(3000), Days(1),
        [
            new("P7", "seller:seller_1:payable", "psp:cash", Usd(3000)),
            new("P7", "psp:cash", "platform:cash", Usd(534)),
        ]))
        .ThenItIs((Usd(41), Usd(0), 1), Balances)
        .When(new Command.PayOut("pyt_1", Usd(3000))).ThenAlreadyDone();

    [Fact]
    public void P7_The_subsidies_are_brought_once() => Given(Earned)
        .When(new Command.PayOut("pyt_1", Usd(1)))
        .When(new Command.PayOut("pyt_2", Usd(2)))
        .Then(new Event.PaidOut("pyt_2", Usd(2), Midnight, [new("P7", "seller:seller_1:payable", "psp:cash", Usd(2))]));

    [Fact]
    public void Nobody_takes_out_more_than_he_has_earned()
    {
        Given(Earned).When(new Command.PayOut("pyt_1", Usd(3042))).Then(Rejection.InsufficientPayable);
        Given(Earned).When(new Command.PayOut("pyt_1", Usd(3041))).ThenItIs((Usd(0), Usd(0), 1), Balances)
            .When(new Command.PayOut("pyt_2", Usd(1))).Then(Rejection.InsufficientPayable);
        Given().When(new Command.PayOut("pyt_1", Usd(1))).Then(Rejection.InsufficientPayable);
    }

    [Fact]
    public void Each_currency_has_its_own_balance() => Given(Earned)
        .When(new Command.PayOut("pyt_1", new Money(1, Currency.Parse("EUR")))).Then(Rejection.InsufficientPayable);

    [Fact]
    public void A_payout_of_nothing_is_refused()
    {
        Given(Earned).When(new Command.PayOut("pyt_1", Usd(0))).Then(Rejection.QuantityInvalid);
        Given(Earned).When(new Command.PayOut("pyt_1", Usd(-5))).Then(Rejection.QuantityInvalid);
    }

    [Fact]
    public void A_credit_is_remembered_for_90_days_and_then_forgotten() => Given(Earned)
        .At(Days(90)).When(Earn with { Order = "ord_2" })
        .When(Earn).ThenAlreadyDone()
        .At(Days(91)).When(Earn with { Order = "ord_3" })
        .ThenItIs(new[] { "ord_2", "ord_3" }, account => account.Known.Order());

    [Fact]
    public void P8_What_is_payable_repays_a_claw_back_at_once() => Given(Earned)
        .At(Days(1)).When(Owe).Then(
            new Event.Debited("seller_1", "rfd_1.1", "ord_1", Usd(1141), Usd(200), Days(1)),
            new Event.Repaid(Usd(1141), Usd(334),
            [
                new("P8", "seller:seller_1:payable", "seller:seller_1:receivable", Usd(1141)),
                new("P8", "psp:cash", "platform:cash", Usd(334)),
            ]))
        .ThenItIs((Usd(1900), Usd(0), 1), Balances)
        .ThenItIs(Usd(0), account => Of(account.Receivable, Currency.Usd))
        .When(Owe).ThenAlreadyDone();

    [Fact]
    public void P8_Later_sales_repay_what_is_still_owed() => Given(Earned)
        .When(new Command.PayOut("pyt_1", Usd(3041)))
        .When(Owe).Then(new Event.Debited("seller_1", "rfd_1.1", "ord_1", Usd(1141), Usd(200), Midnight))
        .ThenItIs((Usd(0), Usd(-200), 1), Balances)
        .When(Earn with { Order = "ord_2", Net = Usd(1000), Subsidy = Usd(50) }).Then(
            new Event.Credited("seller_1", "ord_2", Usd(1000), Usd(50), Midnight),
            new Event.Repaid(Usd(1000), Usd(0),
                [new("P8", "seller:seller_1:payable", "seller:seller_1:receivable", Usd(1000))]))
        .ThenItIs(Usd(141), account => Of(account.Receivable, Currency.Usd))
        .When(new Command.PayOut("pyt_2", Usd(1))).Then(Rejection.InsufficientPayable);

    [Fact]
    public void P8_The_platform_takes_its_subsidies_back_when_the_seller_owes_nothing_any_more() => Given(Earned)
        .When(new Command.PayOut("pyt_1", Usd(3041)))
        .When(Owe)
        .When(Earn with { Order = "ord_2", Net = Usd(1500), Subsidy = Usd(50) }).Then(
            new Event.Credited("seller_1", "ord_2", Usd(1500), Usd(50), Midnight),
            new Event.Repaid(Usd(1141), Usd(-150),
            [
                new("P8", "seller:seller_1:payable", "seller:seller_1:receivable", Usd(1141)),
                new("P8", "platform:cash", "psp:cash", Usd(150)),
            ]))
        .ThenItIs((Usd(359), Usd(0), 2), Balances);

    [Fact]
    public void Nobody_is_paid_out_while_that_is_frozen()
    {
        var frozen = Given(Earned).At(Days(1))
            .When(new Command.Freeze("OfflinePayment")).Then(new Event.PayoutsFrozen("OfflinePayment", Days(1)))
            .When(new Command.Freeze("OfflinePayment")).ThenAlreadyDone();
        frozen.When(new Command.PayOut("pyt_1", Usd(1))).Then(Rejection.PayoutsFrozen);
        frozen.When(new Command.Thaw()).Then(new Event.PayoutsThawed(Days(1)))
            .When(new Command.Thaw()).ThenAlreadyDone()
            .When(new Command.PayOut("pyt_1", Usd(1))).ThenItIs((Usd(3040), Usd(0), 1), Balances);
    }

    [Fact]
    public void A_payout_made_before_the_freeze_is_answered_like_the_first_time() => Given(Earned)
        .When(new Command.PayOut("pyt_1", Usd(1)))
        .When(new Command.Freeze("OfflinePayment"))
        .When(new Command.PayOut("pyt_1", Usd(1))).ThenAlreadyDone();

    [Fact]
    public void The_latest_100_payouts_are_shown_and_no_payout_is_made_twice()
    {
        var story = Given(Earned);
        for (var i = 1; i <= PayoutsShown + 5; i++) story = story.When(new Command.PayOut($"pyt_{i}", Usd(1)));
        story.ThenItIs((PayoutsShown, "pyt_6"), account => (account.Payouts.Count, account.Payouts[0].Id))
            .When(new Command.PayOut("pyt_1", Usd(1))).ThenAlreadyDone();
    }

    [Fact]
    public void There_is_no_deadline() => Given(Earned).When(new Command.Elapsed()).ThenAlreadyDone();

    private static object Balances(State account) =>
        (Of(account.Payable, Currency.Usd), Of(account.Subsidies, Currency.Usd), account.Sales);

    private static Story<State, Command, Event> Given(params Event[] happened) =>
        Machines.SellerAccount.Given(happened);
}
