using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Membership;

/// <summary>
/// What the entries of one partition have left unfinished. An order, its escrow and its refunds lie in one partition,
/// so each of them is found here whole.
/// </summary>
internal sealed class OpenThings
{
    private readonly Dictionary<string, Obligation> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> byMember = new(StringComparer.Ordinal);

    /// <summary>How they are kept, to go on from later.</summary>
    public static SnapshotCodec<OpenThings> Snapshots { get; } = new(
        "open-1", things => things.Write(), Read, Every: 20_000, things => things.open.Count + things.Reports.Count);

    /// <summary>Reports that nobody has decided.</summary>
    public SortedSet<string> Reports { get; } = new(StringComparer.Ordinal);

    /// <summary>What a member is part of.</summary>
    public IEnumerable<Obligation> Of(string member) =>
        byMember.TryGetValue(member, out var ids) ? ids.Select(id => open[id]) : [];

    /// <summary>Takes an entry in.</summary>
    public void Fold(Entry entry, MarketMachines machines)
    {
        switch (entry.Aggregate[..4])
        {
            case Ids.Order:
                foreach (var happened in machines.Order.Events.Read(entry.Events)) OfOrder(entry.Aggregate, happened);
                break;
            case Ids.Refund:
                foreach (var happened in machines.Refund.Events.Read(entry.Events))
                    if (happened is Refund.Event.Opened { Claim: var claim })
                        Open(new(entry.Aggregate, ObligationKind.Refund, claim.Buyer, null));
                    else if (happened is Refund.Event.Settled) End(entry.Aggregate);
                break;
            case Ids.Payment:
                foreach (var happened in machines.Payment.Events.Read(entry.Events))
                    if (happened is Payment.Event.Started { Request: var request })
                        Open(new(entry.Aggregate, ObligationKind.Payment, request.Buyer, null));
                    else End(entry.Aggregate);
                break;
            case Ids.Standing:
                foreach (var happened in machines.SellerStanding.Events.Read(entry.Events)) OfStanding(happened);
                break;
        }
    }

    private ReadOnlyMemory<byte> Write() => JsonSerializer.SerializeToUtf8Bytes(
        new OpenForm([.. open.Values], [.. Reports]), OpenForms.Default.OpenForm);

    private static OpenThings Read(ReadOnlyMemory<byte> kept)
    {
        var (things, form) = (new OpenThings(), JsonSerializer.Deserialize(kept.Span, OpenForms.Default.OpenForm)!);
        foreach (var one in form.Open) things.Open(one);
        things.Reports.UnionWith(form.Reports);
        return things;
    }

    private void OfOrder(string id, Order.Event happened)
    {
        switch (happened)
        {
            case Order.Event.Placed { Terms: var terms }:
                Open(new(id, ObligationKind.UnpaidOrder, terms.Buyer, terms.Seller));
                break;
            case Order.Event.Paid:
                Become(id, ObligationKind.PaidOrder);
                break;
            case Order.Event.Closed { Refund: true }:
                Become(id, ObligationKind.ClosingOrder);
                break;
            case Order.Event.EscrowDone when open.GetValueOrDefault(id)?.Kind == ObligationKind.ClosingOrder:
            case Order.Event.Closed or Order.Event.Finished:
                End(id);
                break;
        }
    }

    private void OfStanding(SellerStanding.Event happened)
    {
        switch (happened)
        {
            case SellerStanding.Event.Reported reported:
                Reports.Add(reported.Report.Id);
                break;
            case SellerStanding.Event.Confirmed confirmed:
                Reports.Remove(confirmed.Report);
                break;
            case SellerStanding.Event.Dismissed dismissed:
                Reports.Remove(dismissed.Report);
                break;
        }
    }

    private void Open(Obligation one)
    {
        open[one.Id] = one;
        Index(one.Buyer, one.Id);
        if (one.Seller is { } seller) Index(seller, one.Id);
    }

    private void Become(string id, ObligationKind kind)
    {
        if (open.TryGetValue(id, out var known)) open[id] = known with { Kind = kind };
    }

    private void End(string id)
    {
        if (!open.Remove(id, out var ended)) return;
        Unindex(ended.Buyer, id);
        if (ended.Seller is { } seller) Unindex(seller, id);
    }

    private void Index(string member, string id)
    {
        if (!byMember.TryGetValue(member, out var ids)) byMember[member] = ids = new(StringComparer.Ordinal);
        ids.Add(id);
    }

    private void Unindex(string member, string id)
    {
        if (byMember.TryGetValue(member, out var ids) && ids.Remove(id) && ids.Count == 0) byMember.Remove(member);
    }
}

/// <summary>How it is kept.</summary>
internal sealed record OpenForm(Obligation[] Open, string[] Reports);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(OpenForm))]
internal sealed partial class OpenForms : JsonSerializerContext;
