using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Web.OrderActions;

namespace OrleansMarket.Web;

/// <summary>Cancelling: by the buyer alone, by agreement, by the seller.</summary>
internal static class CancellationRoutes
{
    private const string Requests = "/v1/orders/{id}/cancellation-requests";

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/v1/orders/{id}/cancel", MarketJson.Wire.EmptyRequest, Cancel, Bare with
        {
            Id = "cancelOrder",
            Summary = "Cancel an order, alone",
            About = "Before it is paid, or while the payment is verified. What was paid goes back.",
            For = Roles.Buyer,
            Refusals = [.. Bare.Refusals, Rejection.PaymentInProgress],
        });
        routes.Post(Requests, MarketJson.Wire.CancellationRequest, Ask, Telling with
        {
            Id = "requestCancellation",
            Summary = "Ask the seller to cancel",
            About = "Once the order is paid and verified, and before any of it is shipped. Without lines, all of it. "
                + "The seller has 48 hours to answer; silence agrees. Three requests per order.",
            For = Roles.Buyer,
            BodyExample = """{"reason": "ordered_by_mistake", "lines": [{"sku": "phone-1", "quantity": 1}]}""",
            Status = 201,
            Refusals =
            [
                .. Telling.Refusals, Rejection.CancellationPending, Rejection.TooManyCancellationRequests,
                Rejection.QuantityInvalid,
            ],
        });
        routes.Post(Requests + "/accept", MarketJson.Wire.EmptyRequest, Accept, Bare with
        {
            Id = "acceptCancellation",
            Summary = "Agree to cancel",
            About = "What the buyer asked for is refunded, and its goods are free again.",
            For = Roles.Seller,
        });
        routes.Post(Requests + "/reject", MarketJson.Wire.CancellationRejection, Reject, Telling with
        {
            Id = "rejectCancellation",
            Summary = "Do not agree to cancel",
            About = "The time to ship has not stood still.",
            For = Roles.Seller,
            BodyExample = """{"reason": "already_handed_over"}""",
        });
        routes.Post(Requests + "/withdraw", MarketJson.Wire.EmptyRequest, Withdraw, Bare with
        {
            Id = "withdrawCancellation",
            Summary = "Take a request to cancel back",
            For = Roles.Buyer,
        });
        routes.Post("/v1/orders/{id}/seller-cancellation", MarketJson.Wire.SellerCancellationRequest, CancelBySeller,
            Telling with
            {
                Id = "cancelBySeller",
                Summary = "Cancel what is not shipped, as the seller",
                About = "All of the order, or the rest of one that is shipped in part. The buyer is refunded, and his "
                    + "coupons come back; a whole order is held against the seller.",
                For = Roles.Seller,
                BodyExample = """{"reason": "out_of_stock"}""",
            });
    }

    private static Task<Reply> Cancel(Call call, EmptyRequest body) =>
        Do(call, order => order.Cancel(call.Caller, call.ExpectedVersion));

    private static Task<Reply> Ask(Call call, CancellationRequest body) => Do(call,
        order => order.RequestCancellation(
            call.Caller, body.Reason, UnitsBody.ToUnits(body.Lines), call.ExpectedVersion),
        status: 201, UnitsBody.SkusOf(body.Lines), why => why == Rejection.QuantityInvalid ? "lines" : null);

    private static Task<Reply> Accept(Call call, EmptyRequest body) =>
        Do(call, order => order.AcceptCancellation(call.Caller, call.ExpectedVersion));

    private static Task<Reply> Reject(Call call, CancellationRejection body) =>
        Do(call, order => order.RejectCancellation(call.Caller, body.Reason, call.ExpectedVersion));

    private static Task<Reply> Withdraw(Call call, EmptyRequest body) =>
        Do(call, order => order.WithdrawCancellation(call.Caller, call.ExpectedVersion));

    private static Task<Reply> CancelBySeller(Call call, SellerCancellationRequest body) =>
        Do(call, order => order.CancelBySeller(call.Caller, body.Reason, call.ExpectedVersion));
}
