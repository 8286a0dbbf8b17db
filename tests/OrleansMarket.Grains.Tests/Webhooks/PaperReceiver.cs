using System.Collections.Concurrent;
using OrleansMarket.Grains.Webhooks;

namespace OrleansMarket.Grains.Tests.Webhooks;

/// <summary>An endpoint that answers as the test says.</summary>
internal sealed class PaperReceiver : IWebhookSender
{
    private readonly ConcurrentQueue<WebhookMessage> messages = [];

    /// <summary>Everything that came, oldest first.</summary>
    public IReadOnlyList<WebhookMessage> Messages => [.. messages];

    /// <summary>The ids of what came, oldest first.</summary>
    public IReadOnlyList<string> Ids => [.. messages.Select(message => message.Id)];

    /// <summary>What it answers; 204 at first.</summary>
    public Func<WebhookMessage, WebhookAnswer> Answer { get; set; } = _ => new(204);

    /// <summary>The ids of what was taken, oldest first.</summary>
    public ConcurrentQueue<string> Taken { get; } = [];

    public Task<string?> Objection(Uri url) =>
        Task.FromResult(url.Host == "refused.example" ? "url is refused." : null);

    public async Task<WebhookAnswer> Send(WebhookMessage message)
    {
        messages.Enqueue(message);
        // A receiver is another process: while it takes its time, the grain's thread is free.
        var answer = await Task.Run(() => Answer(message));
        if (answer.IsTaken) Taken.Enqueue(message.Id);
        return answer;
    }
}
