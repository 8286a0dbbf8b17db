using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansMarket.Journal;

/// <summary>
/// Writes events as <c>[{"order_paid":{…}},…]</c>: each under a name that is written down here, never derived from a
/// class name, so that classes can be renamed and old entries stay readable for ever.
/// </summary>
public sealed class EventCodec<TEvent>
    where TEvent : notnull
{
    private readonly Dictionary<Type, (JsonEncodedText Name, JsonTypeInfo Shape)> byType = [];
    private readonly Dictionary<string, JsonTypeInfo> byName = new(StringComparer.Ordinal);

    /// <summary>Adds an event type under its stored name.</summary>
    public EventCodec<TEvent> Add<T>(string name, JsonTypeInfo<T> shape)
        where T : TEvent
    {
        byType.Add(typeof(T), (JsonEncodedText.Encode(name), shape));
        byName.Add(name, shape);
        return this;
    }

    /// <summary>The stored names and the types behind them, for tests that pin the stored form.</summary>
    public IEnumerable<(string Name, Type Type)> Known => byName.Select(pair => (pair.Key, pair.Value.Type));

    /// <summary>Events to a UTF-8 JSON array.</summary>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<TEvent> happened)
    {
        var buffer = scratch ??= new ArrayBufferWriter<byte>(1024);
        var writer = scratchWriter ??= new Utf8JsonWriter(buffer, Plain);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartArray();
        foreach (var one in happened)
        {
            if (!byType.TryGetValue(one.GetType(), out var known))
                throw new InvalidOperationException($"{one.GetType()} has no stored name; add it to its EventCodec.");
            writer.WriteStartObject();
            writer.WritePropertyName(known.Name);
            JsonSerializer.Serialize(writer, one, known.Shape);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A UTF-8 JSON array back to events.</summary>
    /// <exception cref="JsonException">The bytes are not events of this machine.</exception>
    public IReadOnlyList<TEvent> Read(ReadOnlyMemory<byte> stored)
    {
        var happened = new List<TEvent>(1);
        var reader = new Utf8JsonReader(stored.Span);
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            Expect(ref reader, JsonTokenType.PropertyName);
            var name = reader.GetString()!;
            if (!byName.TryGetValue(name, out var shape))
                throw new JsonException($"'{name}' is not an event of {typeof(TEvent)} known to this version.");
            reader.Read();
            happened.Add((TEvent)JsonSerializer.Deserialize(ref reader, shape)!);
            Expect(ref reader, JsonTokenType.EndObject);
        }

        return happened;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token) throw new JsonException($"Expected {token} in stored events.");
    }

    /// <summary>
    /// Stored events are read by this codec alone, never put into a page: quotes and umlauts stay what they are.
    /// </summary>
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    [ThreadStatic]
    private static Utf8JsonWriter? scratchWriter;
}
