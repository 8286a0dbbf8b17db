using System.Buffers;
using System.Text;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>What happens: read from a place, or as it happens.</summary>
internal static class EventRoutes
{
    private const string Tag = "Events";
    private const int MostTypes = 20, Stride = 500, MostScanned = 2_000;

    private const string Example = """
        {"id": "evt_ord-01ja.1.3.1", "type": "order.paid", "timestamp": "2026-11-11T00:00:26.000Z",
         "subject": "ord_01ja.1", "order": "ord_01ja.1", "sequence": 4711, "link": "/v1/orders/ord_01ja.1",
         "data": {"title": "Aurora lamp", "buyer": "alice", "seller": "aurora",
                  "amount": {"amount": 2700, "currency": "USD"}}}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/events", List, new Operation("listEvents", Tag, "List what happened")
        {
            About = "Oldest first, from the beginning or behind a cursor: buyers and sellers what concerns them, "
                + "operators everything. Go on with next_cursor, also when there is nothing more at this moment. "
                + "A cursor is the id of a server-sent event, too.",
            For = Roles.Parties,
            Query =
            [
                new("limit", "How many at most: 1 to 100, usually 20.", IsNumber: true),
                new("after", "Only what happened behind this cursor."),
                new("types", "Only these types, separated by commas; order.* for all that begin so. A page may then "
                    + "hold fewer than asked for, or none, though there are more."),
            ],
            Answer = typeof(EventPage),
            AnswerIs = "Some events",
            AnswerExample = $$"""{"items": [{{Example}}], "has_more": false, "next_cursor": "k3f9-17"}""",
            Problems = [Problems.CursorExpired],
        });
        routes.Stream("/v1/events/stream", EventStream.Run, new Operation("streamEvents", Tag, "Follow what happens")
        {
            About = "Server-sent events, in the form of listEvents: event is the type, id a cursor. With the header "
                + "Last-Event-ID (browsers send it by themselves) or the parameter after it goes on behind that event "
                + "and leaves nothing out, otherwise it begins with what happens next. A comment every 15 seconds "
                + "shows that the connection lives. Whoever reads too slowly is cut off and goes on with "
                + "Last-Event-ID; so is everybody when the token expires. An event called reset says that a cursor is "
                + "not known any more, and that what follows begins anew.",
            For = Roles.Parties,
            Query = [new("after", "As the header Last-Event-ID, for clients that cannot send it.")],
            Answer = typeof(EventResponse),
            MediaType = EventStream.ContentType,
            AnswerIs = "A stream of events",
            AnswerExample = Example,
        });
    }

    private static async Task<Reply> List(Call call)
    {
        var errors = new Errors();
        Cursors.ReadLimit(call, errors, out var limit);
        EventCursor? after = null;
        if (call.Query("after") is { } text)
        {
            if (EventCursor.TryParse(text, out var place)) after = place;
            else errors.Add("after", "invalid", "after must be a next_cursor or the id of a server-sent event.");
        }

        var types = call.Query("types")?.Split(',') ?? [];
        if (types.Length > MostTypes || types.Any(type => type.Length is 0 or > 60 || type.Any(char.IsWhiteSpace)))
            errors.Add("types", "invalid", $"types must be up to {MostTypes} names, separated by commas.");

        return errors.IsEmpty
            ? await Read(call, after, limit, types)
            : call.Refuse(Problems.ValidationFailed, errors.Found[0].Message, errors.Found);
    }

    private static async Task<Reply> Read(Call call, EventCursor? after, int limit, string[] types)
    {
        var (feed, reached, scanned) = (EventCursor.FeedOf(call.Caller), after?.Number ?? 0, 0);
        List<MarketEvent> found = [];
        while (true)
        {
            var page = await call.Grains.EventFeeds().Read(feed, reached, types.Length == 0 ? limit : Stride);
            if (after?.IsIn(page.Epoch, page.Newest) == false) return call.Refuse(Problems.CursorExpired);
            foreach (var fed in page.Events)
            {
                if (found.Count == limit) break;
                reached = fed.Number;
                scanned++;
                if (types.Length == 0 || Array.Exists(types, type => Matches(fed.Event.Type, type)))
                    found.Add(fed.Event);
            }

            var isOver = page.Events.Length == 0 || reached >= page.Newest;
            if (isOver || found.Count == limit || scanned >= MostScanned)
                return Show(found, hasMore: !isOver, new(page.Epoch, reached));
        }
    }

    private static bool Matches(string type, string wanted) => wanted.EndsWith(".*", StringComparison.Ordinal)
        ? type.AsSpan().StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.Ordinal)
        : type == wanted;

    /// <summary>Events have one written form, which is not made anew here.</summary>
    private static Reply Show(List<MarketEvent> events, bool hasMore, EventCursor next)
    {
        var body = new ArrayBufferWriter<byte>(512 * (events.Count + 1));
        body.Write("{\"items\":["u8);
        for (var i = 0; i < events.Count; i++)
        {
            if (i > 0) body.Write(","u8);
            body.Write(events[i].ToJson().Span);
        }

        var more = hasMore ? "true" : "false";
        Encoding.UTF8.GetBytes($"],\"has_more\":{more},\"next_cursor\":\"{next}\"}}", body);
        return new(200, body.WrittenMemory);
    }
}
