using static OrleansMarket.Domain.Coupon;

namespace OrleansMarket.Domain.Tests;

public sealed class CouponProperties
{
    private static readonly Command[] Commands =
    [
        new Command.Issue("buyer_1", PlatformCoupon),
        new Command.Lock("buyer_2", "chk_9", ["ord_9"], Hours(1)),
        .. Enumerable.Range(1, 4).Select(i =>
            new Command.Lock("buyer_1", $"chk_{i}", [$"ord_{i}a", $"ord_{i}b"], Hours(i * 7))),
        .. Enumerable.Range(1, 4).Select(i => new Command.Redeem($"ord_{i}a")),
        .. Enumerable.Range(1, 4).Select(i => new Command.Unlock([$"ord_{i}a"])),
        .. Enumerable.Range(1, 4).Select(i => new Command.Unlock([$"ord_{i}a", $"ord_{i}b"])),
        .. Enum.GetValues<Cause>().SelectMany(cause => Enumerable.Range(1, 4).SelectMany(i => new Command[]
        {
            new Command.Unlock([$"ord_{i}a"], cause),
            new Command.Unlock([$"ord_{i}b"], cause),
        })),
        new Command.Revoke(),
        new Command.PlaceTaken(),
        new Command.InWallet(),
    ];

    [Fact]
    public void I8_A_coupon_is_promised_to_one_checkout_at_a_time_and_used_once() =>
        Stride.Any.Array[0, 50].Sample(strides =>
        {
            var walk = new Walk<State, Command, Event>(Machines.Coupon, new Command.Elapsed(), Commands, DueAt);
            var used = 0;
            foreach (var stride in strides)
            {
                var before = walk.State;
                used += walk.Step(stride).Events.OfType<Event.Redeemed>().Count();
                // It comes back only when all orders of its checkout gave it up; then it can be used once more.
                if (before.Status == Status.Redeemed && walk.State.Status == Status.Available) used--;
                Assert.Equal(walk.State.Status == Status.Redeemed ? 1 : 0, used);
                Assert.Equal(walk.State.Status is Status.Locked or Status.Redeemed, walk.State.Checkout is not null);
                Assert.Equal(walk.State.Status is Status.Locked, walk.State.Until is not null);
                if (before.Status == Status.Locked && (walk.State.Status is Status.Locked or Status.Redeemed))
                    Assert.Equal(before.Checkout, walk.State.Checkout);
                Assert.NotEqual("chk_9", walk.State.Checkout);
            }
        }, iter: 2_000);

    [Fact]
    public void G7_Silence_brings_every_coupon_out_of_every_promise() => Stride.Any.Array[0, 30].Sample(strides =>
    {
        var walk = new Walk<State, Command, Event>(Machines.Coupon, new Command.Elapsed(), Commands, DueAt);
        foreach (var stride in strides) walk.Step(stride);
        for (var i = 0; DueAt(walk.State) is { } due; i++)
        {
            Assert.True(i < 3, "There is always one more deadline.");
            walk.Wait(due);
            Assert.NotEmpty(walk.Ask(new Command.Elapsed()).Events);
        }

        Assert.True(walk.State.Status is Status.None or Status.Redeemed or Status.Expired or Status.Revoked);
    }, iter: 1_000);

    [Fact]
    public void I8_A_coupon_comes_back_at_most_once_per_redemption_and_never_after_it_was_consumed() =>
        Gen.Select(Gen.Bool, Stride.Any.Array[0, 80]).Sample((isCode, strides) =>
        {
            var terms = isCode ? CodeCoupon : PlatformCoupon;
            Command[] commands = [new Command.Issue("buyer_1", terms), .. Commands.Skip(1)];
            var walk = new Walk<State, Command, Event>(Machines.Coupon, new Command.Elapsed(), commands, DueAt);
            var (open, places) = (0, 0);
            foreach (var stride in strides)
            {
                foreach (var happened in walk.Step(stride).Events)
                {
                    if (happened is Event.Redeemed) open++;
                    if (happened is Event.Consumed or Event.Restored) open--;
                    if (happened is Event.PlaceGivenBack) places++;
                    Assert.InRange(open, 0, 1);
                    // What comes back is good for some time, and for no less than it was.
                    if (happened is Event.Restored restored)
                    {
                        Assert.True(restored.ValidUntil > walk.Now);
                        Assert.True(restored.ValidUntil >= terms.ValidUntil);
                    }
                }

                Assert.InRange(places, 0, isCode ? 1 : 0);
                if (walk.State.Verdict is not null) Assert.Equal(Status.Redeemed, walk.State.Status);
            }
        }, iter: 2_000);
}
