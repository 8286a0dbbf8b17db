using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Coupon.State, OrleansMarket.Domain.Coupon.Command, OrleansMarket.Domain.Coupon.Event,
    OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>A buyer's right to one discount. What may happen to it is decided in <see cref="Coupon"/>.</summary>
[GrainType(GrainTypes.Coupon)]
internal sealed class CouponGrain(IGrainContext context, Market market) : ICouponGrain, IElapsing
{
    private readonly Runner coupon = market.Run(context, market.Machines.Coupon);

    public async Task<Outcome> Lock(string buyer, string checkout, string[] orders, DateTimeOffset until) =>
        await coupon.Transact(new Coupon.Command.Lock(buyer, checkout, orders, until), cause: checkout);

    public async Task<Outcome> Redeem(string order) =>
        await coupon.Transact(new Coupon.Command.Redeem(order), cause: order);

    public async Task<Outcome> Unlock(string[] orders) =>
        await coupon.Transact(new Coupon.Command.Unlock(orders), cause: orders[0]);

    public async Task<CouponView?> View(string buyer)
    {
        var now = await coupon.Durable();
        return now.Terms is { } terms && now.Buyer == buyer
            ? new CouponView(coupon.Id, now.Status, terms.Campaign, terms.Seller, terms.Value, terms.MinimumSpend,
                terms.ValidFrom, terms.ValidUntil)
            : null;
    }

    public Task Elapse() => coupon.Elapse();
}
