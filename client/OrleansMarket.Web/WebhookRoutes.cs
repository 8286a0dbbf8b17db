using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Webhooks: where the events of a seller, or of the market, are sent.</summary>
internal static class WebhookRoutes
{
    private const string Tag = "Webhooks", Root = "/v1/webhook-endpoints";

    private const string Example = """
        {"id": "whe_01kc9w3v8xq2m4n6p8r0s2t4v9", "url": "https://shop.example/hooks", "events": ["order.*"],
         "member": "carol", "created_at": "2026-11-11T00:00:00.000Z", "status": "enabled",
         "last_success_at": "2026-11-11T08:00:00.000Z", "number": 42, "backlog": 0}
        """;

    private const string WithSecret = """
        {"id": "whe_01kc9w3v8xq2m4n6p8r0s2t4v9", "url": "https://shop.example/hooks", "events": ["order.*"],
         "member": "carol", "created_at": "2026-11-11T00:00:00.000Z", "status": "enabled", "number": 42, "backlog": 0,
         "secret": "whsec_ZmFrZS1zZWNyZXQtb2YtMzItYnl0ZXMtZXhhbXBsZSE="}
        """;

    private const string Deliveries = """
        {"attempts": [{"event": "evt_ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1.3.0", "type": "order.paid", "number": 42,
                       "attempt": 1, "at": "2026-11-11T08:00:00.000Z", "taken": false, "status_code": 500,
                       "failure": "answered 500", "milliseconds": 31,
                       "next_attempt_at": "2026-11-11T08:00:05.000Z"}],
         "given_up": []}
        """;

    private static readonly Operation Endpoint = new("", Tag, "")
    {
        For = Roles.SellerOrOperator,
        Answer = typeof(WebhookEndpointResponse),
        AnswerIs = "The endpoint",
        AnswerExample = Example,
        Refusals = [Rejection.UnknownWebhookEndpoint],
    };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post(Root, MarketJson.Wire.WebhookEndpointRequest, Open, Endpoint with
        {
            Id = "createWebhookEndpoint",
            Summary = "Have events sent to an address",
            About = "A seller's events, or all of the market's for an operator, from now on, as Standard Webhooks has "
                + "it: signed, at least once, in order for each order. The secret is shown here only; the answer is "
                + "not kept, and a repetition with the same key shows it again. A member has at most 10 endpoints, the "
                + "operators 10 together.",
            Key = KeyUse.Welcome,
            BodyExample = """{"url": "https://shop.example/hooks", "events": ["order.*"]}""",
            Status = 201,
            AnswerExample = WithSecret,
            MadeAt = Root + "/",
            Refusals =
            [
                Rejection.WebhookUrlRefused, Rejection.TooManyWebhookEndpoints, Rejection.UnknownWebhookEndpoint,
            ],
        });
        routes.Get(Root, List, Endpoint with
        {
            Id = "listWebhookEndpoints",
            Summary = "Show one's webhook endpoints",
            Answer = typeof(WebhookEndpointPage),
            AnswerIs = "All of them",
            AnswerExample = $$"""{"items": [{{Example}}], "has_more": false}""",
            Refusals = [],
        });
        routes.Get(Root + "/{id}", Get, Endpoint with
        {
            Id = "getWebhookEndpoint",
            Summary = "Show how a webhook endpoint does",
            About = "Operators see those of sellers too.",
        });
        routes.Get(Root + "/{id}/deliveries", ShowDeliveries, Endpoint with
        {
            Id = "listWebhookDeliveries",
            Summary = "Show what was sent lately",
            About = "The latest 50 attempts, and the latest 50 events that were given up after three days.",
            Answer = typeof(WebhookDeliveriesResponse),
            AnswerIs = "The attempts",
            AnswerExample = Deliveries,
        });
        routes.Delete(Root + "/{id}", Close, Endpoint with
        {
            Id = "deleteWebhookEndpoint",
            Summary = "Remove a webhook endpoint",
            Answer = typeof(WebhookEndpointPage),
            AnswerIs = "Those that are left",
            AnswerExample = """{"items": [], "has_more": false}""",
        });
        MapActions(routes);
        routes.Get("/v1/operator/webhook-endpoints", ListDisabled, Endpoint with
        {
            Id = "listDisabledWebhookEndpoints",
            Tag = OperatorRoutes.Tag,
            Summary = "Show webhook endpoints that were disabled",
            About = "Of all members: nothing is sent to them until their owners enable them.",
            For = Roles.Operator,
            Query =
            [
                new("limit", "How many, 1 to 100; 20 when absent.", IsNumber: true),
                new("cursor", "The next_cursor of the page before."),
            ],
            Answer = typeof(WebhookEndpointPage),
            AnswerIs = "A page of endpoints",
            AnswerExample = $$"""{"items": [{{Example}}], "has_more": false}""",
            Refusals = [],
        });
    }

    private static void MapActions(IEndpointRouteBuilder routes)
    {
        routes.Post(Root + "/{id}/rotate-secret", MarketJson.Wire.EmptyRequest, Rotate, Endpoint with
        {
            Id = "rotateWebhookSecret",
            Summary = "Get another secret",
            About = "For 24 hours messages are signed with both, so that nothing is refused meanwhile. The answer is "
                + "not kept; a repetition with the same key shows the same secret.",
            Key = KeyUse.Welcome,
            IsBodyOptional = true,
            AnswerExample = WithSecret,
        });
        routes.Post(Root + "/{id}/enable", MarketJson.Wire.EmptyRequest, Enable, Endpoint with
        {
            Id = "enableWebhookEndpoint",
            Summary = "Send to a disabled endpoint again",
            About = "It gets everything that it has missed, in order, and all that comes.",
            Key = KeyUse.Welcome,
            IsBodyOptional = true,
        });
        routes.Post(Root + "/{id}/redeliver", MarketJson.Wire.RedeliveryRequest, Redeliver, Endpoint with
        {
            Id = "redeliverWebhookEvents",
            Summary = "Have events sent again",
            About = "One event, which was tried lately or is among the latest 5000 of the feed, or everything behind a "
                + "number of the feed. A disabled endpoint gets them when it is enabled.",
            Key = KeyUse.Welcome,
            BodyExample = """{"event": "evt_ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1.3.0"}""",
            Refusals =
            [
                Rejection.UnknownWebhookEndpoint, Rejection.UnknownEvent, Rejection.WebhookBacklogFull,
            ],
        });
    }

    private static async Task<Reply> Open(Call call, WebhookEndpointRequest body)
    {
        var (feed, webhook) = (FeedOf(call.Caller), call.Grains.Webhook(Ids.Webhook + call.Subject));
        var made = await webhook.Open(new WebhookPlan(feed, body.Url, [.. body.Events ?? []], body.Description));
        if (made.Why is Rejection.WebhookUrlRefused)
            return call.Refuse(Problems.Of(made.Why.Value), "url", "refused", made.Subject!);
        return made.Value is { } view
            ? Secretly(Reply.Created(
                WebhookEndpointResponse.From(view, await webhook.Secret(feed)),
                MarketJson.Wire.WebhookEndpointResponse))
            : call.Refuse(made.Why!.Value);
    }

    private static Task<Reply> List(Call call) => ShowAll(call);

    private static async Task<Reply> Get(Call call) => Find(call) is { } webhook
        && await webhook.View(call.Caller.Role == Role.Operator ? null : FeedOf(call.Caller)) is { } view
            ? Ok(view)
            : Unknown(call);

    private static async Task<Reply> ShowDeliveries(Call call) => Find(call) is { } webhook
        && await webhook.Deliveries(call.Caller.Role == Role.Operator ? null : FeedOf(call.Caller)) is { } deliveries
            ? Reply.Ok(WebhookDeliveriesResponse.From(deliveries), MarketJson.Wire.WebhookDeliveriesResponse)
            : Unknown(call);

    private static async Task<Reply> Close(Call call)
    {
        if (Find(call) is not { } webhook) return Unknown(call);
        var closed = await webhook.Close(FeedOf(call.Caller));
        return closed.Why is { } why ? call.Refuse(why) : await ShowAll(call);
    }

    private static async Task<Reply> Rotate(Call call, EmptyRequest body)
    {
        var feed = FeedOf(call.Caller);
        return Find(call) is { } webhook
            && await webhook.Rotate(feed, call.Subject) is { } secret && await webhook.View(feed) is { } view
                ? Secretly(Ok(view, secret))
                : Unknown(call);
    }

    private static Task<Reply> Enable(Call call, EmptyRequest body) =>
        Act(call, (webhook, feed) => webhook.Enable(feed));

    private static Task<Reply> Redeliver(Call call, RedeliveryRequest body) => Act(call, (webhook, feed) =>
        body.Event is { } one ? webhook.Redeliver(feed, one) : webhook.RedeliverAfter(feed, body.After!.Value));

    private static async Task<Reply> Act(Call call, Func<IWebhookGrain, string, Task<Outcome>> act)
    {
        if (Find(call) is not { } webhook) return Unknown(call);
        var feed = FeedOf(call.Caller);
        var outcome = await act(webhook, feed);
        if (outcome.Why is { } why) return call.Refuse(why, field: why == Rejection.UnknownEvent ? "event" : null);
        return await webhook.View(feed) is { } view ? Ok(view) : Unknown(call);
    }

    private static async Task<Reply> ShowAll(Call call)
    {
        var feed = FeedOf(call.Caller);
        var ids = await call.Grains.WebhooksOf(feed).List(feed);
        return Reply.Ok(
            new WebhookEndpointPage(await Show(call, ids), HasMore: false, NextCursor: null),
            MarketJson.Wire.WebhookEndpointPage);
    }

    private static async Task<Reply> ListDisabled(Call call)
    {
        if (Cursors.Refuse(call, out var limit, out var after) is { } refusal) return refusal;
        var shares = await Task.WhenAll(call.Grains.Webhooks().Select(share => share.Disabled()));
        string[] ids =
        [
            .. shares.SelectMany(share => share).Where(id => string.CompareOrdinal(id, after) > 0)
                .Order(StringComparer.Ordinal).Take(limit + 1),
        ];
        var shown = ids.Length > limit ? ids[..limit] : ids;
        var next = ids.Length > limit ? Cursors.After(shown[^1]) : null;
        var page = new WebhookEndpointPage(await Show(call, shown), next is not null, next);
        return Reply.Ok(page, MarketJson.Wire.WebhookEndpointPage) with
        {
            Link = next is null ? null : Cursors.Link(call, next),
        };
    }

    /// <summary>One that is removed in this moment is left out.</summary>
    private static async Task<WebhookEndpointResponse[]> Show(Call call, string[] ids)
    {
        var views = await Task.WhenAll(ids.Select(id => call.Grains.Webhook(id).View(null)));
        return [.. views.OfType<WebhookView>().Select(view => WebhookEndpointResponse.From(view))];
    }

    private static Reply Ok(WebhookView view, WebhookSecret? secret = null) =>
        Reply.Ok(WebhookEndpointResponse.From(view, secret), MarketJson.Wire.WebhookEndpointResponse);

    /// <summary>What shows a secret is not kept with its idempotency key: the grain knows the request again.</summary>
    private static Reply Secretly(Reply reply) => reply with { IsFinal = false };

    private static Reply Unknown(Call call) => call.Refuse(Rejection.UnknownWebhookEndpoint);

    /// <summary>Whose events the caller is sent.</summary>
    private static string FeedOf(Caller caller) =>
        caller.Role == Role.Operator ? Feeds.Market : Feeds.OfSeller(caller.Member);

    private static IWebhookGrain? Find(Call call) =>
        Ids.IsId(call.Route("id"), Ids.Webhook) ? call.Grains.Webhook(call.Route("id")) : null;
}
