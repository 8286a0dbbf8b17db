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
/// <param name="taken">Is told of every stretch that has become durable in the view.</param>
/// <param name="buried">Is told of every entry that was put aside.</param>
internal sealed class Follower(
    IJournalStore journal, IViewStore views, string view, int partition, IProjection projection, TimeProvider clock,
    Action<IReadOnlyList<StoredEntry>>? taken = null, Action<DeadLetter>? buried = null)
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
        if (known == 0) await Take(delivered);
        else if (known < delivered.Count) await Take([.. delivered.Skip(known)]);
    }

    /// <summary>Reads the journal until the view has come so far, or to the partition's end.</summary>
    public async Task CatchUp(long upTo)
    {
        while (await Position() < upTo && await TakePage())
        {
        }
    }

    /// <summary>Reads the next page of the journal; false when there is nothing more.</summary>
    public async Task<bool> TakePage()
    {
        var page = await journal.ReadPartition(partition, await Position(), PageSize);
        if (page.Count > 0) await Take(page);
        return page.Count > 0;
    }

    /// <summary>
    /// Delivers an entry again that was put aside. When the projection takes it, the letter is gone in the same commit;
    /// otherwise it says the new reason.
    /// </summary>
    public async Task<Redelivery> Redeliver(long sequence)
    {
        while (true)
        {
            var reached = await Position();
            var key = DeadLetter.KeyOf(partition, sequence);
            var found = (await views.Read(view, [KeyRange.Of(key)]))[0];
            if (found.Count == 0) return Redelivery.Unknown;
            var entry = (await journal.ReadPartition(partition, sequence - 1, 1))[0];
            var changes = new ViewChanges();
            string? reason = null;
            if (await Fold([entry], changes) is { } failed)
            {
                changes = new ViewChanges();
                var letter = DeadLetter.Of(entry, failed, clock.GetUtcNow());
                letter.Put(changes);
                reason = letter.Reason;
            }
            else
            {
                changes.Remove(key);
            }

            if (await Commit(changes, reached, reached)) return new Redelivery(true, reason);
        }
    }

    /// <summary>
    /// Changes the view where no entry does: time has passed, for example. When another activation has moved the view
    /// meanwhile, nothing is changed.
    /// </summary>
    public async Task Revise(Func<ViewChanges, ValueTask> revise)
    {
        var reached = await Position();
        var changes = new ViewChanges();
        try
        {
            await revise(changes);
        }
        catch (Exception)
        {
            projection.Forget();
            throw;
        }

        await Commit(changes, reached, reached);
    }

    private async Task Take(IReadOnlyList<StoredEntry> stretch)
    {
        var changes = new ViewChanges();
        DeadLetter? letter = null;
        if (await Fold(stretch, changes) is { } failed)
        {
            if (stretch.Count > 1)
            {
                await Take([.. stretch.Take(stretch.Count / 2)]);
                await Receive([.. stretch.Skip(stretch.Count / 2)]);
                return;
            }

            changes = new ViewChanges();
            letter = DeadLetter.Of(stretch[0], failed, clock.GetUtcNow());
            letter.Put(changes);
        }

        if (!await Commit(changes, position!.Value, stretch[^1].Sequence))
        {
            // Another activation is ahead of this one. Go on from where it has come to.
            await Receive(stretch);
            return;
        }

        taken?.Invoke(stretch);
        if (letter is not null) buried?.Invoke(letter);
    }

    /// <summary>Has the projection say what a stretch changes; answers why it cannot.</summary>
    private async ValueTask<Exception?> Fold(IReadOnlyList<StoredEntry> stretch, ViewChanges changes)
    {
        try
        {
            await projection.Fold(stretch, changes);
            return null;
        }
        catch (Exception failed)
        {
            projection.Forget();
            // A store that fails is nobody's dead letter: then this throws, and all of it is delivered again.
            await views.ReadCursors(view, journal.Partitions);
            await journal.ReadHeads();
            return failed;
        }
    }

    /// <summary>Changes the view; false when another activation has moved it meanwhile.</summary>
    private async Task<bool> Commit(ViewChanges changes, long after, long upTo)
    {
        ViewResult result;
        try
        {
            result = await views.Apply(changes.ToBatch(view, partition, after, upTo));
        }
        catch (Exception)
        {
            // It may be applied or not: the cursor in the store knows.
            position = null;
            projection.Forget();
            throw;
        }

        position = result.IsApplied ? upTo : null;
        if (result.IsApplied) projection.Kept(result.Numbers);
        else projection.Forget();
        return result.IsApplied;
    }
}
