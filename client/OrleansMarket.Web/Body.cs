using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace OrleansMarket.Web;

/// <summary>A body that was read, or why it was not.</summary>
internal readonly record struct Incoming<T>(T? Value, Reply? Refusal);

/// <summary>Reads the bodies of requests, strictly.</summary>
internal static class Body
{
    /// <summary>The most that is read, in bytes.</summary>
    public const int Limit = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    /// <summary>Reads a body; an empty one is <c>{}</c> where it is optional.</summary>
    public static async Task<Incoming<T>> Read<T>(Call call, JsonTypeInfo<T> type, bool isOptional)
        where T : class, IChecked
    {
        var request = call.Http.Request;
        if (request.ContentLength > Limit) return new(null, call.Refuse(Problems.BodyTooLarge));
        var read = await request.BodyReader.ReadAtLeastAsync(Limit + 1, call.Http.RequestAborted);
        try
        {
            if (read.Buffer.Length > Limit) return new(null, call.Refuse(Problems.BodyTooLarge));
            if (read.Buffer.IsEmpty)
            {
                return isOptional
                    ? Parse(call, "{}"u8.ToArray(), type)
                    : new(null, call.Refuse(Problems.MalformedJson, "The body is empty. Send one JSON object."));
            }

            return IsJson(request.ContentType)
                ? Parse(call, read.Buffer.ToArray(), type)
                : new(null, call.Refuse(Problems.UnsupportedMediaType));
        }
        finally
        {
            request.BodyReader.AdvanceTo(read.Buffer.End);
        }
    }

    private static Incoming<T> Parse<T>(Call call, byte[] bytes, JsonTypeInfo<T> type)
        where T : class, IChecked
    {
        if (!Utf8.IsValid(bytes))
            return new(null, call.Refuse(Problems.MalformedJson, "The body is not encoded in UTF-8."));
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            if (CardNumbers.FieldIn(document.RootElement) is { } field) return new(null, call.RefuseCard(field));

            var errors = new Errors();
            Shape.Check(document.RootElement, type, "", errors);
            if (!errors.IsEmpty) return new(null, Refuse(call, errors));
            var value = document.Deserialize(type)!;
            value.Check(errors);
            return errors.IsEmpty ? new(value, null) : new(null, Refuse(call, errors));
        }
        catch (JsonException wrong)
        {
            var (line, at) = ((wrong.LineNumber ?? 0) + 1, (wrong.BytePositionInLine ?? 0) + 1);
            return new(null, call.Refuse(Problems.MalformedJson,
                $"The body is not one JSON object: look at line {line}, position {at}."));
        }
        catch (InvalidOperationException)
        {
            return new(null, call.Refuse(Problems.MalformedJson, "The body has half of a surrogate pair in a text."));
        }
    }

    private static Reply Refuse(Call call, Errors errors)
    {
        var (first, more) = (errors.Found[0].Message, errors.Found.Count - 1);
        var detail = more == 0 ? first : $"{first} {more} more: see errors.";
        return call.Refuse(Problems.ValidationFailed, detail, errors.Found);
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
