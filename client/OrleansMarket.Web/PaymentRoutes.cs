using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Paying, and paying back.</summary>
internal static class PaymentRoutes
{
    private const string Tag = "Payments";

    private const string Example = """
        {"id": "pay_01kc9w3v8xq2m4n6p8r0s2t4v8", "status": "captured", "orders": ["ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1"],
         "amount": {"amount": 3406, "currency": "USD"}}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, WebOptions options)
    {
        var methods = options.PaymentMethods is { } known ? $" Methods: {string.Join(", ", known)}." : "";
        routes.Post("/v1/payments", MarketJson.Wire.PaymentRequest, (call, body) => Pay(call, body, options),
            new Operation("pay", Tag, "Pay orders")
            {
                About = "A payment that is declined is no error: it is answered with status failed, and with a failure "
                    + "that says in words what to do; pay again with a fresh idempotency key. While the payment "
                    + "provider has not answered, the status is processing: look at the payment again later." + methods,
                For = Roles.Buyer,
                Key = KeyUse.Obligatory,
                BodyExample = """{"orders": ["ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1"], "method": "tok_ok"}""",
                Status = 201,
                Answer = typeof(PaymentResponse),
                AnswerIs = "The payment",
                AnswerExample = Example,
                MadeAt = "/v1/payments/",
                Refusals =
                [
                    Rejection.UnknownOrder, Rejection.PaymentMethodUnknown, Rejection.PaymentInProgress,
                    Rejection.PaymentEnded, Rejection.TooManyPaymentAttempts, Rejection.WindowClosed,
                    Rejection.InvalidTransition,
                ],
            },
            check: (call, body) =>
                options.PaymentMethods is { } only && !only.Contains(body.Method) ? RefuseMethod(call, only) : null);
        routes.Get("/v1/payments/{id}", Get, new Operation("getPayment", Tag, "Show a payment")
        {
            For = Roles.BuyerOrOperator,
            Answer = typeof(PaymentResponse),
            AnswerIs = "The payment",
            AnswerExample = Example,
            Refusals = [Rejection.UnknownPayment],
        });
        routes.Get("/v1/refunds/{id}", GetRefund, new Operation("getRefund", Tag, "Show a refund")
        {
            About = "An order lists its refunds, of all that was left or of a part. What goes back is the cash part; "
                + "coupon_outcomes says of each coupon of the order whether it came back too, and why.",
            For = Roles.BuyerOrOperator,
            Answer = typeof(RefundResponse),
            AnswerIs = "The refund",
            HidesOthers = true,
            AnswerExample = """
                {"id": "rfd_01kc9w3v8xq2m4n6p8r0s2t4v7.1.0", "status": "settled",
                 "order": "ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1", "amount": {"amount": 3406, "currency": "USD"},
                 "reason": "not_shipped", "paid_by": "seller", "settled_at": "2026-11-19T00:00:00.000Z",
                 "coupon_outcomes": [{"coupon": "cpn_01kc9w3v8xq2m4n6p8r0s2t4v6.1", "outcome": "restored",
                   "reason": "The seller did not do his part: the coupon is yours again.",
                   "new_expiry": "2026-12-01T00:00:00.000Z"}]}
                """,
        });
    }

    private static async Task<Reply> Pay(Call call, PaymentRequest body, WebOptions options)
    {
        var id = Ids.Payment + call.Subject;
        var payment = await call.Grains.Payment(id).Pay(call.Caller.Member, [.. body.Orders], body.Method);
        return payment.Why switch
        {
            null => Reply.Created(PaymentResponse.From(payment), MarketJson.Wire.PaymentResponse),
            Rejection.PaymentMethodUnknown => RefuseMethod(call, options.PaymentMethods),
            { } why => call.Refuse(why, payment.Subject, "orders", await Actions(call, payment.Subject, why)),
        };
    }

    private static Reply RefuseMethod(Call call, IReadOnlyList<string>? known)
    {
        var kind = Problems.Of(Rejection.PaymentMethodUnknown);
        var which = known is null ? "a token of the payment provider" : $"one of {string.Join(", ", known)}";
        return call.Refuse(kind, "method", kind.Code, $"method must be {which}.");
    }

    private static async Task<IReadOnlyList<string>?> Actions(Call call, string? order, Rejection why) =>
        why == Rejection.InvalidTransition && Ids.IsId(order, Ids.Order)
            ? (await call.Grains.Order(order!).View(call.Caller))?.AllowedActions
            : null;

    private static async Task<Reply> Get(Call call)
    {
        var id = call.Route("id");
        return Ids.IsId(id, Ids.Payment) && await call.Grains.Payment(id).View(call.Caller) is { } payment
            ? Reply.Ok(PaymentResponse.From(payment), MarketJson.Wire.PaymentResponse)
            : call.Refuse(Rejection.UnknownPayment);
    }

    private static async Task<Reply> GetRefund(Call call)
    {
        var id = call.Route("id");
        if (!Ids.IsId(id, Ids.Refund) || await call.Grains.Refund(id).View() is not { } refund
            || (refund.Buyer != call.Caller.Member && call.Caller.Role != Role.Operator))
            return call.Refuse(Problems.NotFound, "You have no such refund. Check the id.");

        var order = await call.Grains.Order(refund.Order).View(call.Caller);
        var outcomes = await Task.WhenAll((order?.Coupons ?? []).Select(coupon =>
            call.Grains.Coupon(coupon).OutcomeFor(refund.Order)));
        return Reply.Ok(
            RefundResponse.From(refund, order, outcomes.OfType<CouponOutcome>()), MarketJson.Wire.RefundResponse);
    }
}
