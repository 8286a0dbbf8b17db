using System.Globalization;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>What members are told, in words.</summary>
internal static class InboxRoutes
{
    private const string Tag = "Events";

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/inbox", List, new Operation("listNotices", Tag, "List what the caller was told")
        {
            About = "In plain words, newest first, each notice once. A buyer and a seller of one name have an inbox "
                + "each.",
            For = Roles.BuyerOrSeller,
            Query =
            [
                new("limit", "How many: 1 to 100, usually 20.", IsNumber: true),
                new("after", "The next_cursor of the page before."),
            ],
            Answer = typeof(NoticePage),
            AnswerIs = "Some notices, and how many are unread",
            AnswerExample = """
                {"items": [{"number": 7, "type": "order.risk_passed", "at": "2026-11-11T00:00:26.000Z",
                  "title": "Please ship", "text": "The payment of alice for “Aurora lamp” is verified. …",
                  "subject": "ord_01ja.1", "order": "ord_01ja.1", "link": "/v1/orders/ord_01ja.1", "is_read": false}],
                 "has_more": true, "next_cursor": "MTc", "unread": 3}
                """,
        });
        routes.Post("/v1/inbox/read", MarketJson.Wire.InboxReadRequest, Read,
            new Operation("readNotices", Tag, "Mark notices as read")
            {
                About = "Everything up to a number. Never makes anything unread again, so it can be repeated.",
                For = Roles.BuyerOrSeller,
                BodyExample = """{"up_to": 7}""",
                Answer = typeof(InboxState),
                AnswerIs = "How much is left",
                AnswerExample = """{"read_up_to": 7, "unread": 0}""",
            });
    }

    private static async Task<Reply> List(Call call)
    {
        if (Cursors.RefuseNumber(call, out var limit, out var before, "after") is { } refusal) return refusal;
        var page = await Inbox(call).Page(before, limit);
        var last = page.Notices.Length == 0 ? 1 : page.Notices[^1].Number;
        var next = last > 1 ? Cursors.After(last.ToString(CultureInfo.InvariantCulture)) : null;
        return Reply.Ok(
            new NoticePage([.. page.Notices.Select(NoticeResponse.From)], next is not null, next, page.Unread),
            MarketJson.Wire.NoticePage);
    }

    private static async Task<Reply> Read(Call call, InboxReadRequest body)
    {
        var inbox = await Inbox(call).Read(body.UpTo);
        return Reply.Ok(new InboxState(inbox.ReadUpTo, inbox.Unread), MarketJson.Wire.InboxState);
    }

    private static IInboxGrain Inbox(Call call) => call.Grains.Inbox(EventCursor.FeedOf(call.Caller));
}
