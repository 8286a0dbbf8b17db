namespace OrleansMarket.Grains.Webhooks;

/// <summary>Carries messages out of the market; brought by the host.</summary>
public interface IWebhookSender
{
    /// <summary>
    /// Why an address cannot be an endpoint's, in one sentence; null when it can. It is looked at again whenever
    /// something is sent, because names can come to mean other machines.
    /// </summary>
    Task<string?> Objection(Uri url);

    /// <summary>
    /// Posts a message, once, and waits 15 seconds at most. It does not throw: what goes wrong is an answer.
    /// </summary>
    Task<WebhookAnswer> Send(WebhookMessage message);
}

/// <summary>A message, as Standard Webhooks has it.</summary>
/// <param name="Url">Where to.</param>
/// <param name="Id">The header <c>webhook-id</c>: the event's, the same however often it is sent.</param>
/// <param name="Timestamp">The header <c>webhook-timestamp</c>: Unix seconds of the attempt, in real time.</param>
/// <param name="Signature">The header <c>webhook-signature</c>.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookMessage(Uri Url, string Id, long Timestamp, string Signature, ReadOnlyMemory<byte> Body);

/// <summary>What came back.</summary>
/// <param name="StatusCode">The HTTP status; null when there was none.</param>
/// <param name="Failure">Why there was none, in a few words that show nothing of the network inside.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
public sealed record WebhookAnswer(int? StatusCode, string? Failure = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the receiver has taken the message.</summary>
    public bool IsTaken => StatusCode is >= 200 and < 300;

    /// <summary>Whether the receiver says that it will never come back.</summary>
    public bool IsGone => StatusCode == 410;

    /// <summary>Why the message was not taken; null when it was.</summary>
    public string? Complaint => IsTaken ? null : Failure ?? $"answered {StatusCode}";
}
