using System.Text.RegularExpressions;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>Where events are to be sent.</summary>
/// <param name="Url">An https address; in a simulation http too.</param>
/// <param name="Events">
/// Which events: order.paid, all below order.*, or * for all; all when absent.
/// </param>
/// <param name="Description">For people.</param>
internal sealed partial record WebhookEndpointRequest(
    string Url, IReadOnlyList<string>? Events = null, string? Description = null) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Link("url", Url);
        if (Description is not null) errors.Text("description", Description, 200, mayBeEmpty: true);
        if (Events is null || !errors.List("events", Events, 1, 50)) return;
        foreach (var (i, pattern) in Events.Index())
        {
            if (pattern.Length <= 60 && Pattern().IsMatch(pattern)) continue;
            errors.Add($"events[{i}]", "invalid", $"events[{i}] must be a type of events, for example order.paid, "
                + "all types below one, for example order.*, or *.");
        }
    }

    [GeneratedRegex(@"^(\*|[a-z_]+(\.[a-z_]+)*(\.\*)?)\z")]
    private static partial Regex Pattern();
}

/// <summary>What is to be sent again: one event, or everything behind a number.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="After">A number of the feed; what comes behind it is sent again.</param>
internal sealed record RedeliveryRequest(string? Event = null, long? After = null) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        if ((Event is null) == (After is null))
            errors.Add("event", "required", "Either event or after must be given.");
        if (Event is not null && (Event.Length > 200 || !Event.StartsWith("evt_", StringComparison.Ordinal)))
            errors.Add("event", "invalid", "event must be an id that begins with evt_.");
        if (After is { } after) errors.Number("after", after, 0, long.MaxValue);
    }
}

/// <summary>Whether an endpoint is sent events.</summary>
internal enum WebhookStatus
{
    /// <summary>It is.</summary>
    Enabled,

    /// <summary>It is not; disabled_because says why.</summary>
    Disabled,
}

/// <summary>A webhook endpoint and how it does.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where events are sent.</param>
/// <param name="Events">Which; absent for all.</param>
/// <param name="Description">For people.</param>
/// <param name="Member">Whose events: a seller's name; absent for all of the market's.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Status">Whether it is sent events.</param>
/// <param name="DisabledBecause">Why it is not: failing for three days, or gone (it has answered 410).</param>
/// <param name="DisabledAt">Since when.</param>
/// <param name="LastSuccessAt">When it last took an event.</param>
/// <param name="LastFailureAt">When it last did not.</param>
/// <param name="LastFailure">What was wrong then.</param>
/// <param name="NextAttemptAt">When something that it did not take is sent again.</param>
/// <param name="Number">The number of the newest event of the feed that was looked at for it.</param>
/// <param name="Backlog">How many events can still be sent at most; those that it does not want count too.</param>
/// <param name="Secret">What signs its messages; shown when it is made and when it is rotated.</param>
/// <param name="PreviousSecretUntil">Until when the secret before it signs too.</param>
internal sealed record WebhookEndpointResponse(
    string Id, string Url, IReadOnlyList<string>? Events, string? Description, string? Member,
    DateTimeOffset CreatedAt, WebhookStatus Status, WebhookDisabledBecause? DisabledBecause,
    DateTimeOffset? DisabledAt, DateTimeOffset? LastSuccessAt, DateTimeOffset? LastFailureAt, string? LastFailure,
    DateTimeOffset? NextAttemptAt, long Number, long Backlog, string? Secret = null,
    DateTimeOffset? PreviousSecretUntil = null)
{
    /// <summary>As the API has it.</summary>
    public static WebhookEndpointResponse From(WebhookView view, WebhookSecret? secret = null) => new(
        view.Id, view.Url, view.Events.Length == 0 ? null : view.Events, view.Description,
        view.Feed == Feeds.Market ? null : view.Feed[(view.Feed.IndexOf('/', StringComparison.Ordinal) + 1)..],
        view.CreatedAt, view.Because is null ? WebhookStatus.Enabled : WebhookStatus.Disabled, view.Because,
        view.DisabledAt, view.LastSuccessAt, view.LastFailureAt, view.LastFailure, view.NextAttemptAt, view.Number,
        view.Backlog, secret?.Secret, secret?.PreviousUntil);
}

/// <summary>Webhook endpoints.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> to get them.</param>
internal sealed record WebhookEndpointPage(
    IReadOnlyList<WebhookEndpointResponse> Items, bool HasMore, string? NextCursor);

/// <summary>One attempt to send an event.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Type">What happened.</param>
/// <param name="Number">Its number in the feed.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="At">When.</param>
/// <param name="Taken">Whether the endpoint has taken it.</param>
/// <param name="StatusCode">What was answered; absent when nothing was.</param>
/// <param name="Failure">Why it counts as not taken.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="NextAttemptAt">When it is sent again; absent when it is not.</param>
internal sealed record WebhookAttemptBody(
    string Event, string Type, long Number, int Attempt, DateTimeOffset At, bool Taken, int? StatusCode,
    string? Failure, long Milliseconds, DateTimeOffset? NextAttemptAt)
{
    /// <summary>As the API has it.</summary>
    public static WebhookAttemptBody From(WebhookDelivery one) => new(
        one.Event, one.Type, one.Number, one.Attempt, one.At, one.Failure is null, one.StatusCode, one.Failure,
        one.Milliseconds, one.NextAttemptAt);
}

/// <summary>What was tried.</summary>
/// <param name="Attempts">The latest 50 attempts, newest first.</param>
/// <param name="GivenUp">The last attempts of the latest 50 events that were given up, newest first.</param>
internal sealed record WebhookDeliveriesResponse(
    IReadOnlyList<WebhookAttemptBody> Attempts, IReadOnlyList<WebhookAttemptBody> GivenUp)
{
    /// <summary>As the API has it.</summary>
    public static WebhookDeliveriesResponse From(WebhookDeliveries view) => new(
        [.. view.Attempts.Select(WebhookAttemptBody.From)], [.. view.GivenUp.Select(WebhookAttemptBody.From)]);
}
