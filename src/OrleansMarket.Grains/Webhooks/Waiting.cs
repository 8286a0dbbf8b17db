namespace OrleansMarket.Grains.Webhooks;

/// <summary>An event that an endpoint has not taken yet.</summary>
/// <param name="Number">Its number in the feed.</param>
/// <param name="Lane">What it is about: events of one lane are sent one after the other.</param>
/// <param name="Event">Its id.</param>
/// <param name="At">When it happened.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Due">When it may be tried; the past for at once.</param>
/// <param name="Since">When it was first tried; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("webhook-waiting")]
internal sealed record Waiting(
    [property: Id(0)] long Number,
    [property: Id(1)] string Lane,
    [property: Id(2)] string Event,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] int Attempts,
    [property: Id(5)] DateTimeOffset Due,
    [property: Id(6)] DateTimeOffset? Since);

/// <summary>How far the events of an endpoint have come, as it is kept.</summary>
[GenerateSerializer, Immutable, Alias("webhook-queue")]
internal sealed record QueueDocument
{
    /// <summary>What the numbers mean something with; null when no page was read yet.</summary>
    [Id(0)]
    public string? Epoch { get; init; }

    /// <summary>The number up to which the feed was read.</summary>
    [Id(1)]
    public long Position { get; init; }

    /// <summary>When the newest event that was read happened.</summary>
    [Id(2)]
    public DateTimeOffset ReadUntil { get; init; }

    /// <summary>What happened before is not sent: it was, before the feeds were numbered anew.</summary>
    [Id(3)]
    public DateTimeOffset SkipBefore { get; init; }

    /// <summary>How many attempts in a row have failed.</summary>
    [Id(4)]
    public int InARow { get; init; }

    /// <summary>When the first of them failed.</summary>
    [Id(5)]
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What waits.</summary>
    [Id(6)]
    public Waiting[] Waiting { get; init; } = [];
}
