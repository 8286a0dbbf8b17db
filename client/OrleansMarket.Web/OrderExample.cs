namespace OrleansMarket.Web;

/// <summary>An order, for the API's description.</summary>
internal static class OrderExample
{
    /// <summary>In a list.</summary>
    public const string Row = """
        {"id": "ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1", "version": 4, "status": "awaiting_shipment",
         "display": "awaiting_shipment", "buyer": "alice", "seller": "carol",
         "lines": [{"sku": "phone-1", "title": "A telephone", "quantity": 2}],
         "total": {"amount": 3406, "currency": "USD"}, "tracking": [], "placed_at": "2026-11-11T00:00:00.000Z",
         "archived": false, "tabs": ["all", "processing"],
         "allowed_actions": ["request_cancellation", "extend_shipping"],
         "next_deadline": {"kind": "ship", "at": "2026-11-19T00:01:00.000Z",
                           "what_happens": "The order closes, and the buyer is refunded in full."}}
        """;

    /// <summary>All of it.</summary>
    public const string Json = """
        {"id": "ord_01kc9w3v8xq2m4n6p8r0s2t4v7.1", "version": 4, "status": "awaiting_shipment",
         "display": "awaiting_shipment",
         "regions": {"primary": "awaiting_shipment", "escrow": "held", "frozen": false},
         "checkout": "chk_01kc9w3v8xq2m4n6p8r0s2t4v7",
         "buyer": "alice", "seller": "carol",
         "lines": [{"sku": "phone-1", "title": "A telephone", "quantity": 2,
                    "unit_price": {"amount": 1828, "currency": "USD"},
                    "seller_discount": {"amount": 500, "currency": "USD"},
                    "platform_discount": {"amount": 0, "currency": "USD"},
                    "total": {"amount": 3156, "currency": "USD"}}],
         "shipping_method": "standard", "subtotal": {"amount": 3656, "currency": "USD"},
         "discount": {"amount": 500, "currency": "USD"}, "shipping_fee": {"amount": 250, "currency": "USD"},
         "total": {"amount": 3406, "currency": "USD"},
         "ship_to": {"name": "Alice Doe", "street": "1 Main Street", "city": "Springfield", "country": "US",
                     "postal_code": "12345"},
         "coupons": ["cpn_01kc9w3v8xq2m4n6p8r0s2t4v6.1"], "payment": "pay_01kc9w3v8xq2m4n6p8r0s2t4v8",
         "refunds": [], "refundable": {"amount": {"amount": 3406, "currency": "USD"},
           "lines": [{"sku": "phone-1", "quantity": 2, "amount": {"amount": 3156, "currency": "USD"}}],
           "shipping": {"amount": 250, "currency": "USD"}},
         "shipments": [], "removed": [], "extensions": [], "archived": false,
         "placed_at": "2026-11-11T00:00:00.000Z", "paid_at": "2026-11-11T00:01:00.000Z",
         "allowed_actions": ["request_cancellation", "extend_shipping"],
         "next_deadline": {"kind": "ship", "at": "2026-11-19T00:01:00.000Z",
                           "what_happens": "The order closes, and the buyer is refunded in full."}}
        """;
}
