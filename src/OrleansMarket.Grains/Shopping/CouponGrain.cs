using System.Diagnostics;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Coupon.State, OrleansMarket.Domain.Coupon.Command, OrleansMarket.Domain.Coupon.Event,
    OrleansMarket.Domain.Coupon.Step, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>A buyer's right to one discount. What may happen to it is decided in <see cref="Coupon"/>.</summary>
/// <remarks>
/// A campaign that was revoked does not tell its coupons, which may be a million: each asks before it is promised.
/// </remarks>
[GrainType(GrainTypes.Coupon)]
internal sealed class CouponGrain : ICouponGrain, IElapsing
{
    private readonly IGrainFactory grains;
    private readonly Runner coupon;

    public CouponGrain(IGrainContext context, IGrainFactory grains, Market market)
    {
        this.grains = grains;
        coupon = market.Run(context, market.Machines.Coupon, CarryOut);
    }

    public async Task<Outcome> Lock(string buyer, string checkout, string[] orders, DateTimeOffset until)
    {
        await LearnOfRevocation();
        return await coupon.Transact(new Coupon.Command.Lock(buyer, checkout, orders, until), cause: checkout);
    }

    public async Task<Outcome> Redeem(string order) =>
        await coupon.Transact(new Coupon.Command.Redeem(order), cause: order);

    public async Task<Outcome> Unlock(string[] orders) =>
        await coupon.Transact(new Coupon.Command.Unlock(orders), cause: orders[0]);

    public async Task<Outcome> Return(string[] orders, Coupon.Cause cause) =>
        await coupon.Transact(new Coupon.Command.Unlock(orders, cause), cause: orders[0]);

    public async Task<CouponView?> View(string buyer)
    {
        await LearnOfRevocation();
        var now = await coupon.Durable();
        return now.Terms is { } terms && now.Buyer == buyer
            ? new CouponView(coupon.Id, now.Status, terms.Campaign, terms.Seller, terms.Value, terms.MinimumSpend,
                terms.ValidFrom, terms.ValidUntil, terms.Sort, terms.Percent, terms.Sellers?.ToArray(),
                terms.Skus?.ToArray(), terms.NonRefundable == true)
            : null;
    }

    public async Task<CouponOutcome?> OutcomeFor(string order) =>
        Coupon.OutcomeFor(await coupon.Durable(), order) is { } outcome
            ? new CouponOutcome(coupon.Id, outcome.Result, outcome.Because, outcome.NewExpiry)
            : null;

    public async Task<Outcome> Forfeit(string buyer) =>
        (await coupon.Durable()).Buyer == buyer
            ? await coupon.Transact(new Coupon.Command.Revoke(), cause: Ids.Member + buyer)
            : Rejection.UnknownCoupon;

    public Task Elapse() => coupon.Elapse();

    private async Task LearnOfRevocation()
    {
        if (await coupon.Durable() is { Status: Coupon.Status.Available, Terms.Campaign: var campaign }
            && await grains.Campaign(campaign).IsRevoked())
            await coupon.Transact(new Coupon.Command.Revoke(), cause: campaign);
    }

    private async Task<Coupon.Command> CarryOut(Coupon.Step step)
    {
        switch (step)
        {
            case Coupon.Step.GiveBack back:
                var buyer = (await coupon.Durable()).Buyer!;
                Insist(await grains.Campaign(back.Campaign).GiveBack(back.Checkout, buyer, coupon.Id));
                return new Coupon.Command.PlaceTaken();

            case Coupon.Step.PutIntoWallet put:
                Insist(await grains.Wallet(put.Buyer).Receive(coupon.Id));
                return new Coupon.Command.InWallet();

            default:
                throw new UnreachableException($"{step.GetType()} is not a step of a coupon.");
        }
    }

    private static void Insist(Outcome outcome)
    {
        if (outcome.Why is { } why) throw new InvalidOperationException($"The use of a code is not taken back: {why}.");
    }
}
