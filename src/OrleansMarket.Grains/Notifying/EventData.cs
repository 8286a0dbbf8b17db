using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Notifying;

/// <summary>
/// What an event says besides what happened to what: enough for a line on a screen, and never anything personal but the
/// names that both sides know.
/// </summary>
internal sealed record EventData
{
    /// <summary>The title of the order's first line.</summary>
    public string? Title { get; init; }

    /// <summary>How many lines there are besides it.</summary>
    public int? MoreLines { get; init; }

    public string? Buyer { get; init; }
    public string? Seller { get; init; }
    public Money? Amount { get; init; }

    /// <summary>Why, as a word.</summary>
    public string? Reason { get; init; }

    /// <summary>Whose doing it was, as a word.</summary>
    public string? By { get; init; }

    /// <summary>What somebody else asks for or is granted, as a word.</summary>
    public string? Of { get; init; }

    /// <summary>Until when somebody can do something, or when it happens by itself.</summary>
    public DateTimeOffset? Until { get; init; }

    public int? Days { get; init; }
    public string? Carrier { get; init; }
    public string? Tracking { get; init; }

    /// <summary>Whether what was paid goes back.</summary>
    public bool? Refund { get; init; }

    public string? Coupon { get; init; }
    public string? Payout { get; init; }
    public string? Report { get; init; }
    public string? Sku { get; init; }
}

/// <summary>Money as the API has it: <c>{"amount": 1828, "currency": "USD"}</c>.</summary>
internal sealed class ShownMoney : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var (minor, currency) = (0L, "");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isAmount = reader.ValueTextEquals("amount"u8);
            reader.Read();
            if (isAmount) minor = reader.GetInt64();
            else currency = reader.GetString()!;
        }

        return new(minor, Currency.Parse(currency));
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("amount"u8, value.Minor);
        writer.WriteString("currency"u8, value.Currency.Code);
        writer.WriteEndObject();
    }
}

/// <summary>Instants as the API has them: to the millisecond.</summary>
internal sealed class ShownInstant : JsonConverter<DateTimeOffset>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Form.Length];
        value.UtcDateTime.TryFormat(text, out var length, Form, null);
        writer.WriteStringValue(text[..length]);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ShownMoney), typeof(ShownInstant)])]
[JsonSerializable(typeof(EventData))]
internal sealed partial class EventDataForm : JsonSerializerContext;
