using static OrleansMarket.Domain.Campaign;

namespace OrleansMarket.Domain.Tests;

public sealed class CampaignProperties
{
    private static readonly Gen<(int Claim, int Buyer)[]> Claims =
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 5]).Array[0, 80];

    [Fact]
    public void I7_Neither_the_quota_nor_a_buyers_share_is_ever_exceeded() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 4], Claims).Sample((quota, share, claims) =>
        {
            var walk = new Walk<State, Command, Event>(Machines.Campaign, new Command.Elapsed(), []);
            walk.Ask(new Command.Create(new(PlatformCoupon, "7.00 off", quota, share)));
            List<Event> claimed = [];
            foreach (var (claim, buyer) in claims)
            {
                claimed.AddRange(walk.Ask(new Command.Claim($"clm_{claim}", $"buyer_{buyer}")).Events);
                Assert.True(walk.State.Issued <= quota);
                Assert.All(walk.State.Buyers.Values, one => Assert.InRange(one, 1, share));
            }

            var coupons = claimed.Cast<Event.Claimed>().ToArray();
            Assert.Equal(Enumerable.Range(1, walk.State.Issued), coupons.Select(one => one.Number));
            Assert.Equal(coupons.Length, coupons.DistinctBy(one => one.ClaimId).Count());
            Assert.Equal(walk.State.Issued, walk.State.Buyers.Values.Sum());
        }, iter: 1_000);
}
