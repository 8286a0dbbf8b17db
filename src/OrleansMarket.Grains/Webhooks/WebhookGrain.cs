using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Webhooks;

/// <summary>
/// One endpoint. What is sent when is decided in <see cref="DeliveryQueue"/>, and done by its <see cref="Courier"/>.
/// </summary>
/// <remarks>
/// Reentrant: its courier waits for receivers while its owner looks at it or changes it. Only one write is under way at
/// a time, and each writes the newest document. While something waits to be tried again, a timer keeps the grain in
/// memory and a reminder wakes it elsewhere when its silo dies.
/// </remarks>
[GrainType("webhook"), Reentrant]
internal sealed class WebhookGrain(
    [PersistentState("webhook")] IPersistentState<WebhookDocument> kept, IFeeds feeds, IWebhookSender sender,
    Market market, WebhookDispatcher dispatcher) : Grain, IWebhookGrain, IRemindable
{
    private const string Awake = "awake";
    private const int SearchPage = 500, SearchPages = 10;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BothSecrets = TimeSpan.FromDays(1);

    private Courier courier = null!;
    private IGrainTimer? timer;
    private Task? running;
    private Task writing = Task.CompletedTask;
    private bool isReminded;

    private string Id => this.GetPrimaryKeyString();

    private WebhookDocument Now => courier.Document;

    private DateTimeOffset Time => market.Time.GetUtcNow();

    public override Task OnActivateAsync(CancellationToken token)
    {
        courier = new(feeds, sender, market.Time, kept.RecordExists ? kept.State : new WebhookDocument(), Keep);
        timer = this.RegisterGrainTimer(_ => Wake(), new GrainTimerCreationOptions
        {
            DueTime = Timeout.InfiniteTimeSpan,
            Period = Timeout.InfiniteTimeSpan,
            KeepAlive = true,
        });
        Go();
        return Task.CompletedTask;
    }

    public async Task<Answer<WebhookView>> Open(WebhookPlan plan)
    {
        if (Now.Feed is null)
        {
            if (await sender.Objection(new Uri(plan.Url)) is { } objection)
                return new(null, Rejection.WebhookUrlRefused, objection);
            var page = await feeds.Read(plan.Feed, 0, 1);
            // A repetition may have opened it meanwhile, and it may be at work: then it stays as it is.
            if (Now.Feed is null) courier.Queue.BeginBehind(page);
            await courier.Change(document => document.Feed is not null ? document : new WebhookDocument
            {
                Feed = plan.Feed,
                Url = plan.Url,
                Events = plan.Events,
                Description = plan.Description,
                CreatedAt = Time,
                Secret = WebhookSignature.NewSecret(),
            });
        }

        if (!Now.IsOpen) return new(null, Rejection.UnknownWebhookEndpoint);
        // Written first, listed then: what is listed can be seen.
        var listed = await Directory.Add(plan.Feed, Id);
        if (listed.Why is { } why)
        {
            await courier.Change(Stone);
            return new(null, why);
        }

        Go();
        return new(await Show());
    }

    public async Task<WebhookView?> View(string? feed) => IsOf(feed) ? await Show() : null;

    public Task<WebhookSecret?> Secret(string feed) => Task.FromResult(IsOf(feed) ? Shown() : null);

    public async Task<WebhookSecret?> Rotate(string feed, string rotation)
    {
        if (!IsOf(feed)) return null;
        if (Now.Rotation != rotation)
        {
            await courier.Change(document => document with
            {
                Secret = WebhookSignature.NewSecret(),
                PreviousSecret = document.Secret,
                PreviousUntil = Time + BothSecrets,
                Rotation = rotation,
            });
        }

        return Shown();
    }

    public async Task<Outcome> Close(string feed)
    {
        if (!IsOf(feed)) return Rejection.UnknownWebhookEndpoint;
        await courier.Change(Stone);
        await Directory.Remove(feed, Id);
        return Outcome.Done;
    }

    public async Task<Outcome> Enable(string feed)
    {
        if (!IsOf(feed)) return Rejection.UnknownWebhookEndpoint;
        courier.Queue.Refresh();
        await courier.Change(document => document with { Because = null, DisabledAt = null });
        await Directory.Mark(feed, Id, isDisabled: false);
        Go();
        return Outcome.Done;
    }

    public async Task<Outcome> Redeliver(string feed, string eventId)
    {
        if (!IsOf(feed)) return Rejection.UnknownWebhookEndpoint;
        if (await Find(feed, eventId) is not { } fed) return Rejection.UnknownEvent;
        if (!courier.Queue.Redeliver(fed)) return Rejection.WebhookBacklogFull;
        await courier.Change(document => document);
        Go();
        return Outcome.Done;
    }

    public async Task<Outcome> RedeliverAfter(string feed, long number)
    {
        if (!IsOf(feed)) return Rejection.UnknownWebhookEndpoint;
        courier.Queue.GoBack(number);
        await courier.Change(document => document);
        Go();
        return Outcome.Done;
    }

    public Task<WebhookDeliveries?> Deliveries(string? feed) => Task.FromResult(IsOf(feed)
        ? new WebhookDeliveries([.. Now.Attempts.Reverse()], [.. Now.GivenUp.Reverse()])
        : null);

    public async Task Wake()
    {
        // It was closed, and its silo died before the directory knew.
        if (Now is { IsClosed: true, Feed: { } feed }) await Directory.Remove(feed, Id);
        else Go();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        isReminded = true;
        return Wake();
    }

    private IWebhookDirectoryGrain Directory => GrainFactory.WebhooksOf(Now.Feed!);

    private bool IsOf(string? feed) => Now.IsOpen && (feed is null || feed == Now.Feed);

    private WebhookSecret Shown() => new(Now.Secret, Time < Now.PreviousUntil ? Now.PreviousUntil : null);

    private async Task<WebhookView> Show()
    {
        var page = await feeds.Read(Now.Feed!, courier.Queue.Position, 1);
        var unread = Math.Max(page.Newest - courier.Queue.Position, 0);
        return new(
            Id, Now.Feed!, Now.Url, Now.Events, Now.Description, Now.CreatedAt, Now.Because, Now.DisabledAt,
            Now.LastSuccessAt, Now.LastFailureAt, Now.LastFailure, NextAttempt(), courier.Queue.Position,
            courier.Queue.Count + unread);
    }

    private DateTimeOffset? NextAttempt() => courier.NextDue is { } due && due > Time ? due : null;

    /// <summary>An event that was tried lately, or is among the latest of the feed.</summary>
    private async Task<FedEvent?> Find(string feed, string eventId)
    {
        var known = Now.Attempts.Concat(Now.GivenUp).LastOrDefault(one => one.Event == eventId);
        if (known is not null && await At(known.Number - 1, 1) is { } tried) return tried;
        var newest = (await feeds.Read(feed, 0, 1)).Newest;
        for (var page = 1; page <= SearchPages; page++)
        {
            var after = newest - (page * SearchPage);
            if (await At(Math.Max(after, 0), SearchPage) is { } found) return found;
            if (after <= 0) break;
        }

        return null;

        async Task<FedEvent?> At(long after, int limit) =>
            (await feeds.Read(feed, after, limit)).Events.FirstOrDefault(fed => fed.Event.Id == eventId);
    }

    /// <summary>Has the courier go, or go on.</summary>
    private void Go()
    {
        courier.Stir();
        if (Now.IsServed) running ??= Run();
    }

    private async Task Run()
    {
        // Whoever has it go does not wait for receivers.
        await Task.Yield();
        try
        {
            do
            {
                await courier.Run(Sleep);
                if (Now.Because is not null) await TellOfDisabling();
                await Remind(courier.NextDue is not null);
            }
            while (courier.IsStirred);
        }
        catch (Exception failed)
        {
            market.Log.LogWarning("Webhook endpoint {Id} stops for a moment: {Reason}", Id, failed.Message);
            dispatcher.LookAfter(Id);
            DeactivateOnIdle();
        }
        finally
        {
            running = null;
        }
    }

    private async Task TellOfDisabling()
    {
        market.Log.LogWarning("Webhook endpoint {Id} of {Feed} is disabled: {Because}", Id, Now.Feed, Now.Because);
        await Directory.Mark(Now.Feed!, Id, isDisabled: true);
    }

    private async Task Remind(bool isNeeded)
    {
        if (isNeeded == isReminded) return;
        if (isNeeded) await this.RegisterOrUpdateReminder(Awake, LongestSleep, LongestSleep);
        else if (await this.GetReminder(Awake) is { } reminder) await this.UnregisterReminder(reminder);
        isReminded = isNeeded;
    }

    private void Sleep(DateTimeOffset? until)
    {
        // While it is sending it must not be taken for idle.
        if (running is not null) DelayDeactivation(LongestSleep);
        var left = until - Time ?? Timeout.InfiniteTimeSpan;
        if (until is not null) left = TimeSpan.FromTicks(Math.Clamp(left.Ticks, 10_000, LongestSleep.Ticks));
        timer!.Change(left, Timeout.InfiniteTimeSpan);
    }

    private async Task Keep()
    {
        // Reentrant: another one may write, and when it is done a third may have begun.
        while (!writing.IsCompleted)
        {
            await writing.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await (writing = Write());
    }

    private async Task Write()
    {
        try
        {
            kept.State = courier.Document;
            await kept.WriteStateAsync();
        }
        catch (Exception)
        {
            // What the store has is not known: the next activation reads it.
            dispatcher.LookAfter(Id);
            DeactivateOnIdle();
            throw;
        }
    }

    private static WebhookDocument Stone(WebhookDocument open) => new() { Feed = open.Feed, IsClosed = true };
}
