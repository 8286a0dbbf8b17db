using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Actors;

/// <summary>What can be asked of an order's dispute and takes more than a line.</summary>
internal static class DisputeActions
{
    public static Task Open(Actor who, OrderView order, long? version, Chance chance)
    {
        var opening = new DisputeOpening(
            chance.Is(0.5) ? Dispute.Reason.NotReceived : Dispute.Reason.NotAsDescribed,
            Proposal(order, Dispute.Party.Buyer, chance), [new("e-1", "See the picture.", null)]);
        return who.Ask(chance, $"open a dispute over {order.Id}",
            () => Grain(who, order).Open(who.Self, opening, version));
    }

    public static Task Counter(Actor who, OrderView order, long? version, Chance chance)
    {
        var proposal = Proposal(order, Dispute.Party.Seller, chance);
        return who.Command(chance, $"offer something else for {order.Id}",
            () => Grain(who, order).Counter(who.Self, Id(order), proposal, version));
    }

    public static Task Modify(Actor who, OrderView order, long? version, Chance chance)
    {
        var proposal = Proposal(order, Dispute.Party.Buyer, chance);
        return who.Command(chance, $"ask for something else for {order.Id}",
            () => Grain(who, order).Modify(who.Self, Id(order), proposal, version));
    }

    public static Task AddEvidence(Actor who, OrderView order, long? version, Chance chance)
    {
        var evidence = new EvidenceItem($"e-{chance.Next() % 1_000}", "Look here.", null);
        return who.Command(chance, $"add {evidence.Id} to the dispute of {order.Id}",
            () => Grain(who, order).AddEvidence(who.Self, Id(order), evidence, version));
    }

    public static Task Judge(Actor who, OrderView order, long? version, Chance chance)
    {
        var asked = Proposal(order, Dispute.Party.Seller, chance);
        var payer = chance.Is(0.6) ? Dispute.Party.Seller : Dispute.Party.Platform;
        var ruling = new DisputeRuling(
            asked.Kind, asked.Shares, payer, payer, chance.Of(new[] { Dispute.Party.Buyer, Dispute.Party.Seller }), "");
        return who.Command(chance, $"judge {order.Id}",
            () => Grain(who, order).Judge(Id(order), ruling, version));
    }

    public static Task ShipReturn(Actor who, OrderView order, long? version, Chance chance)
    {
        var tracking = $"R{chance.Next() % 1_000_000}";
        who.Stage.Parcels.Add(tracking);
        return who.Command(chance, $"send {order.Id} back with {tracking}",
            () => who.Grains.Parcel(tracking).DispatchReturn(who.Self, Id(order), "dhl", version));
    }

    private static DisputeProposal Proposal(OrderView order, Dispute.Party by, Chance chance)
    {
        var line = chance.Of(order.Lines);
        DisputeShare[]? shares = chance.Below(4) switch
        {
            0 => null,
            1 => [new(line.Sku, 1, null)],
            _ => [new(line.Sku, 1, Money.Usd(1 + chance.Below((int)Math.Max(1, line.UnitPrice.Minor))))],
        };
        var kind = chance.Is(0.6) ? Dispute.Kind.Refund : Dispute.Kind.ReturnAndRefund;
        return new(kind, shares, chance.Is(0.5) ? by : Dispute.Party.Seller, "");
    }

    private static IDisputeGrain Grain(Actor who, OrderView order) => who.Grains.DisputesOf(order.Id);

    private static string Id(OrderView order) => order.Dispute?.Id ?? "";
}
