using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>How the API writes and reads JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(Instant), typeof(Word<Role>), typeof(Word<RiskVerdict>), typeof(Word<Parcel.ScanKind>),
        typeof(Word<Parcel.Status>), typeof(Word<Order.Status>), typeof(Word<Order.EscrowStatus>),
        typeof(Word<Order.Display>), typeof(Word<Order.Tab>),
        typeof(Word<Order.CloseReason>), typeof(Word<Order.CancelReason>), typeof(Word<Order.RejectReason>),
        typeof(Word<Order.SellerCancelReason>), typeof(Word<Order.CancellationStatus>),
        typeof(Word<Order.FreezeReason>), typeof(Word<Order.ChargeBackStage>), typeof(Word<ExtensionOf>),
        typeof(Word<Dispute.Status>), typeof(Word<Dispute.Reason>), typeof(Word<Dispute.Kind>),
        typeof(Word<Dispute.Party>), typeof(Word<Dispute.How>),
        typeof(Word<Checkout.Status>), typeof(Word<PaymentStatus>),
        typeof(Word<Member.Status>), typeof(Word<Member.Reason>), typeof(Word<Member.BlockerKind>),
        typeof(Word<SellerStanding.Category>), typeof(Word<SellerStanding.Verdict>),
        typeof(Word<SellerStanding.FreezeReason>),
        typeof(Word<Coupon.Status>), typeof(Word<Refund.Status>), typeof(Word<Coupon.Kind>),
        typeof(Word<Coupon.Result>), typeof(Word<Campaign.Status>), typeof(Word<CampaignStart>),
        typeof(Word<Listing.Deduction>), typeof(Word<WebhookStatus>), typeof(Word<WebhookDisabledBecause>),
    ])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(EmptyRequest))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(ListingRequest))]
[JsonSerializable(typeof(StockRequest))]
[JsonSerializable(typeof(CartLineRequest))]
[JsonSerializable(typeof(CheckoutRequest))]
[JsonSerializable(typeof(PaymentRequest))]
[JsonSerializable(typeof(ShipmentRequest))]
[JsonSerializable(typeof(ReceiptRequest))]
[JsonSerializable(typeof(CancellationRequest))]
[JsonSerializable(typeof(CancellationRejection))]
[JsonSerializable(typeof(SellerCancellationRequest))]
[JsonSerializable(typeof(PriceAdjustmentRequest))]
[JsonSerializable(typeof(ExtensionRequest))]
[JsonSerializable(typeof(FeedbackRequest))]
[JsonSerializable(typeof(FreezeRequest))]
[JsonSerializable(typeof(ChargeBackRequest))]
[JsonSerializable(typeof(DisputeRequest))]
[JsonSerializable(typeof(ProposalRequest))]
[JsonSerializable(typeof(RulingRequest))]
[JsonSerializable(typeof(ReturnRequest))]
[JsonSerializable(typeof(ContestRequest))]
[JsonSerializable(typeof(TrackingEventRequest))]
[JsonSerializable(typeof(CampaignRequest))]
[JsonSerializable(typeof(CompensationRequest))]
[JsonSerializable(typeof(PayoutRequest))]
[JsonSerializable(typeof(RiskRequest))]
[JsonSerializable(typeof(AdvanceRequest))]
[JsonSerializable(typeof(DeactivationRequest))]
[JsonSerializable(typeof(ReportRequest))]
[JsonSerializable(typeof(ConfirmReportRequest))]
[JsonSerializable(typeof(AuditRequest))]
[JsonSerializable(typeof(InboxReadRequest))]
[JsonSerializable(typeof(WebhookEndpointRequest))]
[JsonSerializable(typeof(RedeliveryRequest))]
[JsonSerializable(typeof(SignInResponse))]
[JsonSerializable(typeof(MeResponse))]
[JsonSerializable(typeof(ListingPage))]
[JsonSerializable(typeof(ListingResponse))]
[JsonSerializable(typeof(CartResponse))]
[JsonSerializable(typeof(QuoteResponse))]
[JsonSerializable(typeof(CheckoutResponse))]
[JsonSerializable(typeof(PaymentResponse))]
[JsonSerializable(typeof(OrderResponse))]
[JsonSerializable(typeof(OrderListPage))]
[JsonSerializable(typeof(OrderCountsResponse))]
[JsonSerializable(typeof(DisputeResponse))]
[JsonSerializable(typeof(HistoryPage))]
[JsonSerializable(typeof(ProofResponse))]
[JsonSerializable(typeof(ParcelResponse))]
[JsonSerializable(typeof(RefundResponse))]
[JsonSerializable(typeof(CampaignResponse))]
[JsonSerializable(typeof(CouponResponse))]
[JsonSerializable(typeof(CouponPage))]
[JsonSerializable(typeof(CoinsResponse))]
[JsonSerializable(typeof(SellerAccountResponse))]
[JsonSerializable(typeof(PayoutResponse))]
[JsonSerializable(typeof(SalesResponse))]
[JsonSerializable(typeof(SellerResponse))]
[JsonSerializable(typeof(ReportResponse))]
[JsonSerializable(typeof(ReportPage))]
[JsonSerializable(typeof(TrialBalanceResponse))]
[JsonSerializable(typeof(ClockResponse))]
[JsonSerializable(typeof(AuditResponse))]
[JsonSerializable(typeof(EventResponse))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(NoticePage))]
[JsonSerializable(typeof(InboxState))]
[JsonSerializable(typeof(WebhookEndpointResponse))]
[JsonSerializable(typeof(WebhookEndpointPage))]
[JsonSerializable(typeof(WebhookDeliveriesResponse))]
[JsonSerializable(typeof(OverviewResponse))]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(RedeliveryResponse))]
[JsonSerializable(typeof(Order.Status), TypeInfoPropertyName = "OrderStatus")]
[JsonSerializable(typeof(Order.FreezeReason), TypeInfoPropertyName = "OrderFreezeReason")]
[JsonSerializable(typeof(Dispute.Status), TypeInfoPropertyName = "DisputeStatus")]
[JsonSerializable(typeof(Dispute.Reason), TypeInfoPropertyName = "DisputeReason")]
[JsonSerializable(typeof(Dispute.Kind), TypeInfoPropertyName = "DisputeKind")]
[JsonSerializable(typeof(Checkout.Status), TypeInfoPropertyName = "CheckoutStatus")]
[JsonSerializable(typeof(Coupon.Status), TypeInfoPropertyName = "CouponStatus")]
[JsonSerializable(typeof(Member.Status), TypeInfoPropertyName = "MemberStatus")]
[JsonSerializable(typeof(SellerStanding.FreezeReason), TypeInfoPropertyName = "SellerFreezeReason")]
[JsonSerializable(typeof(Coupon.Kind), TypeInfoPropertyName = "CouponKind")]
[JsonSerializable(typeof(Coupon.Result), TypeInfoPropertyName = "CouponResult")]
[JsonSerializable(typeof(Campaign.Status), TypeInfoPropertyName = "CampaignStatus")]
[JsonSerializable(typeof(Parcel.Status), TypeInfoPropertyName = "ParcelStatus")]
[JsonSerializable(typeof(Refund.Status), TypeInfoPropertyName = "RefundStatus")]
internal sealed partial class MarketJson : JsonSerializerContext
{
    /// <summary>
    /// As it is sent: texts stay readable, since no browser takes our JSON for a page (<c>nosniff</c>).
    /// </summary>
    public static MarketJson Wire => Relaxed.Instance;

    /// <summary>Has the frame, which writes the schemas of the API's description, see JSON the same way.</summary>
    public static void ApplyTo(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        foreach (var converter in Default.Options.Converters) options.Converters.Add(converter);
    }

    /// <summary>Made at first use, when the generated <see cref="Default"/> is there.</summary>
    private static class Relaxed
    {
        public static readonly MarketJson Instance =
            new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
