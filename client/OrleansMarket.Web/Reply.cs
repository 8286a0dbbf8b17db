using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;

namespace OrleansMarket.Web;

/// <summary>An answer that is ready to be sent, and to be kept.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Body">JSON; empty for none.</param>
internal sealed record Reply(int StatusCode, ReadOnlyMemory<byte> Body)
{
    /// <summary>The state of the thing, as an entity tag.</summary>
    public string? ETag { get; init; }

    /// <summary>Where the thing that was made is.</summary>
    public string? Location { get; init; }

    /// <summary>The next page.</summary>
    public string? Link { get; init; }

    /// <summary>Seconds after which to ask again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether this was answered before, word for word.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>Whether a repetition of the request must get the same answer.</summary>
    public bool IsFinal { get; init; } = true;

    /// <summary>An answer with a value.</summary>
    public static Reply Of<T>(int statusCode, T value, JsonTypeInfo<T> type) =>
        new(statusCode, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>200 with a value.</summary>
    public static Reply Ok<T>(T value, JsonTypeInfo<T> type) => Of(200, value, type);

    /// <summary>201 with the thing that was made.</summary>
    public static Reply Created<T>(T value, JsonTypeInfo<T> type) => Of(201, value, type);

    /// <summary>Sends it.</summary>
    public async Task Send(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = StatusCode;
        if (Location is not null) response.Headers.Location = Location;
        if (Link is not null) response.Headers.Link = Link;
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (IsReplayed) response.Headers["Idempotent-Replayed"] = "true";
        response.Headers.CacheControl = ETag is null ? "no-store" : "private, no-cache";
        if (ETag is not null)
        {
            response.Headers.ETag = ETag;
            response.Headers.Vary = HeaderNames.Authorization;
            if (ETags.Match(http.Request, ETag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        if (Body.IsEmpty) return;
        response.ContentType = StatusCode >= 400 ? Problem.ContentType : "application/json";
        response.ContentLength = Body.Length;
        await response.BodyWriter.WriteAsync(Body, http.RequestAborted);
    }
}
