using System.Collections.Frozen;
using Orleans.Serialization;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>
/// Stands before everything: names each request, sets the headers that keep browsers out of trouble, and turns what
/// nobody else has answered (an unknown address, an exception) into a problem that shows nothing of the inside.
/// </summary>
internal sealed class Doorman(RequestDelegate next, IdGenerator ids, ILogger<Doorman> log)
{
    // By name, because the API may run in another process than the journal and does not reference it.
    private static readonly FrozenSet<string> Busy = new[]
    {
        "JournalOverloadedException", "JournalUnavailableException", "LimitExceededException",
        "GatewayTooBusyException", "OrleansMessageRejectionException", "SiloUnavailableException",
        "ClientNotAvailableException", "ConnectionFailedException", "ConnectionAbortedException", "TimeoutException",
        "NonExistentActivationException",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Lets a request in and its answer out.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        RequestId.Give(http, ids);
        SetHeaders(http.Response);
        try
        {
            await next(http);
            if (!http.Response.HasStarted
                && http.Response is { StatusCode: >= 400, ContentType: null, ContentLength: null })
                await Problem.Of(Problems.OfStatus(http.Response.StatusCode), http).ToReply().Send(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception broken) when (!http.Response.HasStarted)
        {
            await Explain(http, broken).ToReply().Send(http);
        }
    }

    /// <summary>Whether an exception means that the market cannot answer now, but may in a moment.</summary>
    public static bool IsBusy(Exception broken) =>
        Busy.Contains(broken.GetType().Name)
        || (broken is UnavailableExceptionFallbackException { ExceptionType: { } type } && Busy.Any(type.Contains))
        || (broken is AggregateException many && many.InnerExceptions.Any(IsBusy))
        || (broken.InnerException is { } inner && IsBusy(inner));

    private static bool IsStoreAway(Exception broken) =>
        broken.ToString().Contains("JournalUnavailable", StringComparison.Ordinal);

    private static void SetHeaders(HttpResponse response)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
    }

    private Problem Explain(HttpContext http, Exception broken)
    {
        if (broken is BadHttpRequestException bad) return Problem.Of(Problems.OfStatus(bad.StatusCode), http);
        if (IsBusy(broken))
        {
            log.LogWarning(broken, "Request {RequestId} could not be answered now.", RequestId.Of(http));
            return Problem.Of(IsStoreAway(broken) ? Problems.StoreUnavailable : Problems.Overloaded, http);
        }

        log.LogError(broken, "Request {RequestId} failed: a defect.", RequestId.Of(http));
        return Problem.Of(Problems.InternalError, http);
    }
}
