using Orleans.Concurrency;

namespace OrleansMarket.Contracts;

/// <summary>An address outside of the market that is sent the events of a feed; its key is its id.</summary>
/// <remarks>
/// Where a feed is asked for, it is the caller's: an endpoint of another feed is as if it were not there.
/// </remarks>
[Alias("webhook")]
public interface IWebhookGrain : IGrainWithStringKey
{
    /// <summary>Opens it: it is sent whatever happens from now on. Opened again, it is what it was.</summary>
    [Alias("open")]
    Task<Answer<WebhookView>> Open(WebhookPlan plan);

    /// <summary>What it is and how it does; null when it is not the feed's. Any feed's when null is given.</summary>
    [Alias("view")]
    Task<WebhookView?> View(string? feed);

    /// <summary>What signs its messages; null when it is not the feed's.</summary>
    [Alias("secret")]
    Task<WebhookSecret?> Secret(string feed);

    /// <summary>
    /// Gives it another secret; for a day its messages are signed with both. The same rotation again changes nothing.
    /// Null when it is not the feed's.
    /// </summary>
    [Alias("rotate")]
    Task<WebhookSecret?> Rotate(string feed, string rotation);

    /// <summary>Removes it for ever.</summary>
    [Alias("close")]
    Task<Outcome> Close(string feed);

    /// <summary>Has it sent everything that it was not sent while it was disabled, and all that comes.</summary>
    [Alias("enable")]
    Task<Outcome> Enable(string feed);

    /// <summary>Sends one event again, at once.</summary>
    [Alias("redeliver")]
    Task<Outcome> Redeliver(string feed, string eventId);

    /// <summary>Sends everything behind a number of the feed again.</summary>
    [Alias("redeliver-after")]
    Task<Outcome> RedeliverAfter(string feed, long number);

    /// <summary>What was tried lately, and what was given up; null when it is not the feed's.</summary>
    [Alias("deliveries")]
    Task<WebhookDeliveries?> Deliveries(string? feed);

    /// <summary>Its feed may have something new, or the market's time has moved.</summary>
    [Alias("wake"), OneWay]
    Task Wake();
}

/// <summary>Which endpoints there are, for a share of the feeds.</summary>
[Alias("webhook-directory")]
public interface IWebhookDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>The ids of a feed's endpoints, oldest first.</summary>
    [Alias("list")]
    Task<string[]> List(string feed);

    /// <summary>The ids of all endpoints that are disabled.</summary>
    [Alias("disabled")]
    Task<string[]> Disabled();

    /// <summary>Notes an endpoint. Refused when the feed has as many as it may have.</summary>
    [Alias("add")]
    Task<Outcome> Add(string feed, string id);

    /// <summary>Forgets an endpoint.</summary>
    [Alias("remove")]
    Task Remove(string feed, string id);

    /// <summary>Notes whether an endpoint is disabled.</summary>
    [Alias("mark")]
    Task Mark(string feed, string id, bool isDisabled);

    /// <summary>All endpoints; a watcher is told of changes for two minutes from now.</summary>
    [Alias("watch")]
    Task<FeedEndpoints[]> Watch(IWebhookWatcher watcher);
}

/// <summary>Is told which feeds have endpoints.</summary>
[Alias("webhook-watcher")]
public interface IWebhookWatcher : IGrainObserver
{
    /// <summary>A feed has other endpoints than before.</summary>
    [Alias("changed"), OneWay]
    Task Changed(FeedEndpoints feed);
}

/// <summary>The endpoints of a feed.</summary>
/// <param name="Feed">Whose; see <see cref="Feeds"/>.</param>
/// <param name="Ids">The endpoints; empty for none.</param>
[GenerateSerializer, Immutable, Alias("feed-endpoints")]
public sealed record FeedEndpoints(string Feed, string[] Ids);

/// <summary>What an endpoint is to be.</summary>
/// <param name="Feed">Whose events; see <see cref="Feeds"/>.</param>
/// <param name="Url">Where they are sent.</param>
/// <param name="Events">
/// Which of them: <c>order.paid</c>, all below <c>order.*</c>, or <c>*</c>; empty for all.
/// </param>
/// <param name="Description">For people.</param>
[GenerateSerializer, Immutable, Alias("webhook-plan")]
public sealed record WebhookPlan(string Feed, string Url, string[] Events, string? Description);

/// <summary>What signs messages.</summary>
/// <param name="Secret"><c>whsec_</c> and base 64.</param>
/// <param name="PreviousUntil">Until when the secret before it signs too; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("webhook-secret")]
public sealed record WebhookSecret(string Secret, DateTimeOffset? PreviousUntil);

/// <summary>Why an endpoint is sent nothing.</summary>
public enum WebhookDisabledBecause
{
    /// <summary>For three days nothing was taken.</summary>
    Failing,

    /// <summary>It has answered that it is gone (410).</summary>
    Gone,
}

/// <summary>An endpoint and how it does.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Feed">Whose events it is sent.</param>
/// <param name="Url">Where.</param>
/// <param name="Events">Which; empty for all.</param>
/// <param name="Description">For people.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="Because">Why it is disabled; null when it is not.</param>
/// <param name="DisabledAt">Since when.</param>
/// <param name="LastSuccessAt">When it last took an event.</param>
/// <param name="LastFailureAt">When it last did not.</param>
/// <param name="LastFailure">What it answered then.</param>
/// <param name="NextAttemptAt">When something that it did not take is sent again.</param>
/// <param name="Number">The number of the feed up to which everything was read.</param>
/// <param name="Backlog">How many events it can still be sent at most; those that it does not want count too.</param>
[GenerateSerializer, Immutable, Alias("webhook-view")]
public sealed record WebhookView(
    string Id, string Feed, string Url, string[] Events, string? Description, DateTimeOffset CreatedAt,
    WebhookDisabledBecause? Because, DateTimeOffset? DisabledAt, DateTimeOffset? LastSuccessAt,
    DateTimeOffset? LastFailureAt, string? LastFailure, DateTimeOffset? NextAttemptAt, long Number, long Backlog);

/// <summary>One attempt to send an event.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Type">What happened.</param>
/// <param name="Number">Its number in the feed.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="At">When.</param>
/// <param name="StatusCode">What was answered; null when nothing was.</param>
/// <param name="Failure">Why it counts as not taken; null when it was taken.</param>
/// <param name="Milliseconds">How long it took, in real time.</param>
/// <param name="NextAttemptAt">When it is sent again; null when it is not.</param>
[GenerateSerializer, Immutable, Alias("webhook-delivery")]
public sealed record WebhookDelivery(
    string Event, string Type, long Number, int Attempt, DateTimeOffset At, int? StatusCode, string? Failure,
    long Milliseconds, DateTimeOffset? NextAttemptAt);

/// <summary>What was tried.</summary>
/// <param name="Attempts">The latest, newest first.</param>
/// <param name="GivenUp">The last attempts of events that were given up, newest first.</param>
[GenerateSerializer, Immutable, Alias("webhook-deliveries")]
public sealed record WebhookDeliveries(WebhookDelivery[] Attempts, WebhookDelivery[] GivenUp);
