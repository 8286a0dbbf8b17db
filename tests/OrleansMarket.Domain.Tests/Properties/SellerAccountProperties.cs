using static OrleansMarket.Domain.SellerAccount;

namespace OrleansMarket.Domain.Tests;

public sealed class SellerAccountProperties
{
    private static readonly Currency[] Currencies = [Currency.Usd, Currency.Parse("JPY")];

    private static readonly Gen<Command> Credits = Gen.Select(
        Gen.Int[0, 20], Gen.Long[0, 5_000], Gen.OneOf(Currencies), Command (order, net, currency) =>
            new Command.Credit("seller_1", $"ord_{order}", new Money(net, currency), new Money(net / 3, currency)));

    private static readonly Gen<Command> Payouts = Gen.Select(
        Gen.Int[0, 20], Gen.Long[-10, 9_000], Gen.OneOf(Currencies), Command (payout, amount, currency) =>
            new Command.PayOut($"pyt_{payout}", new Money(amount, currency)));

    private static readonly Gen<Command> Debits = Gen.Select(
        Gen.Int[0, 20], Gen.Long[0, 3_000], Gen.OneOf(Currencies), Command (refund, amount, currency) =>
            new Command.Debit(
                "seller_1", $"rfd_{refund}", "ord_1", new Money(amount, currency), new Money(amount / 3, currency)));

    private static readonly Gen<Command> Freezes = Gen.OneOf(
        Gen.Const<Command>(new Command.Freeze("OfflinePayment")), Gen.Const<Command>(new Command.Thaw()));

    private static readonly Gen<Command[]> Commands = Gen.Frequency(
        (8, Credits), (4, Debits), (8, Payouts), (1, Freezes)).Array[0, 60];

    [Fact]
    public void I17_A_seller_never_gets_more_than_he_has_earned() => Commands.Sample(commands =>
    {
        var walk = new Walk<State, Command, Event>(Machines.SellerAccount, new Command.Elapsed(), []);
        List<Event> happened = [];
        foreach (var command in commands)
        {
            happened.AddRange(walk.Ask(command).Events);
            foreach (var currency in Currencies)
            {
                var earned = SumOf(happened.OfType<Event.Credited>().Select(one => one.Net), currency);
                var paid = SumOf(happened.OfType<Event.PaidOut>().Select(one => one.Amount), currency);
                var owed = SumOf(happened.OfType<Event.Debited>().Select(one => one.Amount), currency);
                var payable = SellerAccount.Of(walk.State.Payable, currency);
                var receivable = SellerAccount.Of(walk.State.Receivable, currency);
                Assert.True(payable >= Money.Zero(currency) && receivable >= Money.Zero(currency));
                Assert.True(payable.IsZero || receivable.IsZero, "He could repay what he owes.");
                Assert.Equal(earned - owed, payable + paid - receivable);
            }
        }
    }, iter: 500);

    [Fact]
    public void P7_Subsidies_are_brought_to_the_provider_exactly_once() => Commands.Sample(commands =>
    {
        var walk = new Walk<State, Command, Event>(Machines.SellerAccount, new Command.Elapsed(), []);
        List<Event> happened = [];
        foreach (var command in commands) happened.AddRange(walk.Ask(command).Events);
        foreach (var currency in Currencies)
        {
            var subsidies = SumOf(happened.OfType<Event.Credited>().Select(one => one.Subsidy), currency);
            var back = SumOf(happened.OfType<Event.Debited>().Select(one => one.SubsidyBack), currency);
            var moves = happened.OfType<IMoneyEvent>().SelectMany(one => one.Postings).ToArray();
            var brought = Sum(one => one.Credit) - Sum(one => one.Debit);
            Assert.Equal(subsidies - back, brought + SellerAccount.Of(walk.State.Subsidies, currency));

            Money Sum(Func<Posting, string> side) => SumOf(
                moves.Where(one => side(one) == Account.PlatformCash).Select(one => one.Amount), currency);
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
            Assert.InRange(account.Known.Count, 1, 92);
        }

        Assert.Equal((1_000, Usd(1_000)), (account.Sales, SellerAccount.Of(account.Payable, Currency.Usd)));
    }

    private static Money SumOf(IEnumerable<Money> amounts, Currency currency) =>
        amounts.Where(amount => amount.Currency == currency).Sum(currency);
}
