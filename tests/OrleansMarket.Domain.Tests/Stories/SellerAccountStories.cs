using static OrleansMarket.Domain.SellerAccount;

namespace OrleansMarket.Domain.Tests;

public sealed class SellerAccountStories
{
    private static readonly Command.Credit Earn = new("seller_1", "ord_1", Usd(3041), Usd(534));
    private static readonly Event.Credited Earned = new("seller_1", "ord_1", Usd(3041), Usd(534), Midnight);

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
        .ThenItIs(new[] { "ord_2", "ord_3" }, account => account.Credits.Order());

    [Fact]
    public void There_is_no_deadline() => Given(Earned).When(new Command.Elapsed()).ThenAlreadyDone();

    private static object Balances(State account) =>
        (Of(account.Payable, Currency.Usd), Of(account.Subsidies, Currency.Usd), account.Sales);

    private static Story<State, Command, Event> Given(params Event[] happened) =>
        Machines.SellerAccount.Given(happened);
}
