namespace OrleansMarket.Contracts;

/// <summary>Entries of the journal that a view could not take, of all views and partitions.</summary>
[Alias("dead-letters")]
public interface IDeadLetterGrain : IGrainWithIntegerKey
{
    /// <summary>Letters behind one of them, by view and place in the journal.</summary>
    /// <param name="after">The id of the last one seen; null for the beginning.</param>
    /// <param name="limit">Most letters wanted.</param>
    [Alias("list")]
    Task<DeadLetterView[]> List(string? after, int limit);

    /// <summary>
    /// Has an entry taken after all. The letter is gone in the same commit in which the entry counts.
    /// </summary>
    [Alias("redeliver")]
    Task<LetterDelivery> Redeliver(string id);
}

/// <summary>An entry that a view has put aside.</summary>
/// <param name="Id"><c>dlt_</c>, the view, the partition and the place in it.</param>
/// <param name="View">Which view.</param>
/// <param name="Partition">Where the entry is.</param>
/// <param name="Sequence">Its place there.</param>
/// <param name="Aggregate">Whose decision it is.</param>
/// <param name="Version">Which one of them.</param>
/// <param name="Reason">Why it could not be taken when it was last tried.</param>
/// <param name="At">When that was.</param>
[GenerateSerializer, Immutable, Alias("dead-letter-view")]
public sealed record DeadLetterView(
    [property: Id(0)] string Id,
    [property: Id(1)] string View,
    [property: Id(2)] int Partition,
    [property: Id(3)] long Sequence,
    [property: Id(4)] string Aggregate,
    [property: Id(5)] long Version,
    [property: Id(6)] string Reason,
    [property: Id(7)] DateTimeOffset At);

/// <summary>What became of a letter that was delivered again.</summary>
/// <param name="IsKnown">Whether there is such a letter; not when its entry was taken by now.</param>
/// <param name="Reason">Why the entry still cannot be taken; null when it was.</param>
[GenerateSerializer, Immutable, Alias("letter-delivery")]
public sealed record LetterDelivery([property: Id(0)] bool IsKnown, [property: Id(1)] string? Reason);
