using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansMarket.Contracts;

/// <summary>
/// Events as others are shown them, whichever way they go: one JSON object, as Standard Webhooks has it.
/// </summary>
public static class EventJson
{
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// <c>id</c>, <c>type</c>, <c>timestamp</c>, <c>subject</c>, <c>order</c> where there is one, <c>sequence</c>,
    /// <c>data</c>.
    /// </summary>
    public static byte[] Write(MarketEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Readable)) Write(json, happened);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same into something larger.</summary>
    public static void Write(Utf8JsonWriter json, MarketEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, happened.Id);
        json.WriteString("type"u8, happened.Type);
        json.WriteString("timestamp"u8, happened.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null));
        json.WriteString("subject"u8, happened.Subject);
        if (happened.Order is not null) json.WriteString("order"u8, happened.Order);
        json.WriteNumber("sequence"u8, happened.Sequence);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(happened.Data);
        json.WriteEndObject();
    }
}
