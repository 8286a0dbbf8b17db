using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>Members who left.</summary>
internal sealed class I18Members() : Invariant(
    "I18", "A deactivated member has no open obligation; his ledger rows remain, his personal data does not.")
{
    private readonly HashSet<string> left = new(StringComparer.Ordinal);
    private readonly List<(Place Place, Order.Status Status, string Buyer, string Seller)> open = [];

    public override IReadOnlyList<string> Prefixes => [];

    protected override string Elsewhere =>
        "That his personal data is gone: no entry shows it in the first place; the tests read the bytes of the file. "
        + "That no posting is ever removed is shown by I14.";

    public override void End(PartitionFold fold)
    {
        foreach (var (folded, member) in fold.All<Member.State>())
            if (member.Status is Member.Status.Erasing or Member.Status.Erased) left.Add(Ids.Tail(folded.Aggregate));
        foreach (var (folded, order) in fold.All<Order.State>())
            if (order.Terms is { } terms && !OrderFact.Ended(order))
                open.Add((fold.PlaceOf(folded), order.Status, terms.Buyer, terms.Seller));
    }

    public override void Conclude(Facts facts)
    {
        Count("members who left", left.Count);
        Count("open orders", open.Count);
        foreach (var (place, status, buyer, seller) in open)
        {
            if (left.Contains(buyer)) Violate(place, $"It is {status}, and its buyer, {buyer}, has left.");
            if (left.Contains(seller)) Violate(place, $"It is {status}, and its seller, {seller}, has left.");
        }
    }
}
