using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Running;

/// <summary>
/// Puts together what operators look at: what the journal and the views say of the whole market, and what each silo has
/// measured itself.
/// </summary>
/// <remarks>Many may look at the same time; they share what is at most a second old.</remarks>
[GrainType("overview")]
internal sealed class OverviewGrain(
    IGrainFactory grains, IJournalStore store, IViewStore views, IEnumerable<FollowedView> followed,
    SiloWatches watches, Market market) : IOverviewGrain
{
    /// <summary>Most deadlines that are counted in a partition, and dead letters of a view.</summary>
    private const int MostCounted = 500;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private OverviewView? latest;
    private long made;

    public async Task<OverviewView> View()
    {
        if (latest is { } known && market.Time.GetElapsedTime(made) < Fresh) return known;
        var (deadlines, silos, balances) = (Deadlines(), Silos(), grains.Ledger().TrialBalance());
        var behind = await Behind();
        latest = new(
            market.Time.GetUtcNow(), market.Time.Ahead,
            [.. (await balances).Where(balance => balance.Account == "escrow").Select(balance =>
                new Money(-balance.Balance, Currency.Parse(balance.Currency)))],
            await deadlines, behind, await silos);
        made = market.Time.GetTimestamp();
        return latest;
    }

    private async Task<DeadlineOverview> Deadlines()
    {
        var now = market.Time.GetUtcNow();
        var (due, isMore, earliest) = (0, false, (DateTimeOffset?)null);
        for (var partition = 0; partition < store.Partitions; partition++)
        {
            var come = await store.ReadDeadlines(partition, now, MostCounted + 1);
            due += Math.Min(come.Count, MostCounted);
            isMore |= come.Count > MostCounted;
            var first = come.Count > 0 ? come[0].Due : await store.NextDeadline(partition);
            if (first is not null && (earliest is null || first < earliest)) earliest = first;
        }

        return new(due, isMore, earliest < now ? now - earliest.Value : TimeSpan.Zero, earliest);
    }

    private async Task<ViewOverview[]> Behind()
    {
        var behind = new List<ViewOverview>();
        foreach (var view in followed.Select(one => one.Name))
        {
            // What a view has taken lies before the heads that are read after it.
            var cursors = await views.ReadCursors(view, store.Partitions);
            var heads = await store.ReadHeads();
            var (entries, most, lag) = (0L, 0L, TimeSpan.Zero);
            for (var partition = 0; partition < store.Partitions; partition++)
            {
                var missing = heads[partition].Sequence - cursors[partition];
                if (missing <= 0) continue;
                (entries, most) = (entries + missing, Math.Max(most, missing));
                var next = await store.ReadPartition(partition, cursors[partition], 1);
                var age = next.Count > 0 ? market.Time.GetUtcNow() - next[0].Entry.At : TimeSpan.Zero;
                if (age > lag) lag = age;
            }

            var dead = await views.Read(view, [DeadLetter.All(MostCounted)]);
            behind.Add(new(view, entries, most, lag, dead[0].Count));
        }

        return [.. behind];
    }

    private async Task<SiloOverview[]> Silos()
    {
        var hosts = await grains.GetGrain<IManagementGrain>(0).GetHosts();
        return await Task.WhenAll(hosts.OrderBy(host => host.Key).Select(async host => new SiloOverview(
            host.Key.ToParsableString(), host.Value.ToString(),
            host.Value == SiloStatus.Active ? await Figures(host.Key) : null)));
    }

    private async Task<SiloFigures?> Figures(SiloAddress silo)
    {
        try
        {
            return await watches.On(silo).Figures().WaitAsync(Patience);
        }
        catch (Exception failed)
        {
            // A silo that has just died belongs into the overview too.
            market.Log.LogWarning("{Silo} does not tell its figures: {Reason}", silo, failed.Message);
            return null;
        }
    }
}
