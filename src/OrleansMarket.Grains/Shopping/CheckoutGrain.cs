using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Checkout.State, OrleansMarket.Domain.Checkout.Command, OrleansMarket.Domain.Checkout.Event,
    OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>
/// One purchase over several sellers, all or nothing. How it can end is decided in <see cref="Checkout"/>.
/// </summary>
/// <remarks>
/// Goods are reserved, coupons and coins locked first, each with an expiry of its own; then one append decides, and the
/// orders are born in it. The id is almost always fresh, so nothing is read before that append: had the checkout been
/// decided before, the conflict says so.
/// </remarks>
[GrainType(GrainTypes.Checkout)]
internal sealed class CheckoutGrain(IGrainContext context, IGrainFactory grains, Market market, SoldOutBoard board)
    : ICheckoutGrain
{
    private readonly Runner checkout = market.Run(context, market.Machines.Checkout);
    private bool isDecided;

    public async Task<CheckoutView> Place(CheckoutPlan plan)
    {
        if (!isDecided)
        {
            var began = market.Time.GetUtcNow();
            var hold = await Hold(plan);
            await checkout.Transact(hold.Command, checkout.Id, plan.Buyer, creates: true);
            isDecided = true;
            var decided = await checkout.Durable();
            // Asked again, it is the old answer, and nothing new was placed.
            if (decided.At >= began) market.Meters.OrdersPlaced(decided.Orders.Count);
            // Whatever was taken for orders that will not exist is given back; should this be lost, it ends by itself.
            if (decided.Status == Checkout.Status.Refused) await Free(hold);
            // Nobody will come to pay what costs nothing (O1z); should this be lost, its deadline does it.
            await Task.WhenAll(decided.Orders.Where(order => order.Total.IsZero)
                .Select(order => grains.Order(order.Order).Hurry()));
        }

        return Show(await checkout.Durable());
    }

    public async Task<CheckoutView?> View(Caller caller)
    {
        var state = await checkout.Durable();
        return caller.Role == Role.Operator || (state.Buyer is not null && state.Buyer == caller.Member)
            ? Show(state)
            : null;
    }

    private CheckoutView Show(Checkout.State state) => new(
        checkout.Id, state.Status, state.Buyer,
        [.. state.Orders.Select(order => new PlacedOrder(order.Order, order.Seller, order.Total))],
        state.Why, state.Subject, state.At);

    /// <summary>Takes everything that the plan needs, or finds out why it cannot be had.</summary>
    private async Task<Holding> Hold(CheckoutPlan plan)
    {
        var now = market.Time.GetUtcNow();
        var bill = await Till.Price(grains, plan, market.Policy, now);
        if (bill.Quote is not { } quote) return Refuse(new(bill.Why, bill.Subject));

        // Before anything is reserved: a seller whom nobody may order from has nothing to lose by it.
        var sellers = await Task.WhenAll(quote.Baskets.Select(basket => basket.Seller).Distinct().Select(
            async seller => (Seller: seller, Outcome: await grains.SellerStanding(seller).TakesOrders())));
        if (sellers.FirstOrDefault(answer => !answer.Outcome.IsDone) is { Seller: not null } away)
            return Refuse(new(away.Outcome.Why, away.Seller));

        var sales = quote.Lines.Where(line => line.Sale is not null).Select(line => line.Offer.Sku).ToHashSet();
        var orders = quote.Baskets.Select((basket, index) => new Order.OrderTerms(
            Ids.OrderOf(checkout.Id, index + 1), checkout.Id, plan.Buyer, basket.Seller, basket.ShippingMethod,
            basket.ShippingFee, basket.DeliveryDays, basket.Lines, plan.ShipTo, basket.Coupons,
            basket.Coins > 0 ? basket.Coins : null,
            basket.Lines.Any(line => sales.Contains(line.Sku)) ? FlashPayWindow : null,
            plan.SealedTo)).ToArray();

        // What an earlier attempt has reserved before a crash is not looked up for those who come too late: it ends by
        // itself, as it would without them.
        var goods = WantedOf(quote, orders, plan.Buyer, now);
        if (goods.FirstOrDefault(one => board.IsSoldOut(one.Sku, one.Quantity, one.Limits?.Sale)) is { } gone)
            return Refuse(new(Rejection.SoldOut, gone.Sku));
        var reserved = await Task.WhenAll(goods.Select(async one => (Wanted: one, Outcome: await Take(one))));
        // What was refused is not held, unless it was reserved at another price before a crash.
        var claims = reserved
            .Where(answer => answer.Outcome.Why is null or Rejection.PriceChanged && !answer.Wanted.IsTakenOnPayment)
            .ToDictionary(answer => answer.Wanted.Sku, answer => answer.Wanted.Claims);
        if (reserved.FirstOrDefault(answer => !answer.Outcome.IsDone) is { Wanted: not null } missing)
            return Refuse(missing.Outcome with { Subject = missing.Wanted.Sku }, claims);

        var until = market.Time.GetUtcNow() + orders.Max(WindowOf) + market.Policy.HoldMargin;
        var locked = await Concessions.Lock(grains, checkout.Id, plan.Buyer, orders, bill.Discounts, until);
        if (!locked.Outcome.IsDone) return Refuse(locked.Outcome, claims, locked);
        // What was typed as a code is from now on the coupon that is this use of it.
        var placed = orders.Select(order => order with { Coupons = locked.Named(order.Coupons) }).ToArray();
        return new Holding(new Checkout.Command.Place(plan.Buyer, placed), claims, locked);

        Holding Refuse(
            Outcome outcome, Dictionary<string, StockClaim[]>? claimed = null, Concessions.Locked? promised = null) =>
            new(new Checkout.Command.Refuse(plan.Buyer, outcome.Why!.Value, outcome.Subject), claimed ?? [],
                promised ?? Concessions.Locked.Nothing);
    }

    /// <summary>What the orders want of each SKU, all of them together, and for how long.</summary>
    private Wanted[] WantedOf(Pricing.Quote quote, Order.OrderTerms[] orders, string buyer, DateTimeOffset now)
    {
        var offered = quote.Lines.DistinctBy(line => line.Offer.Sku).ToDictionary(line => line.Offer.Sku);
        return
        [
            .. orders
                .SelectMany(order => order.Lines.Select(line => (line.Sku, line.Quantity, Order: order)))
                .GroupBy(one => one.Sku)
                .Select(same => new Wanted(
                    same.Key,
                    [.. same.Select(one => new StockClaim(one.Order.Order, one.Quantity))],
                    same.Max(one => WindowOf(one.Order)),
                    offered[same.Key].Offer.LimitsAt(now, buyer),
                    offered[same.Key].OnPayment)),
        ];
    }

    /// <summary>Reserves what an order wants; what is deducted on payment only has to be there now.</summary>
    private async Task<Outcome> Take(Wanted wanted)
    {
        var stock = grains.Stock(wanted.Sku);
        if (wanted.IsTakenOnPayment)
            return (await stock.View()).Available < wanted.Quantity ? Rejection.SoldOut : Outcome.Done;

        var until = market.Time.GetUtcNow() + wanted.Window + market.Policy.HoldMargin;
        var outcome = wanted.Limits is { } limits
            ? await stock.Reserve(wanted.Claims, until, new StockLimits(limits.Buyer, limits.PerBuyer, limits.Sale))
            : await stock.Reserve(wanted.Claims, until);
        if (outcome.Why == Rejection.SoldOut) board.Learn(wanted.Sku, wanted.Quantity, wanted.Limits?.Sale);
        return outcome;
    }

    private TimeSpan FlashPayWindow => market.Policy.FlashPayWindow < market.Policy.PayWindow
        ? market.Policy.FlashPayWindow
        : market.Policy.PayWindow;

    private TimeSpan WindowOf(Order.OrderTerms order) => order.PayWithin ?? market.Policy.PayWindow;

    private async Task Free(Holding hold)
    {
        await Task.WhenAll(
        [
            .. hold.Claims.Select(claim => grains.Stock(claim.Key).Free([.. claim.Value.Select(one => one.Order)])),
            Concessions.Free(grains, hold.Locked),
        ]);
    }

    private sealed record Wanted(
        string Sku, StockClaim[] Claims, TimeSpan Window, Stock.Limits? Limits, bool IsTakenOnPayment)
    {
        /// <summary>All of it.</summary>
        public int Quantity => Claims.Sum(claim => claim.Quantity);
    }

    private sealed record Holding(
        Checkout.Command Command, Dictionary<string, StockClaim[]> Claims, Concessions.Locked Locked);
}
