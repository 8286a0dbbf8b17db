using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>What the lists and notifications could not take of the journal, and another try.</summary>
internal static class DeadLetterRoutes
{
    private const string Example = """
        {"id": "dlt_orders.7.4711", "view": "orders", "partition": 7, "sequence": 4711,
         "aggregate": "ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1", "version": 3,
         "reason": "JsonException: 'order_gifted' is not an event known to this version.",
         "at": "2026-11-12T10:00:00.000Z"}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/operator/dead-letters", List,
            new Operation("listDeadLetters", OperatorRoutes.Tag, "Show what a view could not take")
            {
                About = "Entries of the journal that lists or notifications have put aside because they could make "
                    + "nothing of them; everything around them counts. By view and place in the journal.",
                For = Roles.Operator,
                Query =
                [
                    new("limit", "How many, 1 to 100; 20 when absent.", IsNumber: true),
                    new("cursor", "The next_cursor of the page before."),
                ],
                Answer = typeof(DeadLetterPage),
                AnswerIs = "A page of dead letters",
                AnswerExample = $$"""{"items": [{{Example}}], "has_more": false}""",
            });
        routes.Post("/v1/operator/dead-letters/{id}/redeliver", MarketJson.Wire.EmptyRequest, Redeliver,
            new Operation("redeliverDeadLetter", OperatorRoutes.Tag, "Have an entry taken after all")
            {
                About = "For example after an update that understands it. When it is taken, its letter is gone; "
                    + "otherwise the letter stays, with the new reason.",
                For = Roles.Operator,
                Key = KeyUse.Welcome,
                IsBodyOptional = true,
                Answer = typeof(RedeliveryResponse),
                AnswerIs = "It was taken",
                AnswerExample = """{"id": "dlt_orders.7.4711", "taken": true}""",
                HidesOthers = true,
                Also = [Problems.StillUndeliverable],
            });
    }

    private static async Task<Reply> List(Call call)
    {
        var refusal = Cursors.Refuse(
            call, out var limit, out var after, fits: key => Ids.IsId(key, Ids.DeadLetter));
        if (refusal is not null) return refusal;
        var letters = await call.Grains.DeadLetters().List(after, limit + 1);
        var next = letters.Length > limit ? Cursors.After(letters[limit - 1].Id) : null;
        var shown = letters.Take(limit).Select(DeadLetterResponse.From);
        return Reply.Ok(new DeadLetterPage([.. shown], next is not null, next), MarketJson.Wire.DeadLetterPage) with
        {
            Link = next is null ? null : Cursors.Link(call, next),
        };
    }

    private static async Task<Reply> Redeliver(Call call, EmptyRequest body)
    {
        var id = call.Route("id");
        if (!Ids.IsId(id, Ids.DeadLetter)) return call.Refuse(Problems.NotFound);
        var tried = await call.Grains.DeadLetters().Redeliver(id);
        if (!tried.IsKnown) return call.Refuse(Problems.NotFound);
        return tried.Reason is { } reason
            // What is asked again under the same key, after an update perhaps, is tried again.
            ? call.Refuse(Problems.StillUndeliverable, reason) with { IsFinal = false }
            : Reply.Ok(new RedeliveryResponse(id, Taken: true), MarketJson.Wire.RedeliveryResponse);
    }
}
