using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMarket.Web;

/// <summary>Enums as the API writes them: <c>snake_case</c> words.</summary>
internal static class Words
{
    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Of(value.ToString());

    /// <summary>The word of a name of code.</summary>
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>All words of an enum, except for a <c>None</c> that nobody can say.</summary>
    public static IEnumerable<string> All(Type type) => Enum.GetNames(type).Where(name => name != "None").Select(Of);
}

/// <summary>Words that are looked up often.</summary>
internal static class Words<T> where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> ByWord =
        Enum.GetValues<T>().ToFrozenDictionary(Words.Of, value => value, StringComparer.Ordinal);

    /// <summary>The value of a word.</summary>
    public static bool TryParse(string? word, out T value)
    {
        value = default;
        return word is not null && ByWord.TryGetValue(word, out value);
    }
}

/// <summary>Reads and writes an enum as a <c>snake_case</c> word.</summary>
internal sealed class Word<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Writes instants as RFC 3339 in UTC, to the millisecond.</summary>
internal sealed class Instant : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null));
}
