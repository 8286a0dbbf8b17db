using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Providers;
using Orleans.Streams;

namespace OrleansMarket.Grains.Streaming;

/// <summary>
/// The stream <c>market</c>: what the journal says, partition by partition, to whoever is subscribed by the type of its
/// grain.
/// </summary>
/// <remarks>
/// One queue and one stream for each partition of the journal, so there are few streams and all of them are hot. Their
/// events are pages of entries (<see cref="EntryPage"/>). A token says how far a subscriber has come: the sequence of
/// the last entry it has; delivery goes on behind it, from the journal itself where that is long ago. Nobody publishes
/// here but the journal.
/// </remarks>
internal static class MarketStream
{
    /// <summary>The name of the stream provider, and under which it keeps its cursors in the store.</summary>
    public const string Provider = "market";

    /// <summary>The namespace of its streams.</summary>
    public const string Namespace = "market";

    /// <summary>How often each partition asks whether there is something new. Real time, as all of this is.</summary>
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(25);

    /// <summary>The stream of a partition.</summary>
    public static StreamId Of(int partition) => StreamId.Create(Namespace, partition);

    /// <summary>Adds the provider to a silo, or only what followers need who read the journal themselves.</summary>
    public static ISiloBuilder AddMarketStream(this ISiloBuilder silo, bool isFollowed = true)
    {
        silo.Services.AddSingleton<HeadsWatch>().AddSingleton<StreamMeters>();
        if (!isFollowed) return silo;
        silo.AddPersistentStreams(
            Provider,
            (services, _) => ActivatorUtilities.CreateInstance<JournalQueues>(services),
            stream =>
            {
                stream.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
                // Queues follow the ring: each has one silo, and moves only when silos come or go.
                stream.UseConsistentRingQueueBalancer();
                stream.ConfigurePullingAgent(agent => agent.Configure(options =>
                {
                    options.GetQueueMsgsTimerPeriod = Pulse;
                    options.MaxEventDeliveryTime = TimeSpan.FromMinutes(1);
                    // The stream of a partition never ends, and who is subscribed to it does not change.
                    options.StreamInactivityPeriod = TimeSpan.FromDays(3650);
                }));
                stream.ConfigureBackoffProvider(
                    (_, _) => (IMessageDeliveryBackoffProvider)new Pauses(
                        TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10)));
                stream.ConfigureBackoffProvider(
                    (_, _) => (IQueueReaderBackoffProvider)new Pauses(
                        TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5)));
            });
        return silo;
    }

    /// <summary>Pauses that double.</summary>
    private sealed class Pauses(TimeSpan first, TimeSpan longest)
        : IMessageDeliveryBackoffProvider, IQueueReaderBackoffProvider
    {
        public TimeSpan Next(int attempt)
        {
            var pause = first * Math.Pow(2, Math.Min(attempt, 16));
            return pause < longest ? pause : longest;
        }
    }
}
