using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Web.OrderActions;

namespace OrleansMarket.Web;

/// <summary>Orders: looking at them, and their way from the price to what is said of each other.</summary>
internal static class OrderRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapViews(routes);
        routes.Post("/v1/orders/{id}/price-adjustments", MarketJson.Wire.PriceAdjustmentRequest, AdjustPrice,
            Telling with
            {
                Id = "adjustPrice",
                Summary = "Take something off the price",
                About = "Of an order that is not paid; its time to pay begins anew. The header If-Match is needed: a "
                    + "price is changed only by whoever has seen it.",
                For = Roles.Seller,
                NeedsVersion = true,
                BodyExample = """{"off": {"amount": 300, "currency": "USD"}}""",
                Status = 201,
                Refusals =
                [
                    .. Telling.Refusals, Rejection.PriceInvalid, Rejection.PaymentInProgress, Rejection.WindowClosed,
                    Rejection.TooManyAdjustments,
                ],
            });
        routes.Post("/v1/orders/{id}/shipments", MarketJson.Wire.ShipmentRequest, Ship, Telling with
        {
            Id = "shipOrder",
            Summary = "Ship an order, or some of it",
            About = "Without lines, all that is not shipped yet. Each parcel has a tracking number of its own; sent "
                + "again, it is the same parcel. What is not shipped when the time to ship is over is refunded.",
            For = Roles.Seller,
            BodyExample = """
                {"carrier": "DHL", "tracking": "JD014600006281230701", "lines": [{"sku": "phone-1", "quantity": 1}]}
                """,
            Status = 201,
            Refusals =
            [
                .. Telling.Refusals, Rejection.QuantityInvalid, Rejection.TooManyParcels, Rejection.TrackingInUse,
            ],
        });
        routes.Post("/v1/orders/{id}/receipt", MarketJson.Wire.ReceiptRequest, ConfirmReceipt, Bare with
        {
            Id = "confirmReceipt",
            Summary = "Confirm that the goods are there",
            About = "Then the seller is paid. Before the carrier has delivered, a second confirmation is needed: "
                + "without_scan.",
            For = Roles.Buyer,
            BodyExample = """{"without_scan": false}""",
            Refusals = [.. Bare.Refusals, Rejection.ConfirmationNeeded, Rejection.DisputeIsOpen],
        });
        routes.Post("/v1/orders/{id}/extensions", MarketJson.Wire.ExtensionRequest, Extend, Telling with
        {
            Id = "extendOrder",
            Summary = "Ask for more days, or grant them",
            About = "More time to ship is the buyer's to grant, more protection the seller's: sent by the other side "
                + "it asks for it and moves nothing. Send an idempotency key: without one, a repetition extends again.",
            For = Roles.BuyerOrSeller,
            BodyExample = """{"of": "shipping", "days": 5}""",
            Status = 201,
            Refusals =
            [
                .. Telling.Refusals, Rejection.ExtensionTooLong, Rejection.DisputeIsOpen, Rejection.DurationInvalid,
            ],
        });
        routes.Post("/v1/orders/{id}/feedback", MarketJson.Wire.FeedbackRequest, LeaveFeedback, Telling with
        {
            Id = "leaveFeedback",
            Summary = "Rate the other side",
            About = "Once, within 30 days after the end. A buyer rates described, communication and shipping, a seller "
                + "communication only. Neither side reads the other's before it has written its own, or the time is "
                + "over.",
            For = Roles.BuyerOrSeller,
            BodyExample = """
                {"described": 5, "communication": 4, "shipping": 5, "text": "As shown, and three days early."}
                """,
            Status = 201,
            Refusals =
            [
                .. Telling.Refusals, Rejection.FeedbackGiven, Rejection.WindowClosed, Rejection.RatingInvalid,
            ],
        }, check: CheckRatings);
    }

    private static void MapViews(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/orders/{id}", Get, new Operation("getOrder", Tag, "Show an order")
        {
            About = "As this caller sees it: allowed_actions names what he can do now, next_deadline what happens by "
                + "itself. The ETag is the version; with If-None-Match an order that has not changed is answered with "
                + "304.",
            For = Roles.Parties,
            HasETag = true,
            Answer = typeof(OrderResponse),
            AnswerIs = "The order",
            AnswerExample = OrderExample.Json,
            Refusals = [Rejection.UnknownOrder],
        });
        routes.Get("/v1/orders/{id}/history", History,
            new Operation("getOrderHistory", Tag, "Show what happened to an order")
            {
                About = "In words, oldest first.",
                For = Roles.Parties,
                Answer = typeof(HistoryPage),
                AnswerIs = "The history",
                Refusals = [Rejection.UnknownOrder],
            });
        routes.Get("/v1/orders/{id}/proof", Proof,
            new Operation("getOrderProof", Tag, "Show every posting of an order's money")
            {
                About = "And that they balance.",
                For = Roles.Parties,
                Answer = typeof(ProofResponse),
                AnswerIs = "The proof",
                Refusals = [Rejection.UnknownOrder],
            });
    }

    private static async Task<Reply> Get(Call call) =>
        Find(call) is { } order && await order.View(call.Caller) is { } view
            ? Reply.Ok(OrderResponse.From(view, call.Caller.Role), MarketJson.Wire.OrderResponse) with
            {
                ETag = ETags.Of(view.Version),
            }
            : call.Refuse(Rejection.UnknownOrder);

    private static async Task<Reply> History(Call call) =>
        Find(call) is { } order && await order.History(call.Caller) is { } lines
            ? Reply.Ok(HistoryPage.From(lines), MarketJson.Wire.HistoryPage)
            : call.Refuse(Rejection.UnknownOrder);

    private static async Task<Reply> Proof(Call call) =>
        Find(call) is { } order && await order.Proof(call.Caller) is { } proof
            ? Reply.Ok(ProofResponse.From(proof), MarketJson.Wire.ProofResponse)
            : call.Refuse(Rejection.UnknownOrder);

    private static Task<Reply> AdjustPrice(Call call, PriceAdjustmentRequest body) => Do(call,
        order => order.AdjustPrice(call.Caller, call.Subject, body.Off.ToMoney(), call.ExpectedVersion),
        status: 201, fieldOf: why => why == Rejection.PriceInvalid ? "off" : null);

    private static Task<Reply> Ship(Call call, ShipmentRequest body) => Do(call,
        _ => call.Grains.Parcel(body.Tracking).Dispatch(
            call.Caller, call.Route("id"), body.Carrier, UnitsBody.ToUnits(body.Lines), call.ExpectedVersion),
        status: 201, UnitsBody.SkusOf(body.Lines), why => why switch
        {
            Rejection.TrackingInUse => "tracking",
            Rejection.QuantityInvalid => "lines",
            _ => null,
        });

    private static Task<Reply> ConfirmReceipt(Call call, ReceiptRequest body) => Do(call,
        order => order.ConfirmReceipt(call.Caller, body.WithoutScan, call.ExpectedVersion),
        fieldOf: why => why == Rejection.ConfirmationNeeded ? "without_scan" : null);

    private static Task<Reply> Extend(Call call, ExtensionRequest body) => Do(call,
        order => order.Extend(
            call.Caller, call.Subject, body.Of == ExtensionOf.Shipping, body.Days, call.ExpectedVersion),
        status: 201, fieldOf: why => why == Rejection.ExtensionTooLong ? "days" : null);

    private static Task<Reply> LeaveFeedback(Call call, FeedbackRequest body) => Do(call,
        order => order.LeaveFeedback(
            call.Caller, new(body.Described, body.Communication, body.Shipping), body.Text, call.ExpectedVersion),
        status: 201);

    /// <summary>What a buyer has to rate, a seller must not.</summary>
    private static Reply? CheckRatings(Call call, FeedbackRequest body)
    {
        var isBuyer = call.Caller.Role == Role.Buyer;
        var errors = new Errors();
        Check("described", body.Described);
        Check("shipping", body.Shipping);
        return errors.IsEmpty ? null : call.Refuse(Problems.ValidationFailed, errors.Found[0].Message, errors.Found);

        void Check(string field, int? stars)
        {
            if (isBuyer && stars is null) errors.Add(field, "required", $"{field} is missing.");
            else if (!isBuyer && stars is not null)
                errors.Add(field, "not_for_sellers", $"Sellers rate communication only; leave {field} out.");
        }
    }
}
