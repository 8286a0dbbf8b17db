namespace OrleansMarket.Domain.Tests;

/// <summary>Properties print the seed of what they found; <c>seed:</c> in Sample repeats it.</summary>
public sealed class AllocationProperties
{
    /// <summary>Small weights meet ties and zeros, large ones the end of the range.</summary>
    private static readonly Gen<long[]> Weights = Gen.OneOf(
        Gen.Long[0, 5].Array[1, 12],
        Gen.Long[0, 1_000_000].Array[1, 40],
        Gen.Long[0, long.MaxValue].Array[1, 5]).Where(weights => weights.Any(weight => weight > 0));

    private static readonly Gen<(long Amount, long[] Weights)> Shares = Gen.Select(
        Gen.OneOf(Gen.Long[0, 20], Gen.Long[0, 10_000_000], Gen.Long[0, long.MaxValue]), Weights);

    [Fact]
    public void Nothing_is_lost_or_made() => Shares.Sample((amount, weights) =>
        Assert.Equal((Int128)amount, Sum(Allocation.ByLargestRemainder(amount, weights))), iter: 5_000);

    [Fact]
    public void Each_part_is_within_one_unit_of_its_exact_share() => Shares.Sample((amount, weights) =>
    {
        var total = Sum(weights);
        var parts = Allocation.ByLargestRemainder(amount, weights);
        for (var i = 0; i < parts.Length; i++)
        {
            // |part - amount * weight / total| < 1, in whole numbers and without an overflow.
            var (down, rest) = Int128.DivRem((Int128)amount * weights[i], total);
            Assert.InRange(parts[i], (long)down, (long)(rest == 0 ? down : down + 1));
        }
    }, iter: 5_000);

    [Fact]
    public void A_line_of_no_value_gets_nothing() => Shares.Sample((amount, weights) =>
        Assert.All(Allocation.ByLargestRemainder(amount, weights).Zip(weights).Where(line => line.Second == 0),
            line => Assert.Equal(0, line.First)), iter: 5_000);

    [Fact]
    public void No_line_gets_more_than_it_is_worth_when_there_is_enough_for_all() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Weights).Sample((some, weights) =>
        {
            var amount = (long)Int128.Min(some, Sum(weights));
            var parts = Allocation.ByLargestRemainder(amount, weights);
            Assert.All(parts.Zip(weights), line => Assert.InRange(line.First, 0, line.Second));
        }, iter: 5_000);

    [Fact]
    public void A_heavier_line_never_gets_less_and_of_equal_ones_an_earlier_never_less() =>
        Shares.Sample((amount, weights) =>
        {
            var parts = Allocation.ByLargestRemainder(amount, weights);
            for (var i = 0; i < parts.Length; i++)
                for (var j = i + 1; j < parts.Length; j++)
                    Assert.True(weights[i] >= weights[j] ? parts[i] >= parts[j] : parts[i] <= parts[j]);
        }, iter: 2_000);

    [Fact]
    public void However_many_steps_a_full_refund_takes_exactly_the_whole_goes_back() =>
        Gen.Select(Gen.Long[0, 1_000_000_000], Gen.Long[0, 1_000_000].Array[1, 20]).Sample((whole, steps) =>
        {
            var cash = steps.Sum();
            if (cash == 0) return;
            var (refunded, back) = (0L, 0L);
            foreach (var step in steps)
            {
                var part = Allocation.Reversal(whole, cash, refunded, step);
                Assert.True(part >= 0);
                (refunded, back) = (refunded + step, back + part);
                Assert.Equal((Int128)whole * refunded / cash, back);
            }

            Assert.Equal(whole, back);
        }, iter: 5_000);

    private static Int128 Sum(long[] numbers) => numbers.Aggregate(Int128.Zero, (sum, next) => sum + next);
}
