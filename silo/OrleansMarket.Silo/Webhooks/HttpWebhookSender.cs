using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using OrleansMarket.Grains.Webhooks;

namespace OrleansMarket.Silo.Webhooks;

/// <summary>Posts messages over HTTP.</summary>
/// <remarks>
/// Whoever names an address may not be a friend. Where real people trade, only https to public addresses is connected
/// to, and that is looked at on the very address of the connection: a name that meant another machine a moment ago
/// helps nobody. Redirects are not followed, no proxy and no cookies are used, and of an answer only status and headers
/// are read.
/// </remarks>
internal sealed class HttpWebhookSender : IWebhookSender, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly bool isSimulation;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly HttpClient http;

    /// <param name="isSimulation">Whether http and every address are allowed.</param>
    /// <param name="resolve">What a name means; the system knows when null.</param>
    public HttpWebhookSender(
        bool isSimulation, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        this.isSimulation = isSimulation;
        this.resolve = resolve ?? Dns.GetHostAddressesAsync;
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = Connect,
            MaxConnectionsPerServer = 64,
            // A connection that lives long would never see that a name means another machine now.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseDrainSize = 16 * 1024,
            MaxResponseHeadersLength = 16,
        })
        {
            Timeout = Patience,
        };
    }

    /// <inheritdoc/>
    public async Task<string?> Objection(Uri url)
    {
        if (url.UserInfo.Length > 0) return "url must not contain a user name or a password.";
        if (isSimulation) return null;
        if (url.Scheme != Uri.UriSchemeHttps) return "url must begin with https://.";
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            var addresses = await resolve(url.IdnHost, patience.Token);
            return addresses.Length > 0 && addresses.All(PublicAddresses.Contain)
                ? null
                : "url must name a machine that everybody can reach, not one of a private network.";
        }
        catch (Exception failed) when (failed is SocketException or OperationCanceledException or ArgumentException)
        {
            return "url must name a machine that can be found: nobody knows this name.";
        }
    }

    /// <inheritdoc/>
    public async Task<WebhookAnswer> Send(WebhookMessage message)
    {
        try
        {
            // An endpoint of a time when this was a simulation is not sent to in the clear.
            if (!isSimulation && message.Url.Scheme != Uri.UriSchemeHttps) return new(null, "not https");
            using var request = new HttpRequestMessage(HttpMethod.Post, message.Url);
            request.Content = new ReadOnlyMemoryContent(message.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("OrleansMarket", "1"));
            request.Headers.TryAddWithoutValidation("webhook-id", message.Id);
            request.Headers.TryAddWithoutValidation(
                "webhook-timestamp", message.Timestamp.ToString(CultureInfo.InvariantCulture));
            request.Headers.TryAddWithoutValidation("webhook-signature", message.Signature);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return new((int)response.StatusCode, RetryAfter: Rest(response));
        }
        catch (OperationCanceledException)
        {
            return new(null, $"no answer within {Patience.TotalSeconds:0} seconds");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or InvalidOperationException)
        {
            return new(null, Words(failed));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static TimeSpan? Rest(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        // The receiver's own clock says when it wrote this; ours may differ, and the market's does in a simulation.
        { Date: { } until } when response.Headers.Date is { } now => until - now,
        _ => null,
    };

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken token)
    {
        var addresses = await resolve(context.DnsEndPoint.Host, token);
        if (!isSimulation && !Array.TrueForAll(addresses, PublicAddresses.Contain)) throw new PrivateAddressException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Words(Exception failed) => failed switch
    {
        { InnerException: PrivateAddressException } => "an address of a private network",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no TLS connection",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the name is not known",
        { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain } } =>
            "the name is not known",
        { InnerException: SocketException } => "no connection",
        _ => "no HTTP answer",
    };

    /// <summary>A name means a machine of a private network.</summary>
    private sealed class PrivateAddressException() : IOException("The address is private.");
}
