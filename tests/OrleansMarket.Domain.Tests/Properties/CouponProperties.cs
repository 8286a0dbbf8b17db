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
                Assert.True(used <= 1);
                Assert.True(used == 0 || walk.State.Status == Status.Redeemed);
                Assert.Equal(walk.State.Status is Status.Locked or Status.Redeemed, walk.State.Checkout is not null);
                Assert.Equal(walk.State.Status is Status.Locked, walk.State.Until is not null);
                if (before.Status == Status.Locked && walk.State.Status is Status.Locked or Status.Redeemed)
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

        Assert.True(walk.State.Status is Status.None or Status.Redeemed or Status.Expired);
    }, iter: 1_000);
}
