using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansMarket.Market.Tests.Webhooks;

/// <summary>Somebody's server that takes webhooks, on this machine.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> messages = [];

    private HttpReceiver(WebApplication app) => this.app = app;

    /// <summary>Where it takes them.</summary>
    public string Url => $"{app.Urls.First()}/hooks";

    /// <summary>What came, oldest first.</summary>
    public IReadOnlyList<Received> Messages => [.. messages];

    /// <summary>What it answers; 204 at first.</summary>
    public Action<HttpResponse> Answer { get; set; } = response => response.StatusCode = 204;

    public static async Task<HttpReceiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new HttpReceiver(builder.Build());
        receiver.app.Run(receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        messages.Enqueue(new Received(
            http.Request.Path.Value!, http.Request.Headers.ToDictionary(one => one.Key.ToLowerInvariant(),
                one => one.Value.ToString()),
            await reader.ReadToEndAsync()));
        Answer(http.Response);
    }
}

/// <summary>A message as it came.</summary>
internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];
}
