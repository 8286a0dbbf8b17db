using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace OrleansMarket.Web;

/// <summary>
/// Finds what looks like a payment card in a request. Such a request is refused unread, so that no card number is ever
/// logged or stored here: paying works with tokens of the payment provider.
/// </summary>
/// <remarks>
/// A card number is 13 to 19 digits, perhaps with single blanks, dashes or dots between them, with a right check digit
/// (Luhn) and a first digit that payment cards have: not 0 or 1, so that a time in milliseconds is no card.
/// </remarks>
internal static class CardNumbers
{
    private const int Shortest = 13, Longest = 19;

    private static readonly FrozenSet<string> Names = new[]
    {
        "card", "cardno", "cardnumber", "ccnumber", "creditcard", "creditcardnumber", "debitcard", "debitcardnumber",
        "pan", "primaryaccountnumber", "cvc", "cvc2", "cvv", "cvv2", "csc", "cardcode", "cardcvc", "cardcvv",
        "securitycode", "expmonth", "expyear", "cardexpiry",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The field that looks like a card, as a path; null when none does.</summary>
    /// <exception cref="InvalidOperationException">A text is not Unicode.</exception>
    public static string? FieldIn(JsonElement value, string path = "") => value.ValueKind switch
    {
        JsonValueKind.Object =>
            value.EnumerateObject().Select(property => Within(property, path)).FirstOrDefault(Found),
        JsonValueKind.Array =>
            value.EnumerateArray().Select((item, i) => FieldIn(item, $"{path}[{i}]")).FirstOrDefault(Found),
        JsonValueKind.String => IsIn(value.GetString()!) ? path : null,
        JsonValueKind.Number => IsIn(value.GetRawText()) ? path : null,
        _ => null,
    };

    /// <summary>Whether a card number stands in a text, alone or among other words.</summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (text.Length < Shortest) return false;
        for (var at = 0; at < text.Length; at++)
            if (char.IsDigit(text[at]) && StandsAlone(text, at) && StartsAt(text[at..])) return true;
        return false;
    }

    /// <summary>Whether a field of this name is meant for card data.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        const int longest = 40;
        Span<char> letters = stackalloc char[longest];
        var count = 0;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c)) continue;
            if (count == longest) return false;
            letters[count++] = char.ToLowerInvariant(c);
        }

        return Names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters[..count]);
    }

    private static bool Found(string? field) => field is not null;

    private static string? Within(JsonProperty property, string path)
    {
        // A name that is itself a number must not be repeated in the answer.
        if (IsIn(property.Name)) return path.Length == 0 ? "a field's name" : path;
        var field = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
        if (IsName(property.Name)) return field;
        // An amount of money is a number of any length, and carriers give out numbers that have a right check digit by
        // chance.
        var isMoney = property.Value.ValueKind == JsonValueKind.Number && property.Name == "amount";
        return isMoney || property.Name == "tracking" ? null : FieldIn(property.Value, field);
    }

    /// <summary>Whether the digit at a place begins a group of its own, and not an id or a telephone number.</summary>
    private static bool StandsAlone(ReadOnlySpan<char> text, int at)
    {
        if (at == 0) return true;
        var before = text[at - 1];
        if (char.IsLetterOrDigit(before) || before is '_' or '+') return false;
        // "evt-4…" is an id; "12 4…" and "12-4…" are two groups of digits.
        return before is not '-' || at == 1 || char.IsDigit(text[at - 2]) || char.IsWhiteSpace(text[at - 2]);
    }

    private static bool StartsAt(ReadOnlySpan<char> text)
    {
        Span<int> digits = stackalloc int[Longest];
        var count = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(text[at]) is >= 0 and var digit)
            {
                if (count == Longest) return false;
                digits[count++] = digit;
                if (Ends(text[(at + 1)..]) && count >= Shortest && digits[0] > 1 && Luhn(digits[..count])) return true;
            }
            else if (!IsSeparator(text[at]) || at + 1 == text.Length || !char.IsDigit(text[at + 1]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool Ends(ReadOnlySpan<char> rest) =>
        rest.IsEmpty || (!char.IsLetterOrDigit(rest[0]) && rest[0] != '_');

    private static bool IsSeparator(char c) =>
        c is '-' or '.' or '\u2010' or '\u2011' or '\u2013' || char.IsWhiteSpace(c);

    private static bool Luhn(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            sum += i % 2 == 0 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit;
        }

        return sum % 10 == 0;
    }
}
