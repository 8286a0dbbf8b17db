using Microsoft.Extensions.Logging;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;
using OrleansMarket.Grains.Running;
using OrleansMarket.Grains.Streaming;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Following;

/// <summary>What followers stand on.</summary>
internal sealed class FollowerParts(
    IJournalStore journal, IViewStore views, MarketOptions options, MarketTime time, MarketMeters meters,
    StreamMeters stream, ILogger<FollowerGrain> log)
{
    public bool IsFollowed => options.IsFollowed;
    public IJournalStore Journal => journal;
    public IViewStore Views => views;
    public MarketTime Time => time;
    public MarketMeters Meters => meters;
    public StreamMeters Stream => stream;
    public ILogger Log => log;
}

/// <summary>
/// The frame of the grains that follow the journal, one for each partition and view: it takes what the stream delivers,
/// and says what it has. A view is a name, a projection, and a class of two lines.
/// </summary>
/// <remarks>
/// <code>
/// [GrainType(Followers.Prefix + "orders"), ImplicitStreamSubscription(MarketStream.Namespace)]
/// internal sealed class OrdersFollower(FollowerParts parts) : FollowerGrain("orders", parts)
/// {
///     protected override IProjection Project(int partition) => new OrdersProjection(…);
/// }
/// </code>
/// and, in the container, a <see cref="FollowedView"/>. What cannot be taken because a store is away is delivered again
/// until it is back; so nothing is lost, and neither other partitions nor other views wait.
/// </remarks>
/// <param name="view">The name of the view.</param>
/// <param name="parts">What it stands on.</param>
internal abstract class FollowerGrain(string view, FollowerParts parts)
    : Grain, IFollowerGrain, IAsyncObserver<EntryPage>
{
    private Follower? follower;

    /// <summary>The partition that it follows.</summary>
    protected int Partition => (int)this.GetPrimaryKeyLong();

    /// <summary>Keeps the view; there from the activation on.</summary>
    protected Follower Follower => follower!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        follower = new Follower(
            parts.Journal, parts.Views, view, Partition, Project(Partition), parts.Time, Taken, Buried);
        var reached = await follower.Position();
        parts.Stream.Reached(view, Partition, reached, 0);
        if (!parts.IsFollowed) return;
        await this.GetStreamProvider(MarketStream.Provider).GetStream<EntryPage>(MarketStream.Of(Partition))
            .SubscribeAsync(this, new EventSequenceTokenV2(reached));
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        parts.Stream.Left(view, Partition);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<long> Reach(long sequence, TimeSpan bound)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await Follower.Position() < sequence && TimeProvider.System.GetElapsedTime(began) < bound)
            if (!await Follower.TakePage()) break;
        return await Follower.Position();
    }

    /// <inheritdoc/>
    public Task<Redelivery> Redeliver(long sequence) => Follower.Redeliver(sequence);

    /// <inheritdoc/>
    public Task OnNextAsync(EntryPage item, StreamSequenceToken? token = null) => Follower.Receive(item.Entries);

    /// <summary>The stream has given up for now; it comes again with the same entries.</summary>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    /// <summary>Makes the projection of a partition, once for each activation.</summary>
    protected abstract IProjection Project(int partition);

    private void Taken(IReadOnlyList<StoredEntry> stretch)
    {
        parts.Stream.Reached(view, Partition, stretch[^1].Sequence, stretch.Count);
        parts.Meters.ViewFollowed(view, parts.Time.GetUtcNow() - stretch[0].Entry.At);
    }

    private void Buried(DeadLetter letter)
    {
        parts.Stream.Buried(view);
        parts.Log.LogError(
            "View {View} cannot take entry {Partition}/{Sequence} ({Aggregate} version {Version}) and has put it aside:"
            + " {Reason}", view, letter.Partition, letter.Sequence, letter.Aggregate, letter.Version, letter.Reason);
    }
}
