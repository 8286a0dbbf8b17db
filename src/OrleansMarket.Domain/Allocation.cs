namespace OrleansMarket.Domain;

/// <summary>Divides and gives back whole minor units so that nothing is ever lost or made by rounding.</summary>
public static class Allocation
{
    /// <summary>
    /// Divides an amount in proportion to weights by largest remainder (Hamilton): each part is the exact share rounded
    /// down, and the units left over go to the largest remainders, ties to the lower index.
    /// </summary>
    /// <remarks>
    /// The parts sum to the amount; each is within one unit of its exact share; where the amount is at most the sum of
    /// the weights, no part exceeds its weight; a weight of zero gets nothing.
    /// </remarks>
    /// <param name="amount">What is divided, 0 or more.</param>
    /// <param name="weights">At least one positive weight, none negative, unless the amount is 0.</param>
    /// <exception cref="ArgumentException">
    /// The amount or a weight is negative, or nobody can receive anything.
    /// </exception>
    public static long[] ByLargestRemainder(long amount, IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        var parts = new long[weights.Count];
        if (amount == 0) return parts;

        Int128 total = 0;
        foreach (var weight in weights)
        {
            if (weight < 0) throw new ArgumentException("A weight is negative.", nameof(weights));
            total += weight;
        }

        if (total == 0)
            throw new ArgumentException("Nobody can receive a share: all weights are zero.", nameof(weights));

        var left = amount;
        var remainders = new (Int128 Remainder, int Index)[weights.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            var (quotient, remainder) = Int128.DivRem((Int128)amount * weights[i], total);
            parts[i] = (long)quotient;
            left -= parts[i];
            remainders[i] = (remainder, i);
        }

        // Fewer units are left than there are non-zero remainders, so a zero weight is never reached.
        Array.Sort(remainders, (a, b) =>
            a.Remainder != b.Remainder ? b.Remainder.CompareTo(a.Remainder) : a.Index - b.Index);
        for (var i = 0; i < left; i++) parts[remainders[i].Index]++;
        return parts;
    }

    /// <summary>
    /// What goes back of a subsidy (or commission, or coins) when <paramref name="now"/> more of the cash is refunded
    /// after <paramref name="before"/>: cumulative, so that however many steps a full refund takes, exactly the whole
    /// goes back.
    /// </summary>
    /// <param name="whole">The subsidy that belongs to the whole line.</param>
    /// <param name="cash">The cash that was paid for the whole line; more than 0.</param>
    /// <param name="before">Cash refunded before, 0 or more.</param>
    /// <param name="now">Cash refunded in this step, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Something is negative, or more is refunded than was paid.
    /// </exception>
    public static long Reversal(long whole, long cash, long before, long now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(whole);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cash);
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegative(now);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(checked(before + now), cash);
        return Upto(before + now) - Upto(before);

        long Upto(long refunded) => (long)((Int128)whole * refunded / cash);
    }
}
