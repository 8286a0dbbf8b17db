using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace OrleansMarket.Market.Tests;

/// <summary>Somebody's way to the API.</summary>
public sealed class Api(Uri address, string? token)
{
    private static readonly HttpClient Http =
        new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, AllowAutoRedirect = false });

    private static int keys;

    public Task<Answer> Get(string path, string? ifNoneMatch = null) =>
        Send(HttpMethod.Get, path, null, request => Add(request, "If-None-Match", ifNoneMatch));

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null, _ => { });

    public Task<Answer> Put(string path, object body) => Send(HttpMethod.Put, path, Content(body), _ => { });

    public Task<Answer> Post(string path, object? body = null, string? key = null, string? ifMatch = null) =>
        Send(HttpMethod.Post, path, Content(body), request =>
        {
            Add(request, "Idempotency-Key", key);
            Add(request, "If-Match", ifMatch);
        });

    /// <summary>Sends a request as it is.</summary>
    public async Task<Answer> Send(
        HttpMethod method, string path, HttpContent? content, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        prepare(request);
        using var response = await Http.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    /// <summary>A key that nobody has used.</summary>
    public static string FreshKey() => $"key-{Interlocked.Increment(ref keys)}";

    private static HttpContent? Content(object? body) => body switch
    {
        null => null,
        string json => new StringContent(json, Encoding.UTF8, "application/json"),
        _ => JsonContent.Create(body),
    };

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null) request.Headers.TryAddWithoutValidation(header, value);
    }
}

/// <summary>What the API has answered.</summary>
public sealed record Answer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string? this[string header] => Headers.GetValueOrDefault(header);

    /// <summary>Asserts the status.</summary>
    public Answer Is(int status)
    {
        Assert.True(status == Status, $"Expected {status}, got {Status}: {Body}");
        return this;
    }

    /// <summary>
    /// Asserts that it is a problem in the form of RFC 9457, complete and with the header that goes with it.
    /// </summary>
    public Answer IsProblem(int status, string code, string? field = null, string? fieldCode = null)
    {
        Is(status);
        Assert.Equal("application/problem+json", this["Content-Type"]);
        Assert.Equal((code, $"/problems/{code}", status), (Text("code"), Text("type"), Number("status")));
        Assert.False(string.IsNullOrWhiteSpace(Text("title")) || string.IsNullOrWhiteSpace(Text("detail")));
        Assert.StartsWith("/", Text("instance"));
        if (!Headers.ContainsKey("Idempotent-Replayed")) Assert.Equal(this["X-Request-Id"], Text("request_id"));
        if (field is null) return this;
        var errors = Json.GetProperty("errors").EnumerateArray().ToArray();
        var wrong = Assert.Single(errors, error => error.GetProperty("field").GetString() == field);
        if (fieldCode is not null) Assert.Equal(fieldCode, wrong.GetProperty("code").GetString());
        return this;
    }

    /// <summary>A text of the body; dots go into objects.</summary>
    public string Text(string path) => Find(path).GetString()!;

    /// <summary>A number of the body.</summary>
    public long Number(string path) => Find(path).GetInt64();

    /// <summary>A list of texts of the body.</summary>
    public string[] Texts(string path) => [.. Find(path).EnumerateArray().Select(item => item.GetString()!)];

    /// <summary>Something of the body.</summary>
    public JsonElement Find(string path) => path.Split('.').Aggregate(Json, (at, name) =>
        int.TryParse(name, out var index) ? at[index] : at.GetProperty(name));
}
