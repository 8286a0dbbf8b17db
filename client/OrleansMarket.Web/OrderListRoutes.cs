using System.Globalization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Lists of the orders that a buyer placed, or a seller received.</summary>
internal static class OrderListRoutes
{
    private const int LongestText = 80;

    private static readonly string[] Instants =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/orders", List, new Operation("listOrders", OrderActions.Tag, "Show the caller's orders")
        {
            About = "Newest first: what a buyer bought, what a seller sold. Whatever the caller did before he asked is "
                + "in it. Where much has to be looked through a page can be short; has_more says whether to go on. "
                + "Orders that have been over for 90 days are in the archive: no tab has them, status, q and tracking "
                + "find them. The header Link names the next page.",
            For = Roles.BuyerOrSeller,
            Query =
            [
                new("tab", "A tab: all, awaiting_payment, processing, shipped, awaiting_feedback or disputes; for "
                    + "sellers completed and cancelled, too. Usually all."),
                new("status", "What display says, for example delivered, dispute or frozen."),
                new("seller", "For buyers: of this seller."),
                new("q", "Part of a title, the beginning of a tracking number, or an order's id."),
                new("tracking", "The order of this tracking number."),
                new("created[gte]", "Placed then or later: a date or an instant, RFC 3339."),
                new("created[lt]", "Placed before then."),
                new("limit", "How many on a page: 1 to 100, usually 20.", IsNumber: true),
                new("cursor", "The next_cursor of the page before."),
            ],
            Answer = typeof(OrderListPage),
            AnswerIs = "A page of orders",
            AnswerExample = $$"""{"items": [{{OrderExample.Row}}], "has_more": false}""",
        });
        routes.Get("/v1/orders/counts", Count,
            new Operation("countOrders", OrderActions.Tag, "Count the orders in each of the caller's tabs")
            {
                About = "As many as the tabs have rows.",
                For = Roles.BuyerOrSeller,
                Answer = typeof(OrderCountsResponse),
                AnswerIs = "The counts",
                AnswerExample = """
                    {"all": 7, "awaiting_payment": 1, "processing": 2, "shipped": 1, "awaiting_feedback": 2,
                     "disputes": 0}
                    """,
            });
    }

    private static async Task<Reply> List(Call call)
    {
        if (Read(call, out var query) is { } refusal) return refusal;
        var page = await call.Grains.OrderLists().Page(query);
        var next = page.Next is { } place ? Cursors.After(place) : null;
        var items = page.Items.Select(OrderRowBody.From);
        return Reply.Ok(new OrderListPage([.. items], next is not null, next), MarketJson.Wire.OrderListPage) with
        {
            Link = next is null ? null : Cursors.Link(call, next),
        };
    }

    private static async Task<Reply> Count(Call call) => Reply.Ok(
        OrderCountsResponse.From(await call.Grains.OrderLists().Counts(call.Caller)),
        MarketJson.Wire.OrderCountsResponse);

    /// <summary>What is asked for, or why it cannot be.</summary>
    private static Reply? Read(Call call, out OrderQuery query)
    {
        query = new OrderQuery(call.Caller);
        var errors = new Errors();
        var side = call.Caller.Role == Role.Buyer ? Order.Side.Buyer : Order.Side.Seller;
        Order.Tab? tab = null;
        if (call.Query("tab") is { } word)
        {
            if (Words<Order.Tab>.TryParse(word, out var known) && Order.TabsOf(side).Contains(known)) tab = known;
            else errors.Add("tab", "unknown", $"tab must be one of {string.Join(", ", TabsOf(side))}.");
        }

        Order.Display? status = null;
        if (call.Query("status") is { } called)
        {
            if (Words<Order.Display>.TryParse(called, out var known) && known != Order.Display.None) status = known;
            else errors.Add("status", "unknown", "status must be a word that display can say, for example delivered.");
        }

        if (call.Query("q") is { Length: > LongestText })
            errors.Add("q", "too_long", $"q must have at most {LongestText} characters.");
        foreach (var name in (string[])["seller", "tracking"])
            if (call.Query(name) is { } value && !Ids.IsName(value))
                errors.Add(name, "invalid", $"{name} must be 1 to 40 letters, digits or dashes.");
        var (from, before) = (Instant(call, "created[gte]", errors), Instant(call, "created[lt]", errors));
        Cursors.Read(call, errors, out var limit, out var after, fits: OrderPage.IsPlace);
        if (!errors.IsEmpty) return call.Refuse(Problems.ValidationFailed, errors.Found[0].Message, errors.Found);
        query = new OrderQuery(
            call.Caller, tab, status, call.Query("seller"), call.Query("q"), call.Query("tracking"), from, before,
            limit, after);
        return null;
    }

    private static IEnumerable<string> TabsOf(Order.Side side) => Order.TabsOf(side).Select(Words.Of);

    private static DateTimeOffset? Instant(Call call, string name, Errors errors)
    {
        if (call.Query(name) is not { } text) return null;
        if (DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) return at;
        errors.Add(name, "invalid", $"{name} must be a date or an instant, for example 2026-11-11T00:00:00Z.");
        return null;
    }
}
