using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Cart.State, OrleansMarket.Domain.Cart.Command, OrleansMarket.Domain.Cart.Event,
    OrleansMarket.Domain.Cart.CheckoutRequest, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Shopping;

/// <summary>What a buyer means to order. What may happen to it is decided in <see cref="Cart"/>.</summary>
[GrainType(GrainTypes.Cart)]
internal sealed class CartGrain : ICartGrain, IElapsing
{
    private readonly IGrainFactory grains;
    private readonly IKeyring keyring;
    private readonly AddressSeal seal;
    private readonly Market market;
    private readonly Runner cart;
    private readonly string buyer;
    private CheckoutView? latest;

    public CartGrain(
        IGrainContext context, IGrainFactory grains, IKeyring keyring, AddressSeal seal, Market market)
    {
        (this.grains, this.keyring, this.seal, this.market) = (grains, keyring, seal, market);
        cart = market.Run(context, market.Machines.Cart, Place);
        buyer = Ids.Tail(cart.Id);
    }

    public async Task<Outcome> Put(string sku, int quantity, string? shippingMethod)
    {
        if (quantity == 0) return await cart.Transact(new Cart.Command.Remove(sku));
        if (await grains.Listing(sku).View() is not { } offer) return new(Rejection.UnknownSku, sku);
        var method = shippingMethod is null ? offer.ShippingMethods[0] : offer.Method(shippingMethod);
        if (method is null) return new(Rejection.ShippingMethodUnknown, shippingMethod);
        var price = offer.PriceAt(market.Time.GetUtcNow());
        return await cart.Transact(new Cart.Command.Put(new(sku, quantity, method.Id, price)));
    }

    public async Task<CartView> View()
    {
        var (state, version) = await cart.Read();
        var lines = await Task.WhenAll(state.Lines.Select(async line => (
            Line: line,
            Offer: await grains.Listing(line.Sku).View(),
            Stock: await grains.Stock(line.Sku).View())));
        var now = market.Time.GetUtcNow();
        var groups = lines
            .Where(found => found.Offer is not null)
            .GroupBy(found => (found.Offer!.Seller, found.Line.ShippingMethod, found.Offer.UnitPrice.Currency))
            .Select(together => new CartGroup(
                together.Key.Seller, together.First().Offer!.SellerName, together.Key.ShippingMethod,
                [.. together.Select(found => Show(found.Line, found.Offer!, found.Stock, now))],
                together.Sum(together.Key.Currency, found => found.Offer!.PriceAt(now) * found.Line.Quantity),
                together.Max(found => found.Offer!.Method(found.Line.ShippingMethod)?.Fee
                    ?? Money.Zero(together.Key.Currency))));
        return new CartView(version, [.. groups]);
    }

    public async Task<Answer<QuoteView>> Quote(CheckoutOrder order)
    {
        var state = await cart.Durable();
        var lines = state.Lines;
        if (order.Skus is { } skus)
        {
            if (skus.FirstOrDefault(sku => lines.All(line => line.Sku != sku)) is { } missing)
                return new(null, Rejection.NotInCart, missing);
            lines = [.. lines.Where(line => skus.Contains(line.Sku))];
        }

        // A quote shows the prices of now, whatever was seen before.
        var plan = new CheckoutPlan(buyer, [.. lines.Select(line => Planned(line) with { SeenPrice = null })],
            null, order.Coupons, order.ExpectedTotal, order.Coins, state.AlwaysWith?.ToArray());
        var bill = await Till.Price(grains, plan, market.Policy, market.Time.GetUtcNow(), isQuote: true);
        if (bill.Quote is { Coins: > 0 and var needed } && (await grains.Coins(buyer).View()).Balance < needed)
            return new(null, Rejection.InsufficientCoins);
        return new(bill.Quote is null ? null : Till.Show(bill), bill.Why, bill.Subject);
    }

    public async Task<Answer<CheckoutView>> CheckOut(string checkout, CheckoutOrder order)
    {
        var state = await cart.Durable();
        // A checkout that was asked for and not answered, before a crash, comes first.
        if (state.Pending is { } pending && pending.Checkout != checkout) await cart.Settle();

        var caller = new Caller(buyer, Role.Buyer);
        if (state.Latest is { } newest && string.CompareOrdinal(checkout, newest) < 0
            && await grains.Checkout(checkout).View(caller) is { } old)
            return new(old);

        var shipTo = state.Door == Cart.Door.Gone
            ? null
            : await seal.Seal(order.ShipTo, buyer, state.Keys is [var key, ..] ? key : null);
        var refused = shipTo is null
            ? Rejection.MembershipEnded
            : await cart.Transact(new Cart.Command.BeginCheckout(
                checkout, order.Skus, shipTo, order.Coupons, order.ExpectedTotal,
                order.Coins > 0 ? order.Coins : null), checkout);
        // Ids from several frontends do not come in their order; what cannot be begun may have ended before.
        if (refused is not null)
            return await grains.Checkout(checkout).View(caller) is { } ended
                ? new(ended)
                : new(null, refused, order.Skus?.FirstOrDefault(sku => state.Lines.All(line => line.Sku != sku)));

        await cart.Settle();
        if (latest?.Id == checkout) return new(latest);
        state = await cart.Durable();
        return state.Pending is { } waiting
            ? new(await grains.Checkout(checkout).Place(Plan(waiting, state)))
            : new(await grains.Checkout(checkout).View(caller));
    }

    public async Task<Outcome> Close()
    {
        await cart.Settle();
        return await cart.Transact(new Cart.Command.Close());
    }

    public async Task<Outcome> Reopen() => await cart.Transact(new Cart.Command.Reopen());

    public async Task<Outcome> Forget()
    {
        // The keys first: should the process end in between, they are still known here and are destroyed again.
        await keyring.Destroy((await cart.Durable()).Keys);
        return await cart.Transact(new Cart.Command.Forget());
    }

    public Task Elapse() => cart.Elapse();

    private async Task<Cart.Command> Place(Cart.CheckoutRequest request)
    {
        latest = await grains.Checkout(request.Checkout).Place(Plan(request, await cart.Durable()));
        return new Cart.Command.EndCheckout(request.Checkout, latest.Status == Checkout.Status.Placed);
    }

    private CheckoutPlan Plan(Cart.CheckoutRequest request, Cart.State state) => new(
        buyer, [.. request.Lines.Select(Planned)], request.ShipTo, [.. request.Coupons], request.ExpectedTotal,
        request.Coins ?? 0, state.AlwaysWith?.ToArray(), request.SealedTo);

    private static CartLine Show(Cart.Line line, Listing.Offer offer, StockView stock, DateTimeOffset now)
    {
        var sale = offer.SaleAt(now);
        return new CartLine(
            line.Sku, offer.Title, line.Quantity, offer.PriceAt(now), line.SeenPrice,
            sale is null ? stock.Available : stock.LeftOf(sale), sale is null ? null : offer.UnitPrice,
            offer.PerBuyerLimit, offer.Honours(line.SeenPrice, now));
    }

    private static PlannedLine Planned(Cart.Line line) =>
        new(line.Sku, line.Quantity, line.ShippingMethod, line.SeenPrice);
}
