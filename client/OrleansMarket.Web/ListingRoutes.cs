using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What sellers offer, and how many there are.</summary>
internal static class ListingRoutes
{
    private const string Tag = "Listings";

    private const string Example = """
        {"sku": "phone-1", "title": "A telephone", "seller": {"id": "carol", "name": "carol"},
         "unit_price": {"amount": 1828, "currency": "USD"},
         "shipping_methods": [{"id": "standard", "name": "Standard", "fee": {"amount": 250, "currency": "USD"},
                               "days": 30}],
         "available": 100, "per_buyer_limit": 5,
         "sale": {"unit_price": {"amount": 1499, "currency": "USD"}, "quota": 100, "left": 37, "per_buyer_limit": 1,
                  "from": "2026-11-11T00:00:00.000Z", "until": "2026-11-12T00:00:00.000Z"}}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/listings", List, new Operation("listListings", Tag, "Find listings")
        {
            About = "In the order of their SKUs. The header Link names the next page.",
            For = Roles.All,
            Query =
            [
                new("q", "Words that all occur in the title, the SKU or the seller."),
                new("seller", "Listings of this seller only."),
                new("limit", "How many on a page: 1 to 100, usually 20.", IsNumber: true),
                new("cursor", "The next_cursor of the page before."),
            ],
            Answer = typeof(ListingPage),
            AnswerIs = "A page of listings",
            AnswerExample = $$"""{"items": [{{Example}}], "has_more": false}""",
        });
        routes.Get("/v1/listings/{sku}", Get, new Operation("getListing", Tag, "Show a listing")
        {
            For = Roles.All,
            Answer = typeof(ListingResponse),
            AnswerIs = "The listing",
            AnswerExample = Example,
            Refusals = [Rejection.UnknownSku],
        });
        routes.Put("/v1/listings/{sku}", MarketJson.Wire.ListingRequest, Put,
            new Operation("putListing", Tag, "Offer a SKU, or change the offer")
            {
                About = "The first seller who lists a SKU owns it. Answers 201 the first time and 200 after that. "
                    + "Carts keep the price that their buyer saw: after a change a checkout says price_changed until "
                    + "he has agreed. A flash sale sells exactly its quota at its price; its orders have to be paid "
                    + "within 15 minutes. Limits count reserved and sold units, from when the listing has one.",
                For = Roles.Seller,
                BodyExample = """
                    {"title": "A telephone", "unit_price": {"amount": 1828, "currency": "USD"},
                     "shipping_methods": [{"id": "standard", "name": "Standard", "days": 30,
                                           "fee": {"amount": 250, "currency": "USD"}}],
                     "per_buyer_limit": 5,
                     "sale": {"unit_price": {"amount": 1499, "currency": "USD"}, "quota": 100, "per_buyer_limit": 1,
                              "from": "2026-11-11T00:00:00.000Z", "until": "2026-11-12T00:00:00.000Z"}}
                    """,
                Answer = typeof(ListingResponse),
                AnswerIs = "The listing",
                AnswerExample = Example,
                Refusals = [Rejection.ListingNotYours, Rejection.PriceInvalid],
            });
        routes.Post("/v1/listings/{sku}/stock", MarketJson.Wire.StockRequest, AddStock,
            new Operation("addStock", Tag, "Receive new units")
            {
                For = Roles.Seller,
                Key = KeyUse.Obligatory,
                BodyExample = """{"add": 100}""",
                Answer = typeof(ListingResponse),
                AnswerIs = "The listing with its new stock",
                AnswerExample = Example,
                Refusals = [Rejection.UnknownSku, Rejection.ListingNotYours, Rejection.QuantityInvalid],
            });
    }

    private static async Task<Reply> List(Call call)
    {
        if (Cursors.Refuse(call, out var limit, out var after) is { } refusal) return refusal;
        if (call.Query("q") is { Length: > 200 })
        {
            return call.Refuse(
                Problems.ValidationFailed, "q", "too_long", "q must have at most 200 characters.");
        }

        var query = new CatalogueQuery(call.Query("q"), call.Query("seller"), after, limit);
        var page = await call.Grains.Catalogue().Find(query);
        var stocks = await Task.WhenAll(page.Offers.Select(offer => call.Grains.Stock(offer.Sku).View()));
        var next = page.HasMore ? Cursors.After(page.Offers[^1].Sku) : null;
        var answer = new ListingPage([.. page.Offers.Zip(stocks, ListingResponse.From)], page.HasMore, next);
        return Reply.Ok(answer, MarketJson.Wire.ListingPage) with
        {
            Link = next is null ? null : Cursors.Link(call, next),
        };
    }

    private static async Task<Reply> Get(Call call)
    {
        var sku = call.Route("sku");
        return Ids.IsName(sku) && await call.Grains.Listing(sku).View() is { } offer
            ? await Show(call, offer, 200)
            : call.Refuse(Rejection.UnknownSku);
    }

    private static async Task<Reply> Put(Call call, ListingRequest body)
    {
        var (sku, seller) = (call.Route("sku"), call.Caller.Member);
        if (!Ids.IsName(sku))
        {
            return call.Refuse(
                Problems.ValidationFailed, "sku", "invalid", "A SKU must be 1 to 40 letters, digits or dashes.");
        }

        // A seller keeps the name that his other listings show; a new one is called like the member.
        var others = await call.Grains.Catalogue().Find(new CatalogueQuery(null, seller, null, 1));
        var name = others.Offers is [var known, ..] ? known.SellerName : seller;
        var offer = new Listing.Offer(sku, seller, name, body.Title, body.UnitPrice.ToMoney(),
            [.. body.ShippingMethods.Select(method => method.ToMethod())],
            body.PerBuyerLimit, body.Sale?.ToSale(), body.Deduct);
        var isNew = await call.Grains.Listing(sku).View() is null;
        var outcome = await call.Grains.Listing(sku).Put(offer);
        return outcome.Why is { } why ? call.Refuse(why, outcome.Subject) : await Show(call, offer, isNew ? 201 : 200);
    }

    private static async Task<Reply> AddStock(Call call, StockRequest body)
    {
        var sku = call.Route("sku");
        if (!Ids.IsName(sku) || await call.Grains.Listing(sku).View() is not { } offer)
            return call.Refuse(Rejection.UnknownSku);
        if (offer.Seller != call.Caller.Member) return call.Refuse(Rejection.ListingNotYours);

        var outcome = await call.Grains.Stock(sku).Receive(call.Subject, body.Add);
        return outcome.Why is { } why ? call.Refuse(why, outcome.Subject, "add") : await Show(call, offer, 200);
    }

    private static async Task<Reply> Show(Call call, Listing.Offer offer, int status)
    {
        var stock = await call.Grains.Stock(offer.Sku).View();
        var reply = Reply.Of(status, ListingResponse.From(offer, stock), MarketJson.Wire.ListingResponse);
        return status == 201 ? reply with { Location = $"/v1/listings/{offer.Sku}" } : reply;
    }
}
