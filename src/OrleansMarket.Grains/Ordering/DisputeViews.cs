using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Ordering;

/// <summary>Shows an order's dispute to one of its sides.</summary>
internal static class DisputeViews
{
    /// <summary>The newest dispute as this side sees it.</summary>
    public static DisputeView Show(Order.State order, long version, Order.Side side, Policy policy, DateTimeOffset now)
    {
        var (dispute, terms) = (order.Dispute, order.Terms!);
        var isOpen = order is { IsDisputed: true, Frozen: null };
        return new(
            dispute.Ids[^1], terms.Order, version, dispute.Status, dispute.Reason, Show(terms, dispute.Asked!),
            dispute.Offered is { } offered ? Show(terms, offered) : null,
            Show(terms, dispute.Refundable),
            [.. dispute.Evidence.Select(one => new EvidenceView(one.Id, one.By, one.Text, one.Url, one.At))],
            dispute.OpenedAt!.Value, dispute.EscalateFrom!.Value, ReturnOf(dispute), OutcomeOf(terms, dispute),
            dispute.EndedAt,
            isOpen ? [.. Dispute.AllowedActions(dispute, Order.PartyOf(side), policy, now)] : [],
            order.IsDisputed ? OrderViews.Next(order) : null);
    }

    private static ProposalView Show(Order.OrderTerms terms, Dispute.Proposal proposal) => new(
        proposal.By, proposal.Kind, Show(terms, proposal.Shares), Sum(terms, proposal.Shares),
        proposal.ReturnShippingBy, proposal.Note);

    /// <summary>Shares by part as shares by SKU.</summary>
    public static DisputeShare[] Show(Order.OrderTerms terms, IReadOnlyList<Dispute.Share> shares) =>
    [
        .. shares.Select(share => new DisputeShare(
            share.Part < terms.Lines.Count ? terms.Lines[share.Part].Sku : null, share.Quantity, share.Cash)),
    ];

    private static ReturnView? ReturnOf(Dispute.State dispute) => dispute.ReturnShipBy is { } shipBy
        ? new(dispute.ReturnShippingBy!.Value, shipBy, dispute.ReturnCarrier, dispute.ReturnTracking,
            dispute.ReturnDeliveredAt, dispute.ReturnConfirmBy)
        : null;

    private static OutcomeView? OutcomeOf(Order.OrderTerms terms, Dispute.State dispute) => dispute is
    { Outcome: { } outcome }
        ? new(Show(terms, outcome.Shares), Sum(terms, outcome.Shares), outcome.PaidBy, outcome.AtFault,
            outcome.Returned, outcome.How, dispute.Ruling?.Note)
        : null;

    private static Money Sum(Order.OrderTerms terms, IReadOnlyList<Dispute.Share> shares) =>
        shares.Sum(terms.ShippingFee.Currency, share => share.Cash);
}
