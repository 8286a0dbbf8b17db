using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>An entry that a view has put aside.</summary>
/// <param name="Id">Its id.</param>
/// <param name="View">Which view.</param>
/// <param name="Partition">The partition of the journal.</param>
/// <param name="Sequence">The entry's place there.</param>
/// <param name="Aggregate">Whose decision it is.</param>
/// <param name="Version">Which one of them.</param>
/// <param name="Reason">Why it could not be taken when it was last tried.</param>
/// <param name="At">When that was.</param>
internal sealed record DeadLetterResponse(
    string Id, string View, int Partition, long Sequence, string Aggregate, long Version, string Reason,
    DateTimeOffset At)
{
    /// <summary>As the API has it.</summary>
    public static DeadLetterResponse From(DeadLetterView letter) => new(
        letter.Id, letter.View, letter.Partition, letter.Sequence, letter.Aggregate, letter.Version, letter.Reason,
        letter.At);
}

/// <summary>A page of dead letters.</summary>
/// <param name="Items">The letters.</param>
/// <param name="HasMore">Whether there are more behind them.</param>
/// <param name="NextCursor">Where they begin.</param>
internal sealed record DeadLetterPage(IReadOnlyList<DeadLetterResponse> Items, bool HasMore, string? NextCursor);

/// <summary>A dead letter was delivered again.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Taken">Its entry counts now.</param>
internal sealed record RedeliveryResponse(string Id, bool Taken);
