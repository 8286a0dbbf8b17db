using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Wallet.State, OrleansMarket.Domain.Wallet.Command, OrleansMarket.Domain.Wallet.Event,
    OrleansMarket.Domain.Wallet.Want, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>The coupons of one buyer. How they get into it is decided in <see cref="Wallet"/>.</summary>
[GrainType(GrainTypes.Wallet)]
internal sealed class WalletGrain : IWalletGrain, IElapsing
{
    private readonly IGrainFactory grains;
    private readonly Runner wallet;
    private readonly string buyer;
    private (string Claim, Rejection Why)? latestRefusal;

    public WalletGrain(IGrainContext context, IGrainFactory grains, Market market)
    {
        this.grains = grains;
        wallet = market.Run(context, market.Machines.Wallet, Ask);
        buyer = Ids.Tail(wallet.Id);
    }

    public async Task<Answer<string>> Claim(string claim, string campaign)
    {
        await wallet.Transact(new Wallet.Command.Claim(claim, campaign), claim);
        await wallet.Settle();
        if ((await wallet.Durable()).CouponOf(claim) is { } coupon) return new(coupon);
        return latestRefusal is { } refusal && refusal.Claim == claim
            ? new(null, refusal.Why)
            : throw new TimeoutException($"{campaign} has not answered {claim}; {wallet.Id} asks again.");
    }

    public async Task<Outcome> Receive(string coupon) =>
        await wallet.Transact(new Wallet.Command.Receive(coupon), cause: coupon);

    public async Task<WalletPage> Page(int? before, int limit)
    {
        var slots = (await wallet.Durable()).Slots;
        var end = Math.Clamp(before ?? slots.Count, 0, slots.Count);
        var start = Math.Max(0, end - limit);
        return new WalletPage(
            [.. slots.GetRange(start, end - start).Select(slot => slot.Coupon).Reverse()], start > 0 ? start : null);
    }

    public Task Elapse() => wallet.Elapse();

    private async Task<Wallet.Command> Ask(Wallet.Want want)
    {
        var answer = await grains.Campaign(want.Campaign).Claim(want.ClaimId, buyer);
        if (answer.Value is { } coupon) return new Wallet.Command.Note(want.ClaimId, coupon);
        // Not stored: whoever repeats a claim that was refused, asks anew.
        latestRefusal = (want.ClaimId, answer.Why!.Value);
        return new Wallet.Command.Drop(want.ClaimId);
    }
}
