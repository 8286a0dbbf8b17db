using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Ordering what is in the cart.</summary>
internal static class CheckoutRoutes
{
    private const string Tag = "Checkouts";

    private const string BodyExample = """
        {"ship_to": {"name": "Alice Doe", "street": "1 Main Street", "city": "Springfield", "postal_code": "12345",
                     "country": "US"},
         "coupons": ["cpn_01kc9w3v8xq2m4n6p8r0s2t4v6.1", "SAVE-5"], "coins": 100,
         "expected_total": {"amount": 3406, "currency": "USD"}}
        """;

    private const string Example = """
        {"id": "chk_01kc9w3v8xq2m4n6p8r0s2t4v7", "status": "placed",
         "orders": [{"id": "ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1", "seller": "carol",
                     "total": {"amount": 3406, "currency": "USD"}}],
         "total": {"amount": 3406, "currency": "USD"}, "at": "2026-11-11T00:00:00.000Z"}
        """;

    private static readonly Rejection[] Refusals =
    [
        Rejection.CartIsEmpty, Rejection.NotInCart, Rejection.TooManyLines, Rejection.TooManySellers,
        Rejection.CurrencyMixed, Rejection.UnknownSku, Rejection.ShippingMethodUnknown, Rejection.PriceChanged,
        Rejection.SoldOut, Rejection.LimitPerBuyer, Rejection.SellerFrozen, Rejection.SellerLeft,
        Rejection.UnknownCoupon, Rejection.CouponExpired,
        Rejection.CouponNotYetValid, Rejection.CouponNotApplicable, Rejection.CouponMinimumNotMet,
        Rejection.CouponInUse, Rejection.CouponUsed, Rejection.CouponRevoked, Rejection.CouponsNotCombinable,
        Rejection.CouponQuotaExhausted, Rejection.CampaignNotActive, Rejection.FirstOrderOnly,
        Rejection.ReservationGone, Rejection.InsufficientCoins,
    ];

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/v1/checkouts/quote", MarketJson.Wire.CheckoutRequest, Quote,
            new Operation("quoteCheckout", Tag, "Show what a checkout would cost now")
            {
                About = "The same body as a checkout: prices, discounts per line and who pays for them, fees and "
                    + "totals. Changes nothing.",
                For = Roles.Buyer,
                BodyExample = BodyExample,
                Answer = typeof(QuoteResponse),
                AnswerIs = "The quote",
                Refusals = Refusals,
            });
        routes.Post("/v1/checkouts", MarketJson.Wire.CheckoutRequest, CheckOut,
            new Operation("checkOut", Tag, "Order what is in the cart")
            {
                About = "One order per seller and shipping method; all of them or none. Prices must be those that the "
                    + "buyer saw: in the cart, or as the expected_total. Coupons are named by their id, a code by its "
                    + "word; coins says how many to use at most, and takes off a tenth of the goods at most. Goods, "
                    + "coupons and coins are kept for the orders until the time to pay is over.",
                For = Roles.Buyer,
                Key = KeyUse.Obligatory,
                BodyExample = BodyExample,
                Status = 201,
                Answer = typeof(CheckoutResponse),
                AnswerIs = "The checkout with its orders",
                AnswerExample = Example,
                MadeAt = "/v1/checkouts/",
                Refusals =
                [
                    .. Refusals, Rejection.CheckoutInProgress, Rejection.MembershipEnding, Rejection.MembershipEnded,
                ],
            });
        routes.Get("/v1/checkouts/{id}", Get, new Operation("getCheckout", Tag, "Show a checkout")
        {
            For = Roles.BuyerOrOperator,
            Answer = typeof(CheckoutResponse),
            AnswerIs = "The checkout",
            AnswerExample = Example,
            Refusals = [Rejection.UnknownCheckout],
        });
    }

    private static async Task<Reply> Quote(Call call, CheckoutRequest body)
    {
        var quote = await call.Grains.Cart(call.Caller.Member).Quote(await Order(call, body));
        return quote.Value is { } value
            ? Reply.Ok(QuoteResponse.From(value), MarketJson.Wire.QuoteResponse)
            : Refuse(call, quote.Why!.Value, quote.Subject);
    }

    private static async Task<Reply> CheckOut(Call call, CheckoutRequest body)
    {
        var id = Ids.Checkout + call.Subject;
        var checkout = await call.Grains.Cart(call.Caller.Member).CheckOut(id, await Order(call, body));
        return checkout.Value is { } value ? Show(call, value) : Refuse(call, checkout.Why!.Value, checkout.Subject);
    }

    private static async Task<Reply> Get(Call call)
    {
        var id = call.Route("id");
        return Ids.IsId(id, Ids.Checkout)
            && await call.Grains.Checkout(id).View(call.Caller) is { Status: not Checkout.Status.None } checkout
                ? Reply.Ok(CheckoutResponse.From(checkout), MarketJson.Wire.CheckoutResponse)
                : call.Refuse(Rejection.UnknownCheckout);
    }

    private static Reply Show(Call call, CheckoutView checkout) => checkout.Why is { } why
        ? Refuse(call, why, checkout.Subject)
        : Reply.Created(CheckoutResponse.From(checkout), MarketJson.Wire.CheckoutResponse);

    private static async Task<CheckoutOrder> Order(Call call, CheckoutRequest body)
    {
        var skus = body.Lines?.ToArray();
        if (body.Seller is { } seller)
        {
            var cart = await call.Grains.Cart(call.Caller.Member).View();
            skus = [.. cart.Groups.Where(group => group.Seller == seller).SelectMany(group => group.Lines)
                .Select(line => line.Sku).Where(sku => skus is null || skus.Contains(sku))];
        }

        return new CheckoutOrder(skus, body.ShipTo.ToAddress(), [.. (body.Coupons ?? []).Select(Named)],
            body.ExpectedTotal?.ToMoney(), body.Coins ?? 0);
    }

    /// <summary>Codes are in capitals, however they are typed; ids are as they are.</summary>
    private static string Named(string coupon) =>
        Ids.IsId(coupon, Ids.Coupon) ? coupon : coupon.ToUpperInvariant();

    private static Reply Refuse(Call call, Rejection why, string? subject) => call.Refuse(why, subject, why switch
    {
        Rejection.LimitPerBuyer when PromoCode.IsCode(subject) => "coupons",
        Rejection.UnknownSku or Rejection.NotInCart or Rejection.SoldOut or Rejection.ShippingMethodUnknown
            or Rejection.LimitPerBuyer or Rejection.TooManyLines or Rejection.CartIsEmpty or Rejection.TooManySellers
            or Rejection.CurrencyMixed or Rejection.SellerFrozen or Rejection.SellerLeft => "lines",
        Rejection.PriceChanged => subject is null ? "expected_total" : "lines",
        Rejection.UnknownCoupon or Rejection.CouponExpired or Rejection.CouponNotYetValid
            or Rejection.CouponNotApplicable or Rejection.CouponMinimumNotMet or Rejection.CouponInUse
            or Rejection.CouponUsed or Rejection.CouponRevoked or Rejection.CouponsNotCombinable
            or Rejection.CouponQuotaExhausted or Rejection.CampaignNotActive or Rejection.FirstOrderOnly
            or Rejection.ReservationGone => "coupons",
        Rejection.InsufficientCoins => "coins",
        _ => null,
    });
}
