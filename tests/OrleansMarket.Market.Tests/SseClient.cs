using System.Net.Http.Headers;

namespace OrleansMarket.Market.Tests;

/// <summary>Reads server-sent events as a browser does, and the comments that a browser leaves out.</summary>
public sealed class SseClient : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;

    private SseClient(HttpResponseMessage response, Stream body) =>
        (this.response, reader) = (response, new StreamReader(body));

    /// <summary>The id that the connection would be resumed with.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>What the connection began with: a place, or that the wanted one is gone.</summary>
    public SseEvent Opening { get; private set; } = null!;

    /// <summary>How many comments have come.</summary>
    public int Comments { get; private set; }

    /// <summary>Connects; with the id of the last event that was seen, or without.</summary>
    public static async Task<SseClient> Open(Uri address, string token, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/v1/events/stream"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType);
        var client = new SseClient(response, await response.Content.ReadAsStreamAsync());
        // The first block says where the feed is; from here on nothing is missed.
        client.Opening = (await client.ReadBlock())!;
        return client;
    }

    /// <summary>The next event; null when the connection has ended.</summary>
    public async Task<SseEvent?> Next()
    {
        while (await ReadBlock() is { } block)
            if (block.Type.Length > 0) return block;
        return null;
    }

    /// <summary>The next events, so many.</summary>
    public async Task<SseEvent[]> Next(int count)
    {
        var events = new SseEvent[count];
        for (var i = 0; i < count; i++) events[i] = await Next() ?? throw new EndOfStreamException();
        return events;
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        response.Dispose();
        return default;
    }

    private async Task<SseEvent?> ReadBlock()
    {
        var (type, data) = ("", "");
        while (await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.Length == 0) return new(LastId, type, data);
            if (line[0] == ':') Comments++;
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) LastId = line[4..];
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) type = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
        }

        return null;
    }
}

/// <summary>A server-sent event.</summary>
public sealed record SseEvent(string Id, string Type, string Data);
