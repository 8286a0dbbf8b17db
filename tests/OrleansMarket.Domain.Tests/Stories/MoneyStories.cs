namespace OrleansMarket.Domain.Tests;

public sealed class MoneyStories
{
    [Theory]
    [InlineData(1828, "USD", "18.28 USD")]
    [InlineData(5, "USD", "0.05 USD")]
    [InlineData(-5, "USD", "-0.05 USD")]
    [InlineData(-1828, "USD", "-18.28 USD")]
    [InlineData(1828, "JPY", "1828 JPY")]
    [InlineData(1828, "BHD", "1.828 BHD")]
    [InlineData(long.MinValue, "USD", "-92233720368547758.08 USD")]
    public void People_read_money_in_the_major_unit_of_its_currency(long minor, string currency, string expected) =>
        Assert.Equal(expected, new Money(minor, Currency.Parse(currency)).ToString());

    [Fact]
    public void Money_of_one_currency_adds_subtracts_and_multiplies()
    {
        Assert.Equal(Money.Usd(35), Money.Usd(10) + Money.Usd(25));
        Assert.Equal(Money.Usd(-15), Money.Usd(10) - Money.Usd(25));
        Assert.Equal(Money.Usd(30), Money.Usd(10) * 3);
        Assert.Equal(Money.Usd(35), new[] { Money.Usd(10), Money.Usd(25) }.Sum(Currency.Usd));
        Assert.Equal(Money.Usd(0), Array.Empty<Money>().Sum(Currency.Usd));
    }

    [Fact]
    public void Money_of_one_currency_can_be_ordered()
    {
        Assert.True(Money.Usd(1) < Money.Usd(2) && Money.Usd(2) > Money.Usd(1));
        Assert.True(Money.Usd(2) <= Money.Usd(2) && Money.Usd(2) >= Money.Usd(2));
        Assert.Equal(Money.Usd(1), Money.Min(Money.Usd(2), Money.Usd(1)));
        Assert.True(Money.Usd(1).IsPositive && !Money.Usd(0).IsPositive && !Money.Usd(-1).IsPositive);
        Assert.True(Money.Usd(0).IsZero && !Money.Usd(-1).IsZero);
    }

    [Fact]
    public void Two_currencies_are_never_added_or_compared()
    {
        var euro = new Money(1, Currency.Parse("EUR"));
        Assert.Throws<InvalidOperationException>(() => Money.Usd(1) + euro);
        Assert.Throws<InvalidOperationException>(() => Money.Usd(1) - euro);
        Assert.Throws<InvalidOperationException>(() => Money.Usd(1) < euro);
        Assert.Throws<InvalidOperationException>(() => Money.Min(Money.Usd(1), euro));
        Assert.NotEqual(new Money(1, Currency.Usd), euro);
    }

    [Fact]
    public void An_overflow_throws_instead_of_making_money()
    {
        Assert.Throws<OverflowException>(() => Money.Usd(long.MaxValue) + Money.Usd(1));
        Assert.Throws<OverflowException>(() => Money.Usd(long.MinValue) - Money.Usd(1));
        Assert.Throws<OverflowException>(() => Money.Usd(long.MaxValue) * 2);
        Assert.Throws<OverflowException>(() => new[] { Money.Usd(long.MaxValue), Money.Usd(1) }.Sum(Currency.Usd));
    }

    [Theory]
    [InlineData(2000, 500, 100)]
    [InlineData(1999, 500, 99)]
    [InlineData(19, 500, 0)]
    [InlineData(1999, 0, 0)]
    [InlineData(1999, 10_000, 1999)]
    [InlineData(long.MaxValue, 10_000, long.MaxValue)]
    public void A_commission_is_rounded_down(long minor, int points, long expected) =>
        Assert.Equal(Money.Usd(expected), Money.Usd(minor).BasisPoints(points));

    [Fact]
    public void Only_currencies_of_this_market_can_be_made()
    {
        Assert.True(Currency.TryParse("JPY", out var yen));
        Assert.Equal((0, "JPY"), (yen.MinorDigits, yen.Code));
        foreach (var no in new[] { "usd", "", "XXX", "US", null })
            Assert.False(Currency.TryParse(no, out _), $"'{no}' should not be a currency.");
        Assert.Throws<FormatException>(() => Currency.Parse("XXX"));
        Assert.Equal(42, Currency.Known.Count());
        Assert.All(Currency.Known, code => Assert.Equal(code, Currency.Parse(code).ToString()));
    }

    [Fact]
    public void A_currency_that_was_never_set_shows_itself()
    {
        Assert.Throws<InvalidOperationException>(() => default(Currency).Code);
        Assert.Equal("?", default(Currency).ToString());
    }
}
