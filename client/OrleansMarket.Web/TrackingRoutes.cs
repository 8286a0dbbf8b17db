using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What carriers report.</summary>
internal static class TrackingRoutes
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Post("/v1/tracking-events", MarketJson.Wire.TrackingEventRequest, Record,
            new Operation("recordTrackingEvent", "Tracking", "Report where a parcel is")
            {
                About = "Events may come twice and in any order: each has an id of the carrier's, and counts once.",
                For = Roles.Carrier,
                Key = KeyUse.Welcome,
                BodyExample = """
                    {"tracking": "JD014600006281230701", "event_id": "scan-7", "kind": "delivered",
                     "at": "2026-11-20T09:30:00Z"}
                    """,
                Answer = typeof(ParcelResponse),
                AnswerIs = "The parcel",
                AnswerExample = """
                    {"tracking": "JD014600006281230701", "carrier": "DHL", "order": "ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1",
                     "status": "arrived",
                     "events": [{"event_id": "scan-7", "kind": "delivered", "at": "2026-11-20T09:30:00.000Z"}]}
                    """,
                Refusals = [Rejection.UnknownTracking, Rejection.TooManyScans],
            });

    private static async Task<Reply> Record(Call call, TrackingEventRequest body)
    {
        var parcel = call.Grains.Parcel(body.Tracking);
        var outcome = await parcel.Record(body.EventId, body.Kind, body.At);
        if (outcome.Why is { } why) return call.Refuse(why, outcome.Subject, "tracking");
        return await parcel.View() is { } view
            ? Reply.Ok(ParcelResponse.From(view), MarketJson.Wire.ParcelResponse)
            : call.Refuse(Rejection.UnknownTracking, field: "tracking");
    }
}
