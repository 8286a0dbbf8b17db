using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>
/// One connection that follows a feed by server-sent events: every event once, in the order of its numbers, whatever
/// the hub is told twice, late or not at all.
/// </summary>
internal sealed class EventStream
{
    /// <summary>The media type of server-sent events.</summary>
    public const string ContentType = "text/event-stream";

    private const int PageSize = 500;

    private readonly IEventFeedGrain feeds;
    private readonly LiveConnection connection;
    private readonly PipeWriter body;
    private readonly CancellationToken ends;
    private string epoch;
    private long last;

    private EventStream(
        IEventFeedGrain feeds, LiveConnection connection, PipeWriter body, EventCursor start, CancellationToken ends)
    {
        (this.feeds, this.connection, this.body, this.ends) = (feeds, connection, body, ends);
        (epoch, last) = (start.Epoch, start.Number);
    }

    /// <summary>Follows the caller's feed until he leaves, his token expires, or he reads too slowly.</summary>
    public static async Task Run(Call call)
    {
        var (http, hub) = (call.Http, call.Http.RequestServices.GetRequiredService<LiveHub>());
        EventCursor? wanted = null;
        if ((http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id : call.Query("after"))
            is { } text)
        {
            // What is no cursor of ours cannot be gone on from; the stream says so as it does of old ones.
            wanted = EventCursor.TryParse(text, out var place) ? place : default(EventCursor);
        }

        using var connection = hub.Open(EventCursor.FeedOf(call.Caller));
        if (connection is null)
        {
            await call.Refuse(Problems.TooManyRequests, "Too many connections follow this. Close one.").Send(http);
            return;
        }

        // Watched first, then asked where the feed is: nothing can happen in between.
        await hub.Ready();
        var heads = await call.Grains.EventFeeds().Newest([connection.Feed]);
        var newest = new EventCursor(heads.Epoch, heads.Numbers[0]);
        var isLost = wanted?.IsIn(newest.Epoch, newest.Number) == false;
        var start = isLost || wanted is null ? newest : wanted.Value;

        using var expiry = new CancellationTokenSource(TimeLeft(call));
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted, hub.Stopping, connection.Cut, expiry.Token);
        SetHeaders(http);
        try
        {
            var stream = new EventStream(
                call.Grains.EventFeeds(), connection, http.Response.BodyWriter, start, ends.Token);
            await stream.Follow(isLost, newest.Number);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // What a slow reader has not taken would keep the connection open.
            if (connection.Cut.IsCancellationRequested) http.Abort();
        }
        catch (Exception busy) when (Doorman.IsBusy(busy))
        {
            // The market cannot answer now; he comes back with the id of the last event and misses nothing.
            http.Abort();
        }
    }

    private static void SetHeaders(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = ContentType;
        http.Response.Headers.CacheControl = "no-store";
        // Proxies that gather answers would make live events late.
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>How long the caller's token is valid.</summary>
    private static TimeSpan TimeLeft(Call call)
    {
        var exp = call.Http.User.FindFirst("exp")?.Value;
        if (!long.TryParse(exp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return Timeout.InfiniteTimeSpan;
        var left = DateTimeOffset.FromUnixTimeSeconds(seconds) - TimeProvider.System.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestTimer ? left : LongestTimer;
    }

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(20);

    private async Task Follow(bool isLost, long newest)
    {
        body.Write("retry: 2000\n"u8);
        if (isLost) WriteReset();
        else WriteId();
        // An id without data is remembered by browsers, and no event: whoever has seen nothing yet knows where he was.
        if (!isLost) body.Write("\n"u8);
        await body.FlushAsync(ends);
        if (newest > last) await CatchUp();
        while (await connection.Frames.WaitToReadAsync(ends))
        {
            while (connection.Frames.TryRead(out var frame)) await Take(frame);
            await body.FlushAsync(ends);
        }

        ends.ThrowIfCancellationRequested();
    }

    private async ValueTask Take(LiveFrame frame)
    {
        if (frame.IsBeat)
        {
            body.Write(": beat\n\n"u8);
            if (frame.Epoch is { } current && current != epoch) Restart(current, frame.Number);
            else if (frame.Number > last) await CatchUp();
            return;
        }

        if (frame.Number > last + 1) await CatchUp();
        if (frame.Number == last + 1) Write(frame.Number, frame.Text);
    }

    /// <summary>Reads what was missed where it is kept.</summary>
    private async Task CatchUp()
    {
        while (true)
        {
            var page = await feeds.Read(connection.Feed, last, PageSize);
            if (page.Epoch != epoch)
            {
                Restart(page.Epoch, page.Newest);
                return;
            }

            foreach (var fed in page.Events) Write(fed.Number, LiveFrame.TextOf(fed.Event));
            await body.FlushAsync(ends);
            if (page.Events.Length < PageSize) return;
        }
    }

    /// <summary>The feeds were lost and have begun anew.</summary>
    private void Restart(string current, long newest)
    {
        (epoch, last) = (current, newest);
        WriteReset();
    }

    private void WriteReset()
    {
        WriteId();
        body.Write("event: reset\ndata: {}\n\n"u8);
    }

    private void Write(long number, ReadOnlyMemory<byte> text)
    {
        last = number;
        WriteId();
        body.Write(text.Span);
    }

    private void WriteId()
    {
        body.Write("id: "u8);
        Encoding.UTF8.GetBytes(epoch, body);
        var rest = body.GetSpan(24);
        rest[0] = (byte)'-';
        last.TryFormat(rest[1..], out var length, provider: CultureInfo.InvariantCulture);
        rest[length + 1] = (byte)'\n';
        body.Advance(length + 2);
    }
}
