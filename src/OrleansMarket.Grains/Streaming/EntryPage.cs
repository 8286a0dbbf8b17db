using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Streams;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Streaming;

/// <summary>
/// Entries of a partition, one behind the other, as they travel through the stream: all of them in one event. It is
/// never copied within a silo.
/// </summary>
/// <param name="Partition">Whose entries.</param>
/// <param name="After">The sequence before the first of them.</param>
/// <param name="Entries">The entries; none where only a place in the partition is meant.</param>
[GenerateSerializer, Immutable, Alias("entry-page")]
internal sealed record EntryPage(
    [property: Id(0)] int Partition, [property: Id(1)] long After, [property: Id(2)] StoredEntry[] Entries)
    : IBatchContainer
{
    /// <summary>The sequence of the last entry.</summary>
    public long Last => After + Entries.Length;

    /// <summary>Who has this page has come so far.</summary>
    public StreamSequenceToken SequenceToken => new EventSequenceTokenV2(Last);

    /// <summary>The stream of its partition.</summary>
    public StreamId StreamId => MarketStream.Of(Partition);

    /// <summary>A place in a partition.</summary>
    public static EntryPage At(int partition, long sequence) => new(partition, sequence, []);

    /// <summary>The page itself, as the one event that it is.</summary>
    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() =>
        this is T page ? [Tuple.Create(page, SequenceToken)] : [];

    /// <summary>Entries bring no context of a request along.</summary>
    public bool ImportRequestContext() => false;
}

/// <summary>How an entry is sent from silo to silo.</summary>
[GenerateSerializer, Immutable, Alias("stored-entry")]
internal readonly record struct StoredEntrySurrogate(
    [property: Id(0)] int Partition,
    [property: Id(1)] long Sequence,
    [property: Id(2)] string Aggregate,
    [property: Id(3)] long Version,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] DateTimeOffset? Due,
    [property: Id(6)] string? Command,
    [property: Id(7)] string? Cause,
    [property: Id(8)] ReadOnlyMemory<byte> Events,
    [property: Id(9)] UInt128 Digest);

[RegisterConverter]
internal sealed class StoredEntryConverter : IConverter<StoredEntry, StoredEntrySurrogate>
{
    public StoredEntry ConvertFromSurrogate(in StoredEntrySurrogate it) => new(
        it.Partition, it.Sequence,
        new Entry(it.Aggregate, it.Version, it.At, it.Due, it.Command, it.Cause, it.Events),
        new EntryDigest(it.Digest));

    public StoredEntrySurrogate ConvertToSurrogate(in StoredEntry it) => new(
        it.Partition, it.Sequence, it.Entry.Aggregate, it.Entry.Version, it.Entry.At, it.Entry.Due, it.Entry.Command,
        it.Entry.Cause, it.Entry.Events, it.Digest.Value);
}
