using static OrleansMarket.Domain.Escrow;

namespace OrleansMarket.Domain.Tests;

public sealed class EscrowProperties
{
    /// <summary>Small amounts, high taxes and fees: where roundings meet.</summary>
    private static readonly Gen<Part> SomePart = Gen.Select(
        Gen.Long[0, 300], Gen.Long[0, 300], Gen.Long[0, 40], Gen.Int[0, 50], Gen.OneOf([0, 500, 3_333, 10_000]),
        (cash, subsidy, coins, tax, points) =>
        {
            var levy = cash * tax / 100;
            var fee = Usd(cash - levy + subsidy + coins).BasisPoints(points);
            return new Part(Usd(cash), Usd(subsidy), fee, Usd(coins), Usd(levy));
        });

    private static readonly Gen<Part> PlainPart = Gen.Select(Gen.Long[1, 5_000], Gen.Long[0, 2_000],
        (cash, subsidy) => new Part(Usd(cash), Usd(subsidy), Usd(cash + subsidy).BasisPoints(500)));

    private static readonly Gen<Deposit[]> SomeDeposits = Gen.OneOf(SomePart, PlainPart).Array[1, 3].Array[1, 4]
        .Select(orders => orders.Select((parts, i) =>
            new Deposit($"ord_{i}", $"pay_{i}", "buyer_1", "seller_1", parts)).ToArray());

    private static readonly Gen<(Deposit[], Move[])> Histories = Gen.Select(SomeDeposits, Move.Any.Array[0, 60]);

    [Fact]
    public void P4_P6_However_many_steps_a_refund_takes_exactly_the_whole_goes_back() =>
        Gen.Select(SomePart, Gen.Long[1, 120].Array[1, 100], Gen.Int[0, 20]).Sample((part, steps, releasedAfter) =>
        {
            var deposit = new Deposit("ord_1", "pay_1", "buyer_1", "seller_1", [part]);
            var state = After(State.Initial, new Command.Hold(deposit));
            var whole = deposit.Net;
            for (var i = 1; i <= steps.Length; i++)
            {
                if (i == releasedAfter) state = After(state, new Command.Release());
                var left = Refundable(state)[0];
                var cash = i == steps.Length ? left : Money.Min(left, Usd(steps[i - 1]));
                var isAll = cash == left;
                var asked = new Command.Refund(i, [new(0, cash, isAll)], "", false);
                var back = Assert.IsType<Event.PartRefunded>(Assert.Single(Decide(state, asked).Events)).Reversals[0];
                state = After(state, asked);
                long[] parts = [back.Cash.Minor, back.Subsidy.Minor, back.Coins.Minor, back.Commission.Minor,
                    back.Tax.Minor, back.Net.Minor];
                Assert.All(parts, amount => Assert.True(amount >= 0, $"{back} takes what nobody has."));
                var sum = state.Reversed[0];
                Assert.True(whole >= sum.Net, $"More than {whole} is taken from the seller: {sum}");
                if (part.Cash.IsZero || isAll) continue;
                Within(1, part.Subsidy, sum.Subsidy, sum.Cash, part.Cash);
                Within(1, part.Coins!.Value, sum.Coins, sum.Cash, part.Cash);
                Within(1, part.Tax!.Value, sum.Tax, sum.Cash, part.Cash);
                Within(4, part.Commission, sum.Commission, sum.Cash, part.Cash);
            }

            var end = state.Reversed[0];
            Assert.Equal(part, new Part(end.Cash, end.Subsidy, end.Commission, end.Coins, end.Tax));
        }, iter: 250);

    [Fact]
    public void I1_I2_I3_I17_Nothing_is_lost_or_made_whatever_happens_to_the_money() =>
        Histories.Sample((deposits, moves) =>
        {
            var vault = new Vault(deposits);
            foreach (var move in moves)
            {
                vault.Do(move);
                vault.CheckEachMoment();
            }
        }, iter: 300);

    [Fact]
    public void G10_When_all_are_told_every_account_has_what_it_should() => Histories.Sample((deposits, moves) =>
    {
        var vault = new Vault(deposits);
        foreach (var move in moves) vault.Do(move);
        vault.Settle();
        vault.CheckEachMoment();
        vault.CheckTheEnd();
    }, iter: 300);

    private static State After(State state, Command command) =>
        Decide(state, command).Events.Aggregate(state, Evolve);

    /// <summary>The cumulative rule: the exact share, rounded.</summary>
    private static void Within(long cents, Money whole, Money back, Money cash, Money all)
    {
        var exact = (decimal)whole.Minor * cash.Minor / all.Minor;
        Assert.True(Math.Abs(back.Minor - exact) < cents, $"{back} of {whole} for {cash} of {all} is not {exact}.");
    }
}
