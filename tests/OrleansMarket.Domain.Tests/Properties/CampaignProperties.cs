using static OrleansMarket.Domain.Campaign;

namespace OrleansMarket.Domain.Tests;

public sealed class CampaignProperties
{
    [Fact]
    public void I7_Neither_the_quota_nor_a_buyers_share_is_ever_exceeded() => Gen.Select(
        Gen.Int[1, 12], Gen.Int[1, 4], Gen.Select(Gen.Int[0, 30], Gen.Int[0, 5]).Array[0, 80]).Sample((quota, share, claims) =>
    {
        var walk = new Walk<State, Command, Event>(Machines.Campaign, new Command.Elapsed(), []);
        walk.Ask(new Command.Create(new(PlatformCoupon, "7.00 off", quota, share)));
        List<Event.Claimed> claimed = [];
        foreach (var (claim, buyer) in claims)
        {
            claimed.AddRange(walk.Ask(new Command.Claim($"clm_{claim}", $"buyer_{buyer}")).Events.Cast<Event.Claimed>());
            Assert.True(walk.State.Issued <= quota);
            Assert.All(walk.State.Buyers.Values, one => Assert.InRange(one, 1, share));
        }

        Assert.Equal(Enumerable.Range(1, walk.State.Issued), claimed.Select(one => one.Number));
        Assert.Equal(claimed.Count, claimed.DistinctBy(one => one.ClaimId).Count());
        Assert.Equal(walk.State.Issued, walk.State.Buyers.Values.Sum());
    }, iter: 1_000);
}
