using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>What making the views again came to.</summary>
/// <param name="Entries">Entries that were read.</param>
/// <param name="PutAside">Entries that a view could not take, and why.</param>
public sealed record RebuiltViews(long Entries, IReadOnlyList<string> PutAside);

/// <summary>
/// Makes the views that can be made again from the journal of a market that is stopped. Feeds are not among them: the
/// numbers of their events were promised.
/// </summary>
public static class ViewRebuild
{
    /// <summary>Clears the lists of orders and the sales, and makes them anew.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="views">Where the views are.</param>
    /// <param name="policy">The numbers of the rules that the market goes by.</param>
    /// <param name="clock">When an entry was put aside.</param>
    /// <param name="progress">Is told after every page how many entries of how many are in.</param>
    public static async Task<RebuiltViews> Run(
        IJournalStore journal, IViewStore views, Policy policy, TimeProvider clock,
        IProgress<(long Entries, long Of)>? progress = null)
    {
        var (heads, machines) = (await journal.ReadHeads(), new MarketMachines(policy));
        var (gate, all, done, aside) = (new Lock(), heads.Sum(head => head.Sequence), 0L, new List<string>());
        await views.Clear(ListKeys.View);
        await Parallel.ForEachAsync(Enumerable.Range(0, heads.Count), async (partition, _) =>
        {
            var projection = new OrdersProjection(machines, policy, journal, views, partition);
            await new Follower(journal, views, ListKeys.View, partition, projection, clock, Taken, Buried)
                .CatchUp(heads[partition].Sequence);
        });
        return new(done, aside);

        void Taken(IReadOnlyList<StoredEntry> stretch)
        {
            var sum = Interlocked.Add(ref done, stretch.Count);
            progress?.Report((sum, all));
        }

        void Buried(DeadLetter letter)
        {
            lock (gate)
                aside.Add($"{letter.Partition}/{letter.Sequence} {letter.Aggregate}#{letter.Version}: {letter.Reason}");
        }
    }
}
