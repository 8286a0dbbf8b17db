using OrleansMarket.Contracts;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Membership;

/// <summary>What is unfinished in the whole market, folded from the entries of the journal.</summary>
/// <remarks>
/// Each partition is read from where it was left to its end, when somebody asks. So an answer holds everything that was
/// durable when it was asked for, and nobody who orders or pays does anything for it. How far a partition was folded is
/// kept as a snapshot: losing it costs a second reading and nothing else.
/// </remarks>
[GrainType("open-orders")]
internal sealed class OpenOrdersGrain(IGrainContext context, IJournalStore store, MarketMachines machines)
    : IOpenOrdersGrain, IGrainBase
{
    private const string Shape = "open-1";
    private const int PageSize = 2_000;
    private const int SnapshotEvery = 20_000;

    private readonly OpenThings[] partitions = new OpenThings[store.Partitions];
    private readonly long[] kept = new long[store.Partitions];

    public IGrainContext GrainContext => context;

    public async Task OnActivateAsync(CancellationToken token)
    {
        var requests = Enumerable.Range(0, partitions.Length).Select(p => new HistoryRequest(Id(p), Shape));
        var found = await store.Read([.. requests]);
        for (var p = 0; p < partitions.Length; p++)
        {
            partitions[p] = OpenThings.From(found[p].Snapshot);
            kept[p] = partitions[p].Sequence;
        }
    }

    public async Task<Obligation[]> Of(string member)
    {
        await CatchUp();
        return
        [
            .. partitions.SelectMany(partition => partition.Of(member))
                .OrderBy(one => one.Id, StringComparer.Ordinal),
        ];
    }

    public async Task<string[]> Reports(string? after, int limit)
    {
        await CatchUp();
        return
        [
            .. partitions.SelectMany(partition => partition.Reports)
                .Where(id => after is null || string.CompareOrdinal(id, after) > 0)
                .Order(StringComparer.Ordinal).Take(limit),
        ];
    }

    private Task CatchUp() => Task.WhenAll(Enumerable.Range(0, partitions.Length).Select(CatchUp));

    private async Task CatchUp(int number)
    {
        var partition = partitions[number];
        while (await store.ReadPartition(number, partition.Sequence, PageSize) is { Count: > 0 } page)
            foreach (var stored in page) partition.Fold(stored, machines);
        if (partition.Sequence - kept[number] < Math.Max(SnapshotEvery, partition.Count)) return;
        await store.WriteSnapshot(new(Id(number), partition.Sequence, null, Shape, partition.Keep()));
        kept[number] = partition.Sequence;
    }

    private static string Id(int partition) => $"opn_{partition}";
}
