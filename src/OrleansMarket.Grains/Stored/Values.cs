using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Stored;

/// <summary>Money as it is stored: <c>"1828 USD"</c>, minor units and code.</summary>
internal sealed class StoredMoney : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? throw new JsonException("Money is null.");
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        const NumberStyles signed = NumberStyles.AllowLeadingSign;
        return space > 0 && long.TryParse(text.AsSpan(0, space), signed, CultureInfo.InvariantCulture, out var minor)
            ? new Money(minor, Currency.Parse(text[(space + 1)..]))
            : throw new JsonException($"'{text}' is not money.");
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[24];
        value.Minor.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        text[length++] = ' ';
        value.Currency.Code.CopyTo(text[length..]);
        writer.WriteStringValue(text[..(length + value.Currency.Code.Length)]);
    }
}

/// <summary>A currency as it is stored: its code.</summary>
internal sealed class StoredCurrency : JsonConverter<Currency>
{
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Currency.Parse(reader.GetString() ?? throw new JsonException("A currency is null."));

    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Code);
}

/// <summary>A sealed value as it is stored: its text.</summary>
internal sealed class StoredSealed : JsonConverter<Sealed>
{
    public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A sealed value is null."));

    public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
