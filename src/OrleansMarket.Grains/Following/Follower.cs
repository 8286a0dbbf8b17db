using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Following;

/// <summary>
/// Follows one partition of the journal and keeps a view of it: every entry counts once, in order, whatever is
/// delivered twice, late, or not at all.
/// </summary>
/// <remarks>
/// What is delivered only saves reading: what came before is skipped, what is missing is read from the journal. How far
/// the view has come is committed together with the view. An entry that the projection cannot take is put aside as a
/// dead letter, in the same commit that goes on behind it. To be used by one grain, one call at a time.
/// </remarks>
/// <param name="journal">Where entries are read.</param>
/// <param name="views">Where the view is kept.</param>
/// <param name="view">Its name.</param>
/// <param name="partition">The partition to follow.</param>
/// <param name="projection">Makes the view.</param>
/// <param name="clock">When a letter died.</param>
internal sealed class Follower(
    IJournalStore journal, IViewStore views, string view, int partition, IProjection projection, TimeProvider clock)
{
    private const int PageSize = 1_000;

    private long? position;

    /// <summary>How far the view has come.</summary>
    public async ValueTask<long> Position() =>
        position ??= (await views.ReadCursors(view, journal.Partitions))[partition];

    /// <summary>Takes in what was delivered, and before it whatever is missing.</summary>
    public async Task Receive(IReadOnlyList<StoredEntry> delivered)
    {
        if (delivered.Count == 0) return;
        await CatchUp(delivered[0].Sequence - 1);
        var reached = await Position();
        // What another activation has taken in meanwhile is behind us, and so is what is delivered again.
        var known = (int)Math.Clamp(reached + 1 - delivered[0].Sequence, 0, delivered.Count);
        if (known < delivered.Count) await Take([.. delivered.Skip(known)]);
    }

    /// <summary>Reads the journal until the view has come so far, or to the partition's end.</summary>
    public async Task CatchUp(long upTo)
    {
        while (await Position() is var reached && reached < upTo)
        {
            var page = await journal.ReadPartition(partition, reached, (int)Math.Min(PageSize, upTo - reached));
            if (page.Count == 0) return;
            await Take(page);
        }
    }

    /// <summary>Changes the view where no entry does: time has passed, for example.</summary>
    public async Task Revise(Func<ViewChanges, ValueTask> revise)
    {
        var reached = await Position();
        var changes = new ViewChanges();
        await revise(changes);
        try
        {
            if ((await views.Apply(changes.ToBatch(view, partition, reached, reached))).IsApplied) return;
        }
        catch (Exception)
        {
            position = null;
            projection.Forget();
            throw;
        }

        // Another activation is ahead of this one, and what was to be changed may be different there.
        position = null;
        projection.Forget();
    }

    private async Task Take(IReadOnlyList<StoredEntry> stretch)
    {
        var changes = new ViewChanges();
        try
        {
            await projection.Fold(stretch, changes);
        }
        catch (Exception failed)
        {
            projection.Forget();
            // A store that fails is nobody's dead letter: then this throws, and all of it is delivered again.
            await views.ReadCursors(view, journal.Partitions);
            await journal.ReadHeads();
            if (stretch.Count > 1)
            {
                await Take([.. stretch.Take(stretch.Count / 2)]);
                await Receive([.. stretch.Skip(stretch.Count / 2)]);
                return;
            }

            changes = new ViewChanges();
            DeadLetter.Of(stretch[0], failed, clock.GetUtcNow()).Put(changes);
        }

        await Keep(stretch, changes);
    }

    private async Task Keep(IReadOnlyList<StoredEntry> stretch, ViewChanges changes)
    {
        ViewResult result;
        try
        {
            result = await views.Apply(changes.ToBatch(view, partition, position!.Value, stretch[^1].Sequence));
        }
        catch (Exception)
        {
            // It may be applied or not: the cursor in the store knows.
            position = null;
            projection.Forget();
            throw;
        }

        if (result.IsApplied)
        {
            position = stretch[^1].Sequence;
            projection.Kept(result.Numbers);
            return;
        }

        // Another activation is ahead of this one. Go on from where it has come to.
        position = null;
        projection.Forget();
        await Receive(stretch);
    }
}
