using OrleansMarket.Contracts;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Membership;

/// <summary>What is unfinished in the whole market, folded from the entries of the journal.</summary>
[GrainType("open-orders")]
internal sealed class OpenOrdersGrain(IJournalStore store, MarketMachines machines) : IOpenOrdersGrain
{
    private readonly Projection<OpenThings> open = new(
        store, "opn_", OpenThings.Snapshots, (things, entry) => things.Fold(entry, machines));

    public async Task<Obligation[]> Of(string member) =>
    [
        .. (await open.Newest()).SelectMany(things => things.Of(member))
            .OrderBy(one => one.Id, StringComparer.Ordinal),
    ];

    public async Task<string[]> Reports(string? after, int limit) =>
    [
        .. (await open.Newest()).SelectMany(things => things.Reports)
            .Where(id => after is null || string.CompareOrdinal(id, after) > 0)
            .Order(StringComparer.Ordinal).Take(limit),
    ];
}
