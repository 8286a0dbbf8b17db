using Orleans.Runtime;

namespace OrleansMarket.Grains.Following;

/// <summary>Follows one partition of the journal for one view.</summary>
[Alias("follower")]
internal interface IFollowerGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Waits until the view has an entry, reading the journal at once rather than waiting for the stream.
    /// </summary>
    /// <param name="sequence">The entry's place in the partition.</param>
    /// <param name="bound">How long to go on reading, at most, in real time.</param>
    /// <returns>
    /// How far the view has come: less than was asked for when time was up or there is no such entry.
    /// </returns>
    [Alias("reach")]
    Task<long> Reach(long sequence, TimeSpan bound);

    /// <summary>Delivers an entry again that the view has put aside.</summary>
    [Alias("redeliver")]
    Task<Redelivery> Redeliver(long sequence);
}

/// <summary>What became of an entry that was delivered again.</summary>
/// <param name="IsKnown">Whether it was put aside at all.</param>
/// <param name="Reason">Why it still cannot be taken; null when it was.</param>
[GenerateSerializer, Immutable, Alias("redelivery")]
internal readonly record struct Redelivery([property: Id(0)] bool IsKnown, [property: Id(1)] string? Reason)
{
    /// <summary>There is no such letter: it never died, or was taken by now.</summary>
    public static Redelivery Unknown => default;
}

/// <summary>A view that is followed in this market.</summary>
/// <param name="Name">Its name. The grains that follow it are of the type <c>follower-{name}</c>.</param>
internal sealed record FollowedView(string Name);

/// <summary>Addresses of followers.</summary>
internal static class Followers
{
    /// <summary>What the type name of a view's followers begins with.</summary>
    public const string Prefix = "follower-";

    /// <summary>Who follows a partition for a view.</summary>
    public static IFollowerGrain Follower(this IGrainFactory grains, string view, int partition) =>
        grains.GetGrain<IFollowerGrain>(
            GrainId.Create(GrainType.Create(Prefix + view), GrainIdKeyExtensions.CreateIntegerKey(partition)));
}
