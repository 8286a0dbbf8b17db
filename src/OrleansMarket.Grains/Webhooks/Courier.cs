using System.Security.Cryptography;
using OrleansMarket.Contracts;
using OrleansMarket.Grains.Running;

namespace OrleansMarket.Grains.Webhooks;

/// <summary>Carries the events of one endpoint: reads its feed, sends, remembers.</summary>
/// <remarks>
/// One round after the other, never two: send what can be sent, wait until something comes back, keep what became of
/// it, go on. What was sent and not kept is sent again after a crash, under the same id: at least once. Whatever the
/// endpoint or its owner does meanwhile is seen at the next round.
/// </remarks>
/// <param name="feeds">Where events are read.</param>
/// <param name="sender">Carries messages.</param>
/// <param name="time">The market's time; messages carry the real one, by which receivers judge them.</param>
/// <param name="document">The endpoint as it was kept.</param>
/// <param name="keep">Makes <see cref="Document"/> durable.</param>
internal sealed class Courier(
    IFeeds feeds, IWebhookSender sender, MarketTime time, WebhookDocument document, Func<Task> keep)
{
    private const int PageSize = 32;

    /// <summary>What is passed over is only kept now and then: after a crash it is passed over again.</summary>
    private const int KeepEvery = 1_000;

    /// <summary>Spares reading an event again that was read to be sent.</summary>
    private readonly Dictionary<string, FedEvent> read = new(StringComparer.Ordinal);

    private readonly List<Task<Attempt>> inFlight = [];
    private readonly DeliveryQueue queue = new(document.Queue);
    private long keptPosition = document.Queue.Position;
    private TaskCompletionSource stirred = new();
    private bool mayBeMore = true;

    /// <summary>The endpoint as it is now.</summary>
    public WebhookDocument Document { get; private set; } = document;

    /// <summary>What waits and how far the feed was read.</summary>
    public DeliveryQueue Queue => queue;

    /// <summary>When to go on with what waits; null when nothing does.</summary>
    public DateTimeOffset? NextDue => Document.IsServed ? queue.NextDue() : null;

    /// <summary>Whether somebody has stirred who was not heard.</summary>
    public bool IsStirred => mayBeMore && Document.IsServed && queue.WantsMore(time.GetUtcNow());

    /// <summary>There may be something to do.</summary>
    public void Stir()
    {
        mayBeMore = true;
        stirred.TrySetResult();
    }

    /// <summary>Changes the endpoint, durably.</summary>
    public Task Change(Func<WebhookDocument, WebhookDocument> change)
    {
        Document = change(Document);
        return Keep();
    }

    /// <summary>Carries until nothing can be carried now.</summary>
    /// <param name="sleep">Is told before each wait when to stir.</param>
    public async Task Run(Action<DateTimeOffset?> sleep)
    {
        while (true)
        {
            stirred = new();
            if (Document.IsServed)
            {
                await ReadOn();
                // The endpoint may have been closed or disabled while the feed was read.
                if (Document.IsServed)
                    inFlight.AddRange(queue.Next(time.GetUtcNow()).Select(one => Send(one, Document)));
            }

            if (inFlight.Count == 0) break;
            sleep(NextDue);
            await Task.WhenAny([.. inFlight, stirred.Task]);
            await Settle();
        }

        sleep(NextDue);
        if (queue.Position - keptPosition >= KeepEvery) await Keep();
    }

    private async Task ReadOn()
    {
        while (mayBeMore && queue.WantsMore(time.GetUtcNow()))
        {
            mayBeMore = false;
            var page = await feeds.Read(Document.Feed!, queue.Position, PageSize);
            var before = queue.Position;
            if (!queue.Take(page, Document.Wants))
            {
                mayBeMore = true;
                continue;
            }

            foreach (var fed in page.Events)
                if (Document.Wants(fed.Event.Type)) read.TryAdd(fed.Event.Id, fed);
            // Whoever stirred while the page was read is not forgotten: then it is true again already.
            if (queue.Position > before) mayBeMore = true;
        }
    }

    private async Task<Attempt> Send(Waiting one, WebhookDocument endpoint)
    {
        if (!read.Remove(one.Event, out var fed))
        {
            var page = await feeds.Read(endpoint.Feed!, one.Number - 1, 1);
            fed = page.Events.FirstOrDefault(found => found.Event.Id == one.Event);
            if (fed is null) return new(one, null, null, 0, time.GetUtcNow());
        }

        var (now, started) = (time.GetUtcNow(), time.GetTimestamp());
        var (body, seconds) = (fed.Event.ToJson(), (now - time.Ahead).ToUnixTimeSeconds());
        var signature = WebhookSignature.Of(endpoint.SecretsAt(now), fed.Event.Id, seconds, body.Span);
        var answer = await sender.Send(new(new Uri(endpoint.Url), fed.Event.Id, seconds, signature, body));
        return new(one, fed.Event.Type, answer, (long)time.GetElapsedTime(started).TotalMilliseconds, now);
    }

    /// <summary>Keeps what has come back.</summary>
    private async Task Settle()
    {
        var back = inFlight.Where(one => one.IsCompleted).ToArray();
        if (back.Length == 0) return;
        inFlight.RemoveAll(one => one.IsCompleted);
        foreach (var attempt in back) Note(await attempt);
        await Keep();
    }

    private void Note(Attempt attempt)
    {
        if (attempt.Answer is not { } answer)
        {
            queue.Drop(attempt.Of);
            return;
        }

        var now = time.GetUtcNow();
        var settled = queue.Settle(attempt.Of, answer, now, RandomNumberGenerator.GetInt32(1_000) / 1_000.0);
        Document = Document.With(new WebhookDelivery(
            attempt.Of.Event, attempt.Type!, attempt.Of.Number, attempt.Of.Attempts + 1, attempt.At, answer.StatusCode,
            answer.Complaint, attempt.Milliseconds, settled.Due), settled.IsGivenUp);
        if (settled.Disable is { } because && Document.IsServed)
            Document = Document with { Because = because, DisabledAt = now };
    }

    private async Task Keep()
    {
        Document = Document with { Queue = queue.Keep() };
        keptPosition = queue.Position;
        await keep();
    }

    /// <summary>One attempt; without an answer when the feed no longer has the event.</summary>
    private sealed record Attempt(
        Waiting Of, string? Type, WebhookAnswer? Answer, long Milliseconds, DateTimeOffset At);
}
