using System.Buffers.Text;
using System.Text.Json;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Auditing;

/// <summary>Money that moved, by the words of the stored form.</summary>
internal readonly record struct Transfer(string Rule, string Debit, string Credit, long Minor, string Currency);

/// <summary>
/// Reads the postings of an entry from its JSON alone: other eyes than those of the machines, which could all be wrong
/// in the same way.
/// </summary>
internal static class Transfers
{
    /// <summary>The postings of an entry, in order.</summary>
    /// <exception cref="JsonException">A posting is not written as postings are.</exception>
    public static IReadOnlyList<Transfer> Of(Entry entry)
    {
        if (entry.Events.Span.IndexOf("\"postings\":"u8) < 0) return [];
        var moved = new List<Transfer>(2);
        var reader = new Utf8JsonReader(entry.Events.Span);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("postings"u8)) continue;
            Expect(ref reader, JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) moved.Add(Read(ref reader));
        }

        return moved;
    }

    private static Transfer Read(ref Utf8JsonReader reader)
    {
        string? rule = null, debit = null, credit = null, currency = null;
        var minor = 0L;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("rule"u8)) rule = Text(ref reader);
            else if (reader.ValueTextEquals("debit"u8)) debit = Text(ref reader);
            else if (reader.ValueTextEquals("credit"u8)) credit = Text(ref reader);
            else if (reader.ValueTextEquals("amount"u8)) (minor, currency) = Amount(ref reader);
            else throw new JsonException($"A posting says '{reader.GetString()}', which postings do not say.");
        }

        return rule is not null && debit is not null && credit is not null && currency is not null
            ? new Transfer(rule, debit, credit, minor, currency)
            : throw new JsonException("A posting lacks its rule, a side or its amount.");
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        return reader.GetString()!;
    }

    private static (long Minor, string Currency) Amount(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.String);
        var text = reader.ValueSpan;
        return Utf8Parser.TryParse(text, out long minor, out var length) && length + 4 == text.Length
            && text[length] == ' '
            ? (minor, string.Intern(System.Text.Encoding.ASCII.GetString(text[(length + 1)..])))
            : throw new JsonException($"'{reader.GetString()}' is not money.");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token) throw new JsonException($"Expected {token} in a posting.");
    }
}
