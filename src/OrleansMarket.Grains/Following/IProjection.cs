using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Following;

/// <summary>
/// Makes a view of the entries of one partition. Used by one <see cref="Follower"/>, one call at a time.
/// </summary>
/// <remarks>
/// An entry that it could not take and that was put aside can come late, when an operator has it delivered again:
/// behind newer ones, of the same aggregate too, and alone. So what is said of an entry has to be true whenever it is
/// said: put whole documents rather than differences, compare versions where a newer entry may have been folded
/// already, and never count on the entry before.
/// </remarks>
internal interface IProjection
{
    /// <summary>
    /// Says what a stretch of entries, the next ones in order, changes in the view. It may remember things from stretch
    /// to stretch, until it is told to forget them.
    /// </summary>
    ValueTask Fold(IReadOnlyList<StoredEntry> stretch, ViewChanges changes);

    /// <summary>What was said last is durable.</summary>
    /// <param name="numbers">The last number of each of its additions, in order.</param>
    void Kept(IReadOnlyList<long> numbers)
    {
    }

    /// <summary>
    /// Something that was said is not durable: whatever was remembered is to be looked up in the view again.
    /// </summary>
    void Forget();
}
