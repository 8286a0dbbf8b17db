using System.Collections.Frozen;
using System.Numerics;

namespace OrleansMarket.Domain;

/// <summary>A currency by its ISO 4217 code. Only currencies of <see cref="Known"/> can be made.</summary>
public readonly record struct Currency
{
    private static readonly FrozenDictionary<string, int> Digits = new[]
    {
        (Digits: 0, Codes: "CLP ISK JPY KRW VND"),
        (Digits: 2, Codes: "AED AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR MXN"),
        (Digits: 2, Codes: "MYR NGN NOK NZD PHP PLN RON SAR SEK SGD THB TRY TWD UAH USD ZAR"),
        (Digits: 3, Codes: "BHD JOD KWD OMR TND"),
    }.SelectMany(row => row.Codes.Split(' '), (row, code) => (Code: code, row.Digits))
        .ToFrozenDictionary(known => known.Code, known => known.Digits, StringComparer.Ordinal);

    private readonly string? code;

    private Currency(string code) => this.code = code;

    /// <summary>United States dollar, the currency of the sample catalogue.</summary>
    public static Currency Usd { get; } = new("USD");

    /// <summary>All codes that can be traded in.</summary>
    public static IEnumerable<string> Known => Digits.Keys;

    /// <summary>The ISO 4217 code, upper case.</summary>
    public string Code => code ?? throw new InvalidOperationException("This currency was never set.");

    /// <summary>How many decimal digits the minor unit stands for: 0 for JPY, 2 for USD, 3 for BHD.</summary>
    public int MinorDigits => Digits[Code];

    /// <summary>How many minor units are one major unit: 1 for JPY, 100 for USD, 1000 for BHD.</summary>
    public long MinorPerUnit => MinorDigits switch { 0 => 1, 2 => 100, _ => 1_000 };

    /// <summary>Reads an ISO 4217 code; false when it is not a currency of this market.</summary>
    public static bool TryParse(string? code, out Currency currency)
    {
        var known = code is not null && Digits.ContainsKey(code);
        currency = known ? new Currency(string.IsInterned(code!) ?? string.Intern(code!)) : default;
        return known;
    }

    /// <summary>Reads an ISO 4217 code.</summary>
    /// <exception cref="FormatException">It is not a currency of this market.</exception>
    public static Currency Parse(string code) => TryParse(code, out var currency)
        ? currency
        : throw new FormatException($"'{code}' is not a currency of this market.");

    /// <inheritdoc/>
    public override string ToString() => code ?? "?";
}

/// <summary>An amount in whole minor units of one currency: 1828 USD is 18.28 dollars.</summary>
/// <remarks>Arithmetic is checked: an overflow or a mix of currencies is a bug and throws.</remarks>
/// <param name="Minor">Whole minor units; negative only in balances, never in what somebody pays.</param>
/// <param name="Currency">The currency.</param>
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>US dollars, by cents.</summary>
    public static Money Usd(long cents) => new(cents, Currency.Usd);

    /// <summary>More than nothing.</summary>
    public bool IsPositive => Minor > 0;

    /// <summary>Exactly nothing.</summary>
    public bool IsZero => Minor == 0;

    /// <summary>The sum.</summary>
    public static Money operator +(Money left, Money right) =>
        new(checked(left.Minor + right.In(left.Currency)), left.Currency);

    /// <summary>The difference; may be negative.</summary>
    public static Money operator -(Money left, Money right) =>
        new(checked(left.Minor - right.In(left.Currency)), left.Currency);

    /// <summary>A whole multiple, as of a unit price.</summary>
    public static Money operator *(Money unit, int times) => new(checked(unit.Minor * times), unit.Currency);

    /// <summary>Less than, within one currency.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>More than, within one currency.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>At most, within one currency.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>At least, within one currency.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>The smaller of two.</summary>
    public static Money Min(Money left, Money right) => left <= right ? left : right;

    /// <summary>The share of so many basis points (1/10 000), rounded down: a commission.</summary>
    public Money BasisPoints(int points) => new((long)((Int128)Minor * points / 10_000), Currency);

    /// <inheritdoc/>
    public int CompareTo(Money other) => Minor.CompareTo(other.In(Currency));

    /// <summary>In major units, for people: <c>18.28 USD</c>.</summary>
    public override string ToString()
    {
        var digits = Currency.MinorDigits;
        if (digits == 0) return $"{Minor} {Currency}";
        var (unit, absolute) = ((Int128)BigInteger.Pow(10, digits), Int128.Abs(Minor));
        var fraction = (absolute % unit).ToString().PadLeft(digits, '0');
        return $"{(Minor < 0 ? "-" : "")}{absolute / unit}.{fraction} {Currency}";
    }

    private long In(Currency currency) => Currency == currency
        ? Minor
        : throw new InvalidOperationException($"{Currency} and {currency} cannot be added or compared.");
}

/// <summary>Sums of money.</summary>
public static class MoneySums
{
    /// <summary>The sum of amounts of one currency; zero of that currency for none.</summary>
    public static Money Sum(this IEnumerable<Money> amounts, Currency currency) =>
        amounts.Aggregate(Money.Zero(currency), (sum, next) => sum + next);

    /// <summary>The sum of an amount of each item.</summary>
    public static Money Sum<T>(this IEnumerable<T> items, Currency currency, Func<T, Money> amount) =>
        items.Select(amount).Sum(currency);
}
