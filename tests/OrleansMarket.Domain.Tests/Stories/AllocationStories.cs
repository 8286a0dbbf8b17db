namespace OrleansMarket.Domain.Tests;

public sealed class AllocationStories
{
    [Fact]
    public void Units_left_over_go_to_the_largest_remainders()
    {
        Assert.Equal([206, 94], Allocation.ByLargestRemainder(300, [2400, 1100]));
        Assert.Equal([366, 168, 166], Allocation.ByLargestRemainder(700, [2194, 1006, 999]));
    }

    [Fact]
    public void Equal_remainders_go_to_the_earlier_line() =>
        Assert.Equal([4, 3, 3], Allocation.ByLargestRemainder(10, [1, 1, 1]));

    [Fact]
    public void A_line_of_no_value_gets_nothing_even_when_it_is_first() =>
        Assert.Equal([0, 1, 1], Allocation.ByLargestRemainder(2, [0, 5, 5]));

    [Fact]
    public void Nothing_can_be_divided_among_any_lines()
    {
        Assert.Equal([0, 0], Allocation.ByLargestRemainder(0, [0, 0]));
        Assert.Empty(Allocation.ByLargestRemainder(0, []));
    }

    [Fact]
    public void Amounts_near_the_end_of_the_range_do_not_overflow() =>
        Assert.Equal([long.MaxValue / 2 + 1, long.MaxValue / 2],
            Allocation.ByLargestRemainder(long.MaxValue, [long.MaxValue, long.MaxValue]));

    [Fact]
    public void What_makes_no_sense_is_an_error_of_the_caller()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Allocation.ByLargestRemainder(-1, [1]));
        Assert.Throws<ArgumentException>(() => Allocation.ByLargestRemainder(1, [2, -1]));
        Assert.Throws<ArgumentException>(() => Allocation.ByLargestRemainder(1, [0, 0]));
        Assert.Throws<ArgumentException>(() => Allocation.ByLargestRemainder(1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Allocation.Reversal(366, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Allocation.Reversal(366, 1828, 1000, 829));
        Assert.Throws<ArgumentOutOfRangeException>(() => Allocation.Reversal(366, 1828, -1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Allocation.Reversal(366, 1828, 2, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Allocation.Reversal(-1, 1828, 0, 1));
    }

    [Fact]
    public void Two_refunds_of_a_line_give_back_its_whole_subsidy()
    {
        Assert.Equal(200, Allocation.Reversal(366, 1828, before: 0, now: 1000));
        Assert.Equal(166, Allocation.Reversal(366, 1828, before: 1000, now: 828));
    }

    [Fact]
    public void A_refund_of_nothing_gives_nothing_back() =>
        Assert.Equal(0, Allocation.Reversal(366, 1828, before: 700, now: 0));
}
