namespace OrleansMarket.Web;

/// <summary>A dispute, for the API's description.</summary>
internal static class DisputeExample
{
    public const string Json = """
        {"id": "dsp_01kc9w3v8xq2m4n6p8r0s2t4v7.1.1", "order": "ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1", "version": 11,
         "status": "awaiting_seller", "reason": "damaged",
         "asked": {"by": "buyer", "kind": "refund", "amount": {"amount": 1578, "currency": "USD"},
                   "lines": [{"sku": "phone-1", "quantity": 1, "amount": {"amount": 1578, "currency": "USD"}}],
                   "return_shipping_by": "seller", "note": "It came with a broken screen."},
         "refundable": {"amount": {"amount": 3406, "currency": "USD"},
           "lines": [{"sku": "phone-1", "quantity": 2, "amount": {"amount": 3156, "currency": "USD"}}],
           "shipping": {"amount": 250, "currency": "USD"}},
         "evidence": [{"id": "evd_01kc9w3v8xq2m4n6p8r0s2t4w2.1", "by": "buyer",
                       "text": "The screen, seen from above.", "url": "https://example.org/screen.jpg",
                       "at": "2026-11-20T10:00:00.000Z"}],
         "opened_at": "2026-11-20T10:00:00.000Z", "escalate_from": "2026-11-23T10:00:00.000Z",
         "allowed_actions": ["modify", "withdraw", "evidence"],
         "next_deadline": {"kind": "dispute_respond", "at": "2026-11-25T10:00:00.000Z",
                           "what_happens": "The dispute is settled as the buyer asks."}}
        """;
}
