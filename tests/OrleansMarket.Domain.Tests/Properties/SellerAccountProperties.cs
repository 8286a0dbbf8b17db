using static OrleansMarket.Domain.SellerAccount;

namespace OrleansMarket.Domain.Tests;

public sealed class SellerAccountProperties
{
    private static readonly Currency[] Currencies = [Currency.Usd, Currency.Parse("JPY")];

    private static readonly Gen<Command> Commands = Gen.OneOf(
        Gen.Select(Gen.Int[0, 20], Gen.Long[0, 5_000], Gen.Int[0, 1], (order, net, currency) => (Command)new Command.Credit(
            "seller_1", $"ord_{order}", new Money(net, Currencies[currency]), new Money(net / 3, Currencies[currency]))),
        Gen.Select(Gen.Int[0, 20], Gen.Long[-10, 9_000], Gen.Int[0, 1], (payout, amount, currency) =>
            (Command)new Command.PayOut($"pyt_{payout}", new Money(amount, Currencies[currency]))));

    [Fact]
    public void I17_A_seller_never_gets_more_than_he_has_earned() => Commands.Array[0, 60].Sample(commands =>
    {
        var walk = new Walk<State, Command, Event>(Machines.SellerAccount, new Command.Elapsed(), []);
        List<Event> happened = [];
        foreach (var command in commands)
        {
            happened.AddRange(walk.Ask(command).Events);
            foreach (var currency in Currencies)
            {
                var earned = happened.OfType<Event.Credited>().Select(one => one.Net).Where(net => net.Currency == currency);
                var paid = happened.OfType<Event.PaidOut>().Select(one => one.Amount).Where(one => one.Currency == currency);
                var payable = Of(walk.State.Payable, currency);
                Assert.True(payable >= Money.Zero(currency));
                Assert.Equal(earned.Sum(currency) - paid.Sum(currency), payable);
            }
        }
    }, iter: 500);

    [Fact]
    public void P7_Subsidies_are_brought_to_the_provider_exactly_once() => Commands.Array[0, 60].Sample(commands =>
    {
        var walk = new Walk<State, Command, Event>(Machines.SellerAccount, new Command.Elapsed(), []);
        List<Event> happened = [];
        foreach (var command in commands) happened.AddRange(walk.Ask(command).Events);
        foreach (var currency in Currencies)
        {
            var subsidies = happened.OfType<Event.Credited>().Select(one => one.Subsidy).Where(one => one.Currency == currency);
            var brought = happened.OfType<Event.PaidOut>().SelectMany(one => one.Postings)
                .Where(one => one.Credit == Account.PlatformCash && one.Amount.Currency == currency).Select(one => one.Amount);
            Assert.Equal(subsidies.Sum(currency), brought.Sum(currency) + Of(walk.State.Subsidies, currency));
        }
    }, iter: 500);

    [Fact]
    public void What_is_remembered_is_bounded_by_what_happens_in_90_days()
    {
        var account = State.Initial;
        for (var day = 0; day < 1_000; day++)
        {
            var credit = new Command.Credit("seller_1", $"ord_{day}", Usd(1), Usd(0));
            account = Machines.SellerAccount.Fold(account, Decide(account, credit, Days(day)).Events);
            Assert.InRange(account.Credits.Count, 1, 92);
        }

        Assert.Equal((1_000, Usd(1_000)), (account.Sales, Of(account.Payable, Currency.Usd)));
    }
}
