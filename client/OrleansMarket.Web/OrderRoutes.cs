using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Orders: looking at them, and what buyers, sellers and operators do with them.</summary>
internal static class OrderRoutes
{
    private const string Tag = "Orders";

    private static readonly Operation Action = new("", Tag, "")
    {
        Key = KeyUse.Welcome,
        IsConditional = true,
        IsBodyOptional = true,
        Answer = typeof(OrderResponse),
        AnswerIs = "The order after it",
        AnswerExample = OrderExample.Json,
        Refusals = [Rejection.UnknownOrder, Rejection.InvalidTransition, Rejection.VersionMismatch],
    };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapViews(routes);
        routes.Post("/v1/orders/{id}/cancel", MarketJson.Wire.EmptyRequest, Cancel, Action with
        {
            Id = "cancelOrder",
            Summary = "Cancel an order, alone",
            About = "Before it is paid, or while the payment is verified. What was paid goes back.",
            For = Roles.Buyer,
            Refusals = [.. Action.Refusals, Rejection.PaymentInProgress],
        });
        routes.Post("/v1/orders/{id}/shipments", MarketJson.Wire.ShipmentRequest, Ship, Action with
        {
            Id = "shipOrder",
            Summary = "Ship an order",
            About = "The whole order, in one parcel.",
            For = Roles.Seller,
            IsBodyOptional = false,
            BodyExample = """{"carrier": "DHL", "tracking": "JD014600006281230701"}""",
            Status = 201,
            Refusals = [.. Action.Refusals, Rejection.TrackingInUse],
        });
        routes.Post("/v1/orders/{id}/receipt", MarketJson.Wire.ReceiptRequest, ConfirmReceipt, Action with
        {
            Id = "confirmReceipt",
            Summary = "Confirm that the goods are there",
            About = "Then the seller is paid. Before the carrier has delivered, a second confirmation is needed: "
                + "without_scan.",
            For = Roles.Buyer,
            BodyExample = """{"without_scan": false}""",
            Refusals = [.. Action.Refusals, Rejection.ConfirmationNeeded],
        });
        routes.Post("/v1/operator/orders/{id}/risk", MarketJson.Wire.RiskRequest, PassRisk, Action with
        {
            Id = "judgeRisk",
            Tag = OperatorRoutes.Tag,
            Summary = "End the verification of a payment",
            About = "Otherwise it passes by itself when its time is over.",
            For = Roles.Operator,
            IsBodyOptional = false,
            BodyExample = """{"verdict": "pass"}""",
        });
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

    private static Task<Reply> Cancel(Call call, EmptyRequest body) =>
        Do(call, order => order.Cancel(call.Caller, call.ExpectedVersion));

    private static Task<Reply> Ship(Call call, ShipmentRequest body) => Do(call,
        _ => call.Grains.Parcel(body.Tracking)
            .Dispatch(call.Caller, call.Route("id"), body.Carrier, null, call.ExpectedVersion),
        status: 201, why => why == Rejection.TrackingInUse ? "tracking" : null);

    private static Task<Reply> ConfirmReceipt(Call call, ReceiptRequest body) => Do(call,
        order => order.ConfirmReceipt(call.Caller, body.WithoutScan, call.ExpectedVersion),
        fieldOf: why => why == Rejection.ConfirmationNeeded ? "without_scan" : null);

    private static Task<Reply> PassRisk(Call call, RiskRequest body) =>
        Do(call, order => order.JudgeRisk(Contracts.RiskVerdict.Pass, call.ExpectedVersion));

    private static async Task<Reply> Do(
        Call call, Func<IOrderGrain, Task<Outcome>> act, int status = 200, Func<Rejection, string?>? fieldOf = null)
    {
        if (Find(call) is not { } order) return call.Refuse(Rejection.UnknownOrder);
        var outcome = await act(order);
        var view = outcome.Why == Rejection.UnknownOrder ? null : await order.View(call.Caller);
        if (view is null) return call.Refuse(Rejection.UnknownOrder);
        return outcome.Why is { } why
            ? call.Refuse(why, outcome.Subject, fieldOf?.Invoke(why), view.AllowedActions)
            : Show(call, view, status);
    }

    /// <summary>
    /// The order after an action. Such an answer may be kept word for word with its idempotency key, for as long as the
    /// journal lives; so it never holds an address, which has to be forgotten with its buyer.
    /// </summary>
    private static Reply Show(Call call, OrderView view, int status) => Reply.Of(
        status, OrderResponse.From(view with { ShipTo = null }, call.Caller.Role), MarketJson.Wire.OrderResponse);

    private static IOrderGrain? Find(Call call)
    {
        var id = call.Route("id");
        return Ids.IsId(id, Ids.Order) ? call.Grains.Order(id) : null;
    }
}
