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
    private readonly Dictionary<string, (JsonTypeInfo Shape, Func<object, TEvent> Wrap)> byName =
        new(StringComparer.Ordinal);
    private Func<TEvent, object> unwrap = happened => happened;

    /// <summary>Adds an event type under its stored name.</summary>
    public EventCodec<TEvent> Add<T>(string name, JsonTypeInfo<T> shape)
        where T : TEvent
    {
        byType.Add(typeof(T), (JsonEncodedText.Encode(name), shape));
        byName.Add(name, (shape, happened => (TEvent)happened));
        return this;
    }

    /// <summary>
    /// Adds the events of a machine that lives inside this one: each under its own stored name behind a prefix.
    /// </summary>
    /// <param name="prefix">Put before the inner names, for example <c>dispute_</c>.</param>
    /// <param name="inner">How the inner events are written.</param>
    /// <param name="wrap">An inner event as one of this machine.</param>
    /// <param name="unwrap">The inner event of an event that wraps one; null for every other.</param>
    public EventCodec<TEvent> Include<TInner>(
        string prefix, EventCodec<TInner> inner, Func<TInner, TEvent> wrap, Func<TEvent, TInner?> unwrap)
        where TInner : class
    {
        foreach (var (name, (shape, read)) in inner.byName)
        {
            byType.Add(shape.Type, (JsonEncodedText.Encode(prefix + name), shape));
            byName.Add(prefix + name, (shape, happened => wrap(read(happened))));
        }

        var before = this.unwrap;
        this.unwrap = happened => unwrap(happened) ?? before(happened);
        return this;
    }

    /// <summary>The stored names and the types behind them, for tests that pin the stored form.</summary>
    public IEnumerable<(string Name, Type Type)> Known => byName.Select(pair => (pair.Key, pair.Value.Shape.Type));

    /// <summary>Events to a UTF-8 JSON array.</summary>
    public ReadOnlyMemory<byte> Write(IReadOnlyList<TEvent> happened)
    {
        var buffer = scratch ??= new ArrayBufferWriter<byte>(1024);
        var writer = scratchWriter ??= new Utf8JsonWriter(buffer, Plain);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartArray();
        foreach (var wrapped in happened)
        {
            var one = unwrap(wrapped);
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
            if (!byName.TryGetValue(name, out var known))
                throw new JsonException($"'{name}' is not an event of {typeof(TEvent)} known to this version.");
            reader.Read();
            happened.Add(known.Wrap(JsonSerializer.Deserialize(ref reader, known.Shape)!));
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
