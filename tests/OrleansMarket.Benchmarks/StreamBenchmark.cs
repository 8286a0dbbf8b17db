using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Providers.Streams.Common;
using Orleans.Runtime;
using Orleans.Streams;
using OrleansMarket.Grains.Streaming;
using OrleansMarket.Journal;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// Events from where they are published to the grain that follows them: <c>partitions</c> is the market's stream, one
/// for each of 32 partitions, <c>users</c> is Orleans' memory streams with one stream for each of the users, both as
/// fast as they go; <c>seldom</c> is ten entries a second, <c>idle</c> is none (its CPU is that of a second).
/// </summary>
internal static class StreamBenchmark
{
    private const string Naive = "naive";
    private const int Partitions = 32, InFlight = 20_000, Publishers = 64;

    /// <summary>As large as a usual decision.</summary>
    private static readonly byte[] Body = new byte[200];

    private static readonly string[] Names = [.. Enumerable.Range(0, 1_024).Select(number => $"tst_{number:d4}")];

    public static async IAsyncEnumerable<Measurement> Run(Options options)
    {
        foreach (var mode in (string[])["partitions", "users", "seldom", "idle"])
            if (options.Wants(mode)) yield return await Measure(mode, options);
    }

    private static async Task<Measurement> Measure(string mode, Options options)
    {
        await using var store = new MemoryStore(Partitions);
        var count = new Count();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IJournalStore>(store).AddSingleton(count);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(gatewayPort: 0).UseInMemoryReminderService();
            if (mode == "users")
            {
                silo.AddMemoryStreams(Naive, stream => stream.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly));
                silo.Services.Configure<GrainTypeOptions>(types => types.Classes.Remove(typeof(PartitionListener)));
            }
            else
            {
                silo.AddMarketStream();
            }
        });
        var host = builder.Build();
        await using var disposing = (IAsyncDisposable)host;
        await host.StartAsync();
        using var stop = new CancellationTokenSource();
        var publishing = mode switch
        {
            "partitions" => Publish(store, count, stop.Token),
            "users" => Publish(
                host.Services.GetRequiredKeyedService<IStreamProvider>(Naive), options, count, stop.Token),
            "seldom" => PublishSeldom(store, stop.Token),
            _ => Task.CompletedTask,
        };
        await Task.Delay(TimeSpan.FromSeconds(3));
        var meter = count.Meter = new Meter("streams", mode, () => 0);
        for (var second = 0; second < options.Seconds; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            if (mode == "idle") meter.Record(TimeSpan.Zero);
        }

        var measured = meter.Read();
        count.Meter = null;
        await stop.CancelAsync();
        await publishing;
        await host.StopAsync();
        return measured;
    }

    private static async Task Publish(MemoryStore store, Count count, CancellationToken stop)
    {
        for (var number = 0L; !stop.IsCancellationRequested;)
        {
            // Group commit makes batches; a journal under load has them of about this size.
            var batch = new Append[256];
            for (var i = 0; i < batch.Length; i++) batch[i] = Entry(number++);
            await store.Commit(batch);
            await Room(number, count, stop);
        }
    }

    private static async Task PublishSeldom(MemoryStore store, CancellationToken stop)
    {
        for (var number = 0L; !stop.IsCancellationRequested; await Task.Delay(100, CancellationToken.None))
            await store.Commit([Entry(number++)]);
    }

    private static Task Publish(IStreamProvider streams, Options options, Count count, CancellationToken stop)
    {
        var published = 0L;
        return Task.WhenAll(Enumerable.Range(0, Publishers).Select(publisher => Task.Run(async () =>
        {
            for (var number = publisher; !stop.IsCancellationRequested; number += Publishers)
            {
                var user = StreamId.Create(UserListener.Namespace, number % options.Buyers);
                await streams.GetStream<UserEvent>(user).OnNextAsync(new UserEvent(Now(), Body));
                var sent = Interlocked.Increment(ref published);
                await Room(sent, count, stop);
            }
        })));
    }

    /// <summary>Waits until enough has been delivered for more to be published.</summary>
    private static async Task Room(long published, Count count, CancellationToken stop)
    {
        while (published - count.Delivered > InFlight && !stop.IsCancellationRequested)
            await Task.Delay(1, CancellationToken.None);
    }

    private static Append Entry(long number) =>
        new(new(Names[number % Names.Length], number / Names.Length + 1, Now(), null, null, null, Body), null, []);

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    /// <summary>What has been delivered.</summary>
    internal sealed class Count
    {
        private long delivered;

        public long Delivered => Interlocked.Read(ref delivered);

        public Meter? Meter { get; set; }

        public void Add(DateTimeOffset published)
        {
            Interlocked.Increment(ref delivered);
            Meter?.Record(Now() - published);
        }
    }
}

/// <summary>Follows a partition, and does nothing with what comes.</summary>
[ImplicitStreamSubscription(MarketStream.Namespace), GrainType("partition-listener")]
internal sealed class PartitionListener(StreamBenchmark.Count count)
    : Grain, IGrainWithIntegerKey, IAsyncObserver<EntryPage>
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetStreamProvider(MarketStream.Provider)
            .GetStream<EntryPage>(MarketStream.Of((int)this.GetPrimaryKeyLong()))
            .SubscribeAsync(this, new EventSequenceTokenV2(0));

    public Task OnNextAsync(EntryPage item, StreamSequenceToken? token = null)
    {
        foreach (var entry in item.Entries) count.Add(entry.Entry.At);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}

/// <summary>What a user is told in the naive way.</summary>
[GenerateSerializer, Immutable]
internal sealed record UserEvent([property: Id(0)] DateTimeOffset At, [property: Id(1)] byte[] Body);

/// <summary>Follows a user, and does nothing with what comes.</summary>
[ImplicitStreamSubscription(Namespace), GrainType("user-listener")]
internal sealed class UserListener(StreamBenchmark.Count count)
    : Grain, IGrainWithIntegerKey, IAsyncObserver<UserEvent>
{
    public const string Namespace = "user";

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetStreamProvider("naive").GetStream<UserEvent>(StreamId.Create(Namespace, this.GetPrimaryKeyLong()))
            .SubscribeAsync(this);

    public Task OnNextAsync(UserEvent item, StreamSequenceToken? token = null)
    {
        count.Add(item.At);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
