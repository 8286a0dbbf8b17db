using System.Buffers.Text;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Streams;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Streaming;

/// <summary>The partitions of the journal, as the queues of the stream provider.</summary>
internal sealed class JournalQueues(
    IJournalStore store, HeadsWatch heads, StreamMeters meters, ILogger<JournalQueues> log)
    : IQueueAdapterFactory, IQueueAdapter, IQueueAdapterCache
{
    private readonly PartitionQueues queues = new(store.Partitions);

    /// <summary>Those of the queues that this silo has.</summary>
    private readonly ConcurrentDictionary<QueueId, PageCache> caches = new();

    public string Name => MarketStream.Provider;

    public bool IsRewindable => true;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    public IStreamQueueMapper GetStreamQueueMapper() => queues;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new Undelivered(meters, log));

    public IQueueCache CreateQueueCache(QueueId queueId) =>
        caches[queueId] = new PageCache(PartitionQueues.PartitionOf(queueId));

    /// <summary>The pulling agent of a queue asks for the cache first, then for this.</summary>
    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) =>
        new PartitionReceiver(PartitionQueues.PartitionOf(queueId), store, heads, caches[queueId]);

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token,
        Dictionary<string, object>? requestContext) =>
        throw new NotSupportedException(
            $"Nobody publishes to the stream {MarketStream.Provider}: it says what is in the journal, and the only way"
            + " into it is a command.");

    /// <summary>
    /// Tells operators of what could not be delivered for a minute. It is not lost: it is delivered again until its
    /// subscriber takes it. An entry that a view can never take is put aside by the view, not here.
    /// </summary>
    private sealed class Undelivered(StreamMeters meters, ILogger log) : IStreamFailureHandler
    {
        public bool ShouldFaultSubsriptionOnError => false;

        public Task OnDeliveryFailure(
            GuidId subscriptionId, string streamProviderName, StreamId streamIdentity,
            StreamSequenceToken? sequenceToken)
        {
            meters.Undelivered();
            log.LogError(
                "A subscriber of partition {Partition} has not taken entries up to {Sequence} for a minute; they are"
                + " delivered again until it does", streamIdentity.GetKeyAsString(), sequenceToken?.SequenceNumber);
            return Task.CompletedTask;
        }

        public Task OnSubscriptionFailure(
            GuidId subscriptionId, string streamProviderName, StreamId streamIdentity,
            StreamSequenceToken? sequenceToken)
        {
            meters.Undelivered();
            log.LogError(
                "A subscriber of partition {Partition} could not say for a minute where it is",
                streamIdentity.GetKeyAsString());
            return Task.CompletedTask;
        }
    }
}

/// <summary>Queue p is partition p, and so is stream p; no hash decides anything.</summary>
/// <param name="partitions">How many there are.</param>
internal sealed class PartitionQueues(int partitions) : IConsistentRingStreamQueueMapper
{
    /// <summary>The queues stand around the ring at equal distances, so that silos get about as many each.</summary>
    private readonly QueueId[] queues =
    [
        .. Enumerable.Range(0, partitions).Select(partition => QueueId.GetQueueId(
            MarketStream.Provider, (uint)partition, (uint)((1L << 32) / partitions * partition))),
    ];

    public static int PartitionOf(QueueId queue) => (int)queue.GetNumericId();

    public IEnumerable<QueueId> GetAllQueues() => queues;

    public QueueId GetQueueForStream(StreamId streamId) =>
        Utf8Parser.TryParse(streamId.Key.Span, out int partition, out var read) && read == streamId.Key.Length
        && partition >= 0 && partition < queues.Length
            ? queues[partition]
            : throw new ArgumentException($"{streamId} is not the stream of a partition.", nameof(streamId));

    public IEnumerable<QueueId> GetQueuesForRange(IRingRange range) =>
        queues.Where(queue => range.InRange(queue.GetUniformHashCode()));
}
