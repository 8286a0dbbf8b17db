using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Following;

/// <summary>
/// Makes a view of the entries of one partition. Used by one <see cref="Follower"/>, one call at a time.
/// </summary>
internal interface IProjection
{
    /// <summary>
    /// Says what a stretch of entries, the next ones in order, changes in the view. It may remember things from stretch
    /// to stretch, until it is told to forget them.
    /// </summary>
    ValueTask Fold(IReadOnlyList<StoredEntry> stretch, ViewChanges changes);

    /// <summary>What was said last is durable.</summary>
    /// <param name="numbers">The numbers of its additions, in order.</param>
    void Kept(IReadOnlyList<long> numbers)
    {
    }

    /// <summary>
    /// Something that was said is not durable: whatever was remembered is to be looked up in the view again.
    /// </summary>
    void Forget();
}
