using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Disputes: a buyer's complaint about an order, and what becomes of goods and money.</summary>
internal static class DisputeRoutes
{
    private const string Tag = "Disputes";

    private const string Proposal = """
        {"kind": "refund", "lines": [{"sku": "phone-1", "quantity": 1, "amount": {"amount": 1000, "currency": "USD"}}],
         "note": "The screen is scratched; ten dollars for it."}
        """;

    private const string Proof =
        """{"text": "The screen, seen from above.", "url": "https://example.org/screen.jpg"}""";

    private static readonly Operation Step = new("", Tag, "")
    {
        Key = KeyUse.Welcome,
        IsConditional = true,
        IsBodyOptional = true,
        Answer = typeof(DisputeResponse),
        AnswerIs = "The dispute after it",
        AnswerExample = DisputeExample.Json,
        Refusals =
        [
            Rejection.UnknownDispute, Rejection.InvalidTransition, Rejection.OrderFrozen, Rejection.VersionMismatch,
        ],
    };

    private static readonly Operation Asking = Step with
    {
        IsBodyOptional = false,
        BodyExample = Proposal,
        Refusals = [.. Step.Refusals, Rejection.ProposalInvalid, Rejection.RefundTooHigh],
    };

    private static readonly Operation Showing = Step with
    {
        For = Roles.BuyerOrSeller,
        IsBodyOptional = false,
        BodyExample = Proof,
        Refusals = [.. Step.Refusals, Rejection.TooMuchEvidence, Rejection.WindowClosed],
    };

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapTalks(routes);
        MapEvidence(routes);
        MapReturns(routes);
    }

    private static void MapTalks(IEndpointRouteBuilder routes)
    {
        routes.Post("/v1/orders/{id}/disputes", MarketJson.Wire.DisputeRequest, Open, Asking with
        {
            Id = "openDispute",
            Summary = "Open a dispute",
            About = "From the shipping until 15 days after the order is completed; goods that have not come can be "
                + "disputed when they are late. The order's own timers stand still while it is open. Without lines and "
                + "shipping, all that is left to refund is asked for; without evidence only when nothing has come.",
            For = Roles.Buyer,
            BodyExample = """
                {"reason": "damaged", "kind": "return_and_refund", "return_shipping_by": "seller",
                 "lines": [{"sku": "phone-1", "quantity": 1, "amount": {"amount": 1578, "currency": "USD"}}],
                 "shipping": {"amount": 250, "currency": "USD"}, "note": "It came with a broken screen.",
                 "evidence": [{"text": "The screen, seen from above.", "url": "https://example.org/screen.jpg"}]}
                """,
            Status = 201,
            AnswerIs = "The dispute",
            MadeAt = "/v1/disputes/",
            Refusals =
            [
                .. Asking.Refusals, Rejection.UnknownOrder, Rejection.DisputeIsOpen, Rejection.DisputeIsSettled,
                Rejection.TooManyDisputes, Rejection.TooEarlyToDispute, Rejection.WindowClosed,
                Rejection.EvidenceNeeded, Rejection.TooMuchEvidence,
            ],
        });
        routes.Get("/v1/disputes/{id}", Get, new Operation("getDispute", Tag, "Show a dispute")
        {
            About = "The latest one of its order. Its ETag is the order's version.",
            For = Roles.Parties,
            HasETag = true,
            Answer = typeof(DisputeResponse),
            AnswerIs = "The dispute",
            AnswerExample = DisputeExample.Json,
            Refusals = [Rejection.UnknownDispute],
        });
        routes.Post("/v1/disputes/{id}/accept", MarketJson.Wire.EmptyRequest,
            (call, _) => Do(call, (dispute, id) => dispute.Accept(call.Caller, id, call.ExpectedVersion)), Step with
            {
                Id = "acceptDispute",
                Summary = "Agree to what the buyer asks for",
                About = "So does a seller who says nothing for 5 days.",
                For = Roles.Seller,
            });
        routes.Post("/v1/disputes/{id}/counter", MarketJson.Wire.ProposalRequest,
            (call, body) => Do(call, (dispute, id) =>
                dispute.Counter(call.Caller, id, body.ToProposal(), call.ExpectedVersion), body.Lines), Asking with
                {
                    Id = "counterDispute",
                    Summary = "Offer something else",
                    About = "Or nothing: with an empty list of lines.",
                    For = Roles.Seller,
                });
        routes.Post("/v1/disputes/{id}/accept-counter", MarketJson.Wire.EmptyRequest,
            (call, _) => Do(call, (dispute, id) => dispute.AcceptCounter(call.Caller, id, call.ExpectedVersion)),
            Step with
            {
                Id = "acceptCounter",
                Summary = "Agree to what the seller offers",
                For = Roles.Buyer,
            });
        routes.Post("/v1/disputes/{id}/modify", MarketJson.Wire.ProposalRequest,
            (call, body) => Do(call, (dispute, id) =>
                dispute.Modify(call.Caller, id, body.ToProposal(), call.ExpectedVersion), body.Lines), Asking with
                {
                    Id = "modifyDispute",
                    Summary = "Ask for something else",
                    About = "After the seller's offer; he has 5 days again.",
                    For = Roles.Buyer,
                    Refusals = [.. Asking.Refusals, Rejection.TooManyModifications],
                });
        routes.Post("/v1/disputes/{id}/escalate", MarketJson.Wire.EmptyRequest,
            (call, _) => Do(call, (dispute, id) => dispute.Escalate(call.Caller, id, call.ExpectedVersion)), Step with
            {
                Id = "escalateDispute",
                Summary = "Call for the platform",
                About = "From escalate_from on; after 7 days it is called for by itself.",
                For = Roles.Buyer,
                Refusals = [.. Step.Refusals, Rejection.TooEarlyToEscalate],
            });
        routes.Post("/v1/disputes/{id}/withdraw", MarketJson.Wire.EmptyRequest,
            (call, _) => Do(call, (dispute, id) => dispute.Withdraw(call.Caller, id, call.ExpectedVersion)), Step with
            {
                Id = "withdrawDispute",
                Summary = "Give a dispute up",
                About = "The order goes on, with 3 days on its timers at least; another dispute can be opened.",
                For = Roles.Buyer,
            });
        routes.Post("/v1/disputes/{id}/judge", MarketJson.Wire.RulingRequest,
            (call, body) => Do(call, (dispute, id) => dispute.Judge(id, body.ToRuling(), call.ExpectedVersion),
                body.Lines), Asking with
                {
                    Id = "judgeDispute",
                    Summary = "Decide a dispute",
                    About = "Once it is escalated. The seller pays, or the platform; an empty list of lines refunds "
                        + "nothing. Who is at fault decides whether coupons come back.",
                    For = Roles.Operator,
                    BodyExample = """
                        {"kind": "refund", "paid_by": "seller", "at_fault": "seller",
                         "lines": [{"sku": "phone-1", "amount": {"amount": 1200, "currency": "USD"}}],
                         "note": "The pictures show the scratch."}
                        """,
                    Refusals = [.. Asking.Refusals, Rejection.ReturnOnlyOnce],
                });
    }

    private static void MapEvidence(IEndpointRouteBuilder routes)
    {
        routes.Post("/v1/disputes/{id}/evidence", MarketJson.Wire.EvidenceRequest,
            (call, body) => Do(call, (dispute, id) => dispute.AddEvidence(
                call.Caller, id, body.ToItem(Ids.Evidence + call.Subject), call.ExpectedVersion), status: 201),
            Showing with
            {
                Id = "addEvidence",
                Summary = "Add evidence",
                About = "20 pieces of each side, those that it removed among them; until 3 days after the platform was "
                    + "called for.",
                Status = 201,
            });
        routes.Put("/v1/disputes/{id}/evidence/{evidence}", MarketJson.Wire.EvidenceRequest,
            (call, body) => Do(call, (dispute, id) => dispute.ChangeEvidence(
                call.Caller, id, body.ToItem(call.Route("evidence")), call.ExpectedVersion)), Showing with
                {
                    Id = "changeEvidence",
                    Summary = "Change evidence of your own",
                    About = "What it said before stays in the order's history.",
                    Refusals = [.. Showing.Refusals, Rejection.UnknownEvidence],
                });
        routes.Delete("/v1/disputes/{id}/evidence/{evidence}",
            (call, _) => Do(call, (dispute, id) => dispute.RemoveEvidence(
                call.Caller, id, call.Route("evidence"), call.ExpectedVersion)), Showing with
                {
                    Id = "removeEvidence",
                    Summary = "Take evidence of your own back",
                    About = "What it said stays in the order's history.",
                    IsBodyOptional = true,
                    BodyExample = null,
                    Refusals = [.. Showing.Refusals, Rejection.UnknownEvidence, Rejection.EvidenceNeeded],
                });
    }

    private static void MapReturns(IEndpointRouteBuilder routes)
    {
        routes.Post("/v1/disputes/{id}/return-shipped", MarketJson.Wire.ReturnRequest,
            (call, body) => Do(call, (_, id) => call.Grains.Parcel(body.Tracking).DispatchReturn(
                call.Caller, id, body.Carrier, call.ExpectedVersion), status: 201), Step with
                {
                    Id = "shipReturn",
                    Summary = "Send the goods back",
                    About = "Within 10 days after it was settled so, or nothing is refunded.",
                    For = Roles.Buyer,
                    IsBodyOptional = false,
                    BodyExample = """{"carrier": "DHL", "tracking": "JD014600006281230799"}""",
                    Status = 201,
                    Refusals = [.. Step.Refusals, Rejection.TrackingInUse],
                });
        routes.Post("/v1/disputes/{id}/return-received", MarketJson.Wire.EmptyRequest,
            (call, _) => Do(call, (dispute, id) => dispute.ReturnReceived(call.Caller, id, call.ExpectedVersion)),
            Step with
            {
                Id = "confirmReturn",
                Summary = "Confirm that the goods are back",
                About = "Then the buyer is refunded. So does a seller who says nothing for 30 days, or for 7 after the "
                    + "carrier has delivered them.",
                For = Roles.Seller,
            });
        routes.Post("/v1/disputes/{id}/contest-return", MarketJson.Wire.ContestRequest,
            (call, body) => Do(call, (dispute, id) => dispute.ContestReturn(call.Caller, id,
                EvidenceRequest.ToItems(body.Evidence, call.Subject), call.ExpectedVersion)), Step with
                {
                    Id = "contestReturn",
                    Summary = "Say that what came back is not what was agreed",
                    About = "Once, and with evidence; then the platform decides.",
                    For = Roles.Seller,
                    IsBodyOptional = false,
                    BodyExample = """{"evidence": [{"text": "The box was empty."}]}""",
                    Refusals = [.. Step.Refusals, Rejection.EvidenceNeeded, Rejection.TooMuchEvidence],
                });
    }

    private static async Task<Reply> Open(Call call, DisputeRequest body)
    {
        if (OrderActions.Find(call) is not { } order) return call.Refuse(Rejection.UnknownOrder);
        var disputes = call.Grains.DisputesOf(call.Route("id"));
        var opened = await disputes.Open(call.Caller, body.ToOpening(call.Subject), call.ExpectedVersion);
        if (opened.Value is { } id && await disputes.ViewDispute(call.Caller, id) is { } dispute)
            return Show(dispute, 201);

        var view = await order.View(call.Caller);
        if (view is null || opened.Why is not { } why) return call.Refuse(Rejection.UnknownOrder);
        return why == Rejection.UnknownSku && body.Lines is { } lines
            ? OrderActions.RefuseLines(call, ShareBody.SkusOf(lines)!, view.Lines.Select(line => line.Sku))
            : call.Refuse(why, opened.Subject, FieldOf(why), view.AllowedActions);
    }

    private static async Task<Reply> Get(Call call) =>
        Find(call) is { } id && await call.Grains.Dispute(id).ViewDispute(call.Caller, id) is { } view
            ? Show(view, 200) with { ETag = ETags.Of(view.OrderVersion) }
            : call.Refuse(Rejection.UnknownDispute);

    private static async Task<Reply> Do(
        Call call, Func<IDisputeGrain, string, Task<Outcome>> act, IReadOnlyList<ShareBody>? lines = null,
        int status = 200)
    {
        if (Find(call) is not { } id) return call.Refuse(Rejection.UnknownDispute);
        var dispute = call.Grains.Dispute(id);
        var outcome = await act(dispute, id);
        var view = outcome.Why == Rejection.UnknownDispute ? null : await dispute.ViewDispute(call.Caller, id);
        if (view is null) return call.Refuse(Rejection.UnknownDispute);
        if (outcome.Why == Rejection.UnknownSku && lines is not null)
        {
            return OrderActions.RefuseLines(
                call, ShareBody.SkusOf(lines)!, view.Refundable.Select(share => share.Sku).OfType<string>());
        }

        return outcome.Why is { } why
            ? call.Refuse(why, outcome.Subject, FieldOf(why), view.AllowedActions)
            : Show(view, status);
    }

    private static Reply Show(DisputeView view, int status) =>
        Reply.Of(status, DisputeResponse.From(view), MarketJson.Wire.DisputeResponse);

    private static string? FieldOf(Rejection why) => why switch
    {
        Rejection.EvidenceNeeded or Rejection.TooMuchEvidence => "evidence",
        Rejection.ProposalInvalid or Rejection.RefundTooHigh => "lines",
        Rejection.TrackingInUse => "tracking",
        Rejection.ReturnOnlyOnce => "kind",
        _ => null,
    };

    private static string? Find(Call call)
    {
        var id = call.Route("id");
        return Ids.IsId(id, Ids.Dispute) && Ids.IsId(Ids.OrderOfDispute(id), Ids.Order) ? id : null;
    }
}
