using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What a buyer means to order.</summary>
internal static class CartRoutes
{
    private const string Tag = "Cart";

    private const string Example = """
        {"version": 3, "groups": [{"seller": {"id": "carol", "name": "carol"}, "shipping_method": "standard",
          "lines": [{"sku": "phone-1", "title": "A telephone", "quantity": 2,
                     "unit_price": {"amount": 1828, "currency": "USD"},
                     "seen_price": {"amount": 1828, "currency": "USD"},
                     "price_changed": false, "available": 98, "is_available": true}],
          "subtotal": {"amount": 3656, "currency": "USD"}, "shipping_fee": {"amount": 250, "currency": "USD"}}],
         "totals": [{"amount": 3906, "currency": "USD"}]}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/cart", Get, new Operation("getCart", Tag, "Show the cart")
        {
            About = "Grouped as it will be ordered, one order per seller and shipping method, with the prices and the "
                + "stock of now.",
            For = Roles.Buyer,
            HasETag = true,
            Answer = typeof(CartResponse),
            AnswerIs = "The cart",
            AnswerExample = Example,
        });
        routes.Put("/v1/cart/lines/{sku}", MarketJson.Wire.CartLineRequest, PutLine,
            new Operation("putCartLine", Tag, "Have so many of a SKU in the cart")
            {
                About = "At the price that it has now. Quantity 0 removes the line.",
                For = Roles.Buyer,
                BodyExample = """{"quantity": 2, "shipping_method": "standard"}""",
                Answer = typeof(CartResponse),
                AnswerIs = "The cart",
                AnswerExample = Example,
                Refusals =
                [
                    Rejection.UnknownSku, Rejection.ShippingMethodUnknown, Rejection.QuantityInvalid,
                    Rejection.TooManyLines, Rejection.CheckoutInProgress,
                ],
            });
        routes.Delete("/v1/cart/lines/{sku}", DeleteLine,
            new Operation("deleteCartLine", Tag, "Remove a SKU from the cart")
            {
                About = "Does nothing when it is not there.",
                For = Roles.Buyer,
                Answer = typeof(CartResponse),
                AnswerIs = "The cart",
                AnswerExample = Example,
            });
    }

    private static async Task<Reply> Get(Call call)
    {
        var cart = await call.Grains.Cart(call.Caller.Member).View();
        var reply = Reply.Ok(CartResponse.From(cart), MarketJson.Wire.CartResponse);
        return reply with { ETag = ETags.Of(cart.Version, reply.Body) };
    }

    private static Task<Reply> PutLine(Call call, CartLineRequest body) =>
        Have(call, body.Quantity, body.ShippingMethod);

    private static Task<Reply> DeleteLine(Call call) => Have(call, 0, null);

    private static async Task<Reply> Have(Call call, int quantity, string? shippingMethod)
    {
        var sku = call.Route("sku");
        if (!Ids.IsName(sku)) return call.Refuse(Rejection.UnknownSku, field: "sku");
        var outcome = await call.Grains.Cart(call.Caller.Member).Put(sku, quantity, shippingMethod);
        if (outcome.Why is not { } why) return await Get(call);
        return call.Refuse(why, outcome.Subject, why switch
        {
            Rejection.UnknownSku => "sku",
            Rejection.QuantityInvalid => "quantity",
            Rejection.ShippingMethodUnknown => "shipping_method",
            _ => null,
        });
    }
}
