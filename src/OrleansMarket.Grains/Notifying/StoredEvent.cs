using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansMarket.Contracts;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Notifying;

/// <summary>
/// An event as feeds and inboxes keep it: short, since everything that happens is kept several times.
/// </summary>
/// <remarks>
/// <c>{"a":aggregate,"v":version,"n":number,"q":sequence,"m":milliseconds,"t":type,"s":subject,"d":{…}}</c>; the
/// subject is left out where the aggregate says it.
/// </remarks>
internal static class StoredEvent
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The event as it is kept.</summary>
    public static ReadOnlyMemory<byte> Write(StoredEntry stored, int number, Happening told)
    {
        var buffer = scratch ??= new ArrayBufferWriter<byte>(512);
        var writer = scratchWriter ??= new Utf8JsonWriter(buffer, Plain);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteString("a"u8, stored.Entry.Aggregate);
        writer.WriteNumber("v"u8, stored.Entry.Version);
        writer.WriteNumber("n"u8, number);
        writer.WriteNumber("q"u8, stored.Sequence);
        writer.WriteNumber("m"u8, stored.Entry.At.ToUnixTimeMilliseconds());
        writer.WriteString("t"u8, told.Type);
        if (told.Subject is { } subject) writer.WriteString("s"u8, subject);
        writer.WritePropertyName("d"u8);
        JsonSerializer.Serialize(writer, told.Data, EventDataForm.Default.EventData);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A kept event as it is told.</summary>
    public static MarketEvent Read(ReadOnlyMemory<byte> body)
    {
        var (aggregate, type, data, subject) = ("", "", "{}", (string?)null);
        var (version, number, sequence, milliseconds) = (0L, 0L, 0L, 0L);
        var reader = new Utf8JsonReader(body.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan[0];
            reader.Read();
            switch (name)
            {
                case (byte)'a': aggregate = reader.GetString()!; break;
                case (byte)'v': version = reader.GetInt64(); break;
                case (byte)'n': number = reader.GetInt64(); break;
                case (byte)'q': sequence = reader.GetInt64(); break;
                case (byte)'m': milliseconds = reader.GetInt64(); break;
                case (byte)'t': type = reader.GetString()!; break;
                case (byte)'s': subject = reader.GetString(); break;
                default:
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    data = Encoding.UTF8.GetString(body.Span[start..(int)reader.BytesConsumed]);
                    break;
            }
        }

        var order = OrderOf(aggregate);
        return new(
            $"evt_{aggregate.Replace('_', '-')}.{version}.{number}", string.Intern(type),
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), subject ?? SubjectOf(aggregate), order, sequence,
            data);
    }

    /// <summary>The order that an aggregate's events belong to; null for none.</summary>
    private static string? OrderOf(string aggregate) => aggregate[..4] switch
    {
        Ids.Order or Ids.Escrow or Ids.Refund => Acquaintances.KeyOf(aggregate),
        _ => null,
    };

    private static string SubjectOf(string aggregate) =>
        aggregate.StartsWith(Ids.Escrow, StringComparison.Ordinal) ? Acquaintances.KeyOf(aggregate)! : aggregate;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    [ThreadStatic]
    private static Utf8JsonWriter? scratchWriter;
}
