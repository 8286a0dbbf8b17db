using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Ordering;

/// <summary>The order where it is asked about its dispute.</summary>
internal sealed partial class OrderGrain
{
    public async Task<Answer<string>> Open(Caller caller, DisputeOpening opening, long? version)
    {
        string? id = null;
        var outcome = await AskAs(caller, Role.Buyer, state =>
        {
            if (ProposalOf(state, opening.Proposal, Dispute.Party.Buyer) is not { } proposal) return null;
            // Opened again with the same words while it is open: the same dispute, which says already done.
            var opened = state.Dispute.Ids.Count;
            id = Ids.DisputeOf(order.Id, IsOpenAs(state, opening.Reason, proposal) ? opened : opened + 1);
            var evidence = opening.Evidence.Select(one => EvidenceOf(one, Dispute.Party.Buyer));
            return new Order.Command.OnDispute(
                new Dispute.Command.Open(id, opening.Reason, proposal, [.. evidence], []));
        }, version);
        return outcome.Why is { } why ? new(null, why, outcome.Subject) : new(id);
    }

    public Task<Outcome> Accept(Caller caller, string dispute, long? version) =>
        AskAs(caller, Role.Seller, dispute, version, _ => new Dispute.Command.Accept());

    public Task<Outcome> Counter(Caller caller, string dispute, DisputeProposal proposal, long? version) =>
        AskAs(caller, Role.Seller, dispute, version, state =>
            ProposalOf(state, proposal, Dispute.Party.Seller) is { } offer ? new Dispute.Command.Counter(offer) : null);

    public Task<Outcome> AcceptCounter(Caller caller, string dispute, long? version) =>
        AskAs(caller, Role.Buyer, dispute, version, _ => new Dispute.Command.AcceptCounter());

    public Task<Outcome> Modify(Caller caller, string dispute, DisputeProposal proposal, long? version) =>
        AskAs(caller, Role.Buyer, dispute, version, state =>
            ProposalOf(state, proposal, Dispute.Party.Buyer) is { } ask ? new Dispute.Command.Modify(ask) : null);

    public Task<Outcome> Withdraw(Caller caller, string dispute, long? version) =>
        AskAs(caller, Role.Buyer, dispute, version, _ => new Dispute.Command.Withdraw());

    public Task<Outcome> Escalate(Caller caller, string dispute, long? version) =>
        AskAs(caller, Role.Buyer, dispute, version, _ => new Dispute.Command.Escalate());

    public Task<Outcome> AddEvidence(Caller caller, string dispute, EvidenceItem evidence, long? version) =>
        AskAs(caller, caller.Role, dispute, version, _ =>
            new Dispute.Command.AddEvidence(EvidenceOf(evidence, Order.PartyOf(SideOf(caller)))));

    public Task<Outcome> ChangeEvidence(Caller caller, string dispute, EvidenceItem evidence, long? version) =>
        AskAs(caller, caller.Role, dispute, version, _ =>
            new Dispute.Command.ChangeEvidence(EvidenceOf(evidence, Order.PartyOf(SideOf(caller)))));

    public Task<Outcome> RemoveEvidence(Caller caller, string dispute, string evidence, long? version) =>
        AskAs(caller, caller.Role, dispute, version, _ =>
            new Dispute.Command.RemoveEvidence(evidence, Order.PartyOf(SideOf(caller))));

    public async Task<Outcome> Judge(string dispute, DisputeRuling ruling, long? version)
    {
        var state = await order.Durable();
        if (!IsNewest(state, dispute)) return Rejection.UnknownDispute;
        return SharesOf(state, ruling.Shares) is { } shares
            ? await Ask(new Order.Command.OnDispute(new Dispute.Command.Judge(new(ruling.Kind, shares, ruling.PaidBy,
                ruling.AtFault, ruling.ReturnShippingBy, ruling.Note))), version)
            : Rejection.UnknownSku;
    }

    public Task<Outcome> ReturnShipped(
        Caller caller, string dispute, string carrier, string tracking, long? version) =>
        AskAs(caller, Role.Buyer, dispute, version, _ => new Dispute.Command.ReturnShipped(carrier, tracking));

    public Task<Outcome> ReturnReceived(Caller caller, string dispute, long? version) =>
        AskAs(caller, Role.Seller, dispute, version, _ => new Dispute.Command.ReturnReceived());

    public Task<Outcome> ContestReturn(Caller caller, string dispute, EvidenceItem[] evidence, long? version) =>
        AskAs(caller, Role.Seller, dispute, version, _ => new Dispute.Command.ContestReturn(
            [.. evidence.Select(one => EvidenceOf(one, Dispute.Party.Seller))]));

    public async Task<DisputeView?> ViewDispute(Caller caller, string dispute)
    {
        var (state, version) = await order.Read();
        return IsNewest(state, dispute) && OrderViews.SideOf(caller, state) is { } side
            ? DisputeViews.Show(state, version, side, market.Policy, market.Time.GetUtcNow())
            : null;
    }

    private async Task<Outcome> AskAs(
        Caller caller, Role role, string dispute, long? version, Func<Order.State, Dispute.Command?> command)
    {
        if (!IsNewest(await order.Durable(), dispute)) return Rejection.UnknownDispute;
        var outcome = await AskAs(caller, role, state =>
            command(state) is { } asked ? new Order.Command.OnDispute(asked) : null, version);
        return outcome.Why == Rejection.UnknownOrder ? Rejection.UnknownDispute : outcome;
    }

    /// <summary>Whether an id is that of the order's newest dispute; earlier ones are over for good.</summary>
    private static bool IsNewest(Order.State state, string dispute) =>
        state.Dispute.Ids is [.., var newest] && newest == dispute;

    /// <summary>Whether the open dispute asks for just this.</summary>
    private static bool IsOpenAs(Order.State state, Dispute.Reason reason, Dispute.Proposal proposal) =>
        state is { IsDisputed: true, Dispute: { Asked: { } asked } dispute } && dispute.Reason == reason
        && proposal with { Shares = asked.Shares } == asked && proposal.Shares.SequenceEqual(asked.Shares);

    private static Dispute.Evidence EvidenceOf(EvidenceItem item, Dispute.Party by) =>
        new(item.Id, by, item.Text, item.Url, default);

    private static Dispute.Proposal? ProposalOf(Order.State state, DisputeProposal proposal, Dispute.Party by) =>
        SharesOf(state, proposal.Shares) is { } shares
            ? new(by, proposal.Kind, shares, proposal.ReturnShippingBy, proposal.Note)
            : null;

    /// <summary>Shares by SKU as shares by part, what was left out filled in; null when a SKU is not there.</summary>
    private static List<Dispute.Share>? SharesOf(Order.State state, DisputeShare[]? named)
    {
        var left = Order.DisputableShares(state);
        if (named is null) return [.. left.Where(share => share.Cash.IsPositive)];
        var shares = new List<Dispute.Share>(named.Length);
        foreach (var one in named)
        {
            if ((one.Sku is null ? left.Count - 1 : LineOf(state, one.Sku)) is not { } part) return null;
            shares.Add(new(part, one.Quantity == 0 ? left[part].Quantity : one.Quantity, one.Cash ?? left[part].Cash));
        }

        return shares;
    }
}
