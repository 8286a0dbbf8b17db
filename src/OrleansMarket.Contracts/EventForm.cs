using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansMarket.Contracts;

/// <summary>An event as JSON: the same on every way out of the market.</summary>
public static class EventForm
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The event as one line of UTF-8 JSON.</summary>
    public static ReadOnlyMemory<byte> ToJson(this MarketEvent told)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Plain);
        writer.WriteStartObject();
        writer.WriteString("id"u8, told.Id);
        writer.WriteString("type"u8, told.Type);
        writer.WriteString("timestamp"u8, told.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null));
        writer.WriteString("subject"u8, told.Subject);
        if (told.Order is { } order)
        {
            writer.WriteString("order"u8, order);
            writer.WriteNumber("sequence"u8, told.Sequence);
        }

        writer.WriteString("link"u8, told.Link());
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(told.Data, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The path in the API of what it happened to.</summary>
    public static string Link(this MarketEvent told) => told.Type[..told.Type.IndexOf('.', StringComparison.Ordinal)]
        switch
    {
        "dispute" or "return" => $"/v1/disputes/{told.Subject}",
        "refund" => $"/v1/refunds/{told.Subject}",
        "coupon" => $"/v1/coupons/{told.Subject}",
        "stock" => $"/v1/listings/{told.Subject}",
        "payout" => $"/v1/sellers/{told.Subject}/account",
        "seller" => $"/v1/sellers/{told.Subject}",
        _ => $"/v1/orders/{told.Subject}",
    };
}
